using DnasRepro.Locations;
using DnasRepro.Snapshots;

namespace DnasRepro.Sources;

/// <summary>
/// A commit that a card names, where only another one was fetched. A card cannot name the commit that holds it, so it names an earlier one; that is fetched
/// beside, when it is asked for, and the files of both are compared.
/// </summary>
internal static class NamedCommit
{
    /// <summary>The snapshot, with lookups that also fetch.</summary>
    /// <param name="fetch">Fetches a commit by its whole id.</param>
    public static RepositorySnapshot Within(RepositorySnapshot snapshot, Func<string, OpenRepository> fetch) =>
        snapshot.Origin is { IsComplete: false } origin
            ? snapshot with { Origin = origin with { FindCommit = (sha, paths) => origin.FindCommit(sha, paths) is { Exists: true } here ? here : Fetched(snapshot, fetch, sha, paths) } }
            : snapshot;

    private static CommitComparison Fetched(RepositorySnapshot snapshot, Func<string, OpenRepository> fetch, string sha, IReadOnlyList<string> paths)
    {
        if (sha.Length != 40 || !sha.All(char.IsAsciiHexDigit))
            return new CommitComparison(false, []);
        try
        {
            using var other = fetch(sha.ToLowerInvariant());
            return new CommitComparison(true, [.. paths.Where(p => !IsSame(snapshot, other.Snapshot, p))]);
        }
        catch (UserErrorException)
        {
            // A server need not hand out a commit by its id: that it did not says nothing of whether there is one.
            return new CommitComparison(false, []);
        }
    }

    private static bool IsSame(RepositorySnapshot snapshot, RepositorySnapshot other, string text)
    {
        if (!RepoPath.TryParse(text, out var path) || snapshot.Find(path) is not { } one || other.Find(path) is not { } two || one.Size != two.Size || one.Size > SnapshotFile.LargestText)
            return false;
        try
        {
            return one.ReadBytes().AsSpan().SequenceEqual(two.ReadBytes());
        }
        catch (IOException)
        {
            return false;
        }
    }
}

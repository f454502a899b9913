using DnasRepro.Locations;
using DnasRepro.Snapshots;
using LibGit2Sharp;

namespace DnasRepro.Sources;

/// <summary>Compares a snapshot with commits that a card names.</summary>
/// <param name="repository">Where commits are looked up.</param>
/// <param name="prefix">The folder inside the repository that was read, ending in "/", or empty.</param>
/// <param name="root">The folder on disk; null when a commit was read.</param>
/// <param name="knownId">The object id of a path of the snapshot; null when only the disk knows its content.</param>
internal sealed class CommitLookup(Repository repository, string prefix, string? root, Func<string, string?> knownId)
{
    /// <summary>Looks a commit up by 7 to 40 hex digits.</summary>
    public CommitComparison Compare(string sha, IReadOnlyList<string> paths)
    {
        try
        {
            return Find(sha) is { } commit
                ? new CommitComparison(true, [.. paths.Where(p => !IsSame(commit, p))])
                : new CommitComparison(false, []);
        }
        catch (LibGit2SharpException)
        {
            // A damaged or ambiguous object is none that we can compare with.
            return new CommitComparison(false, []);
        }
    }

    private Commit? Find(string sha) =>
        sha.Length is >= 7 and <= 40 && sha.All(char.IsAsciiHexDigit) ? repository.Lookup(sha)?.Peel<Commit>() : null;

    private bool IsSame(Commit commit, string text)
    {
        if (!RepoPath.TryParse(text, out var path) || commit[prefix + path.Value] is not { TargetType: TreeEntryTargetType.Blob } entry)
            return false;
        return knownId(path.Value) is { } id ? id == entry.Target.Sha : root is not null && IsSameOnDisk(entry.Target.Sha, path);
    }

    private bool IsSameOnDisk(string sha, RepoPath path)
    {
        try
        {
            var bytes = Disk.Read(root!, path, LargestCompared);
            return GitBlob.Id(bytes) == sha || GitBlob.Id(WithoutCarriageReturns(bytes)) == sha;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private const long LargestCompared = 64 * 1024 * 1024;

    /// <summary>Working trees on Windows hold CR LF where the commit has LF.</summary>
    private static byte[] WithoutCarriageReturns(byte[] bytes)
    {
        var kept = new List<byte>(bytes.Length);
        for (var i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] != '\r' || i + 1 == bytes.Length || bytes[i + 1] != '\n')
                kept.Add(bytes[i]);
        }
        return [.. kept];
    }
}

using DnasRepro.Locations;
using LibGit2Sharp;

namespace DnasRepro.Sources;

/// <summary>Finds the commit that a user names.</summary>
internal static class Revision
{
    /// <summary>Finds a commit by its id (also shortened), a branch, a tag, HEAD or what git writes like <c>HEAD~2</c> and <c>origin/main</c>.</summary>
    public static Commit Find(Repository repository, string revision)
    {
        try
        {
            if (!revision.Contains(':') && repository.Lookup(revision)?.Peel<Commit>() is { } commit)
                return commit;
        }
        catch (AmbiguousSpecificationException)
        {
            throw new UserErrorException($"More than one commit begins with '{PrintableText.Of(revision)}'.", "Write more digits of it.");
        }
        catch (LibGit2SharpException error) when (error is InvalidSpecificationException or NotFoundException or PeelException)
        {
            // Said below.
        }
        throw revision == "HEAD" ? NoHead(repository) : Unknown(repository, revision);
    }

    private static UserErrorException NoHead(Repository repository) => new(
        "The repository's HEAD names no commit that is here.",
        repository.Branches.Any() ? "Name a branch, tag or commit: 'FOLDER@BRANCH'. " + Known(repository) : "Commit something first.", exitCode: 3);

    private static UserErrorException Unknown(Repository repository, string revision) => new(
        $"The repository has no commit, branch or tag '{PrintableText.Of(revision)}'.",
        (GitFolder.IsComplete(repository) ? "" : "This clone is shallow or partial: 'git fetch --unshallow' brings the rest. ") + Known(repository));

    private static string Known(Repository repository)
    {
        var names = repository.Branches.Select(b => b.FriendlyName).Concat(repository.Tags.Select(t => t.FriendlyName)).Take(9).ToList();
        return names.Count == 0
            ? "It has no branches and no tags."
            : $"It has: {string.Join(", ", names.Take(8).Select(PrintableText.Of))}{(names.Count > 8 ? " …" : "")}";
    }
}

using DnasRepro.Snapshots;
using LibGit2Sharp;

namespace DnasRepro.Sources;

/// <summary>What all readers of git share: opening, names, the remote, the comparison with a commit.</summary>
internal static class GitRepository
{
    /// <exception cref="UserErrorException">It cannot be opened.</exception>
    public static Repository Open(string path)
    {
        try
        {
            return new Repository(path);
        }
        catch (LibGit2SharpException error)
        {
            throw new UserErrorException($"The git repository cannot be opened: {error.Message.TrimEnd('.')}.", "Give a folder with intact git objects.", ExitCodes.NotAttempted);
        }
    }

    /// <summary>How reports call a folder: as typed when that is a relative path, else its own name; never a path of this machine.</summary>
    public static string NameOf(string folder)
    {
        var typed = folder.Replace('\\', '/').TrimEnd('/');
        var isRelative = !Path.IsPathRooted(folder) && !typed.StartsWith("..", StringComparison.Ordinal) && typed is not ("" or ".");
        return isRelative ? (typed.StartsWith("./", StringComparison.Ordinal) ? typed[2..] : typed) : new DirectoryInfo(folder).Name;
    }

    /// <summary>The web address of the remote (origin, else the first), or null. Credentials and local paths never get through.</summary>
    public static string? WebAddress(Repository repository)
    {
        var remote = repository.Network.Remotes["origin"] ?? repository.Network.Remotes.FirstOrDefault();
        return remote is null ? null : WebAddress(remote.Url);
    }

    public static string? WebAddress(string url)
    {
        if (!url.Contains("://", StringComparison.Ordinal) && url.IndexOf(':') is var colon and > 1 && !url[..colon].Contains('/'))
            url = $"ssh://{url[..colon]}/{url[(colon + 1)..].TrimStart('/')}";
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("https" or "http" or "ssh" or "git") || uri.Host.Length == 0)
            return null;
        var path = uri.AbsolutePath.TrimEnd('/');
        path = path.EndsWith(".git", StringComparison.Ordinal) ? path[..^4] : path;
        return path.Length < 2 ? null : $"https://{uri.IdnHost}{path}";
    }

    /// <summary>False for shallow and partial clones.</summary>
    public static bool IsComplete(Repository repository) =>
        !repository.Info.IsShallow
        && !repository.Config.Any(c => c.Key.EndsWith(".promisor", StringComparison.OrdinalIgnoreCase) || c.Key.EndsWith(".partialclonefilter", StringComparison.OrdinalIgnoreCase))
        && !HasPromisorPacks(repository.Info.Path);

    private static bool HasPromisorPacks(string gitFolder)
    {
        var packs = Path.Combine(gitFolder, "objects", "pack");
        return Directory.Exists(packs) && Directory.EnumerateFiles(packs, "*.promisor").Any();
    }

    /// <summary>Looks a commit up and names the paths whose content there is not the one given by <paramref name="contentId"/>.</summary>
    public static CommitComparison Compare(Repository repository, string prefix, string sha, IReadOnlyList<string> paths, Func<string, ObjectId?> contentId)
    {
        try
        {
            if (repository.Lookup<Commit>(sha) is not { } commit)
                return new CommitComparison(false, []);
            return new CommitComparison(true, [.. paths.Where(p => commit.Tree[prefix + p]?.Target.Id is not { } there || there != contentId(p))]);
        }
        catch (LibGit2SharpException)
        {
            return new CommitComparison(false, []);
        }
    }
}

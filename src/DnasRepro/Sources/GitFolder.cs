using DnasRepro.Locations;
using LibGit2Sharp;

namespace DnasRepro.Sources;

/// <summary>Opens git's folders, without running anything that they configure, and says in words what is wrong with them.</summary>
internal static class GitFolder
{
    static GitFolder()
    {
        // Owner validation protects those who run hooks, filters or commands of a repository's configuration; we run none of them.
        GlobalSettings.SetOwnerValidation(false);
        // Partial clones carry this extension; we only have to know that objects may be absent.
        GlobalSettings.SetExtensions("partialclone", "worktreeconfig", "preciousobjects", "noop");
    }

    /// <summary>Sets libgit2 up; for those who use it without opening a folder here.</summary>
    public static void Prepare()
    {
        // The static constructor does it.
    }

    /// <summary>Opens a git folder, with a working tree or as if bare.</summary>
    public static Repository Open(string gitFolder, string? workTree)
    {
        PackCheck.Objects(Path.Combine(CommonFolder(gitFolder), "objects"));
        return Guarded(() => workTree is null
            ? new Repository(gitFolder)
            : new Repository(gitFolder, new RepositoryOptions { WorkingDirectoryPath = workTree }));
    }

    /// <summary>Turns what libgit2 finds damaged into a message for people.</summary>
    public static T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (LibGit2SharpException error) when (error is not UserCancelledException)
        {
            throw new UserErrorException(
                $"The git repository could not be read: {Words(error)}.",
                "'git fsck' shows what is damaged; 'FOLDER@COMMIT' reads a commit without the index and the working tree.", exitCode: 3);
        }
    }

    /// <summary>The library's sentence without line breaks, full stop or paths of this machine.</summary>
    public static string Words(Exception error)
    {
        var words = error.Message.Split((char[])['\n', '\r', '\t', ' '], StringSplitOptions.RemoveEmptyEntries)
            .Select(w => Path.IsPathRooted(w.Trim('\'', '"', '(', ')', ',', '.')) ? "…" : w);
        return PrintableText.Of(string.Join(' ', words)).TrimEnd('.', ' ');
    }

    /// <summary>False for shallow and partial clones.</summary>
    public static bool IsComplete(Repository repository)
    {
        var common = CommonFolder(repository.Info.Path);
        var packs = Path.Combine(common, "objects", "pack");
        return !File.Exists(Path.Combine(common, "shallow"))
            && !(Directory.Exists(packs) && Directory.EnumerateFiles(packs, "*.promisor").Any())
            && !repository.Config.Any(IsPartialSetting);
    }

    private static bool IsPartialSetting(ConfigurationEntry<string> entry) =>
        entry.Key == "extensions.partialclone"
        || (entry.Key.StartsWith("remote.", StringComparison.Ordinal)
            && (entry.Key.EndsWith(".promisor", StringComparison.Ordinal) || entry.Key.EndsWith(".partialclonefilter", StringComparison.Ordinal)));

    /// <summary>Linked working trees keep their objects in the main one's folder.</summary>
    private static string CommonFolder(string gitFolder)
    {
        var file = Path.Combine(gitFolder, "commondir");
        return Disk.Look(file) is (DiskKind.File, < 4096) ? Path.GetFullPath(Path.Combine(gitFolder, File.ReadAllText(file).Trim())) : gitFolder;
    }

    /// <summary>The web address of origin, else of the first remote that has one.</summary>
    public static string? Remote(Repository repository) => repository.Network.Remotes
        .OrderBy(r => r.Name == "origin" ? 0 : 1).ThenBy(r => r.Name, StringComparer.Ordinal)
        .Select(r => GitUrlText.WebAddress(r.Url))
        .FirstOrDefault(a => a is not null);
}

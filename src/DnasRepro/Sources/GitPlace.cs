namespace DnasRepro.Sources;

/// <summary>What git has to do with a folder.</summary>
internal abstract record GitPlace
{
    private GitPlace()
    {
    }

    /// <summary>Nothing, or nothing that can be trusted, and then why.</summary>
    public sealed record None(string? Reason = null) : GitPlace;

    /// <summary>The folder is git's own: objects and references without a working tree.</summary>
    public sealed record Objects(string GitFolder) : GitPlace;

    /// <summary>The folder lies in a working tree.</summary>
    /// <param name="GitFolder">Where git keeps its own files.</param>
    /// <param name="Top">The working tree's uppermost folder.</param>
    /// <param name="Prefix">The folder's path below it, ending in "/", or empty.</param>
    public sealed record WorkTree(string GitFolder, string Top, string Prefix) : GitPlace;

    /// <summary>
    /// Looks upwards from a folder as git does. What the repository's configuration says about its working tree (core.worktree) is not asked,
    /// since a hostile one could point anywhere.
    /// </summary>
    public static GitPlace Of(string physicalFolder)
    {
        if (IsGitFolder(physicalFolder))
            return new Objects(physicalFolder);
        for (var top = physicalFolder; top is not null; top = Path.GetDirectoryName(top))
        {
            var git = Path.Combine(top, ".git");
            var prefix = Path.GetRelativePath(top, physicalFolder).Replace('\\', '/') + "/";
            if (prefix == "./")
                prefix = "";
            switch (Disk.Look(git).Kind)
            {
                case DiskKind.Folder when IsGitFolder(git):
                    return new WorkTree(git, top, prefix);
                case DiskKind.File when LinkedFolder(git) is { } linked:
                    return new WorkTree(linked, top, prefix);
                case DiskKind.File or DiskKind.Link or DiskKind.Special when prefix.Length == 0:
                    return new None("points to a git folder that does not point back: read without git");
            }
        }
        return new None();
    }

    private static bool IsGitFolder(string folder) =>
        Disk.Look(Path.Combine(folder, "HEAD")).Kind is DiskKind.File or DiskKind.Link
        && (File.Exists(Path.Combine(folder, "commondir"))
            || (Directory.Exists(Path.Combine(folder, "objects")) && Directory.Exists(Path.Combine(folder, "refs"))));

    /// <summary>Follows the .git file of a linked working tree or submodule, if what it points to points back to it.</summary>
    private static string? LinkedFolder(string gitFile)
    {
        var top = Path.GetDirectoryName(gitFile)!;
        if (FirstLine(gitFile) is not { } line || !line.StartsWith("gitdir: ", StringComparison.Ordinal))
            return null;
        var folder = Path.GetFullPath(Path.Combine(top, line["gitdir: ".Length..]));
        if (!IsGitFolder(folder))
            return null;
        var back = FirstLine(Path.Combine(folder, "gitdir")) is { } file ? Path.GetDirectoryName(Path.Combine(folder, file)) : WorkTreeSetting(folder);
        return back is not null && Disk.Physical(Path.Combine(folder, back)) == top ? folder : null;
    }

    /// <summary>The core.worktree of a submodule's configuration, which git itself writes in this form.</summary>
    private static string? WorkTreeSetting(string gitFolder) => SmallText(Path.Combine(gitFolder, "config"))?
        .Split('\n')
        .Select(l => l.Split('=', 2, StringSplitOptions.TrimEntries))
        .FirstOrDefault(p => p is ["worktree", _])?[1].Trim('"');

    private static string? FirstLine(string file) => SmallText(file)?.Split('\n')[0].TrimEnd();

    private static string? SmallText(string file) =>
        Disk.Look(file) is (DiskKind.File, < 64 * 1024) ? File.ReadAllText(file) : null;
}

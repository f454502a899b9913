using DnasRepro.Snapshots;
using LibGit2Sharp;

namespace DnasRepro.Sources;

/// <summary>Reads the files of a git working tree, or of a folder inside one: tracked files, and untracked ones that git does not ignore.</summary>
internal static class WorkingTreeReader
{
    public static RepositorySnapshot Read(Repository repository, string name, string root, CancellationToken cancellation)
    {
        var prefix = Path.GetRelativePath(repository.Info.WorkingDirectory, root).Replace('\\', '/');
        prefix = prefix == "." ? "" : prefix + "/";
        var (listed, submodules) = Tracked(repository, prefix);
        var changed = Changed(repository, prefix, listed, cancellation);
        var (found, skipped) = FolderWalk.Walk(root, path => !listed.Contains(path), cancellation);
        var commit = repository.Head.Tip;
        return new RepositorySnapshot(
            name,
            new GitOrigin(commit?.Sha, IsWorkingTree: true, changed, GitRepository.WebAddress(repository), prefix, GitRepository.IsComplete(repository), Find),
            found,
            [.. skipped.Concat(submodules.Select(s => new SkippedFile(s, "submodule"))).OrderBy(s => s.Path, StringComparer.Ordinal)]);

        CommitComparison Find(string sha, IReadOnlyList<string> paths) =>
            GitRepository.Compare(repository, prefix, sha, paths, path => changed.Contains(path) ? null : commit?.Tree[prefix + path]?.Target.Id);
    }

    /// <summary>The tracked files and the folders that lead to them (ending in "/"), relative to the prefix; submodules apart.</summary>
    private static (HashSet<string> Listed, List<string> Submodules) Tracked(Repository repository, string prefix)
    {
        var listed = new HashSet<string>(StringComparer.Ordinal);
        var submodules = new List<string>();
        foreach (var entry in repository.Index)
        {
            if (!entry.Path.StartsWith(prefix, StringComparison.Ordinal))
                continue;
            var path = entry.Path[prefix.Length..];
            if (entry.Mode == Mode.GitLink)
                submodules.Add(path);
            else
                List(listed, path);
        }
        return (listed, submodules);
    }

    private static void List(HashSet<string> listed, string path)
    {
        listed.Add(path);
        for (var at = path.LastIndexOf('/', Math.Max(path.Length - 2, 0)); at > 0 && listed.Add(path[..(at + 1)]); at = path.LastIndexOf('/', at - 1))
        {
        }
    }

    /// <summary>The paths that differ from HEAD; adds the untracked ones to the list of files.</summary>
    private static HashSet<string> Changed(Repository repository, string prefix, HashSet<string> listed, CancellationToken cancellation)
    {
        var changed = new HashSet<string>(StringComparer.Ordinal);
        var options = new StatusOptions
        {
            IncludeIgnored = false, IncludeUnaltered = false, RecurseUntrackedDirs = true, DetectRenamesInIndex = false, DetectRenamesInWorkDir = false,
            ExcludeSubmodules = true, DisablePathSpecMatch = true, PathSpec = prefix.Length == 0 ? null : [prefix.TrimEnd('/')],
        };
        foreach (var entry in repository.RetrieveStatus(options))
        {
            cancellation.ThrowIfCancellationRequested();
            if (entry.State is FileStatus.Unaltered or FileStatus.Ignored || !entry.FilePath.StartsWith(prefix, StringComparison.Ordinal))
                continue;
            var path = entry.FilePath[prefix.Length..];
            changed.Add(path);
            if (entry.State.HasFlag(FileStatus.NewInWorkdir) && !path.EndsWith('/'))
                List(listed, path);
        }
        return changed;
    }
}

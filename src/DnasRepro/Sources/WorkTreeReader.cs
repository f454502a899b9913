using DnasRepro.Snapshots;
using LibGit2Sharp;

namespace DnasRepro.Sources;

/// <summary>Reads a working tree: the tracked files as they lie on the disk, and those that git would offer to add. Nothing is written.</summary>
internal sealed class WorkTreeReader(Repository repository, GitPlace.WorkTree place, CancellationToken cancellation)
{
    private readonly Dictionary<string, IndexEntry> tracked = new(StringComparer.Ordinal);
    private readonly HashSet<string> trackedFolders = new(StringComparer.Ordinal) { "" };
    private readonly SortedSet<string> changed = new(StringComparer.Ordinal);

    /// <summary>The folder that is read.</summary>
    private string Root => Path.TrimEndingDirectorySeparator(Path.Combine(place.Top, place.Prefix));

    /// <summary>Why git cannot be asked about this working tree; null when it can.</summary>
    public string? Refusal { get; private set; }

    /// <summary>Reads it; null when git cannot be asked, or when the folder is none of its business: not its top and without a tracked file.</summary>
    public RepositorySnapshot? Read(string name)
    {
        ReadIndex();
        if (tracked.Count == 0 && place.Prefix.Length > 0)
            return null;
        for (var folder = Root; folder is not null && folder.Length >= place.Top.Length; folder = Path.GetDirectoryName(folder))
            Guard(folder);
        var listing = Refusal is null ? new FolderWalk(Root, new WalkRules(SkipFolder, Lists), cancellation).Run() : null;
        if (Refusal is not null)
            return null;
        ReadStatus();
        var lookup = new CommitLookup(repository, place.Prefix, Root, path => changed.Contains(path) ? null : tracked.GetValueOrDefault(path)?.Id.Sha);
        var origin = new GitOrigin(
            repository.Head.Tip?.Sha, IsWorkingTree: true, changed, GitFolder.Remote(repository), place.Prefix, GitFolder.IsComplete(repository), lookup.Compare);
        return listing!.Snapshot(name, origin);
    }

    private void ReadIndex()
    {
        foreach (var entry in repository.Index.Where(e => e.Path.StartsWith(place.Prefix, StringComparison.Ordinal)))
            Track(entry);
        foreach (var conflict in repository.Index.Conflicts)
        {
            if ((conflict.Ours ?? conflict.Theirs ?? conflict.Ancestor) is { } entry && entry.Path.StartsWith(place.Prefix, StringComparison.Ordinal))
                Track(entry);
        }
    }

    private void Track(IndexEntry entry)
    {
        var path = entry.Path[place.Prefix.Length..];
        tracked[path] = entry;
        for (var cut = path.LastIndexOf('/'); cut > 0 && trackedFolders.Add(path[..cut]); cut = path.LastIndexOf('/', cut - 1))
            ;
    }

    private string? SkipFolder(string folder)
    {
        if (tracked.TryGetValue(folder, out var entry) && entry.Mode == Mode.GitLink)
            return "submodule";
        Guard(Path.Join(Root, folder));
        if (Refusal is not null)
            return "";
        if (trackedFolders.Contains(folder))
            return null;
        if (repository.Ignore.IsPathIgnored($"{place.Prefix}{folder}/"))
            return "";
        return Disk.Look(Path.Join(Root, folder, ".git")).Kind == DiskKind.Nothing ? null : "a git repository of its own";
    }

    private bool Lists(string path)
    {
        if (tracked.ContainsKey(path))
            return true;
        if (repository.Ignore.IsPathIgnored(place.Prefix + path))
            return false;
        changed.Add(path);
        return true;
    }

    /// <summary>libgit2 opens these two in every folder, and would wait for ever for the other end of a pipe that poses as one.</summary>
    private void Guard(string folder)
    {
        foreach (var name in (string[])[".gitignore", ".gitattributes"])
        {
            var path = Path.Join(folder, name);
            if (Disk.Look(path).Kind == DiskKind.Link)
                path = Disk.Physical(path);
            if (Disk.Look(path).Kind is not (DiskKind.File or DiskKind.Nothing))
                Refusal = "not used: a .gitignore or .gitattributes is not a plain file";
        }
    }

    private void ReadStatus()
    {
        var options = new StatusOptions
        {
            IncludeUntracked = false,
            IncludeIgnored = false,
            DetectRenamesInIndex = false,
            DetectRenamesInWorkDir = false,
            ExcludeSubmodules = true,
            DisablePathSpecMatch = true,
            PathSpec = place.Prefix.Length == 0 ? null : [place.Prefix],
        };
        foreach (var entry in repository.RetrieveStatus(options))
        {
            if (entry.FilePath.StartsWith(place.Prefix, StringComparison.Ordinal))
                changed.Add(entry.FilePath[place.Prefix.Length..]);
        }
    }
}

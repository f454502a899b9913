using DnasRepro.Locations;

namespace DnasRepro.Snapshots;

/// <summary>A repository as it was read: the list of its files, and of everything that is there but was left aside.</summary>
/// <param name="Name">How reports call it: the address as typed, without anything of this machine.</param>
/// <param name="Origin">Where it comes from in git's terms; null for a plain folder.</param>
/// <param name="Files">The files, ordered by path.</param>
/// <param name="Skipped">What is not read, each with its reason, ordered by path.</param>
public sealed record RepositorySnapshot(
    string Name, GitOrigin? Origin, IReadOnlyList<SnapshotFile> Files, IReadOnlyList<SkippedFile> Skipped)
{
    /// <summary>The file at a path, or null.</summary>
    public SnapshotFile? Find(RepoPath path)
    {
        var (low, high) = (0, Files.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var order = Files[middle].Path.CompareTo(path);
            if (order == 0)
                return Files[middle];
            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }
        return null;
    }
}

/// <summary>Something that the repository lists but that was not read. The path is text since it need not be a valid one.</summary>
public sealed record SkippedFile(string Path, string Reason)
{
    /// <summary>Where a symbolic link of a commit points, as it stands there; null for everything else.</summary>
    public string? LinkTarget { get; init; }
}

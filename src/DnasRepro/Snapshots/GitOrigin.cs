namespace DnasRepro.Snapshots;

/// <summary>What git says about a snapshot.</summary>
/// <param name="Commit">The commit that was read, or HEAD of the working tree; 40 hex digits, or null before the first commit.</param>
/// <param name="IsWorkingTree">True when the files on disk were read and not a commit's.</param>
/// <param name="ChangedPaths">Paths (relative to the snapshot) that differ from <paramref name="Commit"/>; only of a working tree.</param>
/// <param name="Remote">The web address of the remote (https, no credentials, no ".git"), or null.</param>
/// <param name="Prefix">The folder inside the repository that was read, ending in "/", or empty for the whole.</param>
/// <param name="IsComplete">False for shallow and partial clones: what is absent here may exist elsewhere.</param>
/// <param name="FindCommit">Looks a commit up and compares files with it.</param>
public sealed record GitOrigin(
    string? Commit,
    bool IsWorkingTree,
    IReadOnlySet<string> ChangedPaths,
    string? Remote,
    string Prefix,
    bool IsComplete,
    Func<string, IReadOnlyList<string>, CommitComparison> FindCommit)
{
    /// <summary>True when the working tree differs from the commit.</summary>
    public bool IsDirty => ChangedPaths.Count > 0;
}

/// <summary>A commit that a card names, compared with the snapshot.</summary>
/// <param name="Exists">Whether the repository has it.</param>
/// <param name="DifferingPaths">The asked paths whose content there is not that of the snapshot, or is missing there.</param>
public sealed record CommitComparison(bool Exists, IReadOnlyList<string> DifferingPaths);

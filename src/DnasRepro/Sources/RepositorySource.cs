using DnasRepro.Locations;
using DnasRepro.Snapshots;
using LibGit2Sharp;

namespace DnasRepro.Sources;

/// <summary>How repositories are opened.</summary>
/// <param name="CacheFolder">Where clones of remote repositories are kept; the user's cache folder when null.</param>
/// <param name="Report">Told what is going on, in a few words.</param>
public sealed record SourceOptions(string? CacheFolder, Action<string> Report);

/// <summary>An open repository: its snapshot fetches contents as long as this is not disposed.</summary>
public sealed class OpenRepository(RepositorySnapshot snapshot, IDisposable? owner = null) : IDisposable
{
    public RepositorySnapshot Snapshot { get; } = snapshot;

    public void Dispose() => owner?.Dispose();
}

/// <summary>Opens what an address names.</summary>
public static class RepositorySource
{
    /// <summary>Opens a repository for reading. Executes nothing of it: no hooks, no filters, no configuration.</summary>
    /// <exception cref="UserErrorException">It is not there, is no repository, or cannot be reached.</exception>
    public static OpenRepository Open(RepositoryAddress address, SourceOptions options, CancellationToken cancellation)
    {
        GlobalSettings.SetOwnerValidation(false);
        return address switch
        {
            RepositoryAddress.Folder folder => FolderSource.Open(folder.Path, cancellation),
            RepositoryAddress.GitCommit commit => CommitSource.Open(commit.RepositoryPath, commit.Revision, cancellation),
            _ => RemoteSource.Open(address, options, cancellation),
        };
    }
}

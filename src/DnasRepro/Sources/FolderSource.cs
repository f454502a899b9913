using DnasRepro.Snapshots;
using LibGit2Sharp;

namespace DnasRepro.Sources;

/// <summary>Reads a folder as it lies on disk; inside a git repository with what git knows about it.</summary>
internal static class FolderSource
{
    public static OpenRepository Open(string folder, CancellationToken cancellation)
    {
        var root = Path.GetFullPath(folder);
        var found = Repository.Discover(root);
        if (found is null)
            return new OpenRepository(Plain(folder, root, cancellation));
        var repository = GitRepository.Open(found);
        try
        {
            return repository.Info.IsBare || IsInside(root, repository.Info.Path) || !IsInside(root, repository.Info.WorkingDirectory)
                ? CommitSource.Read(repository, GitRepository.NameOf(folder), "", "HEAD", cancellation)
                : new OpenRepository(WorkingTreeReader.Read(repository, GitRepository.NameOf(folder), root, cancellation), repository);
        }
        catch
        {
            repository.Dispose();
            throw;
        }
    }

    private static bool IsInside(string folder, string? outer) =>
        outer is not null && (folder + Path.DirectorySeparatorChar).StartsWith(Path.TrimEndingDirectorySeparator(outer) + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private static RepositorySnapshot Plain(string folder, string root, CancellationToken cancellation)
    {
        var (files, skipped) = FolderWalk.Walk(root, _ => false, cancellation);
        return new RepositorySnapshot(GitRepository.NameOf(folder), null, files, skipped);
    }
}

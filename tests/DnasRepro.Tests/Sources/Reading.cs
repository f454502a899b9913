using DnasRepro.Locations;
using DnasRepro.Snapshots;
using DnasRepro.Sources;
using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.Sources;

/// <summary>Short words for reading what a test made.</summary>
internal static class Reading
{
    public static OpenRepository Read(string folder) => Read(new RepositoryAddress.Folder(folder));

    public static OpenRepository Read(RepositoryAddress address, SourceOptions? options = null) =>
        RepositorySource.Read(address, options ?? new SourceOptions(), TestContext.Current.CancellationToken);

    public static OpenRepository Read(this TempFolder folder, string below = "") => Read(folder[below]);

    public static OpenRepository ReadAt(this TempFolder folder, string revision, string below = "") =>
        Read(new RepositoryAddress.GitCommit(folder[below], revision));

    public static string[] Paths(this OpenRepository repository) => [.. repository.Snapshot.Files.Select(f => f.Path.Value)];

    public static string[] Skipped(this OpenRepository repository) => [.. repository.Snapshot.Skipped.Select(s => $"{s.Path}: {s.Reason}")];

    public static SnapshotFile File(this OpenRepository repository, string path) =>
        repository.Snapshot.Find(RepoPath.Parse(path)) ?? throw new InvalidOperationException($"{path} is not listed.");

    public static string Text(this OpenRepository repository, string path) => Assert.IsType<FileContent.Text>(repository.File(path).ReadText()).Value;

    public static string Unread(this OpenRepository repository, string path) => Assert.IsType<FileContent.Unread>(repository.File(path).ReadText()).Reason;
}

using DnasRepro.Locations;
using DnasRepro.Snapshots;

namespace DnasRepro.Sources;

/// <summary>Gathers what a source finds.</summary>
internal sealed class Listing
{
    private readonly List<SnapshotFile> files = [];
    private readonly List<SkippedFile> skipped = [];

    public void Add(string path, long size, Func<RepoPath, byte[]> read, bool isExecutable = false)
    {
        if (!RepoPath.TryParse(path, out var valid))
        {
            Skip(path, "its name is not a path that can be read safely");
            return;
        }
        files.Add(new SnapshotFile(valid, size, () => read(valid)) { IsExecutable = isExecutable });
        Bound();
    }

    public void Skip(string path, string reason, string? linkTarget = null)
    {
        skipped.Add(new SkippedFile(PrintableText.Of(path), reason) { LinkTarget = linkTarget });
        Bound();
    }

    public RepositorySnapshot Snapshot(string name, GitOrigin? origin)
    {
        var unique = new List<SnapshotFile>(files.Count);
        foreach (var file in files.OrderBy(f => f.Path))
        {
            if (unique.Count > 0 && unique[^1].Path == file.Path)
                Skip(file.Path.Value, "listed a second time under the same name");
            else
                unique.Add(file);
        }
        return new RepositorySnapshot(name, origin, unique, [.. skipped.OrderBy(s => s.Path, StringComparer.Ordinal)]);
    }

    private void Bound()
    {
        if (files.Count + skipped.Count > SourceOptions.MostFiles)
        {
            throw new UserErrorException(
                $"There are more than {SourceOptions.MostFiles:N0} files.",
                "Name the folder that holds the code, or list the data's folder in .gitignore.", exitCode: 3);
        }
    }
}

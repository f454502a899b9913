using DnasRepro.Locations;
using DnasRepro.Snapshots;
using DnasRepro.Sources;

namespace DnasRepro.Runs.Isolation;

/// <summary>
/// A copy of the repository that no program ever sees, from which each run gets a copy of its own. The repository itself is only read:
/// no link is followed and nothing but plain files is opened.
/// </summary>
public sealed class PrivateCopy
{
    private PrivateCopy(string folder, IReadOnlyList<SkippedFile> leftOut) => (Folder, LeftOut) = (folder, leftOut);

    /// <summary>The pristine copy; its last name is the repository's own.</summary>
    public string Folder { get; }

    /// <summary>What is not in it, each with its reason.</summary>
    public IReadOnlyList<SkippedFile> LeftOut { get; }

    /// <summary>The repository's own name, made of letters, digits and <c>. _ -</c>.</summary>
    public static string NameOf(RepositoryAddress address)
    {
        var name = address switch
        {
            RepositoryAddress.Folder folder => Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder.Path))),
            RepositoryAddress.GitCommit commit => Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(commit.RepositoryPath))),
            RepositoryAddress.GitHub hub => hub.Name,
            RepositoryAddress.GitUrl url => url.Url.TrimEnd('/').Split('/', ':')[^1],
            _ => "",
        };
        name = name.EndsWith(".git", StringComparison.Ordinal) ? name[..^4] : name;
        var safe = string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' ? c : '_')).TrimStart('-');
        return safe.Trim('.').Length == 0 ? "repository" : safe[..Math.Min(safe.Length, 100)];
    }

    /// <summary>Makes the pristine copy of whatever was read.</summary>
    /// <param name="address">What the user named.</param>
    /// <param name="snapshot">What was read there; still open.</param>
    /// <param name="parent">An empty folder of ours to put it in.</param>
    /// <param name="limits">How much is copied.</param>
    /// <exception cref="UserErrorException">It is too large, or cannot be listed.</exception>
    public static PrivateCopy Make(RepositoryAddress address, RepositorySnapshot snapshot, string parent, CopyLimits limits, CancellationToken cancellation) =>
        address is RepositoryAddress.Folder folder && (snapshot.Origin is null || snapshot.Origin.IsWorkingTree)
            ? OfFolder(Disk.Physical(folder.Path), NameOf(address), parent, limits, cancellation)
            : OfSnapshot(snapshot, NameOf(address), parent, limits, cancellation);

    /// <summary>Makes the pristine copy of a folder as it lies on the disk, files that git ignores included: a search may need them.</summary>
    public static PrivateCopy OfFolder(string source, string name, string parent, CopyLimits limits, CancellationToken cancellation) => FullDisk.Guarded(() =>
    {
        var target = new CopyTarget(Begin(parent, name), limits);
        new FolderCopy(source, target, cancellation).Run();
        target.Finish();
        return new PrivateCopy(target.Folder, target.LeftOut);
    });

    /// <summary>Makes the pristine copy of a commit from its files.</summary>
    public static PrivateCopy OfSnapshot(RepositorySnapshot snapshot, string name, string parent, CopyLimits limits, CancellationToken cancellation) => FullDisk.Guarded(() =>
    {
        var target = new CopyTarget(Begin(parent, name), limits);
        foreach (var file in snapshot.Files)
        {
            cancellation.ThrowIfCancellationRequested();
            target.AddFile(file.Path.Value, file.Size, stream =>
            {
                stream.Write(file.ReadBytes());
                return file.IsExecutable;
            });
        }
        foreach (var skipped in snapshot.Skipped)
        {
            if (skipped.LinkTarget is { } link && RepoPath.TryParse(skipped.Path, out var path))
                target.AddLink(path.Value, link);
            else
                target.LeaveOut(skipped.Path, skipped.Reason);
        }
        target.Finish();
        return new PrivateCopy(target.Folder, target.LeftOut);
    });

    /// <summary>Makes a copy for one run, whose last name is the repository's own. Where the file system can, the two share their blocks until one is written.</summary>
    /// <param name="parent">A folder of the run; made when it is not there.</param>
    public string CopyInto(string parent, CancellationToken cancellation) => FullDisk.Guarded(() =>
    {
        var copy = Path.Join(parent, Path.GetFileName(Folder));
        var waiting = new Stack<string>([""]);
        while (waiting.TryPop(out var folder))
        {
            cancellation.ThrowIfCancellationRequested();
            Directory.CreateDirectory(Path.Join(copy, folder));
            foreach (var entry in new DirectoryInfo(Path.Join(Folder, folder)).EnumerateFileSystemInfos("*", new EnumerationOptions { AttributesToSkip = 0 }))
            {
                var path = Path.Join(folder, entry.Name);
                if (entry.LinkTarget is { } link)
                    File.CreateSymbolicLink(Path.Join(copy, path), link);
                else if (entry is FileInfo)
                    File.Copy(entry.FullName, Path.Join(copy, path));
                else
                    waiting.Push(path);
            }
        }
        return copy;
    });

    private static string Begin(string parent, string name) => Directory.CreateDirectory(Path.Join(parent, name)).FullName;
}

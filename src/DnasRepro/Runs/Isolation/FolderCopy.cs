using System.IO.Enumeration;
using DnasRepro.Locations;
using DnasRepro.Sources;

namespace DnasRepro.Runs.Isolation;

/// <summary>Copies a folder tree as it lies on the disk, and reads nothing but plain files.</summary>
internal sealed class FolderCopy(string root, CopyTarget target, CancellationToken cancellation)
{
    private const UnixFileMode AnyExecute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
    private static readonly EnumerationOptions AllNames = new() { AttributesToSkip = 0, IgnoreInaccessible = false };

    private readonly Stack<(string Folder, int Depth)> waiting = new();

    public void Run()
    {
        waiting.Push(("", 0));
        while (waiting.TryPop(out var next))
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var name in Names(next.Folder))
                Take(next.Folder.Length == 0 ? name : $"{next.Folder}/{name}", name, next.Depth);
        }
    }

    private List<string> Names(string folder)
    {
        try
        {
            return [.. new FileSystemEnumerable<string>(Path.Join(root, folder), (ref e) => e.FileName.ToString(), AllNames)];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            if (folder.Length == 0)
                throw new UserErrorException("The folder could not be listed.", "Check that you may read it.", ExitCodes.NotAttempted);
            target.LeaveOut(folder, "folder that could not be listed");
            return [];
        }
    }

    private void Take(string path, string name, int depth)
    {
        var full = Path.Join(root, path);
        var (kind, size) = Disk.Look(full);
        if (name == ".git")
            target.LeaveOut(path, "git's own folder");
        else if (!RepoPath.TryParse(path, out var valid) || name.Contains('\uFFFD'))
            target.LeaveOut(path, "its name is not a path that can be read safely");
        else if (kind == DiskKind.Link)
            target.AddLink(path, new FileInfo(full).LinkTarget ?? "");
        else if (kind == DiskKind.Folder)
            TakeFolder(path, full, depth);
        else if (kind == DiskKind.File)
            target.AddFile(path, size, stream => Copy(valid, stream));
        else if (kind == DiskKind.Special)
            target.LeaveOut(path, "special file (pipe, socket or device)");
    }

    private void TakeFolder(string path, string full, int depth)
    {
        if (depth >= SourceOptions.DeepestFolder)
        {
            target.LeaveOut(path, $"more than {SourceOptions.DeepestFolder} folders deep");
        }
        else if (File.Exists(Path.Join(full, "pyvenv.cfg")) || Directory.Exists(Path.Join(full, "conda-meta")))
        {
            target.LeaveOut(path, "a Python environment, which holds paths of its own place");
        }
        else
        {
            target.AddFolder(path);
            waiting.Push((path, depth + 1));
        }
    }

    private bool Copy(RepoPath path, Stream to)
    {
        if (OperatingSystem.IsWindows())
        {
            to.Write(Disk.Read(root, path, Array.MaxLength));
            return false;
        }
        using var handle = UnixFile.Open(root, path);
        // The length is taken once: a file that grows while it is read ends where it ended when it was opened.
        var length = RandomAccess.GetLength(handle);
        var buffer = new byte[256 * 1024];
        for (long at = 0; at < length;)
        {
            var count = RandomAccess.Read(handle, buffer.AsSpan(0, (int)Math.Min(buffer.Length, length - at)), at);
            if (count == 0)
                break;
            to.Write(buffer.AsSpan(0, count));
            at += count;
        }
        return (File.GetUnixFileMode(handle) & AnyExecute) != 0;
    }
}

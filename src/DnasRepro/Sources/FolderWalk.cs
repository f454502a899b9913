using DnasRepro.Locations;
using DnasRepro.Snapshots;

namespace DnasRepro.Sources;

/// <summary>Lists a folder's files without following any link; what is no plain file is named with its reason.</summary>
internal static class FolderWalk
{
    private const int MostFiles = 500_000;

    private static readonly EnumerationOptions Everything = new() { AttributesToSkip = 0, IgnoreInaccessible = false, ReturnSpecialDirectories = false };

    public static (IReadOnlyList<SnapshotFile> Files, IReadOnlyList<SkippedFile> Skipped) Walk(string root, Func<string, bool> isIgnored, CancellationToken cancellation)
    {
        var files = new List<SnapshotFile>();
        var skipped = new List<SkippedFile>();
        var waiting = new Stack<string>([""]);
        while (waiting.TryPop(out var folder))
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var entry in Entries(root, folder, skipped))
            {
                var path = folder + entry.Name;
                if (folder.Length == 0 && entry.Name == ".git")
                    continue;
                if (entry.LinkTarget is not null || entry.Attributes.HasFlag(FileAttributes.ReparsePoint))
                    skipped.Add(new SkippedFile(path, "symbolic link"));
                else if (entry is DirectoryInfo && !isIgnored(path + "/"))
                    waiting.Push(path + "/");
                else if (entry is FileInfo file && !isIgnored(path))
                    Add(file, path, files, skipped);
            }
            if (files.Count > MostFiles)
                throw new UserErrorException($"The folder holds more than {MostFiles} files.", "Give a folder that holds one study.", ExitCodes.LimitReached);
        }
        files.Sort((a, b) => a.Path.CompareTo(b.Path));
        skipped.Sort((a, b) => string.CompareOrdinal(a.Path, b.Path));
        return (files, skipped);
    }

    private static FileSystemInfo[] Entries(string root, string folder, List<SkippedFile> skipped)
    {
        try
        {
            return new DirectoryInfo(Path.Combine(root, folder)).GetFileSystemInfos("*", Everything);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            skipped.Add(new SkippedFile(folder.TrimEnd('/'), "folder that may not be opened"));
            return [];
        }
    }

    private static void Add(FileInfo file, string path, List<SnapshotFile> files, List<SkippedFile> skipped)
    {
        if (!RepoPath.TryParse(path, out var repoPath))
            skipped.Add(new SkippedFile(path, "a name that cannot be used"));
        else
            files.Add(OnDisk(file.FullName, repoPath, file.Length));
    }

    /// <summary>
    /// A file of the working tree. Its bytes are read up to the size that was listed, not through a link put in its place later, and a
    /// file of size 0 is never opened: pipes, sockets and devices have that size, and opening one may wait for ever.
    /// </summary>
    public static SnapshotFile OnDisk(string fullPath, RepoPath path, long size) => new(path, size, () => size == 0 ? [] : BoundedBytes(fullPath, size));

    private static byte[] BoundedBytes(string fullPath, long size)
    {
        var info = new FileInfo(fullPath);
        if (!info.Exists || info.LinkTarget is not null || info.Length == 0)
            throw new IOException("The file was replaced while it was read.");
        using var stream = new FileStream(fullPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        var bytes = new byte[Math.Min(size, Array.MaxLength)];
        var read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return read == bytes.Length ? bytes : bytes[..read];
    }
}

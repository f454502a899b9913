using System.Diagnostics;
using System.IO.Enumeration;
using DnasRepro.Sources;

namespace DnasRepro.Runs.Isolation;

/// <summary>
/// Bytes of some folders beyond what they held at the start: sizes of files as they are listed, one block for every name, and files
/// that have no name any more but are still open. What cannot be measured counts as a breach, since it may hold anything.
/// </summary>
internal sealed class DiskUse
{
    /// <summary>A free space below which any run is ended: 256 MiB.</summary>
    public const long LeastFree = 256L * 1024 * 1024;

    private const long Block = 4096;
    private const int DeepestFolder = 200;
    private static readonly EnumerationOptions AllNames = new() { AttributesToSkip = 0, IgnoreInaccessible = false };

    private readonly IReadOnlyList<string> folders;
    private readonly long start;

    public DiskUse(IReadOnlyList<string> folders)
    {
        this.folders = folders;
        start = Listed();
    }

    /// <summary>Why the folders can no longer be measured, in words that follow "a folder"; null normally.</summary>
    public string? Obstacle { get; private set; }

    /// <summary>How long the last look took.</summary>
    public TimeSpan Took { get; private set; }

    /// <summary>Looks at the disk; the bytes since the start.</summary>
    /// <param name="processes">The processes whose open files count.</param>
    public long Look(IEnumerable<ProcessEntry> processes)
    {
        var clock = Stopwatch.StartNew();
        var bytes = Listed() - start + processes.Sum(p => Nameless(p.Id));
        Took = clock.Elapsed;
        return bytes;
    }

    /// <summary>True when the disk below the folders is nearly full, whoever filled it.</summary>
    public bool IsNearlyFull() => folders.Any(f => Free(f) < LeastFree);

    private static long Free(string folder)
    {
        try
        {
            return new DriveInfo(folder).AvailableFreeSpace;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return long.MaxValue;
        }
    }

    private long Listed()
    {
        var bytes = 0L;
        var waiting = new Stack<(string Folder, int Depth)>(folders.Select(f => (f, 0)));
        while (Obstacle is null && waiting.TryPop(out var next))
        {
            foreach (var (name, size, isFolder) in Entries(next.Folder))
            {
                bytes += Block + size;
                if (isFolder)
                    waiting.Push((Path.Join(next.Folder, name), next.Depth + 1));
            }
            if (next.Depth > DeepestFolder)
                Obstacle = $"more than {DeepestFolder} levels deep";
        }
        return bytes;
    }

    private List<(string Name, long Size, bool IsFolder)> Entries(string folder)
    {
        try
        {
            return [.. new FileSystemEnumerable<(string, long, bool)>(folder, (ref e) => Measure(ref e), AllNames)];
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return [];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Obstacle = error is UnauthorizedAccessException ? "that may not be read" : "that cannot be listed";
            return [];
        }
    }

    private static (string Name, long Size, bool IsFolder) Measure(ref FileSystemEntry entry)
    {
        if (entry.Attributes.HasFlag(FileAttributes.ReparsePoint))
            return ("", 0, false);
        return entry.IsDirectory ? (entry.FileName.ToString(), 0, true) : ("", entry.Length, false);
    }

    /// <summary>Bytes of a process's open files that were removed.</summary>
    private static long Nameless(int process)
    {
        var bytes = 0L;
        try
        {
            foreach (var link in Directory.EnumerateFileSystemEntries($"/proc/{process}/fd"))
            {
                if (new FileInfo(link).LinkTarget is { } target && target.StartsWith('/') && target.EndsWith(" (deleted)", StringComparison.Ordinal)
                    && UnixFile.LookBehind(link) is (DiskKind.File, var size))
                    bytes += size;
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The process has gone, or belongs to somebody else.
        }
        return bytes;
    }
}

using System.IO.Enumeration;
using DnasRepro.Locations;
using DnasRepro.Sources;

namespace DnasRepro.Runs.Isolation;

/// <summary>
/// Reads what a run left in a folder. The run is not trusted: no link is followed, nothing but plain files is opened, and both sizes
/// and numbers are bounded. Paths are relative to the folder and separated by <c>/</c>.
/// </summary>
/// <param name="root">The folder, absolute.</param>
public sealed class ResultFolder(string root)
{
    /// <summary>Files above this size are not opened unless the caller allows more: 1 GiB.</summary>
    public const long LargestFile = 1L << 30;

    /// <summary>So many names of one folder are looked at.</summary>
    private const int MostNames = 20_000;

    private static readonly EnumerationOptions AllNames = new() { AttributesToSkip = 0, IgnoreInaccessible = true };

    /// <summary>Opens a plain file; null when there is none, when any part of its path is a link, or when it is larger than allowed.</summary>
    public Stream? TryOpen(string path, long largest = LargestFile)
    {
        if (!RepoPath.TryParse(Normal(path), out var valid) || Disk.Look(root).Kind != DiskKind.Folder || OperatingSystem.IsWindows())
            return null;
        try
        {
            var handle = UnixFile.Open(root, valid);
            if (RandomAccess.GetLength(handle) <= largest)
                return new FileStream(handle, FileAccess.Read);
            handle.Dispose();
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The bytes of a file; null when <see cref="TryOpen"/> would not open it.</summary>
    public byte[]? TryRead(string path, int largest)
    {
        using var stream = TryOpen(path, largest);
        if (stream is null)
            return null;
        var bytes = new byte[largest];
        var length = stream.ReadAtLeast(bytes, largest, throwOnEndOfStream: false);
        return bytes[..length];
    }

    /// <summary>The newest file that a pattern matches; null when none does. Of several that were written at the same time, the last by name.</summary>
    /// <param name="pattern">A path whose names may hold <c>*</c> and <c>?</c>.</param>
    public string? Newest(string pattern) => Matches(pattern).LastOrDefault();

    /// <summary>The files that a pattern matches, the oldest first.</summary>
    public IReadOnlyList<string> Matches(string pattern)
    {
        var names = Normal(pattern).Split('/');
        if (names.Any(n => n is "" or "." or "..") || Disk.Look(root).Kind != DiskKind.Folder)
            return [];
        IReadOnlyList<string> folders = [""];
        foreach (var name in names.SkipLast(1))
            folders = [.. folders.SelectMany(f => Below(f, name, DiskKind.Folder)).Take(MostNames)];
        return [.. folders.SelectMany(f => Below(f, names[^1], DiskKind.File)).Take(MostNames)
            .OrderBy(Written).ThenBy(f => f, StringComparer.Ordinal)];
    }

    private static string Normal(string path) => path.StartsWith("./", StringComparison.Ordinal) ? path[2..] : path;

    private DateTime Written(string path) => File.GetLastWriteTimeUtc(Path.Join(root, path));

    private IEnumerable<string> Below(string folder, string pattern, DiskKind kind)
    {
        var names = pattern.AsSpan().ContainsAny('*', '?') ? Names(Path.Join(root, folder), pattern) : [pattern];
        return names.Select(n => folder.Length == 0 ? n : $"{folder}/{n}").Where(p => Disk.Look(Path.Join(root, p)).Kind == kind);
    }

    private static List<string> Names(string folder, string pattern)
    {
        try
        {
            return [.. new FileSystemEnumerable<string>(folder, (ref e) => e.FileName.ToString(), AllNames).Take(MostNames)
                .Where(n => FileSystemName.MatchesSimpleExpression(pattern, n, ignoreCase: false))];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}

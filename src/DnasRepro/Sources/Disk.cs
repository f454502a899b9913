using DnasRepro.Locations;

namespace DnasRepro.Sources;

/// <summary>What lies at a path.</summary>
internal enum DiskKind
{
    Nothing,
    File,
    Folder,
    Link,
    Special,
}

/// <summary>Looks at a folder tree without ever following a link or opening a pipe, socket or device.</summary>
internal static class Disk
{
    /// <summary>What a path is, and its size when it is a file. A link is a link, wherever it points.</summary>
    public static (DiskKind Kind, long Size) Look(string path)
    {
        if (!OperatingSystem.IsWindows())
            return UnixFile.Look(path);
        var info = new FileInfo(path);
        var attributes = info.Attributes;
        if ((int)attributes == -1)
            return (DiskKind.Nothing, 0);
        if (attributes.HasFlag(FileAttributes.ReparsePoint))
            return (DiskKind.Link, 0);
        if (attributes.HasFlag(FileAttributes.Device))
            return (DiskKind.Special, 0);
        return attributes.HasFlag(FileAttributes.Directory) ? (DiskKind.Folder, 0) : (DiskKind.File, info.Length);
    }

    /// <summary>Reads a file of a tree that may have changed since it was listed.</summary>
    /// <param name="root">The tree's own folder; it may be reached by links, since the user named it.</param>
    /// <param name="path">The file.</param>
    /// <param name="listedSize">Its size when it was listed.</param>
    /// <exception cref="IOException">It has gone, is no longer a plain file, lies behind a link, or is now much larger.</exception>
    public static byte[] Read(string root, RepoPath path, long listedSize)
    {
        using var handle = OperatingSystem.IsWindows() ? OpenOnWindows(root, path) : UnixFile.Open(root, path);
        // The length is taken once: a file that grows while it is read ends where it ended when it was opened.
        var length = RandomAccess.GetLength(handle);
        if (length > Math.Max(listedSize, Snapshots.SnapshotFile.LargestText) || length > Array.MaxLength)
            throw new IOException($"'{path.Name}' grew since it was listed.");
        var bytes = new byte[length];
        var count = 0;
        while (count < bytes.Length && RandomAccess.Read(handle, bytes.AsSpan(count), count) is > 0 and var read)
            count += read;
        return count == bytes.Length ? bytes : bytes[..count];
    }

    private static Microsoft.Win32.SafeHandles.SafeFileHandle OpenOnWindows(string root, RepoPath path)
    {
        var full = Path.GetFullPath(Path.Combine(root, path.Value));
        if (!full.StartsWith(Path.TrimEndingDirectorySeparator(root) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            throw new IOException($"'{path.Name}' lies outside the folder.");
        for (var part = full; part.Length > root.Length; part = Path.GetDirectoryName(part)!)
        {
            if (Look(part).Kind is not (DiskKind.File or DiskKind.Folder))
                throw new IOException($"'{path.Name}' is not a plain file any more.");
        }
        return File.OpenHandle(full, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
    }

    /// <summary>The folder itself, every link on the way to it resolved.</summary>
    public static string Physical(string path)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        for (var links = 0; links < 40; links++)
        {
            var next = ResolveOutermostLink(full);
            if (next == full)
                return full;
            full = next;
        }
        return full;
    }

    private static string ResolveOutermostLink(string full)
    {
        var parts = new List<string>();
        for (var part = full; part is not null && Path.GetDirectoryName(part) is not null; part = Path.GetDirectoryName(part))
            parts.Add(part);
        for (var i = parts.Count - 1; i >= 0; i--)
        {
            if (new DirectoryInfo(parts[i]).LinkTarget is { } target)
                return Path.TrimEndingDirectorySeparator(Path.GetFullPath(Path.Combine(Path.GetDirectoryName(parts[i])!, target) + full[parts[i].Length..]));
        }
        return full;
    }
}

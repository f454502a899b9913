using DnasRepro.Sources;

namespace DnasRepro.Search.Data.Folder;

/// <summary>Finds files below the user's folder; links that lead out of it, pipes and devices are refused.</summary>
internal sealed class DataTree
{
    private readonly string physical;
    private readonly DataLimits limits;
    private int seen;

    public DataTree(string root, DataLimits limits)
    {
        (physical, this.limits) = (Disk.Physical(root), limits);
        if (Disk.Look(physical).Kind != DiskKind.Folder)
            throw DataFault.In(root, "there is no such folder.", "Name a folder with images/ and labels/ (docs/search-data.md).");
    }

    public bool HasFolder(string name) => Resolve(name) is { } path && Disk.Look(path).Kind == DiskKind.Folder;

    /// <summary>The files of a folder and of the folders in it, sorted by name; hidden ones are left out.</summary>
    public IReadOnlyList<DataFile> Files(string folder)
    {
        var files = new List<DataFile>();
        foreach (var name in Entries(folder))
        {
            var (kind, bytes, path) = Look(name);
            if (kind == DiskKind.File)
                files.Add(new DataFile(name, path, bytes));
            else if (kind == DiskKind.Folder)
                files.AddRange(Entries(name).Select(n => (Name: n, Found: Look(n))).Where(e => e.Found.Kind == DiskKind.File).Select(e => new DataFile(e.Name, e.Found.Path, e.Found.Bytes)));
        }
        return files;
    }

    private List<string> Entries(string folder)
    {
        try
        {
            var names = new DirectoryInfo(Resolve(folder)!).EnumerateFileSystemInfos().Select(e => e.Name).Where(n => !n.StartsWith('.')).Take(limits.Files - seen + 1).ToList();
            seen += names.Count;
            if (seen > limits.Files)
                throw DataFault.In(folder, $"there are more than {limits.Files} files.", "Search on a part of the data: the reference search is a small proxy.");
            return [.. names.Order(StringComparer.Ordinal).Select(n => folder + "/" + n)];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw DataFault.In(folder, $"it cannot be listed: {error.Message}", "Look at its permissions.");
        }
    }

    private (DiskKind Kind, long Bytes, string Path) Look(string name)
    {
        var path = Resolve(name) ?? throw DataFault.In(name, "it is a link that leads nowhere.", "Remove it, or copy the file here.");
        var (kind, bytes) = Disk.Look(path);
        return kind is DiskKind.File or DiskKind.Folder
            ? (kind, bytes, path)
            : throw DataFault.In(name, "it is a pipe, a device or a link that cannot be followed.", "Remove it: only files and folders are read.");
    }

    /// <summary>Where an entry really is; null when nothing is there.</summary>
    private string? Resolve(string name)
    {
        var path = Path.Join(physical, name);
        if (Disk.Look(path).Kind == DiskKind.Nothing)
            return null;
        var real = Disk.Physical(path);
        if (!real.StartsWith(Path.TrimEndingDirectorySeparator(physical) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            throw DataFault.In(name, $"it is a link that leads out of the folder, to {real}.", "Copy the file here, or name the folder that holds it.");
        return Disk.Look(real).Kind == DiskKind.Nothing ? null : real;
    }
}

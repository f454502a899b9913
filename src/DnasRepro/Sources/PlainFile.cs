using DnasRepro.Locations;
using DnasRepro.Snapshots;

namespace DnasRepro.Sources;

/// <summary>A file below a folder, named by somebody who must not reach what lies outside: no part of the path may be a link.</summary>
public static class PlainFile
{
    /// <summary>The file; null when there is none, or when it is no plain file or lies behind a link.</summary>
    /// <param name="folder">The folder; it may itself be reached by links.</param>
    /// <param name="path">The file's path below it.</param>
    public static SnapshotFile? Find(string folder, RepoPath path)
    {
        var root = Disk.Physical(folder);
        var parts = path.Value.Split('/');
        for (var i = 1; i < parts.Length; i++)
        {
            if (Disk.Look(Path.Combine([root, .. parts[..i]])).Kind != DiskKind.Folder)
                return null;
        }
        return Disk.Look(Path.Combine([root, .. parts])) is (DiskKind.File, var size) ? new SnapshotFile(path, size, () => Disk.Read(root, path, size)) : null;
    }
}

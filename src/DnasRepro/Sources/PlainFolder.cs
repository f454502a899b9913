using DnasRepro.Locations;
using DnasRepro.Snapshots;

namespace DnasRepro.Sources;

/// <summary>A folder that somebody handed over, read as it lies there: no link is followed, no pipe or device opened, git not asked.</summary>
public static class PlainFolder
{
    /// <summary>Lists the folder; what is no plain file is among what is skipped.</summary>
    /// <exception cref="UserErrorException">There is no such folder (exit code 2), or it cannot be listed (3).</exception>
    public static RepositorySnapshot Read(string folder, CancellationToken cancellation)
    {
        if (!Directory.Exists(folder))
            throw new UserErrorException($"There is no folder '{PrintableText.Of(folder)}'.", "Name a folder that exists.");
        var listing = new FolderWalk(Disk.Physical(folder), WalkRules.Everything, cancellation).Run();
        if (Disk.Look(Path.Join(folder, ".git")).Kind != DiskKind.Nothing)
            listing.Skip(".git", "git's own");
        return listing.Snapshot("folder", origin: null);
    }
}

using System.IO.Enumeration;

namespace DnasRepro.Sources;

/// <summary>What a walk does not enter or list, told by whoever knows more than the disk.</summary>
/// <param name="SkipFolder">Why a folder is not entered; empty to leave it out without a word, null to enter it.</param>
/// <param name="Lists">Whether a file (link, pipe …) belongs to the repository at all.</param>
internal sealed record WalkRules(Func<string, string?> SkipFolder, Func<string, bool> Lists)
{
    public static WalkRules Everything { get; } = new(_ => null, _ => true);
}

/// <summary>Lists a folder tree as it lies on the disk.</summary>
internal sealed class FolderWalk(string root, WalkRules rules, CancellationToken cancellation)
{
    private static readonly EnumerationOptions AllNames = new() { AttributesToSkip = 0, IgnoreInaccessible = false };

    private readonly Listing listing = new();
    private readonly Stack<(string Folder, int Depth)> waiting = new();

    /// <summary>Walks the tree; git's own folder is left out.</summary>
    public Listing Run()
    {
        waiting.Push(("", 0));
        while (waiting.TryPop(out var next))
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var name in Names(next.Folder))
            {
                if (name != ".git")
                    Take(next.Folder.Length == 0 ? name : $"{next.Folder}/{name}", next.Depth);
            }
        }
        return listing;
    }

    private List<string> Names(string folder)
    {
        try
        {
            return [.. new FileSystemEnumerable<string>(OnDisk(folder), (ref e) => e.FileName.ToString(), AllNames)];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            if (folder.Length == 0)
                throw new UserErrorException("The folder could not be listed.", "Check that you may read it.", exitCode: 3);
            listing.Skip(folder, error is UnauthorizedAccessException ? "folder that may not be read" : "folder that could not be listed");
            return [];
        }
    }

    private void Take(string path, int depth)
    {
        var (kind, size) = Disk.Look(OnDisk(path));
        if (kind == DiskKind.Folder)
            TakeFolder(path, depth + 1);
        else if (kind == DiskKind.Nothing)
            listing.Skip(path, path.Contains('\uFFFD') ? "its name is not valid UTF-8" : "could not be reached");
        else if (!rules.Lists(path))
            return;
        else if (kind == DiskKind.Link)
            listing.Skip(path, "symbolic link");
        else if (kind == DiskKind.Special)
            listing.Skip(path, "special file (pipe, socket or device)");
        else
            listing.Add(path, size, valid => Disk.Read(root, valid, size));
    }

    private void TakeFolder(string path, int depth)
    {
        var reason = rules.SkipFolder(path);
        if (reason is null && depth > SourceOptions.DeepestFolder)
            reason = $"more than {SourceOptions.DeepestFolder} folders deep";
        if (reason is null)
            waiting.Push((path, depth));
        else if (reason.Length > 0)
            listing.Skip(path, reason);
    }

    private string OnDisk(string path) => path.Length == 0 ? root : Path.Join(root, path);
}

using System.Text;
using DnasRepro.Locations;
using DnasRepro.Snapshots;
using LibGit2Sharp;

namespace DnasRepro.Sources;

/// <summary>Reads the files of a commit from git's objects; the disk is not looked at.</summary>
internal sealed class CommitReader(Repository repository, string prefix, CancellationToken cancellation)
{
    private readonly Listing listing = new();
    private readonly Dictionary<string, string> ids = new(StringComparer.Ordinal);
    private readonly Stack<(ObjectId Tree, string Folder, int Depth)> waiting = new();
    private bool somethingAbsent;

    /// <summary>Reads it.</summary>
    public RepositorySnapshot Read(string name, Commit commit)
    {
        waiting.Push((Start(commit), "", 0));
        while (waiting.TryPop(out var next))
        {
            cancellation.ThrowIfCancellationRequested();
            ReadTree(next.Tree, next.Folder, next.Depth);
        }
        var lookup = new CommitLookup(repository, prefix, root: null, ids.GetValueOrDefault);
        return listing.Snapshot(name, new GitOrigin(
            commit.Sha, IsWorkingTree: false, new HashSet<string>(), GitFolder.Remote(repository), prefix,
            !somethingAbsent && GitFolder.IsComplete(repository), lookup.Compare));
    }

    private ObjectId Start(Commit commit)
    {
        if (prefix.Length == 0)
            return commit.Tree.Id;
        return commit[prefix.TrimEnd('/')] is { TargetType: TreeEntryTargetType.Tree } entry
            ? entry.Target.Id
            : throw new UserErrorException(
                $"The commit {commit.Sha[..12]} has no folder '{PrintableText.Of(prefix)}'.", "Name the repository's own folder or another commit.");
    }

    private void ReadTree(ObjectId id, string folder, int depth)
    {
        try
        {
            if (repository.Lookup<Tree>(id) is { } tree)
            {
                foreach (var entry in tree)
                    Take(entry, folder.Length == 0 ? entry.Name : $"{folder}/{entry.Name}", depth);
            }
            else
            {
                Absent(folder);
            }
        }
        catch (LibGit2SharpException) when (folder.Length > 0)
        {
            listing.Skip(folder, "damaged in the object database");
        }
    }

    private void Take(TreeEntry entry, string path, int depth)
    {
        var reason = entry switch
        {
            { Mode: Mode.SymbolicLink } => "symbolic link",
            { TargetType: TreeEntryTargetType.GitLink } => "submodule",
            { Name: var name } when name.Contains('\uFFFD') => "its name is not valid UTF-8",
            { Name: var name } when name.Equals(".git", StringComparison.OrdinalIgnoreCase) => "named .git, which git itself refuses",
            { TargetType: TreeEntryTargetType.Tree } when depth >= SourceOptions.DeepestFolder => $"more than {SourceOptions.DeepestFolder} folders deep",
            _ => null,
        };
        if (reason is not null)
            listing.Skip(path, reason, entry.Mode == Mode.SymbolicLink ? LinkTarget(entry.Target.Id) : null);
        else if (entry.TargetType == TreeEntryTargetType.Tree)
            waiting.Push((entry.Target.Id, path, depth + 1));
        else
            TakeBlob(entry.Target.Id, path, entry.Mode == Mode.ExecutableFile);
    }

    /// <summary>The target of a link; null when it is longer than the kernel allows, no UTF-8, or absent.</summary>
    private string? LinkTarget(ObjectId id)
    {
        const int longest = 4096;
        try
        {
            if (repository.ObjectDatabase.RetrieveObjectMetadata(id) is not { Size: > 0 and < longest })
                return null;
            var text = Encoding.UTF8.GetString(ReadBlob(id));
            return text.Contains('\uFFFD') || text.Contains('\0') ? null : text;
        }
        catch (Exception error) when (error is IOException or LibGit2SharpException)
        {
            return null;
        }
    }

    private void TakeBlob(ObjectId id, string path, bool isExecutable)
    {
        try
        {
            if (repository.ObjectDatabase.RetrieveObjectMetadata(id) is not { } metadata)
            {
                Absent(path);
                return;
            }
            ids[path] = id.Sha;
            listing.Add(path, metadata.Size, _ => ReadBlob(id), isExecutable);
        }
        catch (NotFoundException)
        {
            Absent(path);
        }
        catch (LibGit2SharpException)
        {
            listing.Skip(path, "damaged in the object database");
        }
    }

    private void Absent(string path)
    {
        somethingAbsent = true;
        listing.Skip(path, "absent from the object database (partial clone)");
    }

    private byte[] ReadBlob(ObjectId id)
    {
        try
        {
            using var stream = (repository.Lookup<Blob>(id) ?? throw new IOException("The object is absent.")).GetContentStream();
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception error) when (error is LibGit2SharpException or ObjectDisposedException)
        {
            throw new IOException("The object is damaged.", error);
        }
    }
}

using DnasRepro.Locations;
using DnasRepro.Snapshots;
using LibGit2Sharp;

namespace DnasRepro.Sources;

/// <summary>Reads a commit's files from git objects: no checkout, no filters; absent contents are named.</summary>
internal static class CommitSource
{
    private const int DeepestFolder = 200;

    public static OpenRepository Open(string folder, string revision, CancellationToken cancellation)
    {
        var root = Path.GetFullPath(folder);
        var found = Repository.Discover(root) ?? throw new UserErrorException($"'{GitRepository.NameOf(folder)}' is no git repository, so it has no '{revision}'.", "Give the folder without @COMMIT to read it as it lies there.", ExitCodes.NotAttempted);
        var repository = GitRepository.Open(found);
        try
        {
            var work = repository.Info.WorkingDirectory;
            var prefix = work is null ? "." : Path.GetRelativePath(work, root).Replace('\\', '/');
            return Read(repository, GitRepository.NameOf(folder), prefix == "." || prefix.StartsWith("..", StringComparison.Ordinal) ? "" : prefix + "/", revision, cancellation);
        }
        catch
        {
            repository.Dispose();
            throw;
        }
    }

    /// <summary>Reads a revision of an open repository, which the result then owns.</summary>
    /// <param name="webAddress">The repository's web address when it is known better than by its remotes.</param>
    public static OpenRepository Read(Repository repository, string name, string prefix, string revision, CancellationToken cancellation, string? webAddress = null)
    {
        try
        {
            var commit = Find(repository, revision);
            var tree = prefix.Length == 0 ? commit.Tree : commit.Tree[prefix.TrimEnd('/')]?.Target as Tree
                ?? throw new UserErrorException($"There is no folder '{prefix.TrimEnd('/')}' at '{revision}'.", "Give a folder that the commit has.", ExitCodes.NotAttempted);
            var reading = new Reading(repository, cancellation);
            reading.Folder(tree, "", 0);
            reading.Files.Sort((a, b) => a.Path.CompareTo(b.Path));
            reading.Skipped.Sort((a, b) => string.CompareOrdinal(a.Path, b.Path));
            var origin = new GitOrigin(
                commit.Sha, IsWorkingTree: false, new HashSet<string>(), webAddress ?? GitRepository.WebAddress(repository), prefix, !reading.HasAbsent && GitRepository.IsComplete(repository),
                (sha, paths) => GitRepository.Compare(repository, prefix, sha, paths, path => commit.Tree[prefix + path]?.Target.Id));
            return new OpenRepository(new RepositorySnapshot(name, origin, reading.Files, reading.Skipped), repository);
        }
        catch (LibGit2SharpException error)
        {
            throw new UserErrorException($"The git objects of '{revision}' cannot be read: {error.Message.TrimEnd('.')}.", "Fetch them again, or give another commit.", ExitCodes.NotAttempted);
        }
    }

    private static Commit Find(Repository repository, string revision)
    {
        try
        {
            if (repository.Lookup(revision)?.Peel<Commit>() is { } commit)
                return commit;
        }
        catch (LibGit2SharpException)
        {
            // An ambiguous or malformed revision; said below.
        }
        throw new UserErrorException($"There is no commit '{revision}' in this repository.", "Give a commit, branch or tag that it has; a shallow clone may lack older ones.", ExitCodes.NotAttempted);
    }

    private sealed class Reading(Repository repository, CancellationToken cancellation)
    {
        public List<SnapshotFile> Files { get; } = [];

        public List<SkippedFile> Skipped { get; } = [];

        public bool HasAbsent { get; private set; }

        public void Folder(Tree tree, string folder, int depth)
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var entry in tree)
            {
                var path = folder + entry.Name;
                if (entry.Mode == Mode.Directory && depth >= DeepestFolder)
                    Skipped.Add(new SkippedFile(path, $"folder more than {DeepestFolder} levels deep"));
                else if (entry.Mode == Mode.Directory)
                    SubFolder(entry, path, depth);
                else if (entry.Mode == Mode.SymbolicLink)
                    Skipped.Add(new SkippedFile(path, "symbolic link"));
                else if (entry.Mode == Mode.GitLink)
                    Skipped.Add(new SkippedFile(path, "submodule"));
                else if (!RepoPath.TryParse(path, out var repoPath))
                    Skipped.Add(new SkippedFile(path, "a name that cannot be used"));
                else
                    File(entry.Target.Id, repoPath);
            }
        }

        private void SubFolder(TreeEntry entry, string path, int depth)
        {
            try
            {
                Folder((Tree)entry.Target, path + "/", depth + 1);
            }
            catch (NotFoundException)
            {
                HasAbsent = true;
                Skipped.Add(new SkippedFile(path, "folder absent from the object database (partial clone)"));
            }
        }

        private void File(ObjectId id, RepoPath path)
        {
            try
            {
                var size = repository.ObjectDatabase.RetrieveObjectMetadata(id).Size;
                Files.Add(new SnapshotFile(path, size, () => Bytes(id)));
            }
            catch (NotFoundException)
            {
                HasAbsent = true;
                Skipped.Add(new SkippedFile(path.Value, "absent from the object database (partial clone)"));
            }
            catch (LibGit2SharpException)
            {
                Skipped.Add(new SkippedFile(path.Value, "damaged in the object database"));
            }
        }

        private byte[] Bytes(ObjectId id)
        {
            try
            {
                using var stream = repository.Lookup<Blob>(id).GetContentStream();
                using var memory = new MemoryStream();
                stream.CopyTo(memory);
                return memory.ToArray();
            }
            catch (LibGit2SharpException error)
            {
                throw new IOException("The object cannot be read.", error);
            }
        }
    }
}

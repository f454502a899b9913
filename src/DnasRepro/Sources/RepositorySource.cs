using System.Diagnostics;
using DnasRepro.Locations;
using DnasRepro.Snapshots;
using LibGit2Sharp;

namespace DnasRepro.Sources;

/// <summary>Reads a repository from wherever it lies. Executes nothing of it and writes nothing into it.</summary>
public static class RepositorySource
{
    private static readonly TimeSpan DefaultLimit = TimeSpan.FromMinutes(10);

    /// <summary>For a commit that is fetched beside the one that was asked for.</summary>
    private static readonly TimeSpan OtherLimit = TimeSpan.FromMinutes(2);

    /// <summary>Lists a repository; its contents are fetched later, until the result is closed.</summary>
    /// <exception cref="UserErrorException">The target is not there, cannot be reached or is damaged.</exception>
    /// <exception cref="OperationCanceledException">The user gave up.</exception>
    public static OpenRepository Read(RepositoryAddress address, SourceOptions options, CancellationToken cancellation)
    {
        var opened = ReadOne(address, options, cancellation);
        Func<string, RepositoryAddress>? at = address switch
        {
            RepositoryAddress.GitHub hub => sha => hub with { Ref = sha, Pull = null },
            RepositoryAddress.GitUrl url => sha => url with { Ref = sha },
            _ => null,
        };
        return at is null ? opened : opened.With(s => NamedCommit.Within(s, sha => ReadOne(at(sha), options with { TimeLimit = options.TimeLimit ?? OtherLimit }, cancellation)));
    }

    private static OpenRepository ReadOne(RepositoryAddress address, SourceOptions options, CancellationToken cancellation) => InTime(
        stop => address switch
        {
            RepositoryAddress.Folder folder => ReadFolder(folder, stop),
            RepositoryAddress.GitCommit commit => ReadRevision(commit, stop),
            RepositoryAddress.GitHub hub => ReadRemote(RemoteRequest.Of(hub, options, stop), PrintableText.Of(hub.Written), stop),
            RepositoryAddress.GitUrl url => ReadRemote(new RemoteRequest(url.Url, url.Ref, options), Named(GitUrlText.WithoutCredentials(url.Url), url.Ref), stop),
            _ => throw new UnreachableException(),
        },
        options.TimeLimit ?? DefaultLimit,
        cancellation);

    private static OpenRepository ReadFolder(RepositoryAddress.Folder address, CancellationToken stop)
    {
        var (folder, name) = (Existing(address.Path), FolderName(address.Path));
        return Place(folder) switch
        {
            GitPlace.WorkTree place => ReadWorkTree(place, folder, name, stop),
            GitPlace.Objects objects => AtRevision(GitFolder.Open(objects.GitFolder, null), "", "HEAD", name, stop),
            GitPlace.None none => ReadPlain(folder, name, none.Reason, stop),
            _ => throw new UnreachableException(),
        };
    }

    /// <summary>
    /// What git has to do with a folder. Files that look like a repository and are tracked by another one are files of that: whoever commits them must not
    /// decide what is read there.
    /// </summary>
    internal static GitPlace Place(string folder) =>
        GitPlace.Of(folder) is GitPlace.Objects && Path.GetDirectoryName(folder) is { } parent && GitPlace.Of(parent) is GitPlace.WorkTree outer
        && outer.Prefix + Path.GetFileName(folder) + "/" is var prefix && IsTracked(outer, prefix + "HEAD")
            ? outer with { Prefix = prefix }
            : GitPlace.Of(folder);

    private static bool IsTracked(GitPlace.WorkTree place, string path)
    {
        using var repository = GitFolder.Open(place.GitFolder, place.Top);
        return GitFolder.Guarded(() => repository.Index[path] is not null);
    }

    private static OpenRepository ReadPlain(string folder, string name, string? gitReason, CancellationToken stop)
    {
        var listing = new FolderWalk(folder, WalkRules.Everything, stop).Run();
        if (gitReason is not null)
            listing.Skip(".git", gitReason);
        return new OpenRepository(listing.Snapshot(name, origin: null), null);
    }

    private static OpenRepository ReadWorkTree(GitPlace.WorkTree place, string folder, string name, CancellationToken stop) =>
        Owning(GitFolder.Open(place.GitFolder, place.Top), repository =>
        {
            var reader = new WorkTreeReader(repository, place, stop);
            return reader.Read(name) ?? ReadPlain(folder, name, reader.Refusal, stop).Snapshot;
        });

    private static OpenRepository ReadRevision(RepositoryAddress.GitCommit address, CancellationToken stop)
    {
        var name = RevisionName(address);
        return Place(Existing(address.RepositoryPath)) switch
        {
            GitPlace.WorkTree place => AtRevision(GitFolder.Open(place.GitFolder, place.Top), place.Prefix, address.Revision, name, stop),
            GitPlace.Objects objects => AtRevision(GitFolder.Open(objects.GitFolder, null), "", address.Revision, name, stop),
            _ => throw new UserErrorException(
                $"'{PrintableText.Of(address.RepositoryPath)}' is not in a git repository, so it has no '{PrintableText.Of(address.Revision)}'.",
                "Leave out what follows the last '@' to read the folder as it lies there.", exitCode: 3),
        };
    }

    private static OpenRepository ReadRemote(RemoteRequest request, string name, CancellationToken stop)
    {
        if (new Uri(request.Url) is { IsFile: true } file)
            return ReadFile(file.LocalPath, request, name, stop);
        var clone = RemoteCache.Fetch(request, stop);
        try
        {
            return AtRevision(GitFolder.Open(clone.Folder, null), "", RemoteCache.WantedReference, name, stop, GitUrlText.WebAddress(request.Url)).From(clone);
        }
        catch
        {
            clone.Dispose();
            throw;
        }
    }

    /// <summary>A file URL is read where it lies; git would copy it, which gains nothing here.</summary>
    private static OpenRepository ReadFile(string path, RemoteRequest request, string name, CancellationToken stop) =>
        !Directory.Exists(path)
            ? throw new UserErrorException($"There is no repository at {request.Shown}.", "Check the spelling.", exitCode: 3)
            : GitPlace.Of(Disk.Physical(path)) switch
            {
                GitPlace.WorkTree { Prefix: "" } place => AtRevision(GitFolder.Open(place.GitFolder, null), "", request.Reference ?? "HEAD", name, stop),
                GitPlace.Objects objects => AtRevision(GitFolder.Open(objects.GitFolder, null), "", request.Reference ?? "HEAD", name, stop),
                _ => throw new UserErrorException($"{request.Shown} is not a git repository.", "Name the folder itself, without 'file://'.", exitCode: 3),
            };

    private static OpenRepository AtRevision(
        Repository repository, string prefix, string revision, string name, CancellationToken stop, string? remote = null) =>
        Owning(repository, _ =>
        {
            var snapshot = new CommitReader(repository, prefix, stop).Read(name, Revision.Find(repository, revision));
            return remote is null ? snapshot : snapshot with { Origin = snapshot.Origin! with { Remote = remote } };
        });

    /// <summary>Closes the repository unless a snapshot came of it.</summary>
    private static OpenRepository Owning(Repository repository, Func<Repository, RepositorySnapshot> read)
    {
        try
        {
            return new OpenRepository(GitFolder.Guarded(() => read(repository)), repository);
        }
        catch
        {
            repository.Dispose();
            throw;
        }
    }

    internal static string RevisionName(RepositoryAddress.GitCommit address) => $"{FolderName(address.RepositoryPath)}@{PrintableText.Of(address.Revision)}";

    internal static string Named(string name, string? reference) => reference is null ? name : $"{name}@{PrintableText.Of(reference)}";

    private static string Existing(string path) => Directory.Exists(path)
        ? Disk.Physical(path)
        : throw new UserErrorException($"There is no folder '{PrintableText.Of(path)}'.", "Check the spelling.", exitCode: 3);

    /// <summary>The folder as typed when it is relative, and its own name alone when it is not.</summary>
    internal static string FolderName(string path)
    {
        var typed = path.Replace('\\', '/').TrimEnd('/');
        while (typed.StartsWith("./", StringComparison.Ordinal))
            typed = typed[2..].TrimStart('/');
        var isNoName = typed.Split('/').All(p => p is "" or "." or "..");
        if (!isNoName && !Path.IsPathRooted(path))
            return PrintableText.Of(typed);
        var own = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));
        return own.Length == 0 ? "root" : PrintableText.Of(own);
    }

    /// <summary>
    /// Does the work beside, so that nothing that hangs in it (a pipe that poses as a git file, a dead file server) keeps the user waiting.
    /// </summary>
    private static OpenRepository InTime(Func<CancellationToken, OpenRepository> read, TimeSpan limit, CancellationToken cancellation)
    {
        var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var work = Task.Factory.StartNew(() => read(stop.Token), stop.Token, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            if (work.Wait((int)Math.Min(limit.TotalMilliseconds, int.MaxValue), cancellation))
                return work.Result;
        }
        catch (AggregateException error)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(error.InnerException!);
        }
        catch (OperationCanceledException)
        {
            Abandon(work, stop);
            throw;
        }
        Abandon(work, stop);
        throw new UserErrorException(
            $"Reading the repository took longer than {limit.TotalSeconds:0} seconds.", "Try again, or read a clone of it on this machine.", exitCode: 3);
    }

    /// <summary>Tells the work to stop and gives it a moment to clear up; what it may still bring is closed.</summary>
    private static void Abandon(Task<OpenRepository> work, CancellationTokenSource stop)
    {
        stop.Cancel();
        var end = work.ContinueWith(
            done =>
            {
                if (done.IsCompletedSuccessfully)
                    done.Result.Dispose();
                _ = done.Exception;
            },
            TaskScheduler.Default);
        end.Wait(TimeSpan.FromSeconds(1));
    }
}

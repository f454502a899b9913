using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using DnasRepro.Locations;

namespace DnasRepro.Sources;

/// <summary>A commit of a repository behind a URL.</summary>
/// <param name="Url">The URL.</param>
/// <param name="Reference">A branch, a tag, a commit, or a reference by its whole name ("refs/…"); null for the default branch.</param>
/// <param name="Options">How it is read.</param>
internal sealed record RemoteRequest(string Url, string? Reference, SourceOptions Options)
{
    /// <summary>Asks for the commit that a shortened id means; null where nobody can be asked.</summary>
    public Func<string, string>? Expand { get; init; }

    /// <summary>The head of a pull request is a reference of the repository that it is opened in, wherever its branch lies.</summary>
    public static RemoteRequest Of(RepositoryAddress.GitHub hub, SourceOptions options, CancellationToken stop) =>
        new(options.Address(hub), hub.Pull is { } number ? $"refs/pull/{number}/head" : hub.Ref, options)
        {
            Expand = options.FindCommit is { } find ? id => find(hub, id, stop) : null,
        };

    /// <summary>The URL as it may be shown.</summary>
    public string Shown { get; } = GitUrlText.WithoutCredentials(Url);

    /// <summary>True when the reference is a whole commit id, which never changes its meaning.</summary>
    public bool NamesCommit => Reference is { Length: 40 } && Reference.All(char.IsAsciiHexDigit);
}

/// <summary>
/// Keeps one small bare clone a commit. A clone is made in a folder of its own and renamed when it is whole, so that any number of processes
/// can share the cache without locks, and a killed one leaves nothing that could be taken for a clone.
/// </summary>
internal static partial class RemoteCache
{
    /// <summary>The reference that a clone in the cache is for.</summary>
    public const string WantedReference = "refs/dnas-repro/wanted";

    /// <summary>How the names of folders begin that are no clones yet, or no more.</summary>
    public const string Partial = ".partial-";
    private static readonly TimeSpan Abandoned = TimeSpan.FromDays(1);

    /// <summary>Brings the commit here unless it is here already; returns the clone's folder, which is held until the result is closed.</summary>
    public static CloneLease Fetch(RemoteRequest request, CancellationToken stop) => CloneShelf.Hold(() => Found(request, stop), request.Options);

    private static (string Folder, bool IsNew) Found(RemoteRequest request, CancellationToken stop)
    {
        var shelf = Shelf(request);
        if (request.NamesCommit && Path.Combine(shelf, request.Reference!.ToLowerInvariant()) is var known && Directory.Exists(known))
            return (known, false);
        RemoveAbandoned(shelf);
        var partial = Path.Combine(shelf, Partial + Guid.NewGuid().ToString("N"));
        try
        {
            var commit = RemoteFetch.Into(partial, request, sha => Directory.Exists(Path.Combine(shelf, sha)), stop);
            var isNew = !Directory.Exists(Path.Combine(shelf, commit));
            return (Publish(partial, Path.Combine(shelf, commit)), isNew);
        }
        finally
        {
            Remove(partial);
        }
    }

    /// <summary>The folder for all clones of one URL.</summary>
    private static string Shelf(RemoteRequest request)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(request.Url)))[..16];
        var shelf = Path.Combine(request.Options.Cache(), "repositories", $"{Unsafe().Replace(request.Shown.Split('/')[^1], "")}-{hash}");
        try
        {
            // Clones may be of private repositories.
            return OperatingSystem.IsWindows()
                ? Directory.CreateDirectory(shelf).FullName
                : Directory.CreateDirectory(shelf, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute).FullName;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException("The cache folder for clones could not be made.", "Set XDG_CACHE_HOME to a folder that you may write.", exitCode: 3);
        }
    }

    private static string Publish(string partial, string final)
    {
        try
        {
            if (Directory.Exists(partial) && !Directory.Exists(final))
                Directory.Move(partial, final);
        }
        catch (IOException) when (Directory.Exists(final))
        {
            // Another process was quicker; both clones are of the same commit.
        }
        return final;
    }

    private static void RemoveAbandoned(string shelf)
    {
        var limit = TimeProvider.System.GetUtcNow().UtcDateTime - Abandoned;
        foreach (var folder in Directory.EnumerateDirectories(shelf, Partial + "*").Where(f => Directory.GetLastWriteTimeUtc(f) < limit).ToList())
            Remove(folder);
    }

    public static void Remove(string folder)
    {
        try
        {
            if (!Directory.Exists(folder))
                return;
            foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
                File.SetAttributes(file, FileAttributes.Normal);
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The next process takes it away when it is a day old.
        }
    }

    [GeneratedRegex("[^A-Za-z0-9._-]", RegexOptions.CultureInvariant)]
    private static partial Regex Unsafe();
}

using System.Security.Cryptography;
using System.Text;
using DnasRepro.Locations;
using LibGit2Sharp;

namespace DnasRepro.Sources;

/// <summary>
/// Brings one commit of a remote repository into a cache folder, bare and as shallow as the transport allows, and reads it there.
/// No submodules, no LFS, no hooks, no checkout.
/// </summary>
internal static class RemoteSource
{
    private const string Target = "refs/dnas-repro/target";
    private const string Branches = "refs/heads/";

    public static OpenRepository Open(RepositoryAddress address, SourceOptions options, CancellationToken cancellation)
    {
        var (url, revision, name) = address switch
        {
            RepositoryAddress.GitHub gitHub => (gitHub.Url + ".git", gitHub.Ref, $"{gitHub.Owner}/{gitHub.Name}" + (gitHub.Ref is null ? "" : $"@{gitHub.Ref}")),
            RepositoryAddress.GitUrl git => (git.Url, git.Ref, WithoutCredentials(git.Url) + (git.Ref is null ? "" : $"@{git.Ref}")),
            _ => throw new ArgumentException("Not a remote address.", nameof(address)),
        };
        if (revision is { Length: >= 4 and < 40 } && revision.All(char.IsAsciiHexDigit) && revision.Any(char.IsAsciiDigit))
            throw new UserErrorException($"'{revision}' looks like a shortened commit, which servers do not resolve.", "Give the full 40 hexadecimal digits, a branch or a tag.", ExitCodes.NotAttempted);
        try
        {
            var (reference, sha) = Resolve(url, revision);
            var folder = Path.Combine(options.CacheFolder ?? DefaultCache(), Hash(url), sha + ".git");
            if (!Directory.Exists(folder))
                Fetch(url, reference, folder, options.Report, cancellation);
            return CommitSource.Read(GitRepository.Open(folder), name, "", sha, cancellation, GitRepository.WebAddress(url));
        }
        catch (LibGit2SharpException error) when (cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException("Interrupted.", error, cancellation);
        }
        catch (LibGit2SharpException error)
        {
            throw new UserErrorException($"'{name}' cannot be reached: {error.Message.Replace(url, name).TrimEnd('.')}.", "Check the address and the network; private repositories on GitHub need GITHUB_TOKEN.", ExitCodes.NotAttempted);
        }
    }

    /// <summary>The server's name for a revision, and its commit. A full commit is taken as it is.</summary>
    private static (string Reference, string Sha) Resolve(string url, string? revision)
    {
        if (revision is { Length: 40 } && revision.All(char.IsAsciiHexDigit))
            return (revision.ToLowerInvariant(), revision.ToLowerInvariant());
        var references = Repository.ListRemoteReferences(WithoutCredentials(url), Credentials(url)).ToList();
        string[] wanted = revision is null ? ["HEAD"] : [$"refs/heads/{revision}", $"refs/tags/{revision}", $"refs/{revision}", revision];
        foreach (var name in wanted)
        {
            var found = references.Find(r => r.CanonicalName == name);
            if (found is not null)
                return Direct(references, found);
        }
        throw new UserErrorException(
            revision is null ? "The remote repository is empty." : $"The remote repository has no branch or tag '{revision}'.",
            "Give a branch, a tag or a full commit that it has.", ExitCodes.NotAttempted);
    }

    /// <summary>Follows a symbolic reference, and prefers what an annotated tag points to.</summary>
    private static (string Reference, string Sha) Direct(List<Reference> references, Reference found)
    {
        var target = found is SymbolicReference symbolic ? references.Find(r => r.CanonicalName == symbolic.TargetIdentifier) ?? found : found;
        var peeled = references.Find(r => r.CanonicalName == target.CanonicalName + "^{}");
        return (target.CanonicalName, (peeled ?? target).TargetIdentifier);
    }

    /// <summary>Fetches into a folder beside the final one and renames it, so that a cache folder is whole or not there.</summary>
    private static void Fetch(string url, string reference, string folder, Action<string> report, CancellationToken cancellation)
    {
        var part = $"{folder}.{Environment.ProcessId}.part";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(folder)!);
            if (reference.StartsWith(Branches, StringComparison.Ordinal))
                Clone(url, reference[Branches.Length..], part, Options(url, report, cancellation));
            else
                FetchOne(url, reference, part, Options(url, report, cancellation));
            cancellation.ThrowIfCancellationRequested();
            if (!Directory.Exists(folder))
                Directory.Move(part, folder);
        }
        finally
        {
            if (Directory.Exists(part))
                Delete(part);
        }
    }

    /// <summary>A branch is cloned, since the library fetches shallow only when it clones.</summary>
    private static void Clone(string url, string branch, string folder, FetchOptions options) =>
        Repository.Clone(WithoutCredentials(url), folder, new CloneOptions(options) { IsBare = true, Checkout = false, RecurseSubmodules = false, BranchName = branch });

    private static void FetchOne(string url, string reference, string folder, FetchOptions options)
    {
        using var repository = new Repository(Repository.Init(folder, isBare: true));
        repository.Network.Remotes.Add("origin", WithoutCredentials(url));
        Commands.Fetch(repository, "origin", [$"+{reference}:{Target}"], options, logMessage: null);
    }

    private static FetchOptions Options(string url, Action<string> report, CancellationToken cancellation) => new()
    {
        Depth = url.StartsWith("file:", StringComparison.OrdinalIgnoreCase) ? 0 : 1,
        TagFetchMode = TagFetchMode.None,
        CredentialsProvider = Credentials(url),
        OnTransferProgress = progress =>
        {
            report($"Fetching {progress.ReceivedObjects} of {progress.TotalObjects} objects, {progress.ReceivedBytes / 1024} KiB");
            return !cancellation.IsCancellationRequested;
        },
    };

    /// <summary>A token goes to GitHub over https and nowhere else; what an address itself holds goes where it says, and is not stored.</summary>
    private static LibGit2Sharp.Handlers.CredentialsHandler? Credentials(string url)
    {
        if (Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.UserInfo.Split(':') is [{ Length: > 0 } user, var password])
            return (_, _, _) => new UsernamePasswordCredentials { Username = Uri.UnescapeDataString(user), Password = Uri.UnescapeDataString(password) };
        var token = Environment.GetEnvironmentVariable("GITHUB_TOKEN") ?? Environment.GetEnvironmentVariable("GH_TOKEN");
        return string.IsNullOrEmpty(token) || !url.StartsWith("https://github.com/", StringComparison.Ordinal)
            ? null
            : (_, _, _) => new UsernamePasswordCredentials { Username = "x-access-token", Password = token };
    }

    private static string WithoutCredentials(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.UserInfo.Length > 0 ? url.Replace(uri.UserInfo + "@", "", StringComparison.Ordinal) : url;

    private static string DefaultCache() => Path.Combine(
        Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache ? cache
            : OperatingSystem.IsWindows() ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"),
        "dnas-repro");

    private static string Hash(string url) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(WithoutCredentials(url))))[..16];

    /// <summary>Git's object files are read-only, which keeps some systems from deleting them.</summary>
    private static void Delete(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            File.SetAttributes(file, FileAttributes.Normal);
        Directory.Delete(folder, recursive: true);
    }
}

using System.Text.RegularExpressions;
using DnasRepro.Locations;
using LibGit2Sharp;

namespace DnasRepro.Sources;

/// <summary>Fetches one commit over the network: no history, tags, submodules or LFS contents, and no hook of anybody.</summary>
internal sealed partial class RemoteFetch
{
    private readonly RemoteRequest request;
    private readonly CancellationToken stop;
    private readonly string url;
    private readonly Credentials? login;
    private bool loginWasAsked;

    private RemoteFetch(RemoteRequest request, CancellationToken stop)
    {
        this.request = request;
        this.stop = stop;
        (url, login) = SplitLogin(request);
    }

    /// <summary>Fetches the wanted commit into a new bare repository, unless it turns out to be here already; returns its id.</summary>
    public static string Into(string folder, RemoteRequest request, Func<string, bool> isHere, CancellationToken stop) =>
        new RemoteFetch(request, stop).Run(folder, isHere);

    private string Run(string folder, Func<string, bool> isHere)
    {
        request.Options.Progress?.Invoke($"Asking {request.Shown} …");
        try
        {
            using var repository = Empty(folder);
            var (refspec, sha) = Resolve(repository);
            if (sha is not null && isHere(sha))
                return sha;
            stop.ThrowIfCancellationRequested();
            request.Options.Progress?.Invoke($"Fetching {request.Shown}{(request.Reference is null ? "" : $" at {PrintableText.Of(request.Reference)}")} …");
            loginWasAsked = false;
            repository.Network.Remotes.Add("origin", url, $"+{RemoteCache.WantedReference}:{RemoteCache.WantedReference}");
            ShallowFetch.Run(repository, "origin", $"+{refspec}:{RemoteCache.WantedReference}", Options());
            return repository.Lookup(RemoteCache.WantedReference)?.Peel<Commit>().Sha ?? throw NotThere("it is not a commit");
        }
        catch (LibGit2SharpException) when (stop.IsCancellationRequested)
        {
            throw new OperationCanceledException(stop);
        }
        catch (LibGit2SharpException error)
        {
            throw NotReachable(error);
        }
    }

    private static Repository Empty(string folder)
    {
        GitFolder.Prepare();
        var repository = new Repository(Repository.Init(folder, isBare: true));
        // ssh must fail rather than ask for a password that nobody sees.
        if (repository.Config.Get<string>("core.sshcommand") is null)
            repository.Config.Set("core.sshcommand", "ssh -o BatchMode=yes");
        // A server may move a repository, but not send us to another host, which may be one that only this machine can reach.
        repository.Config.Set("http.followRedirects", "false");
        return repository;
    }

    /// <summary>What to ask for, and the commit that it stood for a moment ago if that is known.</summary>
    private (string Refspec, string? Sha) Resolve(Repository repository)
    {
        var references = repository.Network.ListReferences(url, Login, new ProxyOptions { ProxyType = ProxyType.Auto })
            .Select(r => (Name: r.CanonicalName, Sha: r.ResolveToDirectReference()?.TargetIdentifier))
            .Where(r => r.Sha is not null).ToList();
        if (references.Count == 0)
            throw new UserErrorException($"{request.Shown} holds no commit yet.", "Name another repository.", exitCode: 3);
        if (request.NamesCommit)
            return AtCommit(request.Reference!.ToLowerInvariant());
        string[] names = request.Reference switch
        {
            null => ["HEAD"],
            var whole when whole.StartsWith("refs/", StringComparison.Ordinal) => [whole],
            var name => [$"refs/heads/{name}", $"refs/tags/{name}", name],
        };
        if (names.FirstOrDefault(n => references.Exists(r => r.Name == n)) is { } found)
            return (found, references.Find(r => r.Name == found + Peeled).Sha ?? references.Find(r => r.Name == found).Sha);
        return IsShortened && request.Expand is { } expand ? AtCommit(expand(request.Reference!)) : throw Unknown();

        // Servers need not hand out any commit by its id, but they do those that a reference names.
        (string, string) AtCommit(string commit) => (references.FirstOrDefault(r => r.Sha == commit && !IsPeeled(r.Name)).Name ?? commit, commit);
    }

    private bool IsShortened => request.Reference is { Length: >= 4 and < 40 } text && text.All(char.IsAsciiHexDigit);

    /// <summary>Servers list the commit of an annotated tag under the tag's name with this suffix.</summary>
    private const string Peeled = "^{}";

    private static bool IsPeeled(string name) => name.EndsWith(Peeled, StringComparison.Ordinal);

    private FetchOptions Options() => new()
    {
        Depth = 1,
        TagFetchMode = TagFetchMode.None,
        CredentialsProvider = Login,
        OnProgress = _ => !stop.IsCancellationRequested,
        OnTransferProgress = _ => !stop.IsCancellationRequested,
        OnUpdateTips = (_, _, _) => !stop.IsCancellationRequested,
        ProxyOptions = { ProxyType = ProxyType.Auto },
    };

    /// <summary>Takes a login out of the URL, so that it is written nowhere; without one, GitHub gets the user's token.</summary>
    private static (string Url, Credentials? Login) SplitLogin(RemoteRequest request)
    {
        var uri = new Uri(request.Url);
        if (uri.Scheme is not ("https" or "http"))
            return (request.Url, null);
        var parts = uri.UserInfo.Split(':', 2);
        if (uri.UserInfo.Length > 0)
        {
            var login = new UsernamePasswordCredentials { Username = Uri.UnescapeDataString(parts[0]), Password = Uri.UnescapeDataString(parts.Length > 1 ? parts[1] : "") };
            return (new UriBuilder(uri) { UserName = "", Password = "" }.Uri.AbsoluteUri, login);
        }
        return (request.Url, request.Options.GitHubToken is { } token && IsGitHub(uri, request.Options)
            ? new UsernamePasswordCredentials { Username = "x-access-token", Password = token }
            : null);
    }

    private static bool IsGitHub(Uri uri, SourceOptions options) => uri.Scheme == options.GitHubServer.Scheme && uri.Authority == options.GitHubServer.Authority;

    /// <summary>Answers once a connection, and only to the host that was named: a server may redirect.</summary>
    private Credentials Login(string askedFor, string user, SupportedCredentialTypes types)
    {
        var isSameHost = Uri.TryCreate(askedFor, UriKind.Absolute, out var asking) && new Uri(url) is var named
            && asking.Scheme == named.Scheme && asking.Authority == named.Authority;
        if (login is null || loginWasAsked || !isSameHost)
            throw new InvalidOperationException("authentication refused");
        loginWasAsked = true;
        return login;
    }

    private UserErrorException NotThere(string reason) => new(
        $"{request.Shown} has '{PrintableText.Of(request.Reference ?? "HEAD")}', but {reason}.", "Name a branch, a tag or a commit.", exitCode: 3);

    private UserErrorException Unknown() => IsShortened
        ? new UserErrorException(
            $"{request.Shown} has no branch or tag '{request.Reference}', and a shortened commit id cannot be asked for over the network.",
            "Write all 40 digits of the commit.")
        : PullNumber().Match(request.Reference ?? "") is { Success: true } pull
        ? new UserErrorException($"{request.Shown} has no pull request {pull.Groups[1].Value}.", "Check the number; issues have numbers of the same kind.", exitCode: 3)
        : new UserErrorException(
            $"{request.Shown} has no branch, tag or commit '{PrintableText.Of(request.Reference ?? "HEAD")}'.", "Check the spelling; a commit needs all its 40 digits.", exitCode: 3);

    private UserErrorException NotReachable(LibGit2SharpException error)
    {
        var words = GitFolder.Words(error);
        if (words.Contains("authentication", StringComparison.OrdinalIgnoreCase) || words.Contains("401") || words.Contains("403"))
        {
            return new UserErrorException(
                $"{request.Shown} could not be read: it asks for a login, so it is private or does not exist.",
                IsGitHub(new Uri(url), request.Options) ? "Check the spelling, or set GITHUB_TOKEN." : "Check the spelling, or read a clone on this machine.", exitCode: 3);
        }
        return new UserErrorException(
            $"{request.Shown} could not be read: {words}.", "Check the address and the connection, or read a clone on this machine.", exitCode: 3)
        {
            MayPass = Passing().IsMatch(words),
        };
    }

    /// <summary>How libgit2 words an overloaded host (429, 502, 503, 504) and a connection that broke or was too slow.</summary>
    [GeneratedRegex(@"status code: (429|50[234])\b|timed? ?out|connection (was )?(reset|closed|broken)|unexpected EOF|early EOF|reset by peer|broken pipe|stream ended|unexpectedly", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Passing();

    [GeneratedRegex("^refs/pull/([0-9]+)/head\\z", RegexOptions.CultureInvariant)]
    private static partial Regex PullNumber();
}

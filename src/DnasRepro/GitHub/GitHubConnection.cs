using System.Net;
using Octokit;
using Octokit.Internal;

namespace DnasRepro.GitHub;

/// <summary>A client of GitHub's API.</summary>
public static class GitHubConnection
{
    /// <summary>
    /// Makes a client; no request is sent yet. Every question is bounded in time and size, asked again where that does no harm, and goes to the API's host
    /// alone. What hinders all questions (limits, a bad token, no connection) comes as <see cref="UserErrorException"/> of exit code 3; an answer that is
    /// about the one question (404, 403, 422) comes as Octokit's exception, which <see cref="GitHubAnswer"/> puts into words.
    /// </summary>
    /// <param name="options">How to speak to GitHub.</param>
    /// <param name="toolVersion">What the requests call themselves.</param>
    /// <param name="say">Hears one sentence at a time about waits and repetitions.</param>
    /// <param name="clock">Tells the time and waits; null for the machine's clock.</param>
    /// <param name="cancellation">Ends questions and waits.</param>
    public static IGitHubClient Open(
        GitHubOptions options, string toolVersion, Action<string>? say = null, TimeProvider? clock = null, CancellationToken cancellation = default) =>
        Open(options, toolVersion, new Patience(), say, clock, cancellation);

    /// <summary>The same with a patience of one's own.</summary>
    internal static IGitHubClient Open(
        GitHubOptions options, string toolVersion, Patience patience, Action<string>? say, TimeProvider? clock, CancellationToken cancellation)
    {
        var client = new GitHubClient(new Connection(
            new ProductHeaderValue("dnas-repro", toolVersion),
            options.Api,
            new InMemoryCredentialStore(options.Token is { } token ? new Credentials(token) : Credentials.Anonymous),
            new HttpClientAdapter(() => Handlers(options, patience, say, clock ?? TimeProvider.System, cancellation)),
            new SimpleJsonSerializer()));
        // The handlers hold the time limits; HttpClient's own would cut a wait that GitHub asks for.
        client.SetRequestTimeout(Timeout.InfiniteTimeSpan);
        return client;
    }

    private static Retries Handlers(GitHubOptions options, Patience patience, Action<string>? say, TimeProvider clock, CancellationToken cancellation)
    {
        HttpMessageHandler handler = new BoundedAnswers(patience, new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.All,
            ConnectTimeout = TimeSpan.FromSeconds(15),
            UseCookies = false,
        });
        if (options.CacheFolder is { } folder)
            handler = new CachedAnswers(new AnswerCache(Path.Combine(folder, "github"), options.Token), handler);
        return new Retries(patience, options.IsAnonymous, clock, say, new ApiVersion(new SameHost(options.Api, handler)), cancellation);
    }
}

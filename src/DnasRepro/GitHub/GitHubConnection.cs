using Octokit;
using Octokit.Internal;

namespace DnasRepro.GitHub;

/// <summary>A client of GitHub's API.</summary>
public static class GitHubConnection
{
    /// <summary>Makes a client; no request is sent yet.</summary>
    /// <param name="options">How to speak to GitHub.</param>
    /// <param name="toolVersion">What the requests call themselves.</param>
    public static IGitHubClient Open(GitHubOptions options, string toolVersion) => new GitHubClient(new Connection(
        new ProductHeaderValue("dnas-repro", toolVersion),
        options.Api,
        new InMemoryCredentialStore(options.Token is { } token ? new Credentials(token) : Credentials.Anonymous)));
}

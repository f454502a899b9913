using System.Net;
using DnasRepro.Locations;

namespace DnasRepro.Sources;

/// <summary>How repositories are read.</summary>
/// <param name="CacheFolder">Where clones are kept; null for the user's own cache folder.</param>
/// <param name="Progress">Hears one sentence at a time about slow steps.</param>
/// <param name="GitHubToken">Sent to GitHub's own server and to nobody else.</param>
/// <param name="TimeLimit">After this time reading is given up; null for ten minutes.</param>
public sealed record SourceOptions(
    string? CacheFolder = null, Action<string>? Progress = null, string? GitHubToken = null, TimeSpan? TimeLimit = null)
{
    /// <summary>Where repositories on GitHub are fetched from: https://github.com, or a GitHub Enterprise server.</summary>
    public Uri GitHubServer { get; init; } = new("https://github.com/");

    /// <summary>Asks GitHub for the commit that a shortened id means; null where nobody may be asked. Gives 40 hex digits, or ends with a sentence.</summary>
    public Func<RepositoryAddress.GitHub, string, CancellationToken, string>? FindCommit { get; init; }

    /// <summary>
    /// How many bytes the clones in the cache may take; null for no limit. Those used longest ago go when a new one is too much. With 0, none that was fetched
    /// is kept after its use.
    /// </summary>
    public long? CloneBudget { get; init; }

    /// <summary>The most files that a repository may hold.</summary>
    public const int MostFiles = 200_000;

    /// <summary>Folders that lie deeper than this are left aside.</summary>
    public const int DeepestFolder = 100;

    /// <summary>Where a repository on GitHub is fetched from.</summary>
    public string Address(RepositoryAddress.GitHub hub) => new Uri(GitHubServer, $"{hub.Owner}/{hub.Name}").AbsoluteUri;

    /// <summary>Takes the token from GITHUB_TOKEN or GH_TOKEN, and GitHub's server from GITHUB_SERVER_URL.</summary>
    /// <exception cref="UserErrorException">The token is none, or the server's address is none that a token may be sent to.</exception>
    public static SourceOptions FromEnvironment(Action<string>? progress = null)
    {
        var options = new SourceOptions(Progress: progress, GitHubToken: AccessToken.From(Variable));
        return Variable("GITHUB_SERVER_URL") is { } server ? options with { GitHubServer = Server(server) } : options;
    }

    /// <summary>A token goes only where nobody on the way can read it.</summary>
    private static Uri Server(string text) =>
        Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var server) && server is { UserInfo: "", Query: "", Fragment: "" }
        && (server.Scheme == Uri.UriSchemeHttps || (server.Scheme == Uri.UriSchemeHttp && IPAddress.TryParse(server.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address)))
            ? server
            : throw new UserErrorException("GITHUB_SERVER_URL is not the https address of a server.", "Unset it, or give it the form https://github.com or https://HOST.");

    /// <summary>Says nothing of the token but whether there is one.</summary>
    public override string ToString() => $"{GitHubServer}, {(GitHubToken is null ? "without" : "with")} a token";

    /// <summary>The folder for clones and for answers of GitHub: as named, else below XDG_CACHE_HOME, else below the user's own folder for local data.</summary>
    public string Cache()
    {
        if (CacheFolder is not null)
            return Path.GetFullPath(CacheFolder);
        var home = Variable("XDG_CACHE_HOME") is { } xdg && Path.IsPathFullyQualified(xdg)
            ? xdg
            : OperatingSystem.IsWindows()
                ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
                : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
        return Path.Combine(home, "dnas-repro");
    }

    private static string? Variable(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}

using System.Net;
using DnasRepro.Locations;

namespace DnasRepro.GitHub;

/// <summary>How GitHub is spoken to.</summary>
/// <param name="Token">A token for the API; null to ask without one, which GitHub allows sixty times an hour.</param>
/// <param name="Api">The API's address: <c>https://api.github.com/</c>, or that of a GitHub Enterprise server.</param>
/// <param name="CacheFolder">Where answers are kept with their ETag; null to keep none.</param>
public sealed record GitHubOptions(string? Token, Uri Api, string? CacheFolder)
{
    /// <summary>The API of github.com.</summary>
    public static readonly Uri PublicApi = new("https://api.github.com/");

    /// <summary>Takes the token from GITHUB_TOKEN or GH_TOKEN, and the API's address from GITHUB_API_URL.</summary>
    /// <param name="cacheFolder">Where answers are kept with their ETag; null to keep none.</param>
    /// <exception cref="UserErrorException">GITHUB_API_URL is no address that a token may be sent to, or the token is none.</exception>
    public static GitHubOptions FromEnvironment(string? cacheFolder) => From(Environment.GetEnvironmentVariable, cacheFolder);

    /// <summary>The same from any source of variables; one that is empty counts as not set.</summary>
    internal static GitHubOptions From(Func<string, string?> variable, string? cacheFolder)
    {
        return new(AccessToken.From(variable), Set("GITHUB_API_URL") is { } api ? Address(api) : PublicApi, cacheFolder);
        string? Set(string name) => variable(name) is { Length: > 0 } value ? value : null;
    }

    /// <summary>Says nothing of the token but whether there is one.</summary>
    public override string ToString() => $"{Api}, {(Token is null ? "without" : "with")} a token";

    /// <summary>True when questions are asked without a token.</summary>
    internal bool IsAnonymous => Token is null;

    /// <summary>An API's address with the slash at its end that relative addresses need.</summary>
    private static Uri Address(string text)
    {
        var isAddress = Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var api);
        return isAddress && IsSafe(api!) ? api! : throw new UserErrorException(
            "GITHUB_API_URL is not the https address of an API.",
            "Unset it, or give it the form https://api.github.com or https://HOST/api/v3.");
    }

    /// <summary>A token goes only where nobody on the way can read it.</summary>
    private static bool IsSafe(Uri api) =>
        api is { UserInfo: "", Query: "", Fragment: "" } && (api.Scheme == Uri.UriSchemeHttps || (api.Scheme == Uri.UriSchemeHttp && IsThisMachine(api)));

    private static bool IsThisMachine(Uri api) => IPAddress.TryParse(api.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address);
}

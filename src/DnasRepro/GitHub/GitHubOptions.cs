namespace DnasRepro.GitHub;

/// <summary>How GitHub is spoken to.</summary>
/// <param name="Token">A token for the API; null to ask without one, which GitHub allows sixty times an hour.</param>
/// <param name="Api">The API's address: <c>https://api.github.com/</c>, or that of a GitHub Enterprise server.</param>
/// <param name="CacheFolder">Where answers are kept with their ETag; null to keep none.</param>
public sealed record GitHubOptions(string? Token, Uri Api, string? CacheFolder)
{
    /// <summary>The API of github.com.</summary>
    public static readonly Uri PublicApi = new("https://api.github.com/");
}

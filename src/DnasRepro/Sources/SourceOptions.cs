namespace DnasRepro.Sources;

/// <summary>How repositories are read.</summary>
/// <param name="CacheFolder">Where clones are kept; null for the user's own cache folder.</param>
/// <param name="Progress">Hears one sentence at a time about slow steps.</param>
/// <param name="GitHubToken">Sent to https://github.com and to nobody else.</param>
/// <param name="TimeLimit">After this time reading is given up; null for ten minutes.</param>
public sealed record SourceOptions(
    string? CacheFolder = null, Action<string>? Progress = null, string? GitHubToken = null, TimeSpan? TimeLimit = null)
{
    /// <summary>The most files that a repository may hold.</summary>
    public const int MostFiles = 200_000;

    /// <summary>Folders that lie deeper than this are left aside.</summary>
    public const int DeepestFolder = 100;

    /// <summary>Takes the token from GITHUB_TOKEN or GH_TOKEN.</summary>
    public static SourceOptions FromEnvironment(Action<string>? progress = null) =>
        new(Progress: progress, GitHubToken: Variable("GITHUB_TOKEN") ?? Variable("GH_TOKEN"));

    /// <summary>The folder for clones: as named, else below XDG_CACHE_HOME, else below the user's own folder for local data.</summary>
    internal string Cache()
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

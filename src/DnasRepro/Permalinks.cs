using DnasRepro.Locations;
using DnasRepro.Snapshots;

namespace DnasRepro;

/// <summary>Permanent links to places at a commit, on hosts whose form of links we know.</summary>
internal sealed class Permalinks(GitOrigin? origin, RepoPath? outside = null)
{
    private readonly string? start = Start(origin);
    private readonly bool isBitbucket = origin?.Remote?.StartsWith("https://bitbucket.org/", StringComparison.Ordinal) == true;

    /// <summary>The link, or null when the remote is not known the file differs from the commit, or lies outside (a card named by the user).</summary>
    public string? To(SourceLocation location)
    {
        if (start is null || location.Path == outside || origin!.ChangedPaths.Contains(location.Path.Value))
            return null;
        var path = string.Join('/', (origin.Prefix + location.Path.Value).Split('/').Select(Uri.EscapeDataString));
        var lines = isBitbucket
            ? $"#lines-{location.StartLine}"
            : location.EndLine > location.StartLine ? $"#L{location.StartLine}-L{location.EndLine}" : $"#L{location.StartLine}";
        return start + path + lines;
    }

    private static string? Start(GitOrigin? origin)
    {
        if (origin is not { Remote: { } remote, Commit: { } commit } || !Uri.TryCreate(remote, UriKind.Absolute, out var uri) || uri.Scheme != Uri.UriSchemeHttps)
            return null;
        return uri.Host switch
        {
            "github.com" => $"{remote}/blob/{commit}/",
            "bitbucket.org" => $"{remote}/src/{commit}/",
            "codeberg.org" => $"{remote}/src/commit/{commit}/",
            var host when host.Contains("gitlab", StringComparison.Ordinal) => $"{remote}/-/blob/{commit}/",
            _ => null,
        };
    }
}

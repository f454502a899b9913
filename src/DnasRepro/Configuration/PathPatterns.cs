using DnasRepro.Locations;
using Microsoft.Extensions.FileSystemGlobbing;

namespace DnasRepro.Configuration;

/// <summary>Glob patterns over repository paths: <c>*</c>, <c>**</c>; case counts.</summary>
public static class PathPatterns
{
    /// <summary>A function that tells whether a path fits one of the patterns.</summary>
    public static Func<RepoPath, bool> Compile(IReadOnlyList<string> patterns)
    {
        if (patterns.Count == 0)
            return _ => false;
        var matcher = new Matcher(StringComparison.Ordinal);
        matcher.AddIncludePatterns(patterns);
        return path => matcher.Match(path.Value).HasMatches;
    }

    /// <summary>True when the path fits one of the patterns.</summary>
    public static bool Matches(IReadOnlyList<string> patterns, RepoPath path) => Compile(patterns)(path);
}

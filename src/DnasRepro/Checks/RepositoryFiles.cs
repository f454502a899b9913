using System.Buffers;
using DnasRepro.Facts;
using DnasRepro.Locations;

namespace DnasRepro.Checks;

/// <summary>Whether a file that a text names is in the repository. Lenient: a wrong accusation is worse than a missed one.</summary>
internal static class RepositoryFiles
{
    private static readonly SearchValues<char> PlaceholderSigns = SearchValues.Create("<>{}$*?[]…~%()=:");

    /// <summary>True when the name stands for something that the reader fills in, or lies outside.</summary>
    public static bool IsPlaceholder(string name) =>
        name.AsSpan().ContainsAny(PlaceholderSigns)
        || name.StartsWith('/')
        || name.Contains("...", StringComparison.Ordinal)
        || name.Contains("path/to", StringComparison.OrdinalIgnoreCase)
        || name.Contains("your", StringComparison.OrdinalIgnoreCase)
        || name.Contains("xxx", StringComparison.OrdinalIgnoreCase)
        || name.Contains("my_", StringComparison.OrdinalIgnoreCase)
        || name.Length < 4;

    /// <summary>True when the repository has such a file: from the root, from the document's folder, or anywhere under that name.</summary>
    public static bool HasSomewhere(FileFacts files, RepoPath document, string name) =>
        Resolve(files, document, name) is not null || files.ContainsName(name[(name.LastIndexOf('/') + 1)..]);

    /// <summary>The repository's path that a document's command means: from the root or from the document's folder; null when there is none.</summary>
    public static string? Resolve(FileFacts files, RepoPath document, string name)
    {
        foreach (var folder in new[] { "", document.Folder })
        {
            if (RepoPath.TryResolve(folder, name, out var path) && files.Contains(path.Value))
                return path.Value;
        }
        return null;
    }
}

using System.Text.RegularExpressions;
using DnasRepro.Locations;

namespace DnasRepro.Facts;

/// <summary>Words by which a document speaks of architecture search.</summary>
public static partial class SearchMention
{
    private const int LongestLine = 2000;

    /// <summary>True when a text speaks of it.</summary>
    public static bool IsIn(string text) => text.Length <= LongestLine && Words().IsMatch(text);

    /// <summary>True for a title that speaks of searching: beside a sentence on architecture search it means that.</summary>
    public static bool IsTitle(string text) => text.Length <= LongestLine && Title().IsMatch(text);

    /// <summary>True for the title of a list of other people's works.</summary>
    public static bool IsCollection(string title) => title.Length <= LongestLine && Collection().IsMatch(title);

    /// <summary>The first line of a document that does, or null.</summary>
    internal static Evidence? First(RepoPath path, string[] lines)
    {
        var at = Array.FindIndex(lines, IsIn);
        return at < 0 ? null : Evidence.AtLine(path, at + 1, lines[at]);
    }

    /// <summary>The abbreviations count in capitals only; NAS as a name of network storage is rare in a repository of code.</summary>
    [GeneratedRegex(@"(?i:\barchitecture[\s-]+search)|(?i:\bnetwork[\s-]+search)|(?i:\bdifferentiable[\s-]+search)|(?i:\bsearch(ing)?[\s-]+(for\s+)?(neural\s+)?architectures?\b)|(?<![\w/.-])(DNAS|NAS|P?C?-?DARTS)(?![\w/.])", RegexOptions.CultureInvariant)]
    private static partial Regex Words();

    [GeneratedRegex(@"\b(awesome|papers?|literature|survey|reading list|curated|collection|resources)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Collection();

    [GeneratedRegex(@"(?i:\bsearch(ed|ing)?\b)|NAS(\b|-)", RegexOptions.CultureInvariant)]
    private static partial Regex Title();
}

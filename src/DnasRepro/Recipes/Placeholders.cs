using System.Text.RegularExpressions;

namespace DnasRepro.Recipes;

/// <summary>The words in braces that stand for what a run gets.</summary>
public static partial class Placeholders
{
    /// <summary>All of them, without braces.</summary>
    public static readonly IReadOnlyList<string> Names = ["seed", "out", "data", "device", "epochs", "threads", "run"];

    /// <summary>All of them as they are written.</summary>
    public static string InWords { get; } = string.Join(", ", Names.Select(n => $"{{{n}}}"));

    /// <summary>True when a text holds a placeholder.</summary>
    public static bool Uses(string text, string name) => text.Contains($"{{{name}}}", StringComparison.Ordinal);

    /// <summary>Words in braces that look like placeholders and are none, without braces.</summary>
    public static IEnumerable<string> Unknown(string text) => Braces().Matches(text).Select(m => m.Groups[1].Value).Where(n => !Names.Contains(n)).Distinct();

    /// <summary>
    /// Puts values in the places of their placeholders, all at once, so that what a value holds is never filled again. What has no
    /// value stays as it is, and so does everything else in braces.
    /// </summary>
    public static string Fill(string text, IReadOnlyDictionary<string, string> values) =>
        Braces().Replace(text, match => values.GetValueOrDefault(match.Groups[1].Value) ?? match.Value);

    [GeneratedRegex(@"\{([A-Za-z_][A-Za-z0-9_]*)\}")]
    private static partial Regex Braces();
}

using System.Globalization;
using System.Text.RegularExpressions;

namespace DnasRepro.Results.Declared;

/// <summary>
/// Regular expressions that a repository declares. They are matched without backtracking, so that the time grows with the text
/// only; look-around and back references, which need backtracking, are refused.
/// </summary>
internal static partial class DeclaredPattern
{
    private const int LongestPattern = 1000;
    private const int MostRepeats = 2000;
    private const int MostMatches = 20_000;
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    /// <summary>What the group <c>value</c>, or else the first group, or else the whole matched, match by match; null when the pattern cannot be used.</summary>
    public static (IReadOnlyList<string>? Values, string Why) Values(string text, string pattern)
    {
        if (pattern.Length is 0 or > LongestPattern || Repeats(pattern) > MostRepeats)
            return (null, "the pattern is empty, too long, or repeats too often");
        try
        {
            var regex = new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.Multiline, Timeout);
            var values = new List<string>();
            for (var match = regex.Match(text); match.Success && values.Count < MostMatches; match = match.NextMatch())
                values.Add((match.Groups["value"] is { Success: true } named ? named : match.Groups.Count > 1 ? match.Groups[1] : match).Value);
            return (values, "the pattern matches nothing");
        }
        catch (Exception error) when (error is RegexParseException or NotSupportedException or RegexMatchTimeoutException)
        {
            return (null, "the pattern cannot be used: " + Locations.Evidence.Cut(error.Message));
        }
    }

    /// <summary>How often counted repeats can repeat what they hold, multiplied as if they stood in one another.</summary>
    private static double Repeats(string pattern) => Count().Matches(pattern).Aggregate(1.0, (product, m) => product * Math.Max(1, double.Parse(m.Groups[2].Value is { Length: > 0 } most ? most : m.Groups[1].Value, CultureInfo.InvariantCulture)));

    [GeneratedRegex(@"\{([0-9]{1,9}),?([0-9]{0,9})\}", RegexOptions.CultureInvariant)]
    private static partial Regex Count();
}

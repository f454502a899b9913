using System.Globalization;
using System.Text.RegularExpressions;
using DnasRepro.Cards;
using DnasRepro.Locations;

namespace DnasRepro.ReferenceSearch;

/// <summary>Numbers of a card, brought into the range of a setting.</summary>
internal static partial class CardNumbers
{
    private const int LongestText = 500;

    /// <summary>The number at a place, or what is usual where there is none; a value out of range is moved into it, with a note.</summary>
    public static double In(this CardValue place, string key, double usual, List<string> notes) => Into(place.Number, place.Field, key, usual, notes);

    /// <summary>The same for integers.</summary>
    public static int CountIn(this CardValue place, string key, int usual, List<string> notes) => (int)Math.Round(In(place, key, usual, notes));

    /// <summary>A number that was read at a place, brought into the range of a setting.</summary>
    public static double Into(double? number, string field, string key, double usual, List<string> notes)
    {
        if (number is not { } value || double.IsNaN(value))
            return usual;
        var range = SettingRange.Of(key);
        var clamped = Math.Clamp(value, range.Low, range.High);
        if (clamped != value)
            notes.Add($"{field} is {Text(value)}; the proxy takes {Text(clamped)}.");
        return clamped;
    }

    /// <summary>The numbers in a text, as "from 10 to 0.1", in their order.</summary>
    public static IReadOnlyList<double> In(string text) => text.Length > LongestText ? [] :
        [.. Digits().Matches(text).Select(m => double.Parse(m.ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture)).Where(double.IsFinite)];

    /// <summary>The number that a text or number begins with; null when it begins with none.</summary>
    public static double? First(CardValue place) => place.Number ?? (place.Text is { Length: <= LongestText } text && Digits().Match(text.TrimStart()) is { Success: true, Index: 0 } match
        ? double.Parse(match.ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture) : null);

    /// <summary>A number for a sentence.</summary>
    public static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>Names for a sentence: the first twelve, cut where they are long.</summary>
    public static string List(IReadOnlyList<string> names) =>
        string.Join(", ", names.Take(12).Select(n => Evidence.Cut(n.ReplaceLineEndings(" ")))) + (names.Count > 12 ? $" and {names.Count - 12} more" : "");

    [GeneratedRegex(@"(?<![\w.])[0-9]+(?:\.[0-9]+)?(?:[eE][-+]?[0-9]{1,3})?(?![\w])", RegexOptions.CultureInvariant)]
    private static partial Regex Digits();
}

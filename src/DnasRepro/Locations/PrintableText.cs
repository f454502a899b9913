using System.Globalization;
using System.Text;

namespace DnasRepro.Locations;

/// <summary>Names and messages from outside, made fit to be shown.</summary>
internal static class PrintableText
{
    private const int Longest = 1000;

    /// <summary>Writes every character that is invisible or moves the cursor as <c>\u{1B}</c>, and cuts very long texts.</summary>
    public static string Of(string text) => Cut(text, Longest);

    /// <summary>The same, cut after so many characters.</summary>
    public static string Cut(string text, int longest)
    {
        var printable = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (printable.Length > longest)
                return printable.Append('…').ToString();
            if (IsVisible(rune))
                printable.Append(rune);
            else
                printable.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:X}}}");
        }
        return printable.ToString();
    }

    private static bool IsVisible(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
}

using System.Globalization;
using System.Text;

namespace DnasRepro.GitHub;

/// <summary>Texts of the API, made fit for one line of a terminal.</summary>
internal static class Words
{
    private const int Longest = 300;

    /// <summary>The text with every invisible or moving character as <c>\u{1B}</c>, cut when long.</summary>
    public static string Printable(string text)
    {
        var printable = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (printable.Length > Longest)
                return printable.Append('…').ToString();
            var isVisible = Rune.GetUnicodeCategory(rune) is not (
                UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
                or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
            printable.Append(isVisible ? rune.ToString() : string.Create(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:X}}}"));
        }
        return printable.ToString();
    }
}

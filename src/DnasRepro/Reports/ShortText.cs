using System.Text;

namespace DnasRepro.Reports;

/// <summary>Cuts text where a format has a limit; never inside a character, and a cut is visible.</summary>
internal static class ShortText
{
    private const string Ellipsis = "…";

    /// <summary>At most so many UTF-16 characters.</summary>
    public static string Of(string text, int most) =>
        text.Length <= most ? text : string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[most - 2]) ? most - 2 : most - 1), Ellipsis);

    /// <summary>At most so many bytes of UTF-8.</summary>
    public static string OfBytes(string text, int most)
    {
        if (Encoding.UTF8.GetByteCount(text) <= most)
            return text;
        var (room, end) = (most - Encoding.UTF8.GetByteCount(Ellipsis), 0);
        foreach (var rune in text.EnumerateRunes())
        {
            if ((room -= rune.Utf8SequenceLength) < 0)
                break;
            end += rune.Utf16SequenceLength;
        }
        return text[..end] + Ellipsis;
    }
}

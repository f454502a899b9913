using System.Globalization;
using System.Text;

namespace DnasRepro.Runs.Isolation;

/// <summary>The end of what a program printed, made fit to be shown anywhere.</summary>
public static class OutputTail
{
    /// <summary>The longest tail that is asked for.</summary>
    public const int Longest = 4000;

    /// <summary>However much of it is invisible, no more bytes of the file's end are looked at.</summary>
    private const int MostBytes = 256 * 1024;

    private const char Escape = '\e';

    /// <summary>
    /// The last visible characters of a file. Terminal sequences, control characters and those that turn or hide text are left out; of a
    /// line that was written over itself, as progress bars are, the last state is kept.
    /// </summary>
    /// <param name="file">A file of ours, written by a run's capture.</param>
    /// <param name="characters">How many characters at most.</param>
    public static string Of(string file, int characters = Longest)
    {
        try
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            stream.Seek(Math.Max(0, stream.Length - MostBytes), SeekOrigin.Begin);
            var bytes = new byte[Math.Min(stream.Length, MostBytes)];
            var length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            return Visible(Encoding.UTF8.GetString(bytes, 0, length), characters);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    /// <summary>The last visible characters of a text.</summary>
    internal static string Visible(string text, int characters)
    {
        var shown = new StringBuilder();
        var line = new StringBuilder();
        for (var i = 0; i < text.Length;)
        {
            if (text[i] == Escape)
            {
                i = AfterSequence(text, i);
                continue;
            }
            Rune.DecodeFromUtf16(text.AsSpan(i), out var rune, out var width);
            i += width;
            if (rune.Value == '\n')
                EndLine(shown, line);
            else if (rune.Value == '\r' && i < text.Length && text[i] != '\n')
                line.Clear();
            else if (rune.Value == '\t')
                line.Append(' ');
            else if (IsVisible(rune))
                line.Append(rune);
        }
        return Last(shown.Append(line).ToString().Trim('\n'), characters);
    }

    private static void EndLine(StringBuilder shown, StringBuilder line)
    {
        shown.Append(line).Append('\n');
        line.Clear();
    }

    /// <summary>
    /// Where a terminal sequence ends (ECMA-48): CSI sequences at their final byte, strings (titles, links) at BEL or ST, others after one
    /// character. One that does not end within 1,000 characters, or on its line, is not believed.
    /// </summary>
    private static int AfterSequence(string text, int start)
    {
        if (start + 1 >= text.Length)
            return text.Length;
        var end = Math.Min(text.Length, start + 1000);
        var kind = text[start + 1];
        if (kind is not ('[' or ']' or 'P' or '^' or '_' or 'X'))
            return start + (kind is >= ' ' and <= '~' ? 2 : 1);
        for (var i = start + 2; i < end && text[i] != '\n'; i++)
        {
            if (kind == '[' ? text[i] is >= '@' and <= '~' : text[i] is '\a')
                return i + 1;
            if (kind != '[' && text[i] == Escape && i + 1 < text.Length && text[i + 1] == '\\')
                return i + 2;
        }
        return start + 2;
    }

    private static string Last(string text, int characters)
    {
        if (text.Length <= characters)
            return text;
        var start = text.Length - characters;
        return text[(char.IsLowSurrogate(text[start]) ? start + 1 : start)..];
    }

    private static bool IsVisible(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.OtherNotAssigned)
        && rune.Value is not (0x2800 or 0x3164 or 0x115F or 0x1160 or 0xFFA0 or 0xFFFD or (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF));
}

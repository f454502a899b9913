using System.Text;

namespace DnasRepro.Results.Genotypes;

/// <summary>What a program printed, without what only moves the cursor of a terminal or colours it. Lines stay where they are.</summary>
internal static class PrintedText
{
    private const char Escape = '\u001b';

    /// <summary>The text without escape sequences and control characters other than tabs and line ends.</summary>
    public static string Clean(string text)
    {
        if (text.AsSpan().IndexOfAnyExcept(Plain) < 0)
            return text;
        var clean = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == Escape)
                i = BehindSequence(text, i) - 1;
            else if (c >= ' ' || c is '\n' or '\r' or '\t')
                clean.Append(c);
        }
        return clean.ToString();
    }

    private static readonly System.Buffers.SearchValues<char> Plain =
        System.Buffers.SearchValues.Create([.. Enumerable.Range(0, char.MaxValue + 1).Select(c => (char)c).Where(c => c >= ' ' || c is '\n' or '\r' or '\t')]);

    /// <summary>The offset behind the escape sequence that starts here (ECMA-48): a control sequence, a string up to its end, or two characters.</summary>
    private static int BehindSequence(string text, int at)
    {
        if (at + 1 >= text.Length)
            return text.Length;
        var kind = text[at + 1];
        at += 2;
        if (kind == '[')
        {
            while (at < text.Length && text[at] is >= ' ' and <= '?')
                at++;
            return at < text.Length && text[at] is >= '@' and <= '~' ? at + 1 : at;
        }
        if (kind is not (']' or 'P' or 'X' or '^' or '_'))
            return kind is '\n' or '\r' ? at - 1 : at;
        while (at < text.Length && text[at] is not ('\a' or Escape or '\n' or '\r'))
            at++;
        return at < text.Length && text[at] == '\a' ? at + 1 : at + 1 < text.Length && text[at] == Escape && text[at + 1] == '\\' ? at + 2 : at;
    }
}

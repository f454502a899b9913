using System.Text;

namespace DnasRepro.Python.Parsing;

/// <summary>The parts of a string token.</summary>
/// <param name="Quote">The offset of its first quote.</param>
/// <param name="Start">The offset of what stands between the quotes.</param>
/// <param name="End">The offset behind it.</param>
/// <param name="TokenEnd">The offset behind the token.</param>
/// <param name="IsRaw">True when backslashes mean themselves.</param>
/// <param name="IsBytes">True for bytes.</param>
internal readonly record struct StringParts(int Quote, int Start, int End, int TokenEnd, bool IsRaw, bool IsBytes)
{
    public static StringParts Of(string text, Token token)
    {
        var quote = token.Start;
        while (text[quote] is not ('"' or '\''))
            quote++;
        var prefix = text.AsSpan(token.Start, quote - token.Start);
        var width = Scan.IsTriple(text, quote, token.End) && token.End - quote >= 3 ? 3 : 1;
        var end = Scan.IsClosed(text, quote, token.End) ? token.End - width : token.End;
        return new StringParts(quote, Math.Min(quote + width, end), end, token.End, prefix.IndexOfAny('r', 'R') >= 0, prefix.IndexOfAny('b', 'B') >= 0);
    }

    /// <summary>The value, with the usual escapes resolved.</summary>
    public string Plain(string text, DiagnosticBag problems)
    {
        var body = text.AsSpan(Start, End - Start);
        if (IsBytes && !System.Text.Ascii.IsValid(body))
            problems.AddOld(Quote, "bytes with letters beyond ASCII");
        if (IsRaw || body.IndexOf('\\') < 0)
            return body.Length <= 40 ? Words.Of(body) : body.ToString();
        var value = new StringBuilder(body.Length);
        for (var i = 0; i < body.Length; i++)
        {
            if (body[i] != '\\' || i + 1 == body.Length)
            {
                value.Append(body[i]);
                continue;
            }
            i++;
            switch (body[i])
            {
                case 'n':
                    value.Append('\n');
                    break;
                case 't':
                    value.Append('\t');
                    break;
                case 'r':
                    value.Append('\r');
                    break;
                case '\\' or '\'' or '"':
                    value.Append(body[i]);
                    break;
                case '\r' or '\n':
                    if (body[i] == '\r' && i + 1 < body.Length && body[i + 1] == '\n')
                        i++;
                    break;
                default:
                    value.Append('\\').Append(body[i]);
                    break;
            }
        }
        return value.ToString();
    }
}

/// <summary>What numbers look like.</summary>
internal static class Numbers
{
    /// <summary>True for Python 2's <c>0777</c> and <c>10L</c>.</summary>
    public static bool IsOld(string text)
    {
        if (text[^1] is 'l' or 'L')
            return true;
        return text.Length > 1 && text[0] == '0' && text.All(char.IsAsciiDigit) && text.Any(c => c is not '0');
    }

    /// <summary>False for <c>0x</c>, <c>0b2</c> and the like.</summary>
    public static bool IsValid(string text)
    {
        if (text.Length < 2 || text[0] != '0' || text[1] is not ('x' or 'X' or 'o' or 'O' or 'b' or 'B'))
            return text[^1] != '_';
        if (text.Length == 2 || text[^1] == '_')
            return false;
        return text[1] switch
        {
            'o' or 'O' => text.Skip(2).All(c => c is (>= '0' and <= '7') or '_'),
            'b' or 'B' => text.Skip(2).All(c => c is '0' or '1' or '_'),
            _ => true,
        };
    }
}

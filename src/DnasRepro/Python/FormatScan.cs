namespace DnasRepro.Python;

/// <summary>A replacement field of an f-string: <c>{expression!r:spec}</c>.</summary>
/// <param name="Start">Where its expression starts.</param>
/// <param name="End">Where its expression ends.</param>
/// <param name="IsOdd">True when it has a conversion that is none of <c>!r !s !a</c>.</param>
internal readonly record struct FormatField(int Start, int End, bool IsOdd = false);

/// <summary>Finds the end and the fields of f-strings, nested as Python 3.12 allows.</summary>
internal static class FormatScan
{
    private const int Deepest = 10;

    /// <summary>The offset behind the f-string whose quote is here; 0 when it or a brace in it is not closed.</summary>
    public static int End(string text, int quote, int end, bool isRaw) => Walk(text, quote, end, isRaw, 0, null);

    /// <summary>The fields of an f-string, those of its format specifications included.</summary>
    public static List<FormatField> Fields(string text, int quote, int end, bool isRaw)
    {
        var fields = new List<FormatField>();
        Walk(text, quote, end, isRaw, 0, fields);
        return fields;
    }

    /// <summary>Walks one f-string; 0 when it is not closed.</summary>
    private static int Walk(string text, int quote, int end, bool isRaw, int depth, List<FormatField>? fields)
    {
        if (depth > Deepest)
            return 0;
        var mark = text[quote];
        var isTriple = Scan.IsTriple(text, quote, end);
        var width = isTriple ? 3 : 1;
        var at = quote + width;
        while (at < end)
        {
            var c = text[at];
            if (c == '\\' && !isRaw && at + 2 < end && text[at + 1] == 'N' && text[at + 2] == '{')
                at = text.IndexOf('}', at) is var close and > 0 && close < end ? close + 1 : end;
            else if (c == '\\' && at + 1 < end && text[at + 1] is not ('{' or '}'))
                at += at + 2 < end && text[at + 1] == '\r' && text[at + 2] == '\n' ? 3 : 2;
            else if (c == mark && (!isTriple || Scan.IsTriple(text, at, end)))
                return at + width;
            else if (!isTriple && c is '\n' or '\r')
                return 0;
            else if (c is '{' or '}' && at + 1 < end && text[at + 1] == c)
                at += 2;
            else if (c == '{')
                at = Field(text, at, end, mark, isTriple, isRaw, depth, fields);
            else
                at++;
            if (at <= 0)
                return 0;
        }
        return 0;
    }

    /// <summary>Walks one field from its brace; gives the offset behind its closing brace, or 0.</summary>
    private static int Field(string text, int brace, int end, char mark, bool isTriple, bool isRaw, int depth, List<FormatField>? fields)
    {
        var start = brace + 1;
        var (at, nesting) = (start, 0);
        while (at < end)
        {
            var c = text[at];
            switch (c)
            {
                case '(' or '[' or '{':
                    nesting++;
                    at++;
                    continue;
                case '}' when nesting == 0:
                    fields?.Add(new FormatField(start, at));
                    return at + 1;
                case ')' or ']' or '}':
                    nesting--;
                    at++;
                    continue;
                case '#':
                    while (at < end && text[at] is not ('\n' or '\r'))
                        at++;
                    continue;
                case '"' or '\'':
                    at = Nested(text, at, end, depth);
                    if (at == 0)
                        return 0;
                    continue;
                case '!' when nesting == 0 && at + 1 < end && text[at + 1] != '=':
                    var mood = ++at;
                    while (at < end && text[at] is not (':' or '}'))
                        at++;
                    fields?.Add(new FormatField(start, mood - 1, text.AsSpan(mood, at - mood).TrimEnd() is not ("r" or "s" or "a")));
                    return at < end && text[at] == ':' ? Specification(text, at + 1, end, mark, isTriple, isRaw, depth, fields) : at < end ? at + 1 : 0;
                case ':' when nesting == 0:
                    fields?.Add(new FormatField(start, at));
                    return Specification(text, at + 1, end, mark, isTriple, isRaw, depth, fields);
                default:
                    at++;
                    continue;
            }
        }
        return 0;
    }

    /// <summary>A string inside a field: the letters before its quote say of which kind it is.</summary>
    private static int Nested(string text, int quote, int end, int depth)
    {
        var prefix = quote;
        while (prefix > 0 && quote - prefix < 2 && char.IsAsciiLetter(text[prefix - 1]))
            prefix--;
        var letters = text.AsSpan(prefix, quote - prefix);
        if (Scan.IsStringPrefix(letters) && letters.IndexOfAny("fFtT") >= 0)
            return Walk(text, quote, end, letters.IndexOfAny("rR") >= 0, depth + 1, null);
        var after = Scan.String(text, quote, end);
        return Scan.IsClosed(text, quote, after) ? after : 0;
    }

    /// <summary>Walks what stands behind the colon of a field, which may hold fields of its own.</summary>
    private static int Specification(string text, int at, int end, char mark, bool isTriple, bool isRaw, int depth, List<FormatField>? fields)
    {
        while (at < end)
        {
            var c = text[at];
            if (c == '}')
                return at + 1;
            if ((c == mark && (!isTriple || Scan.IsTriple(text, at, end))) || (!isTriple && c is '\n' or '\r') || depth > Deepest)
                return 0;
            if (c == '\\' && at + 1 < end && text[at + 1] is not ('{' or '}'))
            {
                at += 2;
                continue;
            }
            at = c == '{' ? Field(text, at, end, mark, isTriple, isRaw, depth + 1, fields) : at + 1;
            if (at == 0)
                return 0;
        }
        return 0;
    }
}

namespace DnasRepro.Results.Genotypes;

/// <summary>A stretch of a text that looks like a call with named lists.</summary>
/// <param name="Start">The offset of the called name.</param>
/// <param name="End">The offset behind the closing bracket.</param>
internal readonly record struct LiteralPlace(int Start, int End);

/// <summary>
/// Finds calls such as <c>Name(key=[</c> in a text of any kind, over line ends. It only looks for where they begin and end;
/// the whole scan takes time in proportion to the text, whatever the text is.
/// </summary>
internal static class LiteralScan
{
    private const int Longest = 100_000;
    private const int LongestName = 80;

    /// <summary>The calls, in the order of the text; none lies inside another.</summary>
    public static IEnumerable<LiteralPlace> Calls(string text)
    {
        var budget = (4L * text.Length) + Longest;
        for (var open = text.IndexOf('('); open >= 0; open = text.IndexOf('(', open + 1))
        {
            if (NameBefore(text, open) is not { } start || !HasNamedList(text, open + 1))
                continue;
            var end = budget > 0 ? Close(text, open) : null;
            budget -= (end ?? Math.Min(text.Length, open + Longest)) - open;
            if (end is not { } found)
                continue;
            yield return new LiteralPlace(start, found);
            open = found - 1;
        }
    }

    private static int? NameBefore(string text, int open)
    {
        var start = open;
        while (start > 0 && open - start < LongestName && (char.IsAsciiLetterOrDigit(text[start - 1]) || text[start - 1] is '_'))
            start--;
        while (start < open && !char.IsAsciiLetter(text[start]) && text[start] != '_')
            start++;
        return start < open ? start : null;
    }

    private static bool HasNamedList(string text, int at)
    {
        at = Blank(text, at);
        var name = at;
        while (at < text.Length && at - name < LongestName && (char.IsAsciiLetterOrDigit(text[at]) || text[at] == '_'))
            at++;
        if (at == name || (at = Blank(text, at)) >= text.Length || text[at] != '=')
            return false;
        at = Blank(text, at + 1);
        return at < text.Length && (text[at] is '[' or '(' || text.AsSpan(at).StartsWith("range("));
    }

    private static int Blank(string text, int at)
    {
        var most = Math.Min(text.Length, at + LongestName);
        while (at < most && text[at] is ' ' or '\n' or '\r' or '\t')
            at++;
        return at;
    }

    /// <summary>The offset behind the bracket that closes the one here; null when it is too far or brackets do not match.</summary>
    private static int? Close(string text, int open)
    {
        var depth = 0;
        var end = Math.Min(text.Length, open + Longest);
        for (var i = open; i < end; i++)
        {
            switch (text[i])
            {
                case '(' or '[':
                    depth++;
                    break;
                case ')' or ']' when --depth == 0:
                    return text[i] == ')' ? i + 1 : null;
                case '\'' or '"':
                    var quote = text.IndexOf(text[i], i + 1, Math.Min(end - i - 1, 300));
                    if (quote < 0)
                        return null;
                    i = quote;
                    break;
                case '{' or '}' or '#' or ';':
                    return null;
            }
        }
        return null;
    }
}

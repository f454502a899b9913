using System.Globalization;
using System.Text;

namespace DnasRepro.Python;

/// <summary>Where single words of Python's text end.</summary>
internal static class Scan
{
    /// <summary>True when a name starts here. Letters beyond ASCII count, also those outside the basic plane.</summary>
    public static bool IsNameStart(string text, int at, int end)
    {
        var c = text[at];
        return c < 128 ? char.IsAsciiLetter(c) || c == '_' : IsNamePart(text, at, end, out _);
    }

    /// <summary>The offset behind the name that starts here.</summary>
    public static int Name(string text, int at, int end)
    {
        while (at < end)
        {
            var c = text[at];
            if (char.IsAsciiLetterOrDigit(c) || c == '_')
                at++;
            else if (c >= 128 && IsNamePart(text, at, end, out var length))
                at += length;
            else
                break;
        }
        return at;
    }

    private static bool IsNamePart(string text, int at, int end, out int length)
    {
        length = 1;
        Rune rune;
        if (char.IsHighSurrogate(text[at]) && at + 1 < end && Rune.TryCreate(text[at], text[at + 1], out rune))
            length = 2;
        else if (!Rune.TryCreate(text[at], out rune))
            return false;
        return Rune.GetUnicodeCategory(rune) is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
            or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.LetterNumber or UnicodeCategory.NonSpacingMark
            or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.ConnectorPunctuation
            || rune.Value is 0x2118 or 0x212E or 0x309B or 0x309C or 0x00B7 or 0x0387 or 0x1369 or 0x19DA;
    }

    /// <summary>The offset behind a number of any Python: <c>1_000</c>, <c>0777</c>, <c>0xFFL</c>, <c>1e-3</c>, <c>2j</c>.</summary>
    public static int Number(string text, int at, int end)
    {
        if (text[at] == '0' && at + 1 < end && text[at + 1] is 'x' or 'X' or 'o' or 'O' or 'b' or 'B')
        {
            at += 2;
            while (at < end && (char.IsAsciiHexDigit(text[at]) || text[at] == '_'))
                at++;
            return at < end && text[at] is 'l' or 'L' ? at + 1 : at;
        }
        at = Digits(text, at, end);
        if (at < end && text[at] == '.')
            at = Digits(text, at + 1, end);
        if (at < end && text[at] is 'e' or 'E')
        {
            var sign = at + 1 < end && text[at + 1] is '+' or '-' ? 2 : 1;
            if (at + sign < end && char.IsAsciiDigit(text[at + sign]))
                at = Digits(text, at + sign, end);
        }
        return at < end && text[at] is 'j' or 'J' or 'l' or 'L' ? at + 1 : at;
    }

    private static int Digits(string text, int at, int end)
    {
        while (at < end && (char.IsAsciiDigit(text[at]) || (text[at] == '_' && at + 1 < end && char.IsAsciiDigit(text[at + 1]))))
            at++;
        return at;
    }

    /// <summary>The offset behind a plain string whose quote is here. An open one ends with its line, an open triple one with the text.</summary>
    public static int String(string text, int quote, int end)
    {
        var mark = text[quote];
        var isTriple = IsTriple(text, quote, end);
        var at = quote + (isTriple ? 3 : 1);
        while (at < end)
        {
            var c = text[at];
            if (c == '\\')
                at += at + 2 < end && text[at + 1] == '\r' && text[at + 2] == '\n' ? 3 : 2;
            else if (c == mark && (!isTriple || IsTriple(text, at, end)))
                return at + (isTriple ? 3 : 1);
            else if (!isTriple && c is '\n' or '\r')
                return at;
            else
                at++;
        }
        return end;
    }

    /// <summary>True when three equal quotes stand here.</summary>
    public static bool IsTriple(string text, int quote, int end) =>
        quote + 2 < end && text[quote + 1] == text[quote] && text[quote + 2] == text[quote];

    /// <summary>True when the string from its quote to its end is closed.</summary>
    public static bool IsClosed(string text, int quote, int end)
    {
        var isTriple = IsTriple(text, quote, end);
        var width = isTriple ? 3 : 1;
        if (end - quote < 2 * width || text[end - 1] != text[quote] || (isTriple && (text[end - 2] != text[quote] || text[end - 3] != text[quote])))
            return false;
        var backslashes = 0;
        for (var i = end - width - 1; i >= quote + width && text[i] == '\\'; i--)
            backslashes++;
        return backslashes % 2 == 0;
    }

    /// <summary>True for the letters that may stand before a quote.</summary>
    public static bool IsStringPrefix(ReadOnlySpan<char> word) => word.Length switch
    {
        1 => word[0] is 'r' or 'R' or 'b' or 'B' or 'u' or 'U' or 'f' or 'F' or 't' or 'T',
        2 => (word[0] is 'r' or 'R' && word[1] is 'b' or 'B' or 'f' or 'F' or 't' or 'T')
            || (word[1] is 'r' or 'R' && word[0] is 'b' or 'B' or 'f' or 'F' or 't' or 'T' or 'u' or 'U'),
        _ => false,
    };

    /// <summary>True when the line that starts here begins with a word that no bracket can hold.</summary>
    public static bool StartsStatement(string text, int at, int end)
    {
        while (at < end && text[at] is ' ' or '\t')
            at++;
        var start = at;
        while (at < end && char.IsAsciiLetter(text[at]))
            at++;
        if (at == start || (at < end && (char.IsAsciiLetterOrDigit(text[at]) || text[at] is '_' or '=')))
            return false;
        return Keyword(text.AsSpan(start, at - start)) is TokenKind.Def or TokenKind.Class or TokenKind.Import or TokenKind.While or TokenKind.Return
            or TokenKind.Try or TokenKind.Raise or TokenKind.Del or TokenKind.Global or TokenKind.Pass or TokenKind.Break or TokenKind.Continue
            or TokenKind.Assert or TokenKind.Except or TokenKind.Finally or TokenKind.Elif;
    }

    /// <summary>The kind of a word: a keyword's, or that of a name.</summary>
    public static TokenKind Keyword(ReadOnlySpan<char> word) => word switch
    {
        "and" => TokenKind.And,
        "as" => TokenKind.As,
        "assert" => TokenKind.Assert,
        "break" => TokenKind.Break,
        "class" => TokenKind.Class,
        "continue" => TokenKind.Continue,
        "def" => TokenKind.Def,
        "del" => TokenKind.Del,
        "elif" => TokenKind.Elif,
        "else" => TokenKind.Else,
        "except" => TokenKind.Except,
        "finally" => TokenKind.Finally,
        "for" => TokenKind.For,
        "from" => TokenKind.From,
        "global" => TokenKind.Global,
        "if" => TokenKind.If,
        "import" => TokenKind.Import,
        "in" => TokenKind.In,
        "is" => TokenKind.Is,
        "lambda" => TokenKind.Lambda,
        "not" => TokenKind.Not,
        "or" => TokenKind.Or,
        "pass" => TokenKind.Pass,
        "raise" => TokenKind.Raise,
        "return" => TokenKind.Return,
        "try" => TokenKind.Try,
        "while" => TokenKind.While,
        "with" => TokenKind.With,
        "yield" => TokenKind.Yield,
        _ => TokenKind.Name,
    };

    /// <summary>The operator that starts here, and its length.</summary>
    public static (TokenKind Kind, int Length) Operator(string text, int at, int end)
    {
        var c = text[at];
        var next = at + 1 < end ? text[at + 1] : '\0';
        var third = at + 2 < end ? text[at + 2] : '\0';
        return c switch
        {
            '(' => (TokenKind.LeftParen, 1),
            ')' => (TokenKind.RightParen, 1),
            '[' => (TokenKind.LeftBracket, 1),
            ']' => (TokenKind.RightBracket, 1),
            '{' => (TokenKind.LeftBrace, 1),
            '}' => (TokenKind.RightBrace, 1),
            ',' => (TokenKind.Comma, 1),
            ';' => (TokenKind.Semicolon, 1),
            '`' => (TokenKind.Backtick, 1),
            '~' => (TokenKind.Tilde, 1),
            '.' => next == '.' && third == '.' ? (TokenKind.Ellipsis, 3) : (TokenKind.Dot, 1),
            ':' => next == '=' ? (TokenKind.ColonEqual, 2) : (TokenKind.Colon, 1),
            '=' => next == '=' ? (TokenKind.DoubleEqual, 2) : (TokenKind.Equal, 1),
            '!' => next == '=' ? (TokenKind.NotEqual, 2) : (TokenKind.Exclamation, 1),
            '-' when next == '>' => (TokenKind.Arrow, 2),
            '<' when next == '>' => (TokenKind.NotEqual, 2),
            '*' when next == '*' => third == '=' ? (TokenKind.AugmentedAssign, 3) : (TokenKind.DoubleStar, 2),
            '/' when next == '/' => third == '=' ? (TokenKind.AugmentedAssign, 3) : (TokenKind.DoubleSlash, 2),
            '<' when next == '<' => third == '=' ? (TokenKind.AugmentedAssign, 3) : (TokenKind.LeftShift, 2),
            '>' when next == '>' => third == '=' ? (TokenKind.AugmentedAssign, 3) : (TokenKind.RightShift, 2),
            '<' => next == '=' ? (TokenKind.LessEqual, 2) : (TokenKind.Less, 1),
            '>' => next == '=' ? (TokenKind.GreaterEqual, 2) : (TokenKind.Greater, 1),
            '+' => next == '=' ? (TokenKind.AugmentedAssign, 2) : (TokenKind.Plus, 1),
            '-' => next == '=' ? (TokenKind.AugmentedAssign, 2) : (TokenKind.Minus, 1),
            '*' => next == '=' ? (TokenKind.AugmentedAssign, 2) : (TokenKind.Star, 1),
            '/' => next == '=' ? (TokenKind.AugmentedAssign, 2) : (TokenKind.Slash, 1),
            '%' => next == '=' ? (TokenKind.AugmentedAssign, 2) : (TokenKind.Percent, 1),
            '@' => next == '=' ? (TokenKind.AugmentedAssign, 2) : (TokenKind.At, 1),
            '&' => next == '=' ? (TokenKind.AugmentedAssign, 2) : (TokenKind.Ampersand, 1),
            '|' => next == '=' ? (TokenKind.AugmentedAssign, 2) : (TokenKind.Bar, 1),
            '^' => next == '=' ? (TokenKind.AugmentedAssign, 2) : (TokenKind.Caret, 1),
            _ => (TokenKind.Unknown, char.IsHighSurrogate(c) && char.IsLowSurrogate(next) ? 2 : 1),
        };
    }
}

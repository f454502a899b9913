namespace DnasRepro.Python;

/// <summary>Cuts Python text of any version from 2.7 to 3.14 into tokens. It never fails: what no Python knows becomes an unknown token.</summary>
internal sealed class Lexer
{
    private readonly string text;
    private readonly int end;
    private readonly bool keepTrivia;
    private readonly bool isExpression;
    private readonly DiagnosticBag problems;
    private Token[] tokens;
    private int count;
    private int lastIndex = -1;
    private int at;
    private int brackets;
    private bool atLineStart;
    private readonly int[] indents;
    private int indent;
    private long inVain;

    private const long MostInVain = 8 * 1024 * 1024;

    /// <summary>CPython refuses deeper blocks too.</summary>
    private const int MostIndents = 100;

    private Lexer(string text, int start, int end, bool keepTrivia, bool isExpression, DiagnosticBag problems)
    {
        (this.text, at, this.end, this.keepTrivia, this.isExpression, this.problems) = (text, start, end, keepTrivia, isExpression, problems);
        atLineStart = !isExpression;
        tokens = new Token[Math.Max(8, (end - start) / 6)];
        indents = isExpression ? [] : new int[MostIndents + 1];
    }

    /// <summary>The tokens of a file; the last one is the end of the file.</summary>
    /// <param name="text">The file.</param>
    /// <param name="problems">Takes what is wrong.</param>
    /// <param name="keepTrivia">True when the tokens joined must give the text back.</param>
    public static Token[] File(string text, DiagnosticBag problems, bool keepTrivia = false) =>
        new Lexer(text, 0, text.Length, keepTrivia, isExpression: false, problems).Run();

    /// <summary>The tokens of a stretch of a file that is parsed by itself.</summary>
    public static Token[] Part(string text, int start, int end, DiagnosticBag problems) =>
        new Lexer(text, start, end, keepTrivia: false, isExpression: false, problems).Run();

    /// <summary>The tokens of an expression inside a string, in which line ends do not count.</summary>
    public static Token[] Expression(string text, int start, int end, DiagnosticBag problems) =>
        new Lexer(text, start, end, keepTrivia: false, isExpression: true, problems).Run();

    private Token[] Run()
    {
        while (at < end)
        {
            if (atLineStart && brackets == 0)
                LineStart();
            else
                Next();
        }
        if (!isExpression)
        {
            if (lastIndex >= 0 && tokens[lastIndex].Kind is not (TokenKind.Newline or TokenKind.Dedent or TokenKind.Indent))
                Add(TokenKind.Newline, end);
            for (; indent > 0; indent--)
                Add(TokenKind.Dedent, end);
        }
        Add(TokenKind.EndOfFile, end);
        return tokens.AsSpan(0, count).ToArray();
    }

    private void Add(TokenKind kind, int from)
    {
        if (kind == TokenKind.Trivia && !keepTrivia)
            return;
        if (count == tokens.Length)
            Array.Resize(ref tokens, count * 2);
        if (kind != TokenKind.Trivia)
            lastIndex = count;
        tokens[count++] = new Token(kind, from, at);
    }

    private char Peek(int ahead = 0) => at + ahead < end ? text[at + ahead] : '\0';

    /// <summary>Blanks at the start of a line decide the block; lines with nothing else do not count.</summary>
    private void LineStart()
    {
        var start = at;
        var (column, joined) = (0, 0);
        for (; at < end; at++)
        {
            var c = text[at];
            if (c == ' ')
                column++;
            else if (c == '\t')
                column = (column / 8 + 1) * 8;
            else if (c == '\f')
                column = 0;
            else if (c == '\\' && JoinedLine() is var skip and > 0)
                (at, joined) = (at + skip - 1, joined == 0 ? column : joined);
            else
                break;
        }
        column = joined == 0 ? column : joined;
        if (at > start)
            Add(TokenKind.Trivia, start);
        if (at >= end)
            return;
        if (text[at] is '\n' or '\r')
        {
            var line = at;
            LineEnd();
            Add(TokenKind.Trivia, line);
            return;
        }
        if (text[at] == '#')
        {
            Comment();
            return;
        }
        atLineStart = false;
        if (column > indents[indent])
        {
            if (indent == MostIndents)
            {
                problems.Add(at, "too many levels of indentation");
                return;
            }
            indents[++indent] = column;
            Add(TokenKind.Indent, at);
            return;
        }
        while (column < indents[indent])
        {
            indent--;
            Add(TokenKind.Dedent, at);
        }
        if (column != indents[indent])
            problems.Add(at, "this line's indentation fits no block around it");
    }

    private void LineEnd() => at += text[at] == '\r' && Peek(1) == '\n' ? 2 : 1;

    /// <summary>How many characters a backslash at a line's end joins, or 0.</summary>
    private int JoinedLine() => Peek(1) switch
    {
        '\r' when Peek(2) == '\n' => 3,
        '\r' or '\n' => 2,
        _ => 0,
    };

    private void Comment()
    {
        var start = at;
        while (at < end && text[at] is not ('\n' or '\r'))
            at++;
        Add(TokenKind.Trivia, start);
    }

    private void Next()
    {
        var start = at;
        var c = text[at];
        switch (c)
        {
            case ' ' or '\t' or '\f':
                while (Peek() is ' ' or '\t' or '\f')
                    at++;
                Add(TokenKind.Trivia, start);
                return;
            case '\n' or '\r':
                EndOfLine(start);
                return;
            case '#':
                Comment();
                return;
            case '\\' when JoinedLine() is var skip and > 0:
                at += skip;
                Add(TokenKind.Trivia, start);
                return;
            case '"' or '\'':
                String(start, start);
                return;
        }
        if (char.IsAsciiDigit(c) || (c == '.' && char.IsAsciiDigit(Peek(1))))
        {
            at = Scan.Number(text, at, end);
            Add(TokenKind.Number, start);
        }
        else if (Scan.IsNameStart(text, at, end))
        {
            at = Scan.Name(text, at, end);
            if (at - start <= 2 && Peek() is '"' or '\'' && Scan.IsStringPrefix(text.AsSpan(start, at - start)))
                String(start, at);
            else
                Add(Scan.Keyword(text.AsSpan(start, at - start)), start);
        }
        else
        {
            Operator(start);
        }
    }

    private void EndOfLine(int start)
    {
        LineEnd();
        if (brackets > 0 && (Scan.StartsStatement(text, at, end) || StartsAnew()))
        {
            problems.Add(start, "a bracket is not closed");
            brackets = 0;
        }
        if (brackets > 0 || isExpression)
        {
            Add(TokenKind.Trivia, start);
            return;
        }
        atLineStart = true;
        Add(TokenKind.Newline, start);
    }

    /// <summary>
    /// True when the next line stands where the block's lines do and begins with a name, although the last one ended with a value:
    /// inside brackets that is never right, so a bracket was forgotten and the block goes on.
    /// </summary>
    private bool StartsAnew()
    {
        if (isExpression || lastIndex < 0 || !EndsValue(tokens[lastIndex]))
            return false;
        var (next, column) = (at, 0);
        for (; next < end && text[next] is ' ' or '\t'; next++)
            column = text[next] == ' ' ? column + 1 : (column / 8 + 1) * 8;
        if (next == end || column != indents[indent] || !Scan.IsNameStart(text, next, end))
            return false;
        var after = Scan.Name(text, next, end);
        var word = text.AsSpan(next, after - next);
        return Scan.Keyword(word) == TokenKind.Name && word is not "async" && !(after < end && text[after] is '"' or '\'' && Scan.IsStringPrefix(word));
    }

    private bool EndsValue(Token token) => token.Kind switch
    {
        TokenKind.Number or TokenKind.String or TokenKind.FormatString or TokenKind.RightParen or TokenKind.RightBracket or TokenKind.RightBrace => true,
        TokenKind.Name => text.AsSpan(token.Start, token.End - token.Start) is not "await",
        _ => false,
    };

    private void String(int start, int quote)
    {
        var prefix = text.AsSpan(start, quote - start);
        var isFormat = prefix.IndexOfAny("fFtT") >= 0;
        var isRaw = prefix.IndexOfAny("rR") >= 0;
        at = isFormat ? FormatEnd(quote, isRaw) : Scan.String(text, quote, end);
        if (!Scan.IsClosed(text, quote, at))
            problems.Add(start, "a string is not closed");
        Add(isFormat ? TokenKind.FormatString : TokenKind.String, start);
    }

    /// <summary>An f-string that is not closed was read in vain up to the text's end: only a bounded sum of such readings is made.</summary>
    private int FormatEnd(int quote, bool isRaw)
    {
        if (inVain >= MostInVain)
            return Scan.String(text, quote, end);
        var found = FormatScan.End(text, quote, end, isRaw);
        if (found > 0)
            return found;
        inVain += end - quote;
        found = Scan.String(text, quote, end);
        if (Scan.IsClosed(text, quote, found))
            problems.Add(quote, "a brace in an f-string is not closed");
        return found;
    }

    private void Operator(int start)
    {
        var (kind, length) = Scan.Operator(text, at, end);
        at += length;
        switch (kind)
        {
            case TokenKind.LeftParen or TokenKind.LeftBracket or TokenKind.LeftBrace:
                brackets++;
                break;
            case TokenKind.RightParen or TokenKind.RightBracket or TokenKind.RightBrace when brackets > 0:
                brackets--;
                break;
            case TokenKind.Unknown:
                problems.Add(start, "a character that Python does not know");
                break;
        }
        Add(kind, start);
    }
}

namespace DnasRepro.Python;

/// <summary>What a token is. Keywords of Python 3 that can never be names are kinds of their own; soft keywords are names.</summary>
internal enum TokenKind : byte
{
    EndOfFile,
    Newline,
    Indent,
    Dedent,
    /// <summary>Blanks, comments, joined lines and line ends inside brackets or on blank lines.</summary>
    Trivia,
    Name,
    Number,
    String,
    /// <summary>An f-string or t-string, whole; its fields are parsed when the expression is.</summary>
    FormatString,
    /// <summary>Characters that no Python knows.</summary>
    Unknown,

    And, As, Assert, Break, Class, Continue, Def, Del, Elif, Else, Except, Finally, For, From, Global, If, Import, In, Is, Lambda,
    Not, Or, Pass, Raise, Return, Try, While, With, Yield,

    LeftParen, RightParen, LeftBracket, RightBracket, LeftBrace, RightBrace,
    Comma, Colon, Semicolon, Dot, Ellipsis, Arrow, At, Equal, ColonEqual, Backtick, Exclamation,
    Plus, Minus, Star, Slash, DoubleSlash, Percent, DoubleStar, Ampersand, Bar, Caret, Tilde, LeftShift, RightShift,
    Less, Greater, LessEqual, GreaterEqual, DoubleEqual, NotEqual,
    /// <summary>Any of <c>+= -= *= /= //= %= **= @= &amp;= |= ^= &lt;&lt;= &gt;&gt;=</c>.</summary>
    AugmentedAssign,
}

/// <summary>A stretch of the text.</summary>
internal readonly struct Token(TokenKind kind, int start, int end)
{
    public TokenKind Kind => kind;

    /// <summary>The offset of its first character.</summary>
    public int Start => start;

    /// <summary>The offset behind its last character.</summary>
    public int End => end;
}

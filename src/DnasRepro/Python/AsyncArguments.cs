using System.Text;

namespace DnasRepro.Python;

/// <summary>
/// Renames the keyword argument <c>async</c> of calls to <c>non_blocking</c>, its name since PyTorch 0.4.1. Since Python 3.7 the old
/// name is a keyword, so that a file with such a call does not even compile.
/// </summary>
public static class AsyncArguments
{
    private const string Old = "async";
    private const string New = "non_blocking";

    /// <summary>The text with the arguments renamed, and how many there were. All else stays as it was, to the character.</summary>
    public static (string Text, int Count) Rewrite(string text)
    {
        if (!text.Contains(Old, StringComparison.Ordinal))
            return (text, 0);
        var places = Places(text, Lexer.File(text, new DiagnosticBag()));
        var result = new StringBuilder(text.Length + places.Count * New.Length);
        var copied = 0;
        foreach (var place in places)
        {
            result.Append(text, copied, place - copied).Append(New);
            copied = place + Old.Length;
        }
        return (result.Append(text, copied, text.Length - copied).ToString(), places.Count);
    }

    private static List<int> Places(string text, Token[] tokens)
    {
        var places = new List<int>();
        var isCall = new Stack<bool>();
        for (var i = 0; i < tokens.Length; i++)
        {
            switch (tokens[i].Kind)
            {
                case TokenKind.LeftParen:
                    isCall.Push(i > 0 && OpensCall(text, tokens, i));
                    break;
                case TokenKind.LeftBracket or TokenKind.LeftBrace:
                    isCall.Push(false);
                    break;
                case TokenKind.RightParen or TokenKind.RightBracket or TokenKind.RightBrace:
                    isCall.TryPop(out _);
                    break;
                case TokenKind.Newline:
                    isCall.Clear();
                    break;
                case TokenKind.Name when isCall.TryPeek(out var inside) && inside && IsArgument(text, tokens, i):
                    places.Add(tokens[i].Start);
                    break;
            }
        }
        return places;
    }

    /// <summary>True when the parenthesis follows a value that can be called, and not the name in a definition.</summary>
    private static bool OpensCall(string text, Token[] tokens, int at)
    {
        if (tokens[at - 1].Kind is TokenKind.RightParen or TokenKind.RightBracket)
            return true;
        return tokens[at - 1].Kind == TokenKind.Name && Word(text, tokens[at - 1]) is not ("await" or "async" or "print" or "exec")
            && (at < 2 || tokens[at - 2].Kind is not (TokenKind.Def or TokenKind.Class));
    }

    private static bool IsArgument(string text, Token[] tokens, int at) =>
        Word(text, tokens[at]) is Old && tokens[at - 1].Kind is TokenKind.LeftParen or TokenKind.Comma && tokens[at + 1].Kind == TokenKind.Equal;

    private static ReadOnlySpan<char> Word(string text, Token token) => text.AsSpan(token.Start, token.End - token.Start);
}

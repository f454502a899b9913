using System.Runtime.CompilerServices;
using DnasRepro.Python.Syntax;

namespace DnasRepro.Python.Parsing;

/// <summary>
/// Parses Python of any version from 2.7 to 3.14. It never fails and always ends: what cannot be understood becomes a diagnostic,
/// and the statements around it are kept. Every loop takes a token in each turn, and nesting is bounded.
/// </summary>
internal sealed partial class Parser
{
    /// <summary>CPython refuses deeper brackets too.</summary>
    private const int Deepest = 200;

    private readonly string text;
    private readonly Token[] tokens;
    private readonly DiagnosticBag problems;
    private readonly int stringDepth;
    private int at;
    private int depth;
    private int missingAt;
    private bool inPattern;

    private Parser(string text, Token[] tokens, DiagnosticBag problems, int stringDepth)
    {
        (this.text, this.tokens, this.problems, this.stringDepth) = (text, tokens, problems, stringDepth);
    }

    /// <summary>Parses a text.</summary>
    public static PyModule Parse(PySource source)
    {
        var problems = new DiagnosticBag();
        if (source.Parts is null)
            return new PyModule(source, Body(source.Text, Lexer.File(source.Text, problems), problems), problems.Found);
        var body = new List<PyStatement>();
        foreach (var (start, end) in source.Parts)
            body.AddRange(Body(source.Text, Lexer.Part(source.Text, start, end, problems), problems));
        return new PyModule(source, body, problems.Found);
    }

    private static IReadOnlyList<PyStatement> Body(string text, Token[] tokens, DiagnosticBag problems) => new Parser(text, tokens, problems, 0).Module();

    private Token Current => tokens[at];

    private TokenKind Kind => tokens[at].Kind;

    private TokenKind Ahead(int count = 1) => at + count < tokens.Length ? tokens[at + count].Kind : TokenKind.EndOfFile;

    /// <summary>The offset behind the token before this one, or where something was missing behind it.</summary>
    private int LastEnd => Math.Max(at == 0 ? 0 : tokens[at - 1].End, missingAt);

    private bool Is(string word) => IsWord(at, word);

    private bool IsWord(int index, string word) =>
        index < tokens.Length && tokens[index].Kind == TokenKind.Name && text.AsSpan(tokens[index].Start, tokens[index].End - tokens[index].Start).SequenceEqual(word);

    private string TextOf(Token token) => Words.Of(text.AsSpan(token.Start, token.End - token.Start));

    private void Take()
    {
        if (Kind != TokenKind.EndOfFile)
            at++;
    }

    private bool Accept(TokenKind kind)
    {
        if (Kind != kind)
            return false;
        Take();
        return true;
    }

    private bool Expect(TokenKind kind, string what)
    {
        if (Accept(kind))
            return true;
        Complain($"{what} is missing");
        return false;
    }

    private void Complain(string message) => problems.Add(Current.Start, message);

    /// <summary>A name where only a name may stand; the empty name when there is none.</summary>
    private string ExpectName()
    {
        var token = Current;
        if (Kind == TokenKind.Name)
            return Name();
        Complain("a name is missing");
        if (token.Kind is >= TokenKind.And and <= TokenKind.Yield)
            Take();
        return "";
    }

    /// <summary>Takes a name. Before Python 3.7 async and await could be one.</summary>
    private string Name()
    {
        var token = Current;
        Take();
        if (token.End - token.Start == 5 && text[token.Start] == 'a' && TextOf(token) is "async" or "await")
            problems.AddOld(token.Start, $"'{TextOf(token)}' as a name");
        return TextOf(token);
    }

    /// <summary>True when the nesting allows to go one deeper; every true wants a <see cref="Leave"/>.</summary>
    private bool Enter()
    {
        if (depth < Deepest && RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            depth++;
            return true;
        }
        Complain("this is nested too deeply");
        return false;
    }

    private void Leave() => depth--;

    private IReadOnlyList<PyStatement> Module()
    {
        var body = new List<PyStatement>();
        while (Kind != TokenKind.EndOfFile)
        {
            if (Kind is TokenKind.Dedent)
                Take();
            else
                Statement(body);
        }
        return body;
    }
}

/// <summary>One string for each word that is met again and again.</summary>
internal static class Words
{
    private const int Slots = 4096;

    [ThreadStatic]
    private static string[]? cache;

    /// <summary>The word as a string.</summary>
    public static string Of(ReadOnlySpan<char> word)
    {
        if (word.Length > 40)
            return word.ToString();
        cache ??= new string[Slots];
        var slot = (int)((uint)string.GetHashCode(word) % Slots);
        if (cache[slot] is { } known && word.SequenceEqual(known))
            return known;
        return cache[slot] = word.ToString();
    }
}

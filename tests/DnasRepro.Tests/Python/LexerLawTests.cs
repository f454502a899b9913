using CsCheck;
using DnasRepro.Python;

namespace DnasRepro.Tests.Python;

public class LexerLawTests
{
    private const string Seed = "0000KOIPe036";

    [Fact]
    public void Tokens_joined_give_the_text_back() => Gen.OneOf<string>(Snippets.Texts, Snippets.Damaged, Gen.String[0, 30]).Sample(
        text => string.Concat(Tokens(text).Select(t => text[t.Start..t.End])) == text,
        seed: Seed, iter: 10_000, threads: 1);

    [Fact]
    public void Places_never_decrease() => Gen.OneOf<string>(Snippets.Texts, Snippets.Damaged, Gen.String[0, 30]).Sample(
        text =>
        {
            var at = 0;
            foreach (var token in Tokens(text))
            {
                if (token.Start != at || token.End < token.Start)
                    return false;
                at = token.End;
            }
            return at == text.Length;
        },
        seed: Seed, iter: 10_000, threads: 1);

    [Fact]
    public void Every_indent_has_its_dedent() => Gen.OneOf<string>(Snippets.Texts, Snippets.Damaged).Sample(
        text => Tokens(text).Count(t => t.Kind == TokenKind.Indent) == Tokens(text).Count(t => t.Kind == TokenKind.Dedent),
        seed: Seed, iter: 5_000, threads: 1);

    [Fact]
    public void Without_trivia_the_other_tokens_are_the_same() => Snippets.Damaged.Sample(
        text => Tokens(text).Where(t => t.Kind != TokenKind.Trivia).Select(t => (t.Kind, t.Start, t.End))
            .SequenceEqual(Lexer.File(text, new DiagnosticBag()).Select(t => (t.Kind, t.Start, t.End))),
        seed: Seed, iter: 5_000, threads: 1);

    private static Token[] Tokens(string text) => Lexer.File(text, new DiagnosticBag(), keepTrivia: true);
}

using System.Diagnostics;
using CsCheck;
using DnasRepro.Python.Syntax;
using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.Python;

public class ParserLawTests
{
    private const string Seed = "0000KOIPe036";

    [Fact]
    public void Any_damage_is_survived() => Gen.OneOf<string>(Snippets.Damaged, Gen.String[0, 40]).Sample(
        text => Trees.Count(Trees.Parse(text).Body) >= 0,
        seed: Seed, iter: 20_000, threads: 1);

    [Fact]
    public void Every_prefix_is_survived()
    {
        foreach (var text in Snippets.Written.Append(string.Concat(Snippets.Written)))
        {
            for (var length = 0; length <= text.Length; length++)
                Trees.Parse(text[..length]);
        }
    }

    [Fact]
    public void What_is_inside_lies_inside() => Gen.OneOf<string>(Snippets.Texts, Snippets.Damaged).Sample(
        text => Trees.Parse(text).Body.All().All(IsWhole),
        seed: Seed, iter: 10_000, threads: 1);

    [Fact]
    public void Statements_stand_in_the_order_of_the_text() => Gen.OneOf<string>(Snippets.Texts, Snippets.Damaged).Sample(
        text => Trees.Parse(text).Body is var body && body.Zip(body.Skip(1)).All(pair => pair.First.Start <= pair.Second.Start),
        seed: Seed, iter: 5_000, threads: 1);

    [Fact]
    public void No_tree_is_higher_than_a_walk_can_bear() => Snippets.Damaged.Sample(
        text => Trees.Parse(text).Expressions().All(e => e.Height <= 2 * PyExpression.Highest && e.Children.All(c => c.Height < e.Height)),
        seed: Seed, iter: 5_000, threads: 1);

    [Fact]
    public void A_quick_walk_meets_the_same_pieces() => Gen.OneOf<string>(Snippets.Texts, Snippets.Damaged).Sample(
        text =>
        {
            var module = Trees.Parse(text);
            var (met, statements) = (new List<PyExpression>(), new List<PyStatement>());
            PyTree.Visit(module.Body, statements.Add, met.Add);
            return statements.SequenceEqual(module.Body.All()) && met.SequenceEqual(Slowly(module.Body));
        },
        seed: Seed, iter: 5_000, threads: 1);

    private static IEnumerable<PyExpression> Slowly(IEnumerable<PyStatement> body) =>
        body.SelectMany(s => s.Expressions.SelectMany(Trees.All).Concat(s.Blocks.SelectMany(Slowly)));

    public static TheoryData<string> Baits =>
    [
        "(", "[", "{", "`", "((", "not ", "-", "~", "lambda:", "lambda x=", "x if x else ", "f\"{", "f'{x:{", "f'''{", "a.", "a+", "a**", "a(", "a[", "a,", "a<", "*", "**", "yield ", "await ",
        "yield from ", "(yield ", "a:=", "a=", "a and ", "x for x in ", "[x for x in ", "@a\n", "elif a:\n  b\n", "if a: ", "else: ", "try: ", "with (", "with (a as b, ", "with a:\n ", "match ", "match a:\n", "case a:\n",
        "def f(", "def f((", "def f[T:", "class A(", "class A:\n", "{a:", "{**", "'", "'''", "\"", "f'", "f\"{a", "f'{a\n", "f\"\"\"{\"", "rf'''{'", "'\\", "\\\n", "\\", "\t\n", "\r", "global a,", "import a.", "from .", "from a import (",
        "print ", "print >>", "exec ", "async ", "del (", "for a in ", "for (", "raise ", "assert ", "return ", ";", "a;", ":", "=", ")", "]}", "#", "# \n", "x = (\n", "'a' ", "f'{x}' ", "0_", "type X[", "type X=", "except a:\n", "...", "\0", "\ud835", "\u00e9",
    ];

    [Theory]
    [MemberData(nameof(Baits))]
    public void Endless_repetition_ends_quickly_on_a_small_stack(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, 100_000));

        OnSmallStack(text, "x = " + text, "def f():\n    " + text);
    }

    [Theory]
    [InlineData("if a:")]
    [InlineData("class A:")]
    [InlineData("match a:\n{0} case b:")]
    [InlineData("try:")]
    public void Endless_indentation_ends_quickly_on_a_small_stack(string line)
    {
        var text = string.Concat(Enumerable.Range(0, 2000).Select(i => new string(' ', 2 * i) + string.Format(line, new string(' ', 2 * i)) + "\n"));

        OnSmallStack(text);
    }

    [Fact]
    public void A_long_file_takes_no_longer_than_its_length() =>
        OnSmallStack(string.Concat(Enumerable.Repeat(string.Concat(Snippets.Written), 2000)));

    /// <summary>A hundred times what is needed, so that a busy machine does not matter; what grows with the square takes minutes.</summary>
    private static readonly TimeSpan Quick = TimeSpan.FromSeconds(10);

    private static void OnSmallStack(params string[] texts)
    {
        var watch = Stopwatch.StartNew();
        Exception? failure = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    foreach (var text in texts)
                        Trees.Count(Trees.Parse(text).Body);
                }
                catch (Exception error)
                {
                    failure = error;
                }
            },
            1024 * 1024);
        thread.Start();
        thread.Join();
        Assert.Null(failure);
        Pace.Require(Quick, watch);
    }

    /// <summary>Decorators stand above the place of what they decorate.</summary>
    private static bool IsWhole(PyStatement statement)
    {
        var decorators = statement switch
        {
            FunctionStatement function => function.Decorators,
            ClassStatement type => type.Decorators,
            _ => [],
        };
        return statement.Start <= statement.End
            && statement.Expressions.Except(decorators).All(e => Holds(statement, e))
            && statement.Expressions.All(e => e.All().All(outer => outer.Children.All(inner => Holds(outer, inner))))
            && statement.Blocks.All(b => b.All(s => Holds(statement, s) || decorators.Count > 0 || IsDecorated(s)));
    }

    private static bool IsDecorated(PyStatement statement) => statement is FunctionStatement { Decorators.Count: > 0 } or ClassStatement { Decorators.Count: > 0 };

    private static bool Holds(PyNode outer, PyNode inner) => outer.Start <= inner.Start && inner.Start <= inner.End && inner.End <= outer.End;
}

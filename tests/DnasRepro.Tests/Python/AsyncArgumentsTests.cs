using CsCheck;
using DnasRepro.Python;

namespace DnasRepro.Tests.Python;

public class AsyncArgumentsTests
{
    [Theory]
    [InlineData("x.cuda(async=True)", "x.cuda(non_blocking=True)", 1)]
    [InlineData("Variable(t, volatile=True).cuda( async = flag )", "Variable(t, volatile=True).cuda( non_blocking = flag )", 1)]
    [InlineData("f(g(async=a), async=b)\n", "f(g(non_blocking=a), non_blocking=b)\n", 2)]
    [InlineData("x.copy_(\n  y,  # async=True\n  async=True)", "x.copy_(\n  y,  # async=True\n  non_blocking=True)", 1)]
    [InlineData("table[0](async=1)", "table[0](non_blocking=1)", 1)]
    [InlineData("x.cuda(0,\r\n\tasync=True)\r\n", "x.cuda(0,\r\n\tnon_blocking=True)\r\n", 1)]
    public void Keyword_arguments_of_calls_are_renamed(string text, string expected, int count) =>
        Assert.Equal((expected, count), AsyncArguments.Rewrite(text));

    [Theory]
    [InlineData("async def f():\n    async with g() as h, i(x):\n        async for j in k: pass\n")]
    [InlineData("def f(async=True):\n    pass\n")]
    [InlineData("class A(async=True): pass")]
    [InlineData("text = 'x.cuda(async=True)'  # x.cuda(async=True)")]
    [InlineData("\"\"\"\nx.cuda(async=True)\n\"\"\"")]
    [InlineData("async = 1")]
    [InlineData("(async == True)")]
    [InlineData("f(async == True)")]
    [InlineData("f(x async=True)")]
    [InlineData("f([async=True])")]
    [InlineData("f(my_async=True, async_=1, a.async)")]
    [InlineData("print (async)")]
    public void Everything_else_stays(string text) => Assert.Equal((text, 0), AsyncArguments.Rewrite(text));

    private static readonly string[] Pieces =
        ["async", "=", "(", ")", "[", "]", ",", "f", ".", "def ", "\n", "'", "\"\"\"", "#", " ", "True", "\\", "é", "\t"];

    [Fact]
    public void Any_text_ends_and_only_changes_by_renaming() =>
        Gen.Int[0, Pieces.Length - 1].Array[0, 40]
            .Select(at => string.Concat(at.Select(i => Pieces[i]))).Sample(text =>
            {
                var (changed, count) = AsyncArguments.Rewrite(text);
                Assert.Equal(text.Length + count * ("non_blocking".Length - "async".Length), changed.Length);
                Assert.Equal(text, changed.Replace("non_blocking", "async", StringComparison.Ordinal));
                Assert.Equal((changed, 0), AsyncArguments.Rewrite(changed));
            }, iter: 20_000, seed: "0000KfpR8xz5");
}

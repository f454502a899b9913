using DnasRepro.Audits;
using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.Audits;

public class SearchFileHashTests
{
    private const string Text = "def f(a, b):\n    return a + b\n";

    [Theory]
    [InlineData("# a comment\n\ndef f(a, b):\n    return a + b\n")]
    [InlineData("def f(a,b):  # add\n\n        return a+b")]
    [InlineData("def f(a, b):\r\n    return a + b\r\n")]
    [InlineData("def f(a,\n      b):\n\treturn a + b\n")]
    public void Comments_blank_lines_spacing_and_line_ends_do_not_count(string other) => Assert.Equal(Hash(Text), Hash(other));

    [Theory]
    [InlineData("def f(a, b):\n    return a - b\n")]
    [InlineData("def g(a, b):\n    return a + b\n")]
    [InlineData("def f(a, b):\n    pass\nreturn a + b\n")]
    [InlineData("def f(a, b):\n    return ab\n")]
    public void What_the_code_says_counts(string other) => Assert.NotEqual(Hash(Text), Hash(other));

    [Fact]
    public void Line_ends_inside_a_string_do_not_count() => Assert.Equal(Hash("t = '''a\nb'''\n"), Hash("t = '''a\r\nb'''\r\n"));

    [Fact]
    public void The_number_of_tokens_is_known() => Assert.Equal(16, SearchFileHash.Of("a.py", Text)!.Tokens);

    [Theory]
    [InlineData("")]
    [InlineData("# only a comment\n\n")]
    public void A_file_that_says_nothing_has_no_hash(string text) => Assert.Null(SearchFileHash.Of("a.py", text));

    [Fact]
    public void No_text_breaks_it() => Assert.All(HostileTexts.All, t => Assert.Null(Record.Exception(() => SearchFileHash.Of("a.py", t))));

    private static string Hash(string text)
    {
        var hash = SearchFileHash.Of("a.py", text)!.Hash;
        Assert.Matches("^[0-9a-f]{16}$", hash);
        return hash;
    }
}

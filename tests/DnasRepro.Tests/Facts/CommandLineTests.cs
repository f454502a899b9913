using DnasRepro.Facts;

namespace DnasRepro.Tests.Facts;

public class CommandLineTests
{
    [Theory]
    [InlineData("python a.py", "python|a.py")]
    [InlineData("cd x && python a.py; ls | wc -l", "cd|x / python|a.py / ls / wc|-l")]
    [InlineData("python a.py # a comment", "python|a.py")]
    [InlineData("python \"my file.py\" 'b c'", "python|my file.py|b c")]
    [InlineData("python a.py > out.txt 2>&1", "python|a.py|>|out.txt|2|> / 1")]
    [InlineData("bash run.sh <path to your data> [int] {a b}", "bash|run.sh|<path to your data>|[int]|{a b}")]
    [InlineData("echo 'never closed", "echo|'never|closed")]
    [InlineData("  ", "")]
    public void A_line_is_taken_apart(string line, string expected) =>
        Assert.Equal(expected, string.Join(" / ", CommandLine.Split(line).Select(c => string.Join('|', c))));

    [Theory]
    [InlineData("\"")]
    [InlineData("<a")]
    [InlineData("[")]
    [InlineData(">")]
    [InlineData("a;")]
    public void Long_lines_are_survived(string piece) => Assert.NotNull(CommandLine.Split(string.Concat(Enumerable.Repeat(piece, 100_000))));
}

using DnasRepro.Cli.Tests.Support;

namespace DnasRepro.Cli.Tests;

/// <summary>What <c>--version</c> says.</summary>
public sealed class ToolVersionTests
{
    [Theory]
    [InlineData("0.1.0+abcdef1234567890abcdef1234567890abcdef12", "0.1.0 (abcdef123456)")]
    [InlineData("0.1.0-rc.1+abcdef1234567890abcdef1234567890abcdef12", "0.1.0-rc.1 (abcdef123456)")]
    [InlineData("0.1.0", "0.1.0")]
    [InlineData("0.1.0+local", "0.1.0+local")]
    [InlineData("0.1.0+abcdef", "0.1.0+abcdef")]
    public void The_commit_stands_in_brackets(string informational, string shown) => Assert.Equal(shown, ToolVersion.Readable(informational));

    [Fact]
    public void It_is_one_line_on_stdout()
    {
        var run = Tool.Start(Tool.Root, "--version");
        Assert.Equal((0, ToolVersion.Shown + "\n", ""), (run.ExitCode, run.Output.ReplaceLineEndings("\n"), run.Error));
    }

    [Fact]
    public void A_path_is_no_call_for_help() => Assert.Equal(2, Tool.Start(Tool.Root, "/h").ExitCode);
}

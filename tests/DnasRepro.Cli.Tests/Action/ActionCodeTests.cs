namespace DnasRepro.Cli.Tests.Action;

/// <summary>What the Action makes of a tool that prints what it likes and ends as it likes.</summary>
public sealed class ActionCodeTests
{
    [Theory]
    [InlineData(3, "could not be attempted")]
    [InlineData(70, "a fault of dnas-repro")]
    [InlineData(130, "interrupted")]
    [InlineData(139, "ended unexpectedly")]
    public void A_tool_that_ends_without_report_gives_its_code_and_its_meaning(int code, string meaning)
    {
        using var repository = With($"exit {code}");

        var result = repository.Run(Events.Push(repository.Commit()));

        Assert.Equal(($"{code}", code, false), (result.Outputs["exit-code"], result.LastExitCode, result.Succeeded));
        Assert.Equal([$"Exit code {code}: {meaning}."], result.Annotations("error"));
        Assert.DoesNotContain("Annotations", result.Steps);
    }

    [Fact]
    public void What_the_tool_tells_while_it_reads_is_no_command()
    {
        using var repository = With("echo '::set-output name=grade::5'; echo '  ::error::pwned' >&2; echo '##[add-mask]e'; echo '::stop-commands::'; exit 2");

        var result = repository.Run(Events.Push(repository.Commit()));

        Assert.Equal(["stop-commands", "error"], result.Log.Commands.Select(c => c.Name));
        Assert.StartsWith("Exit code 2", result.Log.Commands[^1].Message, StringComparison.Ordinal);
        Assert.Contains("::set-output name=grade::5", result.Log.Lines);
    }

    [Fact]
    public void Each_run_switches_commands_off_by_another_word()
    {
        using var repository = With("exit 2");
        var push = Events.Push(repository.Commit());

        Assert.NotEqual(repository.Run(push).Log.Commands[0].Message, repository.Run(push).Log.Commands[0].Message);
    }

    /// <summary>A repository whose runner has a shell script in the place of the tool.</summary>
    private static CheckedOut With(string script)
    {
        var repository = new CheckedOut();
        repository.Write("README.md", "# A study\n");
        repository.ToolIs(script);
        return repository;
    }
}

using DnasRepro.Cli.Tests.Support;

namespace DnasRepro.Cli.Tests;

/// <summary><c>rerun --engine reference</c> up to its first run: what it says, refuses and does not need.</summary>
public sealed class RerunReferenceTests
{
    [Fact]
    public void A_repository_without_card_recipe_or_python_is_enough()
    {
        using var folder = new TemporaryFolder();
        folder.Write("README.md", "# A study\n");
        var run = Tool.Start(folder.Path, "rerun", ".", "--engine", "reference", "--dry-run");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("engine: the built-in reference search, a proxy for what the card declares; nothing of the repository is copied or executed", run.Error, StringComparison.Ordinal);
        Assert.Contains("proxy: The repository has no card that can be read", run.Error, StringComparison.Ordinal);
        Assert.Contains("stable needs at least", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("python:", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pull_request_target")]
    [InlineData("workflow_run")]
    public void It_may_be_done_where_code_of_a_pull_request_must_not_run(string name)
    {
        (string, string)[] variables = [("GITHUB_EVENT_NAME", name)];
        Assert.Equal(0, Tool.Process("dotnet", Tool.Root, variables, [Tool.Dll, "rerun", "examples/unet-darts", "--engine", "reference", "--dry-run"]).ExitCode);
        var own = Tool.Process("dotnet", Tool.Root, variables, [Tool.Dll, "rerun", "examples/unet-darts", "--dry-run"]);
        Assert.Equal(3, own.ExitCode);
        Assert.Contains("--engine reference", own.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_plan_holds_settings_and_notes_and_no_path_of_this_machine()
    {
        var run = Tool.Start(Tool.Root, "plan", "examples/unet-darts", "--engine", "reference", "--epochs", "7", "-f", "json");

        Assert.Equal(0, run.ExitCode);
        foreach (var part in (string[])["\"engine\": \"reference\"", "\"settings\": ", "\"notes\": [", "\"epochs\": 7"])
            Assert.Contains(part, run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(Tool.Root, run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--isolation belongs to the repository's own search", "rerun", ".", "--engine", "reference", "--isolation", "none")]
    [InlineData("--command belongs to the repository's own search", "plan", ".", "--engine", "reference", "--command", "true")]
    [InlineData("--python belongs to the repository's own search", "check", ".", "--rerun", "--engine", "reference", "--python", "python3")]
    [InlineData("--search-settings belongs to the reference search", "rerun", ".", "--search-settings", "x.yml")]
    [InlineData("--search-settings: there is no file 'x.yml'", "rerun", ".", "--engine", "reference", "--search-settings", "x.yml")]
    [InlineData("--data: there is no folder", "rerun", ".", "--engine", "reference", "--data", "nowhere")]
    [InlineData("--engine: 'oracle' is not one of repository, reference", "rerun", ".", "--engine", "oracle")]
    [InlineData("--engine belongs to a rerun", "check", ".", "--engine", "reference")]
    public void What_does_not_go_together_is_refused(string message, params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        var run = Tool.Start(folder.Path, arguments);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }
}

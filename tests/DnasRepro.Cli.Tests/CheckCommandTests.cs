using System.Text.Json;
using DnasRepro.Cli.Tests.Support;

namespace DnasRepro.Cli.Tests;

public class CheckCommandTests
{
    private const string Example = "examples/unet-darts";

    [Fact]
    public void The_example_passes()
    {
        var run = Tool.Check("check", Example);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("level 1 of 5: declared", run.Output, StringComparison.Ordinal);
        Assert.Contains("0 errors, 1 warning, 3 notes", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_input_gives_the_same_bytes()
    {
        var first = Tool.Check("check", Example, "--format", "json", "--no-generated");
        var second = Tool.Check("check", Example, "--format", "json", "--no-generated");

        Assert.Equal(first.Output, second.Output);
        Assert.DoesNotContain(Tool.Root, first.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_json_has_the_names_that_others_rely_on()
    {
        using var json = JsonDocument.Parse(Tool.Check("check", Example, "--format", "json").Output);
        var root = json.RootElement;

        foreach (var name in new[] { "schemaVersion", "tool", "target", "card", "level", "searchCode", "stability", "findings", "skipped", "exitCode" })
            Assert.True(root.TryGetProperty(name, out _), name);
        Assert.Equal("valid", root.GetProperty("card").GetProperty("status").GetString());
        Assert.Equal("full", root.GetProperty("searchCode").GetProperty("verdict").GetString());
        Assert.Equal("yes", root.GetProperty("searchCode").GetProperty("differentiable").GetString());
        Assert.Equal(JsonValueKind.Null, root.GetProperty("stability").ValueKind);
        Assert.True(root.GetProperty("level").GetProperty("next").GetProperty("blockedBy").GetArrayLength() > 0);
    }

    [Fact]
    public void A_folder_without_a_card_is_a_warning_and_an_error_on_demand()
    {
        using var folder = new TemporaryFolder();
        folder.Write("search.py", "print('x')\n");
        File.Copy(Path.Combine(Tool.Root, "LICENSE"), Path.Combine(folder.Path, "LICENSE"));

        Assert.Equal(0, Tool.Check("check", folder.Path).ExitCode);
        Assert.Equal(1, Tool.Check("check", folder.Path, "--require-card").ExitCode);
        Assert.Equal(1, Tool.Check("check", folder.Path, "--profile", "journal").ExitCode);
        Assert.Equal(1, Tool.Check("check", folder.Path, "--fail-on", "warning").ExitCode);
    }

    [Theory]
    [InlineData(2, "check", "--format", "nonsense")]
    [InlineData(2, "check", "--profile", "nonsense")]
    [InlineData(2, "check", "--nonsense")]
    [InlineData(2, "check", "-f", "json", "-f", "markdown")]
    [InlineData(2, "explain", "nonsense")]
    [InlineData(2, "schema", "nonsense")]
    [InlineData(2, "report", "no-such-file.json")]
    [InlineData(2, "check", "--card", "no-such-file.yml")]
    [InlineData(2, "check", "./no-such-folder")]
    [InlineData(2, "check", ".@no-such-commit")]
    [InlineData(3, "check", "http://127.0.0.1:1/study.git")]
    public void A_mistake_of_the_user_is_two_lines_and_an_exit_code(int exitCode, params string[] arguments)
    {
        var run = Tool.Check(arguments);

        Assert.Equal(exitCode, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.Matches("^error: .+\n  fix: .+\n$", run.Error);
    }

    [Fact]
    public void A_mistake_in_the_settings_is_named_with_its_place()
    {
        using var folder = new TemporaryFolder();
        folder.Write(".dnas-repro.yml", "profile: core\nsupressions: []\n");

        var run = Tool.Check("check", folder.Path);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(".dnas-repro.yml:2:1", run.Error, StringComparison.Ordinal);
        Assert.Contains("did you mean 'suppressions'?", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Suppressions_hold_until_they_expire_and_must_be_needed()
    {
        using var folder = new TemporaryFolder();
        folder.Write(".dnas-repro.yml", """
            fail_on: warning
            suppressions:
              - {check: card-missing, reason: "a tool, not a study", owner: A. Author}
            """);

        var run = Tool.Check("check", folder.Path, "--format", "json");
        Assert.Contains("\"reason\": \"a tool, not a study\"", run.Output, StringComparison.Ordinal);
        Assert.Contains("\"grade\": 0", run.Output, StringComparison.Ordinal);

        folder.Write(".dnas-repro.yml", """
            suppressions:
              - {check: card-missing, reason: "a tool, not a study", expires: "2020-01-01"}
              - {check: DNAS1101, reason: "never needed at all"}
              - {check: no-such-check, reason: "misspelt, as it happens"}
            """);

        run = Tool.Check("check", folder.Path);
        Assert.Contains("DNAS4102", run.Output, StringComparison.Ordinal);
        Assert.Contains("DNAS4101", run.Output, StringComparison.Ordinal);
        Assert.Contains("DNAS4104", run.Output, StringComparison.Ordinal);
        Assert.Contains("DNAS1001", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_settings_of_a_commit_are_reported_and_not_applied()
    {
        using var folder = new TemporaryFolder();
        folder.Write(".dnas-repro.yml", "suppressions:\n  - {check: card-missing, reason: 'we would rather not'}\n");
        Tool.Git(folder.Path, "init", "-q");
        Tool.Git(folder.Path, "add", ".");
        Tool.Git(folder.Path, "commit", "-qm", "first");

        var run = Tool.Check("check", folder.Path + "@HEAD");
        Assert.Contains("DNAS4103", run.Output, StringComparison.Ordinal);
        Assert.Contains("DNAS1001", run.Output, StringComparison.Ordinal);

        run = Tool.Check("check", folder.Path + "@HEAD", "--trust-config");
        Assert.DoesNotContain("warning  DNAS1001", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Several_formats_go_into_a_folder_and_a_stored_result_gives_them_again()
    {
        using var folder = new TemporaryFolder();
        string[] formats = ["-f", "text", "-f", "json", "-f", "markdown", "-f", "html", "-f", "sarif", "-f", "badge", "-f", "badge-json", "-f", "badge-markdown", "-f", "github"];

        var run = Tool.Check(["check", Example, .. formats, "-o", Path.Combine(folder.Path, "a"), "--no-generated"]);
        Assert.True(run.ExitCode == 0, run.Error);
        run = Tool.Check(["report", Path.Combine(folder.Path, "a", "report.json"), .. formats, "-o", Path.Combine(folder.Path, "b")]);
        Assert.True(run.ExitCode == 0, run.Error);

        var files = Directory.GetFiles(Path.Combine(folder.Path, "a")).Select(Path.GetFileName).Order().ToList();
        Assert.Equal(9, files.Count);
        Assert.All(files, f => Assert.Equal(File.ReadAllText(Path.Combine(folder.Path, "a", f!)), File.ReadAllText(Path.Combine(folder.Path, "b", f!))));
    }

    [Fact]
    public void A_stored_result_that_was_tampered_with_is_the_users_mistake()
    {
        using var folder = new TemporaryFolder();
        var json = Tool.Check("check", Example, "--format", "json").Output;
        var file = folder.Write("report.json", json.Replace("\"grade\": 1", "\"grade\": 6"));

        var run = Tool.Check("report", file, "-f", "badge");

        Assert.Equal(2, run.ExitCode);
        Assert.Matches("^error: This is no JSON report of ours: level.+\n  fix: .+\n$", run.Error);
    }

    [Fact]
    public void The_first_command_of_the_readme_is_the_one_that_is_tested()
    {
        var readme = File.ReadAllText(Path.Combine(Tool.Root, "README.md"));

        Assert.Contains($"dotnet run --project src/DnasRepro.Cli -- check {Example}\n", readme, StringComparison.Ordinal);
        Assert.Contains("```sh\ndotnet test\n```", readme, StringComparison.Ordinal);
    }
}

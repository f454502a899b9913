using System.Text.Json.Nodes;

namespace DnasRepro.Cli.Tests.Action;

/// <summary>The Action's steps on the events of a repository, run as a runner runs them.</summary>
public sealed class ActionTests
{
    private const string StrictSettings = "require_card: true\n";

    [Fact]
    public void A_push_is_checked_reported_uploaded_and_passes()
    {
        using var repository = Study();
        var commit = repository.Commit();

        var result = repository.Run(Events.Push(commit));

        Assert.True(result.Succeeded, result.Text);
        Assert.Equal("0", result.Outputs["exit-code"]);
        Assert.Equal(("0", "none"), (result.Outputs["grade"], result.Outputs["level"]));
        Assert.NotEqual("0", result.Outputs["findings-total"]);
        Assert.Equal("", result.Outputs["findings-new"]);
        Assert.DoesNotContain("Compare", result.Steps);
        Assert.Equal(commit, (string?)ReportOf(result)["target"]!["commit"]);
        Assert.Contains("card-missing", string.Concat(result.Log.Commands.Select(c => c.Properties)), StringComparison.Ordinal);
        Assert.NotEqual("", result.Summary);
        Assert.EndsWith("report.sarif", result.InputsOf("github/codeql-action/upload-sarif")!["sarif_file"], StringComparison.Ordinal);
        Assert.Equal("dnas-repro-report", result.InputsOf("actions/upload-artifact")!["name"]);
        foreach (var output in (string[])["report-json", "report-markdown", "report-html", "report-sarif", "badge-json"])
            Assert.StartsWith(result.InputsOf("actions/upload-artifact")!["path"].Split("/*")[0], result.Outputs[output], StringComparison.Ordinal);
    }

    [Fact]
    public void A_schedule_is_a_check_like_any_other()
    {
        using var repository = Study();

        var result = repository.Run(Events.Schedule(repository.Commit()));

        Assert.True(result.Succeeded, result.Text);
        Assert.Equal("none", result.Outputs["level"]);
        Assert.DoesNotContain("Compare", result.Steps);
    }

    [Fact]
    public void Findings_fail_the_job_after_outputs_and_uploads()
    {
        using var repository = Study();
        repository.Write(".dnas-repro.yml", StrictSettings);

        var result = repository.Run(Events.Push(repository.Commit()));

        Assert.False(result.Succeeded);
        Assert.Equal(("1", 1), (result.Outputs["exit-code"], result.LastExitCode));
        Assert.Equal("Result", result.Steps[^1]);
        Assert.NotNull(result.InputsOf("actions/upload-artifact"));
        Assert.NotNull(result.InputsOf("github/codeql-action/upload-sarif"));
        Assert.Contains(result.Annotations("error"), m => m.StartsWith("Exit code 1: findings", StringComparison.Ordinal));
    }

    [Fact]
    public void An_input_that_is_given_wins_over_the_settings_and_one_that_is_not_leaves_them()
    {
        using var repository = Study();
        repository.Write(".dnas-repro.yml", StrictSettings + "fail_on: never\n");
        var push = Events.Push(repository.Commit());

        Assert.True(repository.Run(push).Succeeded);
        Assert.False(repository.Run(push, ("fail-on", "error")).Succeeded);
    }

    [Theory]
    [InlineData("fail-on", "severe", 2)]
    [InlineData("formats", "pdf", 2)]
    [InlineData("rerun", "always", 2)]
    [InlineData("target", "./not-there", 2)]
    [InlineData("target", "--help", 2)]
    [InlineData("card", "no-card.yml", 2)]
    public void A_wrong_input_ends_with_its_code(string input, string value, int code)
    {
        using var repository = Study();

        var result = repository.Run(Events.Push(repository.Commit()), (input, value));

        Assert.False(result.Succeeded);
        Assert.True(code == result.LastExitCode, result.Text);
        Assert.Equal($"{code}", result.Outputs["exit-code"]);
    }

    [Fact]
    public void Formats_limit_what_is_written_and_uploaded()
    {
        using var repository = Study();

        var result = repository.Run(Events.Push(repository.Commit()), ("formats", "markdown, badge-json"));

        Assert.True(result.Succeeded, result.Text);
        Assert.Equal(["badge.json", "report.json", "report.md"], result.Artifact.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(("", ""), (result.Outputs["report-html"], result.Outputs["report-sarif"]));
        Assert.Null(result.InputsOf("github/codeql-action/upload-sarif"));
        Assert.DoesNotContain(result.Annotations("warning"), w => w.Contains("code scanning", StringComparison.Ordinal));
    }

    [Fact]
    public void Without_a_token_it_works_and_says_what_is_left_out()
    {
        using var repository = Study();

        var result = repository.Run(Events.Push(repository.Commit()), ("token", ""));

        Assert.True(result.Succeeded, result.Text);
        Assert.Null(result.InputsOf("github/codeql-action/upload-sarif"));
        Assert.Contains(result.Annotations("warning"), w => w.StartsWith("There is no token", StringComparison.Ordinal));
    }

    [Fact]
    public void An_upload_that_is_refused_is_a_warning_and_no_failure()
    {
        using var repository = Study();
        repository.Uses = (step, given) => step.Uses!.Contains("upload", StringComparison.Ordinal) ? null : CheckedOut.ByDefault(step, given);

        var result = repository.Run(Events.Push(repository.Commit()));

        Assert.True(result.Succeeded, result.Text);
        Assert.Contains(result.Annotations("warning"), w => w.Contains("Nothing was uploaded to code scanning", StringComparison.Ordinal));
    }

    private static CheckedOut Study()
    {
        var repository = new CheckedOut();
        repository.Write("README.md", "# A study\n");
        repository.Write("LICENSE", "MIT License\n");
        return repository;
    }

    private static JsonNode ReportOf(RunnerResult result) => JsonNode.Parse(result.Artifact["report.json"])!;
}

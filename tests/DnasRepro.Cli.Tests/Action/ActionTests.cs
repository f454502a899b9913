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

    [Theory]
    [InlineData("push", "given", "on")]
    [InlineData("schedule", "given", "on")]
    [InlineData("pull_request", "given", "")]
    [InlineData("push", "", "off")]
    [InlineData("pull_request", "", "off")]
    public void GitHub_is_asked_about_what_was_pushed_when_there_is_a_token(string name, string token, string asked)
    {
        using var repository = Study();
        repository.ToolIs("echo \"words: $*\"; exit 2");
        var github = Events.Push(repository.Commit());
        github["event_name"] = name;

        var words = repository.Run(github, ("token", token)).Log.Lines.Single(l => l.StartsWith("words: check ", StringComparison.Ordinal));

        Assert.Equal(asked, words.Split(' ').SkipWhile(w => w != "--github-facts").Skip(1).FirstOrDefault() ?? "");
    }

    [Fact]
    public void A_checkout_without_a_remote_on_GitHub_is_a_warning_and_no_failure()
    {
        using var repository = Study();

        var result = repository.Run(Events.Push(repository.Commit()));

        Assert.True(result.Succeeded, result.Text);
        Assert.Contains("warning: GitHub's facts are missing: this repository has no remote on GitHub.", result.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("17", "", "https://github.com/Codertocat/Hello-World/actions/runs/17")]
    [InlineData("", "", null)]
    [InlineData("17", "https://github.com/Codertocat/Hello-World/blob/badges/report.md", "https://github.com/Codertocat/Hello-World/blob/badges/report.md")]
    public void The_badge_leads_to_the_run_or_to_where_its_report_is_published(string run, string published, string? link)
    {
        using var repository = Study();
        repository.Variables["DNAS_REPRO_REPORT_URL"] = published;
        repository.Variables["GITHUB_RUN_ID"] = run;

        var badge = repository.Run(Events.Push(repository.Commit()), ("token", "")).Artifact["badge.svg"];

        Assert.Equal(link is not null, badge.Contains("href=", StringComparison.Ordinal));
        Assert.Contains(link is null ? "<svg" : $"href=\"{link}\"", badge, StringComparison.Ordinal);
    }

    [Fact]
    public void The_profile_of_reviewers_writes_the_same_files()
    {
        using var repository = Study();

        var result = repository.Run(Events.Push(repository.Commit()), ("profile", "journal"), ("fail-on", "never"));

        Assert.True(result.Succeeded, result.Text);
        Assert.Equal("journal", (string?)ReportOf(result)["card"]!["profile"]);
        Assert.Equal(["badge.json", "badge.svg", "report.html", "report.json", "report.md", "report.sarif"], result.Artifact.Keys.Order(StringComparer.Ordinal));
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

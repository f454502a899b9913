using DnasRepro.Cli.Tests.Support;

namespace DnasRepro.Cli.Tests.Action;

/// <summary>The Action on pull requests: what is compared, what fails, what a fork may not.</summary>
public sealed class ActionPullRequestTests
{
    private const string Settings = "require_card: true\n";

    [Fact]
    public void A_new_error_fails_a_pull_request_and_is_counted()
    {
        using var repository = new CheckedOut();
        ExampleCopy.Make(repository.Path);
        var start = repository.Commit();
        repository.StartBranch();
        File.Delete(Path.Combine(repository.Path, "retrain.py"));
        var head = repository.Commit();

        var result = repository.Run(Events.PullRequest(start, head), ("fail-on-new", "error"));

        Assert.Equal(("1", 1), (result.Outputs["exit-code"], result.LastExitCode));
        Assert.True(int.Parse(result.Outputs["findings-new"]) > 0, result.Text);
        Assert.Equal("0", result.Outputs["findings-fixed"]);
        Assert.Contains("comparison.json", result.Artifact.Keys);
        Assert.Contains(head, result.Artifact["comparison.json"], StringComparison.Ordinal);
        Assert.NotNull(result.InputsOf("github/codeql-action/upload-sarif"));
        Assert.Equal(2, result.Summaries.Count(s => s.Length > 0));
    }

    [Fact]
    public void A_card_that_is_named_is_compared_when_it_lies_in_the_repository()
    {
        using var repository = Cardless();
        repository.Write("docs/ours.yml", File.ReadAllText(Path.Combine(Tool.Root, "examples", "unet-darts", "nas-reporting-card.yml")));
        var start = repository.Commit();
        repository.StartBranch();
        File.Delete(Path.Combine(repository.Path, "LICENSE"));
        var pull = Events.PullRequest(start, repository.Commit());

        var inside = repository.Run(pull, ("card", "./docs/ours.yml"));
        Assert.Equal("valid", inside.Outputs["card-status"]);
        Assert.True(int.Parse(inside.Outputs["findings-new"]) > 0, inside.Text);

        var outside = repository.Run(pull, ("card", Path.Combine(repository.Path, "docs", "ours.yml")));
        Assert.Equal(("valid", ""), (outside.Outputs["card-status"], outside.Outputs["findings-new"]));
        Assert.Contains(outside.Annotations("warning"), w => w.StartsWith("The card lies outside of the repository.", StringComparison.Ordinal));
    }

    [Fact]
    public void With_fail_on_new_what_was_there_before_fails_nothing()
    {
        using var repository = Cardless();
        var start = repository.Commit();
        repository.StartBranch();
        repository.Write("README.md", "# A study\n\nWith more words.\n");
        var pull = Events.PullRequest(start, repository.Commit());

        var onlyNew = repository.Run(pull, ("fail-on-new", "error"));
        Assert.True(onlyNew.Succeeded, onlyNew.Text);
        Assert.Equal(("0", "0"), (onlyNew.Outputs["exit-code"], onlyNew.Outputs["findings-new"]));

        var all = repository.Run(pull);
        Assert.Equal(("1", false), (all.Outputs["exit-code"], all.Succeeded));
    }

    [Fact]
    public void What_the_base_did_meanwhile_is_not_the_pull_requests()
    {
        using var repository = Cardless();
        repository.Commit();
        repository.StartBranch();
        repository.Write("notes.txt", "words\n");
        var head = repository.Commit();
        Tool.Git(repository.Path, "checkout", "-q", "main");
        repository.Write("requirements.txt", "torch==2.4.0\n");
        var moved = repository.Commit();
        Tool.Git(repository.Path, "checkout", "-q", repository.Branch);

        var result = repository.Run(Events.PullRequest(moved, head), ("fail-on-new", "info"));

        Assert.True(result.Succeeded, result.Text);
        Assert.Equal(("0", "0"), (result.Outputs["findings-new"], result.Outputs["findings-fixed"]));
    }

    [Fact]
    public void A_forks_pull_request_is_compared_and_not_uploaded_to_code_scanning()
    {
        using var repository = Cardless();
        var start = repository.Commit();
        repository.StartBranch();
        repository.Write("requirements.txt", "torch==2.4.0\n");
        var head = repository.Commit();

        var result = repository.Run(Events.PullRequest(start, head, isFork: true), ("fail-on-new", "error"));

        Assert.True(result.Succeeded, result.Text);
        Assert.NotEqual("0", result.Outputs["findings-fixed"]);
        Assert.Null(result.InputsOf("github/codeql-action/upload-sarif"));
        Assert.Contains(result.Annotations("warning"), w => w.Contains("no fork", StringComparison.Ordinal));
        Assert.NotNull(result.InputsOf("actions/upload-artifact"));
    }

    [Fact]
    public void A_base_that_a_shallow_checkout_lacks_is_fetched_alone()
    {
        using var origin = Cardless();
        var start = origin.Commit();
        origin.StartBranch();
        origin.Write("requirements.txt", "torch==2.4.0\n");
        var head = origin.Commit();
        using var shallow = new CheckedOut();
        Directory.Delete(shallow.Path, recursive: true);
        Tool.Git(origin.Path, "clone", "-q", "--depth=1", "--single-branch", $"file://{origin.Path}", shallow.Path);

        var result = shallow.Run(Events.PullRequest(start, head), ("fail-on-new", "error"));

        Assert.True(result.Succeeded, result.Text);
        Assert.NotEqual("0", result.Outputs["findings-fixed"]);
        Assert.Equal("true", Tool.Git(shallow.Path, "rev-parse", "--is-shallow-repository").Output.Trim());
    }

    [Fact]
    public void A_base_that_cannot_be_had_is_a_warning_and_everything_else_goes_on()
    {
        using var repository = Cardless();
        var head = repository.Commit();

        var result = repository.Run(Events.PullRequest(new string('b', 40), head), ("fail-on-new", "error"));

        Assert.Contains(result.Annotations("warning"), w => w.Contains("without comparison", StringComparison.Ordinal));
        Assert.Equal(("1", ""), (result.Outputs["exit-code"], result.Outputs["findings-new"]));
        Assert.Contains("report.json", result.Artifact.Keys);
        Assert.DoesNotContain("comparison.json", result.Artifact.Keys);
    }

    [Fact]
    public void Another_commit_than_the_head_is_said_to_be_checked_out()
    {
        using var repository = Cardless();
        var start = repository.Commit();
        repository.StartBranch();
        repository.Write("notes.txt", "words\n");
        var head = repository.Commit();
        repository.Write("notes.txt", "as merged\n");
        repository.Commit();

        var result = repository.Run(Events.PullRequest(start, head), ("fail-on-new", "error"));

        Assert.Contains(result.Annotations("notice"), n => n.StartsWith("What is checked out is not the head", StringComparison.Ordinal));
    }

    /// <summary>A repository with one error that is as old as itself.</summary>
    private static CheckedOut Cardless()
    {
        var repository = new CheckedOut();
        repository.Write("README.md", "# A study\n");
        repository.Write("LICENSE", "MIT License\n");
        repository.Write(".dnas-repro.yml", Settings);
        return repository;
    }
}

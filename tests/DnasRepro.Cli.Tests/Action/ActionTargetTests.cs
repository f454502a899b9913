using DnasRepro.Cli.Tests.Support;

namespace DnasRepro.Cli.Tests.Action;

/// <summary>Pull requests when <c>target</c> is a folder of the checkout.</summary>
public sealed class ActionTargetTests
{
    [Theory]
    [InlineData("study")]
    [InlineData("study/")]
    [InlineData("./study//")]
    public void A_folder_and_its_card_are_compared_however_its_name_ends(string target)
    {
        using var repository = new CheckedOut();
        repository.Write("study/README.md", "# A study\n");
        repository.Write("study/LICENSE", "MIT License\n");
        repository.Write("study/docs/ours.yml", File.ReadAllText(Path.Combine(Tool.Root, "examples", "unet-darts", "nas-reporting-card.yml")));
        var start = repository.Commit();
        repository.StartBranch();
        File.Delete(Path.Combine(repository.Path, "study", "LICENSE"));
        var pull = Events.PullRequest(start, repository.Commit());

        var result = repository.Run(pull, ("target", target), ("card", "study/docs/ours.yml"), ("fail-on", "never"));

        Assert.True(result.Succeeded, result.Text);
        Assert.Equal("valid", result.Outputs["card-status"]);
        Assert.True(int.Parse(result.Outputs["findings-new"]) > 0, result.Text);
        Assert.Contains("\"docs/ours.yml\"", result.Artifact["comparison.json"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_repository_that_was_checked_out_into_a_folder_is_compared()
    {
        using var workspace = new CheckedOut();
        using var repository = new CheckedOut();
        repository.Write("README.md", "# A study\n");
        repository.Write("LICENSE", "MIT License\n");
        var start = repository.Commit();
        repository.StartBranch();
        File.Delete(Path.Combine(repository.Path, "LICENSE"));
        var head = repository.Commit();
        Directory.Delete(Path.Combine(workspace.Path, ".git"), recursive: true);
        Directory.Move(repository.Path, Path.Combine(workspace.Path, "study"));

        var result = workspace.Run(Events.PullRequest(start, head), ("target", "study"), ("fail-on", "never"));

        Assert.True(int.Parse(result.Outputs["findings-new"]) > 0, result.Text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("bare = true")]
    [InlineData("bare = false\n\tworktree = .")]
    public void A_repository_that_a_pull_request_commits_into_the_target_runs_nothing_and_is_not_compared(string kind)
    {
        using var repository = new CheckedOut();
        var trap = repository.Beside("pwned");
        repository.Write("study/README.md", "# A study\n");
        var start = repository.Commit();
        repository.StartBranch();
        Tool.Git(repository.Path, "clone", "-q", "--bare", ".", "embedded");
        foreach (var part in Directory.GetFileSystemEntries(Path.Combine(repository.Path, "embedded")))
            Directory.Move(part, Path.Combine(repository.Path, "study", Path.GetFileName(part)));
        repository.Write("study/config", $"""
            [core]
            	repositoryformatversion = 0
            	{kind}
            	sshCommand = touch '{trap}';
            	fsmonitor = touch '{trap}';
            	hooksPath = hooks
            [remote "origin"]
            	url = ssh://git@localhost/owner/name
            """ + "\n");
        var head = repository.Commit();

        var result = repository.Run(Events.PullRequest(start, head), ("target", "study"), ("fail-on", "never"));

        Assert.False(File.Exists(trap));
        Assert.True(result.Succeeded, result.Text);
        Assert.Contains(result.Annotations("warning"), w => w.StartsWith("The target holds a git repository that is not the checkout's.", StringComparison.Ordinal));
        Assert.DoesNotContain("comparison.json", result.Artifact.Keys);
        Assert.Equal("", result.Outputs["findings-new"]);
    }

    [Fact]
    public void A_target_that_leads_out_of_the_checkout_is_not_compared()
    {
        using var repository = new CheckedOut();
        using var other = new CheckedOut();
        other.Write("README.md", "# Another study\n");
        other.Commit();
        repository.Write("README.md", "# A study\n");
        var start = repository.Commit();
        repository.StartBranch();
        File.CreateSymbolicLink(Path.Combine(repository.Path, "study"), other.Path);
        var head = repository.Commit();

        var result = repository.Run(Events.PullRequest(start, head), ("target", "study"), ("fail-on", "never"));

        Assert.Contains(result.Annotations("warning"), w => w.StartsWith("The target is no git working tree of this checkout.", StringComparison.Ordinal));
        Assert.Equal("", result.Outputs["findings-new"]);
    }
}

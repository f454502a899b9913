using DnasRepro.Cli.Tests.Support;

namespace DnasRepro.Cli.Tests.Action;

/// <summary>The job that publishes the badge, against a real repository that it pushes to.</summary>
public sealed class BadgeWorkflowTests
{
    private static readonly string[] Published = ["badge.json", "badge.svg", "report.html", "report.json", "report.md"];

    [Fact]
    public void The_badge_and_its_report_are_the_only_commit_of_a_branch_of_their_own()
    {
        NodeTools.Require();
        using var folder = new TemporaryFolder();
        var remote = Path.Combine(folder.Path, "owner", "name");
        Tool.Git(folder.Path, "init", "-q", "--bare", remote);

        Publish(folder, "first");
        var result = Publish(folder, "second");

        Assert.True(result.Succeeded, result.Text);
        Assert.Equal(Published, Tool.Git(remote, "ls-tree", "--name-only", "badges").Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal("1", Tool.Git(remote, "rev-list", "--count", "badges").Output.Trim());
        Assert.Equal("badge.json second", Tool.Git(remote, "show", "badges:badge.json").Output);
        Assert.DoesNotContain("ghs_token", result.Text + Tool.Git(remote, "log", "-p", "badges").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_badge_leads_to_the_report_beside_it()
    {
        var root = StepFile.Root(Path.Combine(Tool.Root, "templates", "badge-workflow.yml"));
        var variables = StepFile.Child(StepFile.Child(StepFile.Child(root, "jobs")!, "report")!, "env")!;

        Assert.Equal("${{ github.server_url }}/${{ github.repository }}/blob/badges/report.md", StepFile.Scalar(variables, "DNAS_REPRO_REPORT_URL"));
        Assert.Contains("DNAS_REPRO_REPORT_URL", File.ReadAllText(Path.Combine(Tool.Root, "action", "check.sh")), StringComparison.Ordinal);
    }

    /// <summary>Runs the job in an empty workspace, with the artifact of the job before it.</summary>
    private static RunnerResult Publish(TemporaryFolder folder, string content)
    {
        var workspace = Directory.CreateDirectory(Path.Combine(folder.Path, content)).FullName;
        var github = Events.Push(new string('a', 40));
        (github["server_url"], github["repository"]) = ($"file://{folder.Path}", "owner/name");
        using var runner = new Runner(workspace, github, Tool.Root);
        runner.Uses = (_, given) =>
        {
            foreach (var file in Published)
                folder.Write(Path.Combine(content, given["path"], file), $"{file} {content}");
            return new Dictionary<string, string>();
        };
        return runner.Run(StepFile.OfJob(Path.Combine(Tool.Root, "templates", "badge-workflow.yml"), "publish"), new Dictionary<string, string>());
    }
}

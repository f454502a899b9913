using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using DnasRepro.Cli.Tests.Support;
using DnasRepro.GitHub;

namespace DnasRepro.Cli.Tests;

/// <summary>
/// <c>comment</c> with the rights of a repository, on a pull request of a stranger: everything is read anew from git, nothing is taken from the stranger's job
/// but a rerun that fits, and whatever could be meant for another pull request is left unsaid.
/// </summary>
public sealed class CommentCommandTests : IDisposable
{
    private const string Marker = "<!-- dnas-repro: report -->";
    private static readonly string GoldenRerun = File.ReadAllText(Path.Combine(Tool.Root, "tests", "DnasRepro.Tests", "Fixtures", "golden", "rerun", "report.json"));
    private readonly PullRequestStudy study = new();

    [Fact]
    public void It_says_what_the_pull_request_breaks_and_what_it_mends()
    {
        var run = study.Run();

        Assert.True(run.ExitCode == 0, run.Error);
        var comment = Assert.Single(study.Written);
        Assert.StartsWith(Marker + "\n", comment, StringComparison.Ordinal);
        Assert.Contains("licence-missing", comment, StringComparison.Ordinal);
        Assert.Contains("citation-missing", comment, StringComparison.Ordinal);
        Assert.Contains(study.Head[..12], comment, StringComparison.Ordinal);
        Assert.Contains("comment created: https://github.com/lab/study/pull/7#issuecomment-900", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("ghs_secret", run.Output + run.Error + comment, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_again_is_left_alone_and_another_one_is_written_anew()
    {
        study.Run();
        study.Comments(("stranger", Marker + "\nstable"), (StickyComment.WorkflowAuthor, study.Written[0]));
        var again = study.Run();
        Assert.Contains("comment unchanged", again.Error, StringComparison.Ordinal);
        Assert.Single(study.Written);

        study.Comments((StickyComment.WorkflowAuthor, Marker + "\nof an older commit"));
        Assert.Contains("comment updated", study.Run().Error, StringComparison.Ordinal);
        Assert.Equal(study.Written[0], study.Written[1]);
    }

    [Fact]
    public void A_rerun_of_the_head_is_shown_as_not_verified_and_nothing_else_of_that_report()
    {
        study.Artifact(Zip(Forged(study.Head)));

        study.Run();

        var comment = Assert.Single(study.Written);
        Assert.Contains("not verified", comment, StringComparison.Ordinal);
        Assert.Contains("licence-missing", comment, StringComparison.Ordinal);
        Assert.DoesNotContain("FORGED", comment, StringComparison.Ordinal);
    }

    public static TheoryData<string, string> Useless => new()
    {
        { "another commit", "the report is of another commit" },
        { "no zip", "could not be read" },
        { "too large", "more than 1048576 bytes" },
        { "no json", "no JSON" },
        { "another schema", "does not fit its schema" },
    };

    [Theory]
    [MemberData(nameof(Useless))]
    public void An_artifact_that_does_not_fit_is_left_out_and_the_comment_is_posted(string kind, string says)
    {
        study.Artifact(kind switch
        {
            "another commit" => Zip(Forged(study.Base)),
            "no zip" => Encoding.UTF8.GetBytes("no zip"),
            "too large" => Zip(new string(' ', 5_000_000)),
            "no json" => Zip("{"),
            _ => Zip("{\"pr_number\": 1}"),
        });

        var run = study.Run();

        Assert.Contains(says, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("not verified", Assert.Single(study.Written), StringComparison.Ordinal);
    }

    [Fact]
    public void Where_it_belongs_is_never_guessed()
    {
        study.Pulls(study.Head, study.Head);
        AssertSilent(study.Run(), "2 open pull requests have");
        study.Pulls(study.Base);
        AssertSilent(study.Run(), "no open pull request has");
        study.Pulls(study.Head);
        study.Becomes(study.Base);
        AssertSilent(study.Run(), "#7 has newer commits by now");
        AssertSilent(study.RunFor("push", "ghs_secret"), "was started by 'push'");
    }

    [Fact]
    public void A_dry_run_prints_and_writes_nothing()
    {
        var run = study.Run("--dry-run");

        Assert.StartsWith(Marker, run.Output, StringComparison.Ordinal);
        Assert.Empty(study.Written);
    }

    [Fact]
    public void The_check_run_fails_for_new_findings_only_as_severe_as_is_asked()
    {
        study.Run("--check-run");
        study.Run("--check-run", "--fail-on-new", "never");

        var bodies = study.Hub.Requests.Where(r => r.PathAndQuery.EndsWith("/check-runs", StringComparison.Ordinal)).Select(r => JsonNode.Parse(r.Body)!).ToList();
        Assert.Equal(["failure", "neutral"], bodies.Select(b => b["conclusion"]!.GetValue<string>()));
        Assert.All(bodies, b => Assert.Equal(study.Head, b["head_sha"]!.GetValue<string>()));
    }

    [Fact]
    public void Without_a_token_or_an_event_it_says_what_is_missing()
    {
        var noToken = study.RunFor("pull_request", "");
        Assert.Equal(3, noToken.ExitCode);
        Assert.Contains("GITHUB_TOKEN", noToken.Error, StringComparison.Ordinal);
        var noEvent = Tool.Process("dotnet", Tool.Root, [("GITHUB_EVENT_PATH", "")], [Tool.Dll, "comment"]);
        Assert.Equal(2, noEvent.ExitCode);
        Assert.Contains("on: workflow_run", noEvent.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_token_that_may_not_comment_is_told_which_right_it_lacks()
    {
        study.Hub.Answer("POST", "/repos/lab/study/issues/7/comments", new JsonObject { ["message"] = "Resource not accessible by integration" }, 403);

        var run = study.Run();

        Assert.Equal(3, run.ExitCode);
        Assert.Contains("pull-requests: write", run.Error, StringComparison.Ordinal);
    }

    private void AssertSilent(Run run, string says)
    {
        Assert.Equal(0, run.ExitCode);
        Assert.Contains(says, run.Error, StringComparison.Ordinal);
        Assert.Empty(study.Written);
    }

    /// <summary>A report with a rerun whose other parts claim what is not so.</summary>
    private static string Forged(string commit)
    {
        var report = JsonNode.Parse(GoldenRerun)!;
        report["target"]!["commit"] = commit;
        report["target"]!["address"] = "FORGED";
        report["card"] = new JsonObject { ["status"] = "missing", ["path"] = null, ["sha256"] = null, ["profile"] = "core", ["completeness"] = null };
        report["level"] = new JsonObject { ["grade"] = 5, ["name"] = "stable", ["next"] = null };
        report["searchCode"]!["reason"] = "FORGED";
        report["findings"] = new JsonArray();
        return report.ToJsonString();
    }

    private static byte[] Zip(string report)
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        using (var stream = zip.CreateEntry(ArtifactReport.FileName).Open())
            stream.Write(Encoding.UTF8.GetBytes(report));
        return memory.ToArray();
    }

    public void Dispose() => study.Dispose();
}

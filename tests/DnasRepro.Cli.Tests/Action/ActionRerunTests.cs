using System.Text.Json.Nodes;
using DnasRepro.Cli.Tests.Support;

namespace DnasRepro.Cli.Tests.Action;

/// <summary>The Action's input <c>rerun</c>.</summary>
public sealed class ActionRerunTests
{
    private const string Reader = "reader: json_pointer, expression: /cells, epoch_offset: 0}";
    private const string Spy = "print('::error::pwned'); print(dict(os.environ)); assert not any('TOKEN' in name for name in os.environ)";

    [Fact]
    public void The_repositorys_search_runs_isolated_without_token_and_its_verdict_is_in_the_report()
    {
        Machine.RequireBubblewrap();
        Machine.RequireTorch();
        using var repository = Study(Spy);

        var result = repository.Run(Events.Push(repository.Commit()), ("rerun", "repository"), ("max-seeds", "2"), ("budget", "5m"), ("fail-on", "never"));

        Assert.True(result.Succeeded, result.Text);
        Assert.Equal("inconclusive", result.Outputs["stability"]);
        var report = JsonNode.Parse(result.Artifact["report.json"])!;
        Assert.Equal(2, report["stability"]!["runs"]!.AsArray().Count);
        Assert.All(report["stability"]!["runs"]!.AsArray(), r => Assert.Equal("completed", (string?)r!["status"]));
        Assert.Equal(["Isolation", "Rerun", "Check"], result.Steps.SkipWhile(s => s != "Isolation").Take(3));
        Assert.DoesNotContain(result.Annotations("error"), m => m.Contains("pwned", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("workflow_run")]
    [InlineData("pull_request_target")]
    public void Under_events_with_rights_it_is_refused_and_the_rest_is_reported(string name)
    {
        using var repository = Study("");
        var push = Events.Push(repository.Commit());
        push["event_name"] = name;

        var result = repository.Run(push, ("rerun", "repository"), ("fail-on", "never"));

        Assert.Equal(("3", 3, false), (result.Outputs["exit-code"], result.LastExitCode, result.Succeeded));
        Assert.Equal("not_run", result.Outputs["stability"]);
        Assert.Contains("report.json", result.Artifact.Keys);
    }

    [Fact]
    public void The_profile_of_reviewers_goes_with_a_rerun()
    {
        Machine.RequireBubblewrap();
        Machine.RequireTorch();
        using var repository = Study("");

        var result = repository.Run(Events.Push(repository.Commit()), ("rerun", "repository"), ("max-seeds", "2"), ("profile", "journal"), ("fail-on", "never"));

        Assert.True(result.Succeeded, result.Text);
        Assert.Equal("inconclusive", result.Outputs["stability"]);
        Assert.Contains("report.html", result.Artifact.Keys);
    }

    [Theory]
    [InlineData("1 / 0", "10", "inconclusive", "warning", 1)]
    [InlineData("1 / 0", "10", "inconclusive", "error", 0)]
    [InlineData(StandIn.Random, "10", "inconclusive", "error", 0)]
    [InlineData(StandIn.Agreeing, "10", "stable", "error", 0)]
    [InlineData(StandIn.Agreeing, "2", "inconclusive", "error", 0)]
    [InlineData(StandIn.Agreeing, "2", "inconclusive", "info", 1)]
    public void With_fail_on_new_a_pull_request_fails_for_what_its_rerun_shows_and_not_for_old_findings(string parameters, string seeds, string stability, string failOnNew, int code)
    {
        Machine.RequireBubblewrap();
        Machine.RequireTorch();
        using var repository = Study("", parameters);
        File.Delete(Path.Combine(repository.Path, "retrain.py"));
        var start = repository.Commit();
        repository.StartBranch();
        repository.Write("notes.txt", "words\n");
        var pull = Events.PullRequest(start, repository.Commit());

        var result = repository.Run(pull, ("rerun", "repository"), ("max-seeds", seeds), ("budget", "5m"), ("fail-on-new", failOnNew));

        Assert.Equal((stability, "0"), (result.Outputs["stability"], result.Outputs["findings-new"]));
        Assert.Contains(JsonNode.Parse(result.Artifact["report.json"])!["findings"]!.AsArray(), f => (string?)f!["severity"] == "error" && (string?)f["outcome"] == "violated" && !((string)f["check"]!).StartsWith("DNAS3", StringComparison.Ordinal));
        Assert.True(code == result.LastExitCode, result.Text);
        Assert.Equal($"{code}", result.Outputs["exit-code"]);
    }

    /// <summary>The example with a search that takes a tenth of a second.</summary>
    private static CheckedOut Study(string extra, string parameters = StandIn.Agreeing)
    {
        var repository = new CheckedOut();
        ExampleCopy.Make(repository.Path);
        repository.Write("search.py", StandIn.Search(parameters, extra));
        var card = Path.Combine(repository.Path, "nas-reporting-card.yml");
        var text = File.ReadAllText(card);
        Assert.Contains(Reader, text, StringComparison.Ordinal);
        File.WriteAllText(card, text.Replace(Reader, "reader: architecture_json}", StringComparison.Ordinal));
        return repository;
    }
}

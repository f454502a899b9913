using System.Text.Json.Nodes;
using DnasRepro.GitHub;
using DnasRepro.Reports;
using DnasRepro.Tests.Support;
using Octokit;

namespace DnasRepro.Tests.GitHub;

/// <summary>Check runs, whose annotations GitHub takes by fifties.</summary>
public sealed class CheckRunPublisherTests : IDisposable
{
    private const string Head = "1111111111111111111111111111111111111111";
    private static readonly HubRepository Study = new("lab", "study");
    private readonly GitHubStandIn hub = GitHubStandIn.Start();

    private IGitHubClient Client => GitHubConnection.Open(new GitHubOptions("ghs_secret", hub.Api, null), "1.0.0");

    public CheckRunPublisherTests()
    {
        var made = new JsonObject { ["id"] = 42, ["html_url"] = "https://github.com/lab/study/runs/42", ["status"] = "completed" };
        hub.Answer("POST", "/repos/lab/study/check-runs", made, 201);
        hub.Answer("PATCH", "/repos/lab/study/check-runs/42", made.DeepClone());
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(49, 49)]
    [InlineData(50, 50)]
    [InlineData(51, 50, 1)]
    [InlineData(101, 50, 50, 1)]
    public async Task Annotations_go_in_batches_and_in_their_order(int count, params int[] batches)
    {
        Assert.Equal("https://github.com/lab/study/runs/42", await Publish(count));

        var sent = hub.Requests.Select(r => JsonNode.Parse(r.Body)!["output"]!["annotations"]!.AsArray()).ToList();
        Assert.Equal(batches, sent.Select(s => s.Count));
        Assert.Equal(Enumerable.Range(1, count), sent.SelectMany(s => s).Select(a => a!["start_line"]!.GetValue<int>()));
    }

    [Fact]
    public async Task The_run_is_of_the_head_commit_and_says_what_it_found()
    {
        await Publish(1);

        var body = JsonNode.Parse(Assert.Single(hub.Requests).Body)!;
        Assert.Equal((Head, "completed", "neutral"), (body["head_sha"]!.GetValue<string>(), body["status"]!.GetValue<string>(), body["conclusion"]!.GetValue<string>()));
        var first = body["output"]!["annotations"]![0]!;
        Assert.Equal(("a.py", "warning", "title"), (first["path"]!.GetValue<string>(), first["annotation_level"]!.GetValue<string>(), first["title"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Without_the_right_the_message_tells_which_right()
    {
        hub.Answer("POST", "/repos/lab/study/check-runs", new JsonObject { ["message"] = "Resource not accessible by integration" }, 403);

        Assert.Contains("checks: write", (await Assert.ThrowsAsync<UserErrorException>(() => Publish(1))).Hint, StringComparison.Ordinal);
    }

    private Task<string> Publish(int count) => CheckRunPublisher.PublishAsync(
        Client, Study, Head,
        new CheckRunContent("dnas-repro", "neutral", "Level 2", "summary", null, new CheckRunAnnotations([.. Enumerable.Range(1, count).Select(n => new DnasRepro.Reports.CheckRunAnnotation("a.py", n, n, "warning", "title", "message")).Chunk(CheckRunAnnotations.MostInACall)], 0)),
        TestContext.Current.CancellationToken);

    public void Dispose() => hub.Dispose();
}

using System.Text.Json.Nodes;
using DnasRepro.GitHub;
using DnasRepro.Tests.Support;
using Octokit;

namespace DnasRepro.Tests.GitHub;

/// <summary>Requests of Octokit through our connection, held against GitHub's own description by Prism.</summary>
public sealed class StandInTests
{
    private const string Sha = "1111111111111111111111111111111111111111";

    private static IGitHubClient Client(GitHubStandIn hub) => GitHubConnection.Open(new GitHubOptions("t0ken", hub.Api, CacheFolder: null), "1.0.0");

    [Fact]
    public async Task A_request_that_breaks_the_description_is_noticed()
    {
        using var hub = GitHubStandIn.Start(expectsViolations: true);

        var error = await Assert.ThrowsAsync<ApiException>(() => Client(hub).Connection.Post<object>(new Uri("repos/o/n/issues/1/comments", UriKind.Relative), new { text = "no body" }, null, null, parameters: null, TestContext.Current.CancellationToken));

        Assert.Contains("must have required property", error.Message);
        Assert.Contains("POST /repos/o/n/issues/1/comments", Assert.Single(hub.Violations));
    }

    [Fact]
    public async Task A_path_that_GitHub_does_not_have_is_noticed()
    {
        using var hub = GitHubStandIn.Start(expectsViolations: true);

        await Assert.ThrowsAsync<ApiException>(() => Client(hub).Connection.Get<object>(new Uri("repos/o/n/nowhere", UriKind.Relative), null));

        Assert.Contains("NO_PATH_MATCHED", Assert.Single(hub.Violations));
    }

    [Fact]
    public async Task Comments_are_listed_made_and_changed()
    {
        using var hub = GitHubStandIn.Start();
        var comments = Client(hub).Issue.Comment;

        var all = await comments.GetAllForIssue("o", "n", 12, new ApiOptions { PageSize = 100 });
        await comments.Create("o", "n", 12, "text");
        await comments.Update("o", "n", all[0].Id, "other text");

        Assert.Equal(["GET", "POST", "PATCH"], hub.Requests.Select(r => r.Method));
        Assert.All(hub.Requests, r => Assert.Equal("Token t0ken", r.Authorization));
    }

    [Fact]
    public async Task Pull_requests_of_a_commit_are_listed_as_the_test_says()
    {
        using var hub = GitHubStandIn.Start();
        var pulls = GitHubDescription.Example("/repos/{owner}/{repo}/commits/{commit_sha}/pulls", "get").AsArray();
        pulls[0]!["number"] = 77;
        pulls[0]!["head"]!["sha"] = Sha;
        hub.Answer("GET", $"/repos/o/n/commits/{Sha}/pulls", pulls);

        var found = await Client(hub).Repository.Commit.PullRequests("o", "n", Sha);

        Assert.Equal((77, Sha), (found[0].Number, found[0].Head.Sha));
    }

    [Fact]
    public async Task Artifacts_of_a_run_are_listed_and_fetched()
    {
        using var hub = GitHubStandIn.Start();
        hub.Answer("GET", "/repos/o/n/actions/artifacts/9/zip", 200, "application/zip", [1, 2, 3]);

        var artifacts = await Client(hub).Actions.Artifacts.ListWorkflowArtifacts("o", "n", 5, new ListArtifactsRequest { Name = "dnas-repro-report" });
        await using var zip = await Client(hub).Actions.Artifacts.DownloadArtifact("o", "n", 9, "zip");

        Assert.NotEmpty(artifacts.Artifacts);
        Assert.Equal([1, 2, 3], new BinaryReader(zip).ReadBytes(9));
    }

    [Fact]
    public async Task Check_runs_are_made_and_changed()
    {
        using var hub = GitHubStandIn.Start();
        var annotations = new[] { new NewCheckRunAnnotation("a.py", 1, 2, CheckAnnotationLevel.Warning, "message") };
        var output = new NewCheckRunOutput("title", "summary") { Annotations = annotations };

        var run = await Client(hub).Check.Run.Create("o", "n", new NewCheckRun("dnas-repro", Sha) { Status = CheckStatus.Completed, Conclusion = CheckConclusion.Success, Output = output });
        await Client(hub).Check.Run.Update("o", "n", run.Id, new CheckRunUpdate { Output = output });

        Assert.Equal(["POST", "PATCH"], hub.Requests.Select(r => r.Method));
        Assert.Equal("a.py", JsonNode.Parse(hub.Requests.First().Body)!["output"]!["annotations"]![0]!["path"]!.GetValue<string>());
    }
}

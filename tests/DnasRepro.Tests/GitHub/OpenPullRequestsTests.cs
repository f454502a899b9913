using System.Text.Json.Nodes;
using DnasRepro.GitHub;
using DnasRepro.Tests.Support;
using Octokit;

namespace DnasRepro.Tests.GitHub;

/// <summary>Which pull request a comment belongs to.</summary>
public sealed class OpenPullRequestsTests : IDisposable
{
    private const string Head = "1111111111111111111111111111111111111111";
    private static readonly HubRepository Study = new("lab", "study");
    private readonly GitHubStandIn hub = GitHubStandIn.Start();

    private IGitHubClient Client => GitHubConnection.Open(new GitHubOptions("ghs_secret", hub.Api, null), "1.0.0");

    public OpenPullRequestsTests() => hub.Answer("GET", $"/repos/lab/study/compare/{Sha('b')}...{Head}", new JsonObject { ["merge_base_commit"] = new JsonObject { ["sha"] = Sha('c') } });

    [Fact]
    public async Task The_only_one_with_that_head_is_found_on_whatever_page_it_stands()
    {
        Page(1, [.. Enumerable.Range(1, 100).Select(n => Pull(n, Sha('9')))]);
        Page(2, Pull(101, Head));

        Assert.Equal(new PullRequestOfCommit.One(101, Sha('c')), await Find());
    }

    [Fact]
    public async Task None_is_none()
    {
        Page(1, Pull(1, Sha('9')));

        var answer = Assert.IsType<PullRequestOfCommit.NotOne>(await Find());
        Assert.StartsWith("no open pull request has 111111111111 as its head", answer.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_with_one_head_are_not_one()
    {
        Page(1, Pull(4, Head), Pull(2, Head));

        var answer = Assert.IsType<PullRequestOfCommit.NotOne>(await Find());
        Assert.Equal("2 open pull requests have 111111111111 as their head: #2, #4", answer.Reason);
    }

    [Theory]
    [InlineData("open", Head, true)]
    [InlineData("open", "2222222222222222222222222222222222222222", false)]
    [InlineData("closed", Head, false)]
    public async Task A_pull_request_is_current_while_it_is_open_with_that_head(string state, string head, bool isCurrent)
    {
        var pull = Pull(7, head);
        pull["state"] = state;
        hub.Answer("GET", "/repos/lab/study/pulls/7", pull);

        Assert.Equal(isCurrent, await OpenPullRequests.IsCurrentAsync(Client, Study, 7, Head));
    }

    private Task<PullRequestOfCommit> Find() => OpenPullRequests.FindAsync(Client, Study, Head, TestContext.Current.CancellationToken);

    private void Page(int number, params JsonObject[] pulls) => hub.Answer("GET", $"/repos/lab/study/pulls?state=open&sort=created&direction=desc&per_page=100&page={number}", new JsonArray([.. pulls]));

    private static JsonObject Pull(int number, string head) => new()
    {
        ["number"] = number,
        ["state"] = "open",
        ["head"] = new JsonObject { ["sha"] = head, ["ref"] = "x" },
        ["base"] = new JsonObject { ["sha"] = Sha('b'), ["ref"] = "main" },
    };

    private static string Sha(char digit) => new(digit, 40);

    public void Dispose() => hub.Dispose();
}

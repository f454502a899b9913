using System.Text.Json.Nodes;
using DnasRepro.GitHub;
using DnasRepro.Tests.Support;
using Octokit;

namespace DnasRepro.Tests.GitHub;

/// <summary>One comment, written again in its place.</summary>
public sealed class StickyCommentTests : IDisposable
{
    private const string Comments = "/repos/lab/study/issues/7/comments";
    private const string Marker = "<!-- dnas-repro: card -->";
    private const string Body = Marker + "\nlevel: available\n";
    private static readonly HubRepository Study = new("lab", "study");
    private readonly GitHubStandIn hub = GitHubStandIn.Start();

    private IGitHubClient Client => GitHubConnection.Open(new GitHubOptions("ghs_secret", hub.Api, null), "1.0.0");

    public StickyCommentTests()
    {
        hub.Answer("POST", Comments, Comment(900, StickyComment.WorkflowAuthor, Body), 201);
        hub.Answer("PATCH", "/repos/lab/study/issues/comments/5", Comment(5, StickyComment.WorkflowAuthor, Body));
    }

    [Fact]
    public async Task The_first_time_it_is_posted()
    {
        hub.Answer("GET", Comments, new JsonArray(Comment(1, "reader", "hello")));

        Assert.Equal((CommentOutcome.Created, "https://github.com/lab/study/pull/7#issuecomment-900"), await Post());
        Assert.Equal(Body, JsonNode.Parse(Assert.Single(hub.Requests, r => r.Method == "POST").Body)!["body"]!.GetValue<string>());
    }

    [Fact]
    public async Task Then_it_is_updated_also_when_it_stands_on_the_second_page()
    {
        hub.Answer("GET", Comments, new JsonArray([.. Enumerable.Range(1000, 100).Select(id => Comment(id, "reader", "hello"))]));
        hub.Answer("GET", Comments + "?sort=created&direction=asc&per_page=100&page=2", new JsonArray(Comment(5, StickyComment.WorkflowAuthor, Marker + "\r\nlevel: none")));

        Assert.Equal(CommentOutcome.Updated, (await Post()).Outcome);
        Assert.Equal("/repos/lab/study/issues/comments/5", Assert.Single(hub.Requests, r => r.Method == "PATCH").PathAndQuery);
        Assert.DoesNotContain(hub.Requests, r => r.Method == "POST");
    }

    [Theory]
    [InlineData(Body)]
    [InlineData(Marker + "\r\nlevel: available")]
    public async Task What_is_unchanged_is_left_alone(string earlier)
    {
        hub.Answer("GET", Comments, new JsonArray(Comment(5, StickyComment.WorkflowAuthor, earlier)));

        Assert.Equal(CommentOutcome.Unchanged, (await Post()).Outcome);
        Assert.All(hub.Requests, r => Assert.Equal("GET", r.Method));
    }

    [Theory]
    [InlineData("attacker", Marker + "\nlevel: stable")]
    [InlineData(StickyComment.WorkflowAuthor, "<!-- dnas-repro: other -->\nlevel: none")]
    [InlineData(StickyComment.WorkflowAuthor, "see\n" + Marker)]
    public async Task Comments_of_others_and_of_other_cards_are_not_ours(string author, string body)
    {
        hub.Answer("GET", Comments, new JsonArray(Comment(5, author, body)));

        Assert.Equal(CommentOutcome.Created, (await Post()).Outcome);
    }

    [Fact]
    public async Task Without_the_right_to_comment_the_message_tells_which_right()
    {
        hub.Answer("GET", Comments, new JsonArray());
        hub.Answer("POST", Comments, new JsonObject { ["message"] = "Resource not accessible by integration" }, 403);

        var error = await Assert.ThrowsAsync<UserErrorException>(Post);
        Assert.Contains("pull-requests: write", error.Message, StringComparison.Ordinal);
        Assert.Equal(3, error.ExitCode);
    }

    private Task<(CommentOutcome Outcome, string Page)> Post() => StickyComment.PostAsync(Client, Study, 7, Marker, Body, StickyComment.WorkflowAuthor);

    private static JsonObject Comment(long id, string author, string body) => new()
    {
        ["id"] = id,
        ["body"] = body,
        ["html_url"] = $"https://github.com/lab/study/pull/7#issuecomment-{id}",
        ["user"] = new JsonObject { ["login"] = author, ["type"] = "Bot" },
    };

    public void Dispose() => hub.Dispose();
}

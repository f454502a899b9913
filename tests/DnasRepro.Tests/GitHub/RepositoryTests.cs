using System.Text.Json.Nodes;
using DnasRepro.Facts;
using DnasRepro.GitHub;
using DnasRepro.Tests.Support;
using Octokit;
using WireMock.ResponseBuilders;
using static DnasRepro.Tests.GitHub.HubServer;

namespace DnasRepro.Tests.GitHub;

/// <summary>What is asked about a repository, and what is made of the answers.</summary>
public sealed class RepositoryTests
{
    private const string Commit = "1111111111111111111111111111111111111111";

    private static IGitHubClient Client(GitHubStandIn hub) => GitHubConnection.Open(new GitHubOptions("t0ken", hub.Api, CacheFolder: null), "1.0.0");

    private static JsonNode Repository(string fullName)
    {
        var repository = GitHubDescription.Example("/repos/{owner}/{repo}", "get");
        repository["full_name"] = fullName;
        return repository;
    }

    [Fact]
    public async Task Facts_are_read_from_the_answers_that_GitHub_documents()
    {
        using var hub = GitHubStandIn.Start();
        var repository = Repository("new-owner/new-name");
        repository["archived"] = true;
        repository["topics"] = new JsonArray("darts", "segmentation", "Not A Topic");
        var tags = GitHubDescription.Example("/repos/{owner}/{repo}/tags", "get");
        tags[0]!["name"] = "v1";
        tags[0]!["commit"]!["sha"] = Commit;
        var releases = GitHubDescription.Example("/repos/{owner}/{repo}/releases", "get");
        releases[0]!["tag_name"] = "v1";
        hub.Answer("GET", "/repos/owner/name", repository);
        hub.Answer("GET", "/repos/new-owner/new-name/tags", tags);
        hub.Answer("GET", "/repos/new-owner/new-name/releases", releases);

        var facts = await GitHubRepository.Read(Client(hub), "owner", "name", new HastyClock(HubServer.Noon));

        Assert.Equal(("owner/name", "new-owner/new-name", true), (facts.Asked, facts.FullName, facts.IsRenamed));
        Assert.Equal((true, false, false), (facts.IsArchived, facts.IsDisabled, facts.IsPrivate));
        Assert.Equal((repository["parent"]!["full_name"]!.GetValue<string>(), repository["source"]!["full_name"]!.GetValue<string>()), (facts.Parent, facts.Source));
        Assert.Equal((repository["license"]!["spdx_id"]!.GetValue<string>(), repository["default_branch"]!.GetValue<string>()), (facts.Licence, facts.DefaultBranch));
        Assert.Equal(["darts", "segmentation"], facts.Topics);
        Assert.Equal(["v1"], facts.TagsOf(Commit));
        Assert.Equal((true, true), (facts.Tags.IsWhole, facts.Releases.IsWhole));
        Assert.Equal(["v1"], facts.Releases.Items);
        Assert.Equal((HubServer.Noon, DateTimeOffset.Parse(repository["pushed_at"]!.GetValue<string>(), System.Globalization.CultureInfo.InvariantCulture)), (facts.AskedAt, facts.PushedAt));
        Assert.Equal(3, hub.Requests.Count);
    }

    [Fact]
    public async Task A_shortened_commit_is_asked_for_as_GitHub_documents_it()
    {
        using var hub = GitHubStandIn.Start();
        hub.Answer("GET", "/repos/o/n/commits/1111", 200, "application/vnd.github.sha; charset=utf-8", System.Text.Encoding.ASCII.GetBytes(Commit));

        Assert.Equal(Commit, await GitHubRepository.FindCommit(Client(hub), "o", "n", "1111"));
    }

    [Theory]
    [InlineData(422, "{\"message\":\"No commit found for SHA: 1111\"}")]
    [InlineData(404, "{}")]
    [InlineData(200, "2222222222222222222222222222222222222222")]
    [InlineData(200, "1111")]
    [InlineData(200, "")]
    public async Task A_commit_that_is_none_or_several_is_refused(int status, string body)
    {
        using var hub = new HubServer();
        hub.Answer("/repos/o/n/commits/1111", Response.Create().WithStatusCode(status).WithHeader("Content-Type", status == 200 ? "application/vnd.github.sha" : "application/json").WithBody(body));

        var error = await Assert.ThrowsAsync<UserErrorException>(() => GitHubRepository.FindCommit(hub.Client(), "o", "n", "1111"));

        Assert.Equal(3, error.ExitCode);
        Assert.NotEmpty(error.Hint);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"full_name\":\"no-name\"}")]
    [InlineData("{\"full_name\":\"../../etc\"}")]
    [InlineData("{\"full_name\":\"a/b\\u001b[31m\"}")]
    [InlineData("{\"full_name\":{\"a\":1}}")]
    [InlineData("[1,2]")]
    [InlineData("7")]
    [InlineData("null")]
    public async Task An_answer_without_a_name_is_refused(string body)
    {
        using var hub = new HubServer();
        hub.Answer("/repos/o/n", Json(body));

        Assert.Contains("has not the form", (await Assert.ThrowsAsync<UserErrorException>(() => GitHubRepository.Read(hub.Client(), "o", "n"))).Message);
    }

    [Fact]
    public async Task Absurd_values_are_left_out_or_cut()
    {
        using var hub = new HubServer();
        hub.Answer("/repos/o/n", Json(new JsonObject
        {
            ["full_name"] = "o/n",
            ["default_branch"] = new string('b', 100_000) + "\u202e",
            ["license"] = new JsonObject { ["spdx_id"] = "<script>" },
            ["topics"] = new JsonArray([.. Enumerable.Range(0, 1000).Select(i => (JsonNode)$"t{i}")]),
            ["parent"] = new JsonObject { ["full_name"] = "x" },
        }.ToJsonString()));
        hub.Answer("/repos/o/n/tags", Json("""[{"name":"ok","commit":{"sha":"1111111111111111111111111111111111111111"}},{"name":"a\u001b","commit":{"sha":"x"}},{"name":null},{},null]"""));
        hub.Answer("/repos/o/n/releases", Json("""[{"tag_name":"ok","draft":false},{"tag_name":"hidden","draft":true},{"tag_name":null}]"""));

        var facts = await GitHubRepository.Read(hub.Client(), "o", "n");

        Assert.InRange(facts.DefaultBranch.Length, 1, 300);
        Assert.Equal(("NOASSERTION", null, 20), (facts.Licence, facts.Parent, facts.Topics.Count));
        Assert.Equal([new GitHubTag("ok", Commit)], facts.Tags.Items);
        Assert.Equal(["ok"], facts.Releases.Items);
    }

    [Fact]
    public async Task More_tags_than_are_read_are_known_to_be_there()
    {
        using var hub = new HubServer();
        var page = "[" + string.Join(',', Enumerable.Range(0, 100).Select(i => $"{{\"name\":\"v{i}\",\"commit\":{{\"sha\":\"{Commit}\"}}}}")) + "]";
        hub.Answer("/repos/o/n", Json("""{"full_name":"o/n"}"""));
        hub.Answer("/repos/o/n/tags", Json(page, 200, ("Link", $"<{hub.Api}repos/o/n/tags?page=2&per_page=100>; rel=\"next\"")));
        hub.Answer("/repos/o/n/releases", Json("[]"));

        var facts = await GitHubRepository.Read(hub.Client(), "o", "n");

        Assert.Equal((1000, false, true), (facts.Tags.Items.Count, facts.Tags.IsWhole, facts.Releases.IsWhole));
        Assert.Equal(12, hub.Asked);
    }
}

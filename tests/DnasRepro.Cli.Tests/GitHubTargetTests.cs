using System.Text.Json.Nodes;
using DnasRepro.Cli.Tests.Support;

namespace DnasRepro.Cli.Tests;

/// <summary>Targets on GitHub from the command line to the report: git over HTTP by git's own server, the API by Prism over GitHub's own description.</summary>
public sealed class GitHubTargetTests : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly string paper;
    private readonly string later;

    public GitHubTargetTests()
    {
        Requires.That("git", ExternalTool.IsThere("git"));
        folder.Write("owner/study/README.md", "# Study\n\nWhat the paper used.\n").Init("owner/study");
        paper = folder.Commit("owner/study");
        later = folder.Write("owner/study/README.md", "# Study\n\nRewritten since.\n").Commit("owner/study");
        folder.GitIn("owner/study", "update-ref", "refs/pull/12/head", paper);
    }

    private Run Check(GitServer server, GitHubStandIn hub, params string[] arguments) => Check(server, hub.Api.AbsoluteUri, arguments);

    private Run Check(GitServer server, string api, params string[] arguments) => Tool.Process(
        "dotnet", Directory.CreateDirectory(folder["elsewhere"]).FullName,
        [("GITHUB_SERVER_URL", server.Url), ("GITHUB_API_URL", api), ("GITHUB_TOKEN", "t0ken"), ("XDG_CACHE_HOME", folder["cache"])],
        [Tool.Dll, "check", .. arguments]);

    /// <summary>GitHub with the repository, and a tag on one commit.</summary>
    private static GitHubStandIn Hub(string tagged)
    {
        var hub = GitHubStandIn.Start();
        var repository = GitHubDescription.Example("/repos/{owner}/{repo}", "get");
        repository["full_name"] = "owner/study";
        var tags = GitHubDescription.Example("/repos/{owner}/{repo}/tags", "get");
        tags[0]!["name"] = "paper";
        tags[0]!["commit"]!["sha"] = tagged;
        hub.Answer("GET", "/repos/owner/study", repository);
        hub.Answer("GET", "/repos/owner/study/tags", tags);
        hub.Answer("GET", "/repos/owner/study/releases", new JsonArray());
        return hub;
    }

    private static JsonNode Finding(JsonNode report, string slug) => report["findings"]!.AsArray().Single(f => f!["slug"]!.GetValue<string>() == slug)!;

    [Fact]
    public void The_commit_that_a_paper_names_is_checked_with_what_GitHub_says_of_it()
    {
        using var hub = Hub(paper);
        using var server = new GitServer(folder.Path);

        var run = Check(server, hub, $"owner/study@{paper}", "--format", "json", "--fail-on", "never");
        var report = JsonNode.Parse(run.Output)!;

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(paper, report["target"]!["commit"]!.GetValue<string>());
        Assert.Equal(("owner/study", "paper"), (report["host"]!["name"]!.GetValue<string>(), report["host"]!["commitTags"]![0]!.GetValue<string>()));
        Assert.Equal("satisfied", Finding(report, "commit-not-tagged")["outcome"]!.GetValue<string>());
        Assert.NotNull(report["generated"]!["host"]!["askedAt"]);
        Assert.All(hub.Requests, r => Assert.Equal("Token t0ken", r.Authorization));
        Assert.DoesNotContain("t0ken", run.Output + run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_study_reaches_the_level_from_afar_that_its_whole_clone_reaches()
    {
        ExampleCopy.Make(folder["owner/unet"]);
        ExampleCopy.Publish(folder["owner/unet"]);
        folder.GitIn("owner/unet", "config", "uploadpack.allowAnySHA1InWant", "true");
        using var hub = GitHubStandIn.Start();
        using var server = new GitServer(folder.Path);
        var head = folder.GitIn("owner/unet", "rev-parse", "HEAD");

        var afar = JsonNode.Parse(Check(server, hub, $"owner/unet@{head}", "--format", "json", "--fail-on", "never", "--github-facts", "off").Output)!;
        var here = JsonNode.Parse(Check(server, hub, $"{folder["owner/unet"]}@{head}", "--format", "json", "--fail-on", "never").Output)!;

        Assert.Equal("satisfied", Finding(afar, "card-id-commit")["outcome"]!.GetValue<string>());
        Assert.Equal((2, 2), (here["level"]!["grade"]!.GetValue<int>(), afar["level"]!["grade"]!.GetValue<int>()));
    }

    [Fact]
    public void Without_clocks_the_same_answers_give_the_same_bytes()
    {
        using var hub = Hub(paper);
        using var server = new GitServer(folder.Path);
        string[] arguments = [$"owner/study@{paper}", "--format", "json", "--fail-on", "never", "--no-generated"];

        Assert.Equal(Check(server, hub, arguments).Output, Check(server, hub, arguments).Output);
    }

    [Theory]
    [InlineData("owner/study#12", "owner/study#12")]
    [InlineData("https://github.com/owner/study/pull/12/files", "owner/study#12")]
    public void A_pull_request_is_checked_at_its_head(string target, string name)
    {
        using var hub = Hub(later);
        using var server = new GitServer(folder.Path);

        var run = Check(server, hub, target, "--format", "json", "--fail-on", "never");
        var report = JsonNode.Parse(run.Output)!;

        Assert.Equal((name, paper), (report["target"]!["address"]!.GetValue<string>(), report["target"]!["commit"]!.GetValue<string>()));
        Assert.Contains($"{name} is commit {paper}", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_shortened_commit_is_asked_for_at_GitHub()
    {
        using var hub = Hub(later);
        using var server = new GitServer(folder.Path);
        hub.Answer("GET", $"/repos/owner/study/commits/{paper[..8]}", 200, "application/vnd.github.sha; charset=utf-8", System.Text.Encoding.ASCII.GetBytes(paper));

        var run = Check(server, hub, $"owner/study@{paper[..8]}", "--format", "json", "--fail-on", "never");

        Assert.Equal(paper, JsonNode.Parse(run.Output)!["target"]!["commit"]!.GetValue<string>());
        Assert.Contains($"is commit {paper}", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_shortened_commit_that_GitHub_does_not_know_is_named()
    {
        using var hub = Hub(later);
        using var server = new GitServer(folder.Path);
        hub.Answer("GET", "/repos/owner/study/commits/abcd1234", new JsonObject { ["message"] = "No commit found for SHA: abcd1234" }, 422);

        var run = Check(server, hub, "owner/study@abcd1234");

        Assert.Equal(3, run.ExitCode);
        Assert.Contains("GitHub knows no single commit of owner/study that begins with 'abcd1234'", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_limit_leaves_the_facts_open_and_the_check_goes_on()
    {
        using var hub = Hub(paper);
        using var server = new GitServer(folder.Path);
        hub.Answer("GET", "/repos/owner/study", 403, "application/json", "{}"u8.ToArray(), ("x-ratelimit-remaining", "0"), ("x-ratelimit-reset", "1800000000"));

        var run = Check(server, hub, "owner/study", "--format", "json", "--fail-on", "never");
        var report = JsonNode.Parse(run.Output)!;

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("warning: GitHub's facts are missing: GitHub answers no more questions with this token until 2027-01-15 08:00 UTC", run.Error, StringComparison.Ordinal);
        Assert.Null(report["host"]);
        Assert.Equal("not_determined", Finding(report, "commit-not-tagged")["outcome"]!.GetValue<string>());
    }

    [Fact]
    public void GitHub_is_not_asked_when_the_user_does_not_want_it()
    {
        using var hub = Hub(paper);
        using var server = new GitServer(folder.Path);

        var run = Check(server, hub, "owner/study", "--github-facts", "off", "--format", "json", "--fail-on", "never");

        Assert.Empty(hub.Requests);
        Assert.Null(JsonNode.Parse(run.Output)!["host"]);
    }

    [Fact]
    public void A_folder_is_asked_about_only_on_demand()
    {
        using var hub = Hub(later);
        using var server = new GitServer(folder.Path);
        folder.GitIn("owner/study", "remote", "add", "origin", server.Url + "owner/study.git");

        var quiet = Check(server, hub, folder["owner/study"], "--format", "json", "--fail-on", "never");
        Assert.Empty(hub.Requests);
        var asked = Check(server, hub, folder["owner/study"], "--github-facts", "on", "--format", "json", "--fail-on", "never");

        Assert.Null(JsonNode.Parse(quiet.Output)!["host"]);
        Assert.Equal("paper", JsonNode.Parse(asked.Output)!["host"]!["commitTags"]![0]!.GetValue<string>());
        Assert.Equal(3, hub.Requests.Count);
    }

    [Fact]
    public void A_folder_that_is_not_on_GitHub_is_told_as_such()
    {
        using var hub = Hub(later);
        using var server = new GitServer(folder.Path);

        var run = Check(server, hub, folder["owner/study"], "--github-facts", "on", "--fail-on", "never");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("this repository has no remote on GitHub", run.Error, StringComparison.Ordinal);
        Assert.Empty(hub.Requests);
    }

    public void Dispose() => folder.Dispose();
}

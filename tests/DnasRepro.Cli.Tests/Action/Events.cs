using System.Text.Json.Nodes;

namespace DnasRepro.Cli.Tests.Action;

/// <summary>The context <c>github</c> for events, from GitHub's own example payloads with the commits of a test's repository put in.</summary>
internal static class Events
{
    public const string Repository = "Codertocat/Hello-World";

    private static readonly Lazy<JsonArray> Examples = new(() => JsonNode.Parse(File.ReadAllText(
        Path.Combine(NodeTools.Folder, "node_modules", "@octokit", "webhooks-examples", "api.github.com", "index.json")))!.AsArray());

    /// <summary>A pull request whose branch lies in the repository itself or in a fork.</summary>
    /// <param name="branch">The branch's name, which whoever opens the pull request chooses.</param>
    public static JsonObject PullRequest(string baseCommit, string headCommit, bool isFork = false, string branch = "changes")
    {
        var payload = Example("pull_request", p => (string?)p["action"] == "synchronize");
        payload["pull_request"]!["base"]!["sha"] = baseCommit;
        payload["pull_request"]!["head"]!["sha"] = headCommit;
        payload["pull_request"]!["head"]!["ref"] = branch;
        payload["pull_request"]!["title"] = $"Merge {branch}";
        if (isFork)
            payload["pull_request"]!["head"]!["repo"]!["full_name"] = "mallory/Hello-World";
        var github = Context("pull_request", payload, headCommit, "refs/pull/2/merge");
        (github["head_ref"], github["base_ref"]) = (branch, "main");
        return github;
    }

    public static JsonObject Push(string commit)
    {
        var payload = Example("push", _ => true);
        (payload["ref"], payload["after"]) = ("refs/heads/main", commit);
        return Context("push", payload, commit, "refs/heads/main");
    }

    /// <summary>A schedule is no webhook: its payload is the cron line and the repository.</summary>
    public static JsonObject Schedule(string commit) =>
        Context("schedule", new JsonObject { ["schedule"] = "17 5 * * 1", ["repository"] = Example("push", _ => true)["repository"]!.DeepClone() }, commit, "refs/heads/main");

    private static JsonObject Example(string name, Func<JsonObject, bool> fits) =>
        Examples.Value.First(e => (string?)e!["name"] == name)!["examples"]!.AsArray().Select(e => e!.AsObject()).First(fits).DeepClone().AsObject();

    private static JsonObject Context(string name, JsonObject payload, string commit, string reference) => new()
    {
        ["event_name"] = name, ["event"] = payload, ["repository"] = Repository, ["sha"] = commit, ["ref"] = reference, ["ref_name"] = reference.Split('/', 3)[2],
        ["action_ref"] = "main", ["token"] = "ghs_token-of-the-job", ["server_url"] = "https://github.com", ["actor"] = "Codertocat",
    };
}

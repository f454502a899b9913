using System.Text.Json.Nodes;
using DnasRepro.GitHub;

namespace DnasRepro.Cli.Tests.Support;

/// <summary>
/// A repository with a pull request from a fork, as GitHub serves it: its objects by git over HTTP, its pull requests, artifacts and comments by the API.
/// The pull request takes away the licence, adds the citation, and brings settings that would hide everything.
/// </summary>
internal sealed class PullRequestStudy : IDisposable
{
    public const int Number = 7;
    private const string Api = "/repos/lab/study";
    private readonly TempFolder folder = new();
    private readonly GitServer git;
    private readonly GitHubStandIn hub = GitHubStandIn.Start();

    public PullRequestStudy()
    {
        folder.Init("work").Write("work/LICENSE", File.ReadAllBytes(Path.Combine(Tool.Root, "LICENSE"))).Write("work/README.md", "# Study\n\n```sh\npython search.py\n```\n").Write("work/search.py", "print('search')\n");
        Base = folder.Commit("work");
        File.Delete(folder["work/LICENSE"]);
        folder.Write("work/CITATION.cff", File.ReadAllBytes(Path.Combine(Tool.Root, "examples", "unet-darts", "CITATION.cff")));
        folder.Write("work/.dnas-repro.yml", "fail_on: never\nignore: ['**']\n");
        Head = folder.Commit("work");
        folder.GitIn("work", "checkout", "--quiet", "main");
        folder.GitIn(".", "clone", "--quiet", "--bare", "work", "served/lab/study");
        folder.GitIn("served/lab/study", "update-ref", "refs/heads/main", Base);
        folder.GitIn("served/lab/study", "update-ref", $"refs/pull/{Number}/head", Head);
        git = new GitServer(folder["served"]);
        Pulls(Head);
        hub.Answer("GET", $"{Api}/compare/{Base}...{Head}", new JsonObject { ["merge_base_commit"] = new JsonObject { ["sha"] = Base } });
        Comments();
        Artifact(null);
        hub.Answer("POST", $"{Api}/issues/{Number}/comments", Comment(900, StickyComment.WorkflowAuthor, ""), 201);
        hub.Answer("POST", $"{Api}/check-runs", new JsonObject { ["id"] = 42, ["html_url"] = "https://github.com/lab/study/runs/42", ["status"] = "completed" }, 201);
    }

    public string Base { get; }

    public string Head { get; }

    public GitHubStandIn Hub => hub;

    /// <summary>The comments that were posted or written anew.</summary>
    public IReadOnlyList<string> Written => [.. hub.Requests.Where(r => r.Method is "POST" or "PATCH" && r.PathAndQuery.Contains("/comments", StringComparison.Ordinal)).Select(r => JsonNode.Parse(r.Body)!["body"]!.GetValue<string>())];

    /// <summary>The open pull requests, by their heads; their numbers count from 7.</summary>
    public void Pulls(params string[] heads)
    {
        hub.Answer("GET", $"{Api}/pulls", new JsonArray([.. heads.Select((head, i) => Pull(Number + i, head))]));
        if (heads.Length > 0)
            hub.Answer("GET", $"{Api}/pulls/{Number}", Pull(Number, heads[0]));
    }

    /// <summary>What the pull request looks like when it is asked for once more before the comment is posted.</summary>
    public void Becomes(string head) => hub.Answer("GET", $"{Api}/pulls/{Number}", Pull(Number, head));

    public void Comments(params (string Author, string Body)[] comments)
    {
        hub.Answer("GET", $"{Api}/issues/{Number}/comments", new JsonArray([.. comments.Select((c, i) => Comment(i + 1, c.Author, c.Body))]));
        for (var id = 1; id <= comments.Length; id++)
            hub.Answer("PATCH", $"{Api}/issues/comments/{id}", Comment(id, StickyComment.WorkflowAuthor, ""));
    }

    /// <summary>What the pull request's own job left behind; null for nothing.</summary>
    public void Artifact(byte[]? zip)
    {
        var list = new JsonArray();
        if (zip is not null)
            list.Add(new JsonObject { ["id"] = 9, ["name"] = ArtifactReport.ArtifactName, ["size_in_bytes"] = zip.Length, ["expired"] = false });
        hub.Answer("GET", $"{Api}/actions/runs/30/artifacts", new JsonObject { ["total_count"] = list.Count, ["artifacts"] = list });
        if (zip is not null)
            hub.Answer("GET", $"{Api}/actions/artifacts/9/zip", 200, "application/zip", zip);
    }

    /// <summary>Runs <c>comment</c> as the workflow does.</summary>
    public Run Run(params string[] options) => RunFor("pull_request", "ghs_secret", options);

    /// <summary>The same for another trigger or token.</summary>
    public Run RunFor(string trigger, string token, params string[] options)
    {
        folder.Write("event.json", System.Text.Encoding.UTF8.GetBytes(Event(trigger).ToJsonString()));
        (string, string)[] variables =
        [
            ("GITHUB_EVENT_PATH", folder["event.json"]), ("GITHUB_EVENT_NAME", "workflow_run"), ("GITHUB_TOKEN", token), ("GH_TOKEN", ""), ("GITHUB_API_URL", hub.Api.AbsoluteUri),
            ("GITHUB_SERVER_URL", git.Url.TrimEnd('/')),
        ];
        return Tool.Process("dotnet", folder.Path, variables, [Tool.Dll, "comment", "--cache", folder["cache"], .. options]);
    }

    private JsonObject Event(string trigger) => new()
    {
        ["action"] = "completed",
        ["repository"] = new JsonObject { ["full_name"] = "lab/study" },
        ["workflow_run"] = new JsonObject
        {
            ["id"] = 30,
            ["head_sha"] = Head,
            ["event"] = trigger,
            ["html_url"] = "https://github.com/lab/study/actions/runs/30",
            ["head_branch"] = "x\n::set-output name=level::stable",
            ["head_repository"] = new JsonObject { ["full_name"] = "fork/study" },
        },
    };

    private JsonObject Pull(int number, string head) => new()
    {
        ["number"] = number,
        ["state"] = "open",
        ["head"] = new JsonObject { ["sha"] = head, ["ref"] = "patch" },
        ["base"] = new JsonObject { ["sha"] = Base, ["ref"] = "main" },
    };

    private static JsonObject Comment(long id, string author, string body) => new()
    {
        ["id"] = id,
        ["body"] = body,
        ["html_url"] = $"https://github.com/lab/study/pull/{Number}#issuecomment-{id}",
        ["user"] = new JsonObject { ["login"] = author },
    };

    public void Dispose()
    {
        hub.Dispose();
        git.Dispose();
        folder.Dispose();
    }
}

using System.Net;
using System.Net.Sockets;
using System.Text;
using DnasRepro.GitHub;
using DnasRepro.Tests.Support;
using Octokit;
using WireMock.ResponseBuilders;
using static DnasRepro.Tests.GitHub.HubServer;

namespace DnasRepro.Tests.GitHub;

/// <summary>What the connection makes of good and of bad answers.</summary>
public sealed class ConnectionTests : IDisposable
{
    private const string Tag = """{"name":"v1","commit":{"sha":"1111111111111111111111111111111111111111","url":""},"zipball_url":"","tarball_url":"","node_id":""}""";
    private readonly HubServer hub = new();

    private static Task<IReadOnlyList<RepositoryTag>> Tags(IGitHubClient client) => client.Repository.GetAllTags("o", "n", new ApiOptions { PageSize = 1 });

    private static Task<UserErrorException> Fails(IGitHubClient client) => Assert.ThrowsAsync<UserErrorException>(() => GitHubAnswer.To("the tags of o/n", () => Tags(client)));

    [Fact]
    public async Task All_pages_are_read()
    {
        hub.Answer("/repos/o/n/tags", Json($"[{Tag}]", 200, ("Link", $"<{hub.Api}repositories/1/tags?page=2>; rel=\"next\"")));
        hub.Answer("/repositories/1/tags", Json($"[{Tag.Replace("v1", "v2", StringComparison.Ordinal)}]"));

        Assert.Equal(["v1", "v2"], (await Tags(hub.Client())).Select(t => t.Name));
    }

    [Fact]
    public async Task A_page_on_another_host_is_not_asked_for()
    {
        using var other = new HubServer();
        hub.Answer("/repos/o/n/tags", Json($"[{Tag}]", 200, ("Link", $"<{other.Api}tags?page=2>; rel=\"next\"")));

        var error = await Fails(hub.Client());

        Assert.StartsWith("GitHub's API sends the question to another host", error.Message);
        Assert.Equal(0, other.Asked);
    }

    [Fact]
    public async Task An_answer_that_still_holds_is_not_sent_again()
    {
        using var folder = new TempFolder();
        hub.Answer("/repos/o/n/tags", Json($"[{Tag}]", 200, ("ETag", "W/\"abc\"")), Response.Create().WithStatusCode(304));

        var first = await Tags(hub.Client(cache: folder.Path));
        var second = await Tags(hub.Client(cache: folder.Path));

        Assert.Equal([null, "W/\"abc\""], hub.Header("If-None-Match"));
        Assert.Equal(first.Select(t => t.Name), second.Select(t => t.Name));
    }

    [Fact]
    public async Task Nobody_is_shown_what_another_token_was_told()
    {
        using var folder = new TempFolder();
        hub.Answer("/repos/o/n/tags", Json($"[{Tag}]", 200, ("ETag", "\"abc\"")));

        await Tags(hub.Client("one", folder.Path));
        await Tags(hub.Client("two", folder.Path));
        await Tags(hub.Client(null, folder.Path));

        Assert.All(hub.Header("If-None-Match"), Assert.Null);
        Assert.DoesNotContain(Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories), f => (f + File.ReadAllText(f)).Contains("one", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("no JSON\n[]")]
    [InlineData("{\"etag\":\"\\\"x\\\"\",\"type\":\"application/json\",\"sha256\":\"0\",\"key\":\"0\"}\n[]")]
    [InlineData("[]\n[]")]
    public async Task A_damaged_entry_of_the_cache_is_taken_for_absent(string damage)
    {
        using var folder = new TempFolder();
        hub.Answer("/repos/o/n/tags", Json($"[{Tag}]", 200, ("ETag", "\"abc\"")));
        await Tags(hub.Client(cache: folder.Path));
        File.WriteAllText(Assert.Single(Directory.GetFiles(folder["github"])), damage);

        Assert.Single(await Tags(hub.Client(cache: folder.Path)));

        Assert.All(hub.Header("If-None-Match"), Assert.Null);
    }

    [Fact]
    public async Task The_cache_is_closed_to_others()
    {
        if (OperatingSystem.IsWindows())
            return;
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder["github"]);
        hub.Answer("/repos/o/n/tags", Json($"[{Tag}]", 200, ("ETag", "\"abc\"")));

        await Tags(hub.Client(cache: folder.Path));

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder["github"]));
    }

    [Fact]
    public async Task A_cache_that_cannot_be_written_to_is_none()
    {
        using var folder = new TempFolder();
        folder.Write("github", "a file");
        hub.Answer("/repos/o/n/tags", Json($"[{Tag}]", 200, ("ETag", "\"abc\"")));

        Assert.Single(await Tags(hub.Client(cache: folder.Path)));
    }

    [Theory]
    [InlineData(403)]
    [InlineData(429)]
    public async Task An_exhausted_limit_says_when_it_ends_and_that_a_token_helps(int status)
    {
        hub.Answer("/repos/o/n/tags", Json("""{"message":"API rate limit exceeded for 1.2.3.4."}""", status, ("x-ratelimit-remaining", "0"), ("x-ratelimit-reset", $"{Noon.AddMinutes(34).ToUnixTimeSeconds()}")));

        var anonymous = await Fails(hub.Client(token: null));
        var known = await Fails(hub.Client());

        Assert.Equal("GitHub answers no more questions without a token until 2026-03-01 12:34 UTC: it allows 60 an hour.", anonymous.Message);
        Assert.StartsWith("Set GITHUB_TOKEN to a token (5,000 an hour", anonymous.Hint);
        Assert.Equal("GitHub answers no more questions with this token until 2026-03-01 12:34 UTC.", known.Message);
        Assert.Equal((3, 3, 2), (anonymous.ExitCode, known.ExitCode, hub.Asked));
    }

    [Theory]
    [InlineData("99999999999999999999")]
    [InlineData("-5")]
    [InlineData("soon")]
    public async Task An_absurd_end_of_a_limit_is_not_told(string reset)
    {
        hub.Answer("/repos/o/n/tags", Json("{}", 403, ("x-ratelimit-remaining", "0"), ("x-ratelimit-reset", reset)));

        Assert.Contains("for up to an hour", (await Fails(hub.Client())).Message);
    }

    [Fact]
    public async Task A_short_pause_is_kept_and_told()
    {
        hub.Answer("/repos/o/n/tags", Json("""{"message":"You have exceeded a secondary rate limit."}""", 403, ("Retry-After", "7")), Json($"[{Tag}]"));

        Assert.Single(await Tags(hub.Client()));

        Assert.Contains(TimeSpan.FromSeconds(7), hub.Clock.Waits);
        Assert.Equal(["GitHub asks to wait 7 seconds …"], hub.Said);
    }

    [Fact]
    public async Task A_limit_without_advice_is_a_minute()
    {
        hub.Answer("/repos/o/n/tags", Json("""{"message":"You have exceeded a secondary rate limit."}""", 403), Json($"[{Tag}]"));

        Assert.Single(await Tags(hub.Client()));

        Assert.Contains(TimeSpan.FromMinutes(1), hub.Clock.Waits);
    }

    [Fact]
    public async Task A_long_pause_is_refused()
    {
        hub.Answer("/repos/o/n/tags", Json("{}", 429, ("Retry-After", "600")));

        var error = await Fails(hub.Client());

        Assert.Equal("GitHub is asked too often just now and wants a pause of 10 min.", error.Message);
        Assert.Equal((3, 1), (error.ExitCode, hub.Asked));
    }

    [Fact]
    public async Task A_comment_that_a_limit_refused_is_sent_again()
    {
        hub.Answer("/repos/o/n/issues/1/comments", Json("{}", 403, ("Retry-After", "1")), Json("""{"id":5,"body":"x"}""", 201));

        Assert.Equal(5, (await hub.Client().Issue.Comment.Create("o", "n", 1, "x")).Id);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    public async Task A_fault_of_the_server_passes(int status)
    {
        hub.Answer("/repos/o/n/tags", Json("<html>", status), Json($"[{Tag}]"));

        Assert.Single(await Tags(hub.Client()));
        Assert.Equal(2, hub.Asked);
    }

    [Fact]
    public async Task A_fault_that_stays_is_told()
    {
        hub.Answer("/repos/o/n/tags", Json("<html>", 502));

        var error = await Fails(hub.Client());

        Assert.Equal("GitHub answers with a fault of its own (502).", error.Message);
        Assert.Equal((3, 4), (error.ExitCode, hub.Asked));
    }

    [Fact]
    public async Task A_comment_is_not_sent_again_after_a_fault()
    {
        hub.Answer("/repos/o/n/issues/1/comments", Json("{}", 502), Json("""{"id":5,"body":"x"}""", 201));

        await Assert.ThrowsAsync<UserErrorException>(() => hub.Client().Issue.Comment.Create("o", "n", 1, "x"));

        Assert.Equal(1, hub.Asked);
    }

    [Fact]
    public async Task A_slow_answer_is_given_up()
    {
        hub.Answer("/repos/o/n/tags", Json($"[{Tag}]").WithDelay(TimeSpan.FromMinutes(1)));

        var error = await Fails(hub.Client(patience: new Patience { Attempt = TimeSpan.FromMilliseconds(200), Repeats = 1 }));

        Assert.Equal("GitHub did not answer within 0 seconds.", error.Message);
    }

    [Fact]
    public async Task Cancelling_ends_the_wait_for_an_answer()
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        hub.Answer("/repos/o/n/tags", Json($"[{Tag}]").WithDelay(TimeSpan.FromMinutes(1)));
        var asking = GitHubAnswer.To("the tags", () => Tags(hub.ClientUntil(cancel.Token)));

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
    }

    [Fact]
    public async Task JSON_that_is_cut_off_is_asked_for_again()
    {
        hub.Answer("/repos/o/n/tags", Json($"[{Tag[..40]}"), Json($"[{Tag}]"));

        Assert.Single(await Tags(hub.Client()));
    }

    [Fact]
    public async Task JSON_that_is_always_cut_off_is_told()
    {
        hub.Answer("/repos/o/n/tags", Json("[["));

        Assert.Equal("GitHub broke off its answer.", (await Fails(hub.Client())).Message);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(422)]
    public async Task An_answer_nested_beyond_reason_harms_nobody(int status)
    {
        hub.Answer("/repos/o/n/tags", Json(new string('[', 200_000) + new string(']', 200_000), status));

        Assert.Equal(3, (await Fails(hub.Client())).ExitCode);
    }

    [Fact]
    public async Task An_answer_without_end_is_refused()
    {
        hub.Answer("/repos/o/n/tags", Json($"[\"{new string('x', 3000)}\"]"));

        var error = await Fails(hub.Client(patience: new Patience { MostBytes = 2000 }));

        Assert.StartsWith("GitHub's answer is longer than", error.Message);
    }

    [Fact]
    public async Task A_web_page_in_place_of_an_answer_is_told()
    {
        hub.Answer("/repos/o/n/tags", Response.Create().WithHeader("Content-Type", "text/html").WithBody("<html>Log in to the network</html>"));

        Assert.Contains("a proxy in between", (await Fails(hub.Client())).Message);
    }

    [Fact]
    public async Task A_redirection_on_the_same_host_is_followed()
    {
        hub.Answer("/repos/o/n/tags", Response.Create().WithStatusCode(301).WithHeader("Location", $"{hub.Api}repositories/7/tags"));
        hub.Answer("/repositories/7/tags", Json($"[{Tag}]"));

        Assert.Single(await Tags(hub.Client()));
        Assert.All(hub.Header("Authorization"), h => Assert.Equal("Token t0ken", h));
    }

    [Fact]
    public async Task A_redirection_elsewhere_is_refused()
    {
        using var other = new HubServer();
        hub.Answer("/repos/o/n/tags", Response.Create().WithStatusCode(302).WithHeader("Location", $"{other.Api}tags"));

        var error = await Fails(hub.Client());

        Assert.Equal(3, error.ExitCode);
        Assert.Equal(0, other.Asked);
        Assert.DoesNotContain("t0ken", error.Message + error.Hint);
    }

    [Fact]
    public async Task A_redirection_in_a_circle_ends()
    {
        hub.Answer("/repos/o/n/tags", Response.Create().WithStatusCode(301).WithHeader("Location", $"{hub.Api}repos/o/n/tags"));

        Assert.Equal("GitHub redirects in a circle.", (await Fails(hub.Client())).Message);
    }

    [Fact]
    public async Task Pages_that_lead_in_a_circle_end()
    {
        hub.Answer("/repos/o/n/tags", Json($"[{Tag}]", 200, ("Link", $"<{hub.Api}repos/o/n/tags?page=2>; rel=\"next\"")));

        var error = await Fails(hub.Client(patience: new Patience { Questions = 5 }));

        Assert.Equal("GitHub's answers lead to more than 5 questions.", error.Message);
        Assert.Equal(5, hub.Asked);
    }

    [Fact]
    public async Task An_artifact_is_fetched_from_elsewhere_without_the_token()
    {
        using var other = new HubServer();
        hub.Answer("/repos/o/n/actions/artifacts/9/zip", Response.Create().WithStatusCode(302).WithHeader("Location", $"{other.Api}blob?sig=1"));
        other.Answer("/blob", Response.Create().WithHeader("Content-Type", "application/zip").WithBody([1, 2, 3]));

        await using var zip = await hub.Client().Actions.Artifacts.DownloadArtifact("o", "n", 9, "zip");

        Assert.Equal([1, 2, 3], new BinaryReader(zip).ReadBytes(9));
        Assert.Equal([null], other.Header("Authorization"));
    }

    [Theory]
    [InlineData(401, "GitHub does not accept the token.")]
    [InlineData(403, "GitHub refuses the tags of o/n to this token: no \\u{1B}[31m.")]
    [InlineData(404, "GitHub has not the tags of o/n, or does not show it.")]
    [InlineData(410, "GitHub has the tags of o/n no more.")]
    [InlineData(422, "GitHub takes the question for the tags of o/n for wrong: no \\u{1B}[31m.")]
    [InlineData(451, "GitHub does not show the tags of o/n for legal reasons.")]
    [InlineData(418, "GitHub answered 418 when asked for the tags of o/n: no \\u{1B}[31m.")]
    public async Task A_refusal_is_a_sentence(int status, string sentence)
    {
        hub.Answer("/repos/o/n/tags", Json("""{"message":"no \u001b[31m."}""", status));

        var error = await Fails(hub.Client());

        Assert.Equal(sentence, error.Message);
        Assert.Equal((3, 1), (error.ExitCode, hub.Asked));
        Assert.DoesNotContain("t0ken", error.ToString());
    }

    [Fact]
    public async Task Single_sign_on_is_named()
    {
        hub.Answer("/repos/o/n/tags", Json("{}", 403, ("X-GitHub-SSO", "required; url=https://github.com/orgs/o/sso")));

        Assert.Contains("single sign-on", (await Fails(hub.Client())).Message);
    }

    [Fact]
    public async Task A_host_that_is_not_there_is_told()
    {
        var client = hub.Client();
        hub.Dispose();

        Assert.Equal("GitHub could not be reached.", (await Fails(client)).Message);
        Assert.Equal(3, hub.Said.Count);
    }

    [Fact]
    public async Task A_comment_whose_answer_was_dropped_is_sent_once()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var asked = 0;
        _ = Task.Run(async () =>
        {
            while (true)
            {
                using var connection = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
                _ = await connection.GetStream().ReadAsync(new byte[4096], TestContext.Current.CancellationToken);
                asked++;
            }
        }, TestContext.Current.CancellationToken);
        var api = new Uri($"http://{listener.LocalEndpoint}/");
        var client = GitHubConnection.Open(new GitHubOptions("t0ken", api, null), "1.0.0", new Patience(), null, hub.Clock, TestContext.Current.CancellationToken);

        var error = await Assert.ThrowsAsync<UserErrorException>(() => client.Issue.Comment.Create("o", "n", 1, "x"));

        Assert.Equal(("GitHub broke off its answer.", 1), (error.Message, asked));
    }

    [Fact]
    public async Task A_truncated_body_is_asked_for_again()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var answers = new Queue<string>(["[{", $"[{Tag}]"]);
        _ = Task.Run(async () =>
        {
            while (answers.TryDequeue(out var body))
            {
                using var connection = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
                _ = await connection.GetStream().ReadAsync(new byte[4096], TestContext.Current.CancellationToken);
                await connection.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {Tag.Length + 2}\r\nConnection: close\r\n\r\n{body}"), TestContext.Current.CancellationToken);
            }
        }, TestContext.Current.CancellationToken);
        var client = GitHubConnection.Open(new GitHubOptions(null, new Uri($"http://{listener.LocalEndpoint}/"), null), "1.0.0", new Patience(), null, hub.Clock, TestContext.Current.CancellationToken);

        Assert.Single(await Tags(client));
    }

    public void Dispose() => hub.Dispose();
}

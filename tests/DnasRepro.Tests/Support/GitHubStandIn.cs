using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace DnasRepro.Tests.Support;

/// <summary>One request that the stand-in got.</summary>
internal sealed record HubRequest(string Method, string PathAndQuery, string? Authorization, string Body);

/// <summary>
/// A stand-in for GitHub's API that is not ours: Prism holds every request against GitHub's own description and answers with GitHub's own examples.
/// A test says what else is to be answered; its requests are held against the description all the same. What breaks the description is answered with 400
/// and fails the test when the stand-in is closed.
/// <code>
/// using var hub = GitHubStandIn.Start();
/// var pulls = GitHubDescription.Example("/repos/{owner}/{repo}/commits/{commit_sha}/pulls", "get").AsArray();
/// pulls[0]!["head"]!["sha"] = sha;
/// hub.Answer("GET", $"/repos/o/n/commits/{sha}/pulls", pulls);
/// var client = GitHubConnection.Open(new GitHubOptions("t0ken", hub.Api, CacheFolder: null), "1.0.0");   // or GITHUB_API_URL for a process
/// …
/// Assert.Contains(hub.Requests, r => r.Method == "POST");
/// </code>
/// A path of <see cref="Answer(string, string, JsonNode, int)"/> is compared without its query unless it holds one; the answer that was given last is used.
/// Prism knows the media type "application/json" alone, so that the Accept header is adapted on the way to it.
/// </summary>
internal sealed class GitHubStandIn : IDisposable
{
    /// <summary>Connections are not used again: a server that closes an idle one at the same moment would fail the test.</summary>
    private static readonly HttpClient ToPrism = new(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.Zero });

    private readonly HttpListener listener = new();
    private readonly ConcurrentStack<(string Method, string Path, int Status, string Type, byte[] Body, (string Name, string Value)[] Headers)> answers = new();

    private GitHubStandIn()
    {
        // Before a client asks: it has its own patience, which Prism's start would use up on a busy machine.
        _ = Prism.Shared;
        Api = new Uri($"http://127.0.0.1:{Prism.FreePort()}/");
        listener.Prefixes.Add(Api.AbsoluteUri);
        listener.Start();
        _ = Task.Run(Serve);
    }

    /// <summary>The address to be used as that of the API.</summary>
    public Uri Api { get; }

    /// <summary>What was asked, in order.</summary>
    public ConcurrentQueue<HubRequest> Requests { get; } = new();

    /// <summary>What broke GitHub's description, in Prism's words.</summary>
    public ConcurrentQueue<string> Violations { get; } = new();

    /// <summary>Set by the one test that wants to see a violation.</summary>
    public bool ExpectsViolations { get; init; }

    /// <summary>Starts a stand-in; skips the test where Prism is not installed.</summary>
    public static GitHubStandIn Start(bool expectsViolations = false)
    {
        Requires.That("prism", Prism.IsThere);
        return new GitHubStandIn { ExpectsViolations = expectsViolations };
    }

    /// <summary>Answers requests to a path with JSON.</summary>
    public void Answer(string method, string path, JsonNode json, int status = 200) => Answer(method, path, status, "application/json; charset=utf-8", Encoding.UTF8.GetBytes(json.ToJsonString()));

    /// <summary>Answers requests to a path with bytes of any type.</summary>
    public void Answer(string method, string path, int status, string type, byte[] body, params (string Name, string Value)[] headers) =>
        answers.Push((method, path, status, type, body, headers));

    private async Task Serve()
    {
        while (listener.IsListening)
        {
            var context = await listener.GetContextAsync();
            _ = Task.Run(() => AnswerOrTell(context));
        }
    }

    /// <summary>A fault of the stand-in itself fails the test too.</summary>
    private async Task AnswerOrTell(HttpListenerContext context)
    {
        using var response = context.Response;
        try
        {
            await Answer(context, response);
        }
        catch (Exception error) when (listener.IsListening)
        {
            Violations.Enqueue($"{Prism.Shared.State}: {error}");
            response.StatusCode = 400;
        }
    }

    private async Task Answer(HttpListenerContext context, HttpListenerResponse response)
    {
        var request = context.Request;
        using var body = new MemoryStream();
        await request.InputStream.CopyToAsync(body);
        Requests.Enqueue(new HubRequest(request.HttpMethod, request.RawUrl!, request.Headers["Authorization"], Encoding.UTF8.GetString(body.ToArray())));
        using var judged = await ToPrism.SendAsync(Forwarded(request, body.ToArray()));
        var said = await judged.Content.ReadAsByteArrayAsync();
        var problem = Problem(judged, said);
        if (problem is not null)
            Violations.Enqueue($"{request.HttpMethod} {request.RawUrl}: {problem}");
        var scripted = answers.FirstOrDefault(a => a.Method == request.HttpMethod && a.Path == (a.Path.Contains('?', StringComparison.Ordinal) ? request.RawUrl : request.Url!.AbsolutePath));
        if (problem is not null)
            Send(response, 400, "application/json", Encoding.UTF8.GetBytes(new JsonObject { ["message"] = problem }.ToJsonString()));
        else if (scripted.Body is not null)
            Send(response, scripted.Status, scripted.Type, scripted.Body, scripted.Headers);
        else
            Send(response, (int)judged.StatusCode, judged.Content.Headers.ContentType?.ToString() ?? "application/json", said);
    }

    private static HttpRequestMessage Forwarded(HttpListenerRequest request, byte[] body)
    {
        var forwarded = new HttpRequestMessage(new HttpMethod(request.HttpMethod), new Uri(Prism.Shared.Address, request.RawUrl));
        var accepts = request.Headers["Accept"] ?? "";
        forwarded.Headers.TryAddWithoutValidation("Accept", accepts.Contains("json", StringComparison.Ordinal) || accepts.Length == 0 ? "application/json" : accepts);
        if (request.Headers["Authorization"] is { } login)
            forwarded.Headers.TryAddWithoutValidation("Authorization", login);
        if (body.Length == 0)
            return forwarded;
        forwarded.Content = new ByteArrayContent(body);
        forwarded.Content.Headers.TryAddWithoutValidation("Content-Type", request.ContentType);
        return forwarded;
    }

    /// <summary>What Prism has against a request; what it has against GitHub's own examples does not matter.</summary>
    private static string? Problem(HttpResponseMessage judged, byte[] said)
    {
        var text = Encoding.UTF8.GetString(said);
        if (text.Contains("stoplight.io/prism/errors#", StringComparison.Ordinal))
            return text;
        if (!judged.Headers.TryGetValues("sl-violations", out var found))
            return null;
        var problems = JsonNode.Parse(string.Join("", found))!.AsArray().Where(v => v!["location"]![0]!.GetValue<string>() == "request").Select(v => v!.ToJsonString()).ToList();
        return problems.Count == 0 ? null : string.Join(' ', problems);
    }

    private static void Send(HttpListenerResponse response, int status, string type, byte[] body, params (string Name, string Value)[] headers)
    {
        response.StatusCode = status;
        response.KeepAlive = false;
        response.ContentType = type;
        foreach (var (name, value) in headers)
            response.AddHeader(name, value);
        if (status is 204 or 304)
            return;
        response.ContentLength64 = body.Length;
        response.OutputStream.Write(body);
    }

    public void Dispose()
    {
        listener.Close();
        if (!ExpectsViolations)
            Assert.True(Violations.IsEmpty, string.Join(Environment.NewLine, Violations));
    }
}

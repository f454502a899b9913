using System.Text.Json.Nodes;
using DnasRepro.GitHub;
using Octokit;
using WireMock.Logging;
using WireMock.RequestBuilders;
using WireMock.ResponseBuilders;
using WireMock.Server;

namespace DnasRepro.Tests.Support;

/// <summary>A server on this machine that answers as a test lays down; what it was asked can be read afterwards.</summary>
internal sealed class PlayedGitHub : IDisposable
{
    private readonly WireMockServer server = WireMockServer.Start();

    public GitHubOptions Options => new("ghs_secret", new Uri(server.Url! + "/"), null);

    public IGitHubClient Client => GitHubConnection.Open(Options, "1.0.0");

    public string Address => server.Url!;

    /// <summary>The requests with a method, as <c>METHOD path?query body</c>.</summary>
    public IReadOnlyList<(string Path, string Query, JsonNode? Body)> Asked(string method) =>
        [.. Entries.Where(e => e.RequestMessage!.Method == method).Select(e => (e.RequestMessage!.Path, new Uri(e.RequestMessage.Url).Query, e.RequestMessage.Body is { } body ? JsonNode.Parse(body) : null))];

    public IEnumerable<ILogEntry> Entries => server.LogEntries;

    public void Get(string path, JsonNode answer, params (string Name, string Value)[] query) => Answer("GET", path, 200, answer, query);

    public void Answer(string method, string path, int status, JsonNode answer, params (string Name, string Value)[] query) =>
        Answer(method, path, Response.Create().WithStatusCode(status).WithHeader("Content-Type", "application/json; charset=utf-8").WithBody(answer.ToJsonString()), query);

    public void Answer(string method, string path, IResponseBuilder answer, params (string Name, string Value)[] query)
    {
        var request = Request.Create().WithPath(path).UsingMethod(method);
        foreach (var (name, value) in query)
            request = request.WithParam(name, value);
        server.Given(request).AtPriority(query.Length > 0 ? 1 : 2).RespondWith(answer);
    }

    public void Dispose() => server.Dispose();
}

using System.Globalization;
using DnasRepro.GitHub;
using Octokit;
using WireMock.RequestBuilders;
using WireMock.ResponseBuilders;
using WireMock.Server;

namespace DnasRepro.Tests.GitHub;

/// <summary>A server that answers as GitHub does on bad days, and a client that asks it.</summary>
internal sealed class HubServer : IDisposable
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly WireMockServer server = WireMockServer.Start();

    public Uri Api => new(server.Url! + "/");

    public HastyClock Clock { get; } = new(Noon);

    public List<string> Said { get; } = [];

    public int Asked => server.LogEntries.Count;

    /// <summary>The value of a header in each request, in order; null where it was not sent.</summary>
    public IEnumerable<string?> Header(string name) =>
        server.LogEntries.OrderBy(e => e.RequestMessage!.DateTime).Select(e => e.RequestMessage!.Headers!.TryGetValue(name, out var values) ? values.First() : null);

    public IGitHubClient Client(string? token = "t0ken", string? cache = null, Patience? patience = null) =>
        GitHubConnection.Open(new GitHubOptions(token, Api, cache), "1.0.0", patience ?? new Patience(), Said.Add, Clock, CancellationToken.None);

    public IGitHubClient ClientUntil(CancellationToken cancellation) =>
        GitHubConnection.Open(new GitHubOptions("t0ken", Api, null), "1.0.0", new Patience(), Said.Add, Clock, cancellation);

    /// <summary>Answers a path; several answers come one after the other, the last of them for good.</summary>
    public void Answer(string path, params IResponseBuilder[] answers)
    {
        if (answers is [var only])
            server.Given(Request.Create().WithPath(path)).RespondWith(only);
        for (var i = 0; i < answers.Length && answers.Length > 1; i++)
        {
            var scenario = server.Given(Request.Create().WithPath(path)).InScenario(path);
            if (i > 0)
                scenario = scenario.WhenStateIs(i.ToString(CultureInfo.InvariantCulture));
            if (i < answers.Length - 1)
                scenario = scenario.WillSetStateTo((i + 1).ToString(CultureInfo.InvariantCulture));
            scenario.RespondWith(answers[i]);
        }
    }

    public static IResponseBuilder Json(string body, int status = 200, params (string Name, string Value)[] headers)
    {
        var answer = Response.Create().WithStatusCode(status).WithHeader("Content-Type", "application/json; charset=utf-8").WithBody(body);
        return headers.Aggregate(answer, (a, h) => a.WithHeader(h.Name, h.Value));
    }

    public void Dispose() => server.Stop();
}

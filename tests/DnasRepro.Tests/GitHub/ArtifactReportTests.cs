using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using DnasRepro.GitHub;
using DnasRepro.Tests.Support;
using Octokit;
using WireMock.RequestBuilders;
using WireMock.ResponseBuilders;
using WireMock.Server;

namespace DnasRepro.Tests.GitHub;

/// <summary>What is taken from a pull request's own job: one small text, whatever the archive holds.</summary>
public sealed class ArtifactReportTests : IDisposable
{
    private const string Archive = "/repos/lab/study/actions/artifacts/9/zip";
    private static readonly WorkflowRunEvent Run = new(new HubRepository("lab", "study"), 30, "1111111111111111111111111111111111111111", "pull_request", null);
    private readonly GitHubStandIn hub = GitHubStandIn.Start();

    private IGitHubClient Client => GitHubConnection.Open(new GitHubOptions("ghs_secret", hub.Api, null), "1.0.0");
    private readonly WireMockServer storage = WireMockServer.Start();

    [Fact]
    public async Task The_report_is_fetched_from_another_host_without_the_token()
    {
        Listed(Artifact(9, 300));
        hub.Answer("GET", Archive, 302, "text/plain", [], ("Location", storage.Url + "/blob?sig=1"));
        storage.Given(Request.Create().WithPath("/blob")).RespondWith(Response.Create().WithHeader("Content-Type", "application/zip").WithBody(Zip(("report.json", "{}"))));

        Assert.Equal(new ArtifactReport("{}", null), await Fetch());
        Assert.Equal("Token ghs_secret", Assert.Single(hub.Requests, r => r.PathAndQuery == Archive).Authorization);
        Assert.False(Assert.Single(storage.LogEntries).RequestMessage!.Headers!.ContainsKey("Authorization"));
    }

    [Fact]
    public async Task None_an_expired_one_and_a_huge_one_are_none()
    {
        Listed();
        Assert.Equal("the run left no artifact 'dnas-repro-report' behind, or it has expired", (await Fetch()).Reason);
        var old = Artifact(9, 300);
        old["expired"] = true;
        Listed(old);
        Assert.Equal("the run left no artifact 'dnas-repro-report' behind, or it has expired", (await Fetch()).Reason);
        Listed(Artifact(9, 100_000_000));
        Assert.Equal("the artifact has 100000000 bytes, more than 16777216", (await Fetch()).Reason);
    }

    [Fact]
    public async Task Of_several_attempts_the_last_one_counts()
    {
        Listed(Artifact(8, 300), Artifact(9, 300), Artifact(7, 300));
        hub.Answer("GET", Archive, 200, "application/zip", Zip(("report.json", "{}")));

        Assert.Equal("{}", (await Fetch()).Json);
    }

    [Theory]
    [InlineData(410)]
    [InlineData(403)]
    [InlineData(404)]
    public async Task A_server_that_does_not_give_it_is_a_reason(int status)
    {
        Listed(Artifact(9, 300));
        hub.Answer("GET", Archive, status, "text/plain", Encoding.UTF8.GetBytes("no"));

        Assert.StartsWith("the artifact could not be read (", (await Fetch()).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("application/zip", "the artifact could not be read (InvalidDataException)")]
    [InlineData("text/html", "the artifact could not be read (GitHub answered with")]
    public async Task What_is_no_archive_is_a_reason(string type, string reason)
    {
        Listed(Artifact(9, 300));
        hub.Answer("GET", Archive, 200, type, Encoding.UTF8.GetBytes("PK and no more"));

        Assert.StartsWith(reason, (await Fetch()).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ArtifactReport.LargestReport - 1, null)]
    [InlineData(ArtifactReport.LargestReport, null)]
    [InlineData(ArtifactReport.LargestReport + 1, "report.json has more than 1048576 bytes")]
    [InlineData(200_000_000, "report.json has more than 1048576 bytes")]
    public void A_report_is_small_whatever_it_was_packed_to(int bytes, string? reason) => Assert.Equal(reason, ArtifactReport.Unpack(Spaces(bytes)).Reason);

    [Fact]
    public void Only_the_report_counts_and_only_once()
    {
        Assert.Equal("{}", ArtifactReport.Unpack(Zip(("../report.json", "1"), ("/report.json", "2"), ("report.json", "{}"), ("REPORT.JSON", "3"))).Json);
        Assert.Equal("the artifact holds no report.json", ArtifactReport.Unpack(Zip(("a/report.json", "1"))).Reason);
        Assert.Equal("the artifact holds report.json 2 times", ArtifactReport.Unpack(Zip(("report.json", "1"), ("report.json", "2"))).Reason);
    }

    private void Listed(params JsonObject[] artifacts) => hub.Answer("GET", "/repos/lab/study/actions/runs/30/artifacts", new JsonObject { ["total_count"] = artifacts.Length, ["artifacts"] = new JsonArray([.. artifacts]) });

    private static JsonObject Artifact(long id, long size) => new() { ["id"] = id, ["name"] = "dnas-repro-report", ["size_in_bytes"] = size, ["expired"] = false, ["workflow_run"] = new JsonObject { ["id"] = 30, ["head_sha"] = Run.HeadCommit } };

    private Task<ArtifactReport> Fetch() => ArtifactReport.FetchAsync(Client, Run, TestContext.Current.CancellationToken);

    /// <summary>A report of so many spaces, written in pieces: the tests of other classes measure memory.</summary>
    private static byte[] Spaces(int bytes)
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        using (var stream = zip.CreateEntry("report.json").Open())
        {
            var piece = Encoding.UTF8.GetBytes(new string(' ', 65536));
            for (var left = bytes; left > 0; left -= piece.Length)
                stream.Write(piece, 0, Math.Min(left, piece.Length));
        }
        return memory.ToArray();
    }

    private static byte[] Zip(params (string Name, string Text)[] files)
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in files)
            {
                using var stream = zip.CreateEntry(name).Open();
                stream.Write(Encoding.UTF8.GetBytes(text));
            }
        }
        return memory.ToArray();
    }

    public void Dispose()
    {
        hub.Dispose();
        storage.Dispose();
    }
}

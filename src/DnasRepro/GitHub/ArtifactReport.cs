using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Octokit;

namespace DnasRepro.GitHub;

/// <summary>The report that a pull request's own job left behind, or why there is none to be used.</summary>
/// <param name="Json">The report, not yet judged: whoever opens a pull request decides what stands in it.</param>
/// <param name="Reason">Why there is none; null when there is one.</param>
public sealed record ArtifactReport(string? Json, string? Reason)
{
    /// <summary>The artifact's name.</summary>
    public const string ArtifactName = "dnas-repro-report";

    /// <summary>The report's name in it.</summary>
    public const string FileName = "report.json";

    /// <summary>The largest report that is read, in bytes.</summary>
    public const int LargestReport = 1024 * 1024;

    private const int LargestArchive = 64 * 1024 * 1024;
    private static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(2);

    /// <summary>Fetches the report of a run.</summary>
    /// <param name="client">GitHub.</param>
    /// <param name="options">How GitHub is spoken to: archives lie on another host, which gets no token.</param>
    /// <param name="run">The run.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<ArtifactReport> FetchAsync(IGitHubClient client, GitHubOptions options, WorkflowRunEvent run, CancellationToken cancellation)
    {
        var list = await client.Actions.Artifacts.ListWorkflowArtifacts(run.Repository.Owner, run.Repository.Name, run.RunId, new ListArtifactsRequest { Name = ArtifactName, PerPage = 100 });
        var named = list.Artifacts.Where(a => a.Name == ArtifactName && !a.Expired).ToList();
        if (named.Count != 1)
            return None(named.Count == 0 ? $"the run left no artifact '{ArtifactName}' behind, or it has expired" : $"the run left {named.Count} artifacts '{ArtifactName}' behind");
        if (named[0].SizeInBytes > LargestArchive)
            return None($"the artifact has {named[0].SizeInBytes} bytes, more than {LargestArchive}");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(TimeLimit);
        try
        {
            return Unpack(await DownloadAsync(options, run.Repository, named[0].Id, limit.Token));
        }
        catch (Exception error) when (error is HttpRequestException or IOException or InvalidDataException || (error is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return None($"the artifact could not be read ({error.GetType().Name})");
        }
    }

    /// <summary>The report in an archive.</summary>
    /// <exception cref="InvalidDataException">This is no archive.</exception>
    internal static ArtifactReport Unpack(byte[] archive)
    {
        using var zip = new ZipArchive(new MemoryStream(archive), ZipArchiveMode.Read);
        var entries = zip.Entries.Where(e => e.FullName == FileName).ToList();
        if (entries.Count != 1)
            return None(entries.Count == 0 ? $"the artifact holds no {FileName}" : $"the artifact holds {FileName} {entries.Count} times");
        using var stream = entries[0].Open();
        // What the archive says of its sizes may be a lie: what comes out is counted.
        return Bounded(stream, LargestReport) is not { } bytes ? None($"{FileName} has more than {LargestReport} bytes")
            : TryText(bytes) is { } text ? new ArtifactReport(text, null)
            : None($"{FileName} is not UTF-8");
    }

    private static async Task<byte[]> DownloadAsync(GitHubOptions options, HubRepository repository, long id, CancellationToken cancellation)
    {
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, ConnectTimeout = TimeSpan.FromSeconds(30) });
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(options.Api, $"repos/{repository.Owner}/{repository.Name}/actions/artifacts/{id}/zip"));
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("dnas-repro", null));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/vnd.github+json"));
        if (options.Token is { } token)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        if (answer.StatusCode is not (HttpStatusCode.Found or HttpStatusCode.TemporaryRedirect))
            return await BytesAsync(answer, cancellation);
        var place = new Uri(request.RequestUri!, answer.Headers.Location ?? throw new HttpRequestException("a redirect to nowhere"));
        if (place.Scheme != Uri.UriSchemeHttps && place.Host != options.Api.Host)
            throw new HttpRequestException("a redirect to an address that is not https");
        using var second = await http.GetAsync(place, HttpCompletionOption.ResponseHeadersRead, cancellation);
        return await BytesAsync(second, cancellation);
    }

    private static async Task<byte[]> BytesAsync(HttpResponseMessage answer, CancellationToken cancellation)
    {
        if (answer.StatusCode != HttpStatusCode.OK)
            throw new HttpRequestException($"status {(int)answer.StatusCode}");
        await using var stream = await answer.Content.ReadAsStreamAsync(cancellation);
        using var memory = new MemoryStream();
        var buffer = new byte[81920];
        for (int read; (read = await stream.ReadAsync(buffer, cancellation)) > 0;)
        {
            memory.Write(buffer, 0, read);
            if (memory.Length > LargestArchive)
                throw new InvalidDataException("the archive is too large");
        }
        return memory.ToArray();
    }

    private static byte[]? Bounded(Stream stream, int most)
    {
        var bytes = new byte[most + 1];
        var read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return read > most ? null : bytes[..read];
    }

    private static string? TryText(byte[] bytes)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static ArtifactReport None(string reason) => new(null, reason);
}

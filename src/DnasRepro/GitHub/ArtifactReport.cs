using System.IO.Compression;
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

    private const int LargestArchive = 16 * 1024 * 1024;

    /// <summary>Fetches the report of a run.</summary>
    /// <param name="client">GitHub.</param>
    /// <param name="run">The run.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<ArtifactReport> FetchAsync(IGitHubClient client, WorkflowRunEvent run, CancellationToken cancellation)
    {
        var list = await client.Actions.Artifacts.ListWorkflowArtifacts(run.Repository.Owner, run.Repository.Name, run.RunId, new ListArtifactsRequest { Name = ArtifactName, PerPage = 100 });
        // A run that was started again keeps the artifacts of its earlier attempts; the last one counts.
        if (list.Artifacts.Where(a => a.Name == ArtifactName && !a.Expired).MaxBy(a => a.Id) is not { } named)
            return None($"the run left no artifact '{ArtifactName}' behind, or it has expired");
        if (named.SizeInBytes > LargestArchive)
            return None($"the artifact has {named.SizeInBytes} bytes, more than {LargestArchive}");
        try
        {
            // The connection bounds the answer's size and time, and sends no token to the other host on which archives lie.
            var stream = await client.Actions.Artifacts.DownloadArtifact(run.Repository.Owner, run.Repository.Name, named.Id, "zip");
            return stream is null ? None("GitHub's answer is no archive") : Unpack(await BytesAsync(stream, cancellation));
        }
        catch (Exception error) when (error is ApiException or UserErrorException or IOException or InvalidDataException)
        {
            return None($"the artifact could not be read ({(error is UserErrorException said ? said.Message : error.GetType().Name)})");
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

    private static async Task<byte[]> BytesAsync(Stream stream, CancellationToken cancellation)
    {
        await using (stream)
        {
            using var memory = new MemoryStream();
            await stream.CopyToAsync(memory, cancellation);
            return memory.ToArray();
        }
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

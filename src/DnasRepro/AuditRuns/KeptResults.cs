using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using DnasRepro.Audits;

namespace DnasRepro.AuditRuns;

/// <summary>What stands before a kept result in its file.</summary>
/// <param name="Inputs">What the result follows from.</param>
/// <param name="Sha256">The hash of the result's text.</param>
internal sealed record KeptHead(StudyInputs Inputs, string Sha256);

/// <summary>
/// The folder of results of earlier audits, one file each: a line of JSON that names its inputs and the result's hash, and the result. A file is either whole
/// or not there, so that any number of processes can share the folder, and an audit that is killed has lost only what it was about to find out.
/// </summary>
public sealed class KeptResults
{
    private const int LongestHead = 64 << 10;
    private const long Largest = 64L << 20;

    /// <param name="folder">Where results are kept; it is made when there is something to keep.</param>
    public KeptResults(string folder) => Folder = folder;

    /// <summary>Where results are kept.</summary>
    public string Folder { get; }

    /// <summary>The result with exactly these inputs, or null. What is damaged or belongs to other inputs counts as not there.</summary>
    public StudyResult? Find(StudyInputs inputs)
    {
        try
        {
            var file = new FileInfo(FileOf(inputs));
            if (!file.Exists || file.LinkTarget is not null || file.Length > Largest)
                return null;
            var bytes = File.ReadAllBytes(file.FullName).AsSpan();
            var end = bytes.IndexOf((byte)'\n');
            if (end is < 0 or > LongestHead)
                return null;
            var head = AuditRunsJson.ReadHead(bytes[..end]);
            var body = bytes[(end + 1)..];
            return head.Inputs == inputs && head.Sha256 == Hash(body) ? AuditRunsJson.ReadResult(body) : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Keeps a result: it is written beside, brought onto the disk, and put into its place in one step.</summary>
    /// <exception cref="UserErrorException">The folder cannot be written.</exception>
    public void Keep(StudyInputs inputs, StudyResult result)
    {
        var body = Encoding.UTF8.GetBytes(AuditRunsJson.Write(result));
        var head = Encoding.UTF8.GetBytes(AuditRunsJson.Write(new KeptHead(inputs, Hash(body))));
        var partial = Path.Combine(Folder, $".partial-{Guid.NewGuid():N}");
        try
        {
            Make(Folder);
            using (var stream = new FileStream(partial, FileMode.CreateNew, FileAccess.Write))
            {
                stream.Write(head);
                stream.WriteByte((byte)'\n');
                stream.Write(body);
                stream.Flush(flushToDisk: true);
            }
            File.Move(partial, FileOf(inputs), overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Remove(partial);
            throw new UserErrorException($"The result cannot be kept in '{Folder}': {error.Message}", "Name another folder with --cache, or make room.", exitCode: 3);
        }
    }

    /// <summary>Takes away what killed processes left half-written a day ago or earlier.</summary>
    /// <param name="now">The present time.</param>
    public void RemoveAbandoned(DateTimeOffset now)
    {
        if (!Directory.Exists(Folder))
            return;
        foreach (var file in new DirectoryInfo(Folder).EnumerateFiles(".partial-*").Where(f => f.LastWriteTimeUtc < now.UtcDateTime.AddDays(-1)).ToList())
            Remove(file.FullName);
    }

    private string FileOf(StudyInputs inputs) => Path.Combine(Folder, inputs.Key() + ".json");

    /// <summary>Results may be of private repositories.</summary>
    private static void Make(string folder)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static void Remove(string file)
    {
        try
        {
            File.Delete(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The next audit takes it away.
        }
    }

    private static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}

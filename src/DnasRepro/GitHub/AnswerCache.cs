using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace DnasRepro.GitHub;

/// <summary>
/// Answers on disk, each in a file of its own: a line of JSON that names the answer's hash, and its bytes. Files are named by a hash over the question
/// and over who asks, so that nobody is shown what GitHub told somebody else. What does not hold to this is taken for absent.
/// </summary>
internal sealed class AnswerCache(string folder, string? token)
{
    private const int MostEntries = 1000;
    private const int LongestHead = 8 << 10;
    private const int MostBytes = 4 << 20;
    private readonly string identity = token is null ? "" : Hash(Encoding.UTF8.GetBytes("dnas-repro\n" + token));
    private bool isPruned;

    /// <summary>An answer and what GitHub needs to tell whether it still holds.</summary>
    public sealed record Entry(string ETag, string Type, string? Link, byte[] Body);

    /// <summary>The file's name for a question of this user.</summary>
    public string Key(HttpRequestMessage request) =>
        Hash(Encoding.UTF8.GetBytes($"{identity}\n{request.RequestUri!.AbsoluteUri}\n{request.Headers.Accept}"));

    /// <summary>What was answered before, or null.</summary>
    public Entry? Find(string key)
    {
        try
        {
            var file = new FileInfo(Path.Combine(folder, key));
            if (!file.Exists || file.LinkTarget is not null || file.Length > MostBytes + LongestHead)
                return null;
            var bytes = File.ReadAllBytes(file.FullName);
            var end = bytes.AsSpan().IndexOf((byte)'\n');
            if (end is < 0 or > LongestHead)
                return null;
            using var head = JsonDocument.Parse(bytes.AsMemory(0, end));
            var body = bytes[(end + 1)..];
            var (tag, type) = (Text(head, "etag"), Text(head, "type"));
            return tag is not null && type is not null && Text(head, "sha256") == Hash(body) && Text(head, "key") == key ? new Entry(tag, type, Text(head, "link"), body) : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Keeps an answer; where that fails it is asked for again next time.</summary>
    public void Keep(string key, Entry entry)
    {
        if (entry.Body.Length > MostBytes)
            return;
        var head = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string?>
        {
            ["key"] = key,
            ["etag"] = entry.ETag,
            ["type"] = entry.Type,
            ["link"] = entry.Link,
            ["sha256"] = Hash(entry.Body),
        });
        if (head.Length > LongestHead)
            return;
        var partial = Path.Combine(folder, $".partial-{Guid.NewGuid():N}");
        try
        {
            Prepare();
            File.WriteAllBytes(partial, [.. head, (byte)'\n', .. entry.Body]);
            File.Move(partial, Path.Combine(folder, key), overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A cache that cannot be written to is none.
        }
    }

    /// <summary>Makes the folder one's own, and takes the oldest entries away when there are many.</summary>
    private void Prepare()
    {
        const UnixFileMode own = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, own);
            File.SetUnixFileMode(folder, own);
        }
        if (isPruned)
            return;
        isPruned = true;
        foreach (var file in new DirectoryInfo(folder).EnumerateFiles().OrderByDescending(f => f.LastWriteTimeUtc).Skip(MostEntries).ToList())
            file.Delete();
    }

    private static string? Text(JsonDocument head, string name) =>
        head.RootElement.ValueKind == JsonValueKind.Object && head.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}

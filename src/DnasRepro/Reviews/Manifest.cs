using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace DnasRepro.Reviews;

/// <summary>The list of a folder's files with their SHA-256, in the form that <c>sha256sum -c</c> reads.</summary>
/// <param name="Entries">Hash by path.</param>
/// <param name="Problem">The first line that is no entry, in a sentence; null when all are.</param>
public sealed partial record Manifest(IReadOnlyDictionary<string, string> Entries, string? Problem)
{
    /// <summary>A manifest above this size is not ours: 1 MiB.</summary>
    public const long Largest = 1024 * 1024;

    /// <summary>The manifest of files, ordered by path.</summary>
    public static ReviewFile Of(IEnumerable<ReviewFile> files) => ReviewFile.OfText(
        ReviewFile.Manifest, string.Concat(files.OrderBy(f => f.Path, StringComparer.Ordinal).Select(f => $"{Hash(f.Content)}  {f.Path}\n")));

    /// <summary>The SHA-256 of bytes, 64 hex digits.</summary>
    public static string Hash(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    /// <summary>Reads a manifest. Only names that this program gives are taken: no folder above, no absolute path, nothing that has to be escaped.</summary>
    public static Manifest Read(byte[] content)
    {
        var entries = new Dictionary<string, string>(StringComparer.Ordinal);
        var lines = Encoding.UTF8.GetString(content).Split('\n');
        string? before = null;
        for (var i = 0; i < lines.Length - 1; i++)
        {
            if (Entry().Match(lines[i]) is not { Success: true } entry)
                return new Manifest(entries, $"line {i + 1} is no SHA-256, two spaces and the path of a file below the folder.");
            var path = entry.Groups["path"].Value;
            if (before is not null && string.CompareOrdinal(before, path) >= 0)
                return new Manifest(entries, $"line {i + 1} is out of order, or names a file twice.");
            entries[before = path] = entry.Groups["hash"].Value;
        }
        return new Manifest(entries, lines[^1].Length == 0 ? null : "its last line does not end.");
    }

    /// <summary>Two levels at most; a part begins with a letter, a digit or an underscore, so none is <c>..</c>.</summary>
    [GeneratedRegex(@"^(?<hash>[0-9a-f]{64})  (?<path>(?:[A-Za-z0-9_][A-Za-z0-9._-]{0,99}/)?[A-Za-z0-9_][A-Za-z0-9._-]{0,99})\z", RegexOptions.CultureInvariant)]
    private static partial Regex Entry();
}

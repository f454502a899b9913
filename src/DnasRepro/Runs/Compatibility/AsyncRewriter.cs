using System.Security.Cryptography;
using System.Text;
using DnasRepro.Python;

namespace DnasRepro.Runs.Compatibility;

/// <summary>Renames <c>async=</c> arguments in the Python files of a private copy. The user's own files are never touched.</summary>
public static class AsyncRewriter
{
    private const int MostFiles = 20_000;
    private const long LargestFile = 4 * 1024 * 1024;
    private const int LongestDiff = 20_000;

    /// <summary>Rewrites the files of a copy, in order of path; those without such an argument stay as they are.</summary>
    /// <param name="copy">The private copy, absolute. Symbolic links in it are not followed.</param>
    public static IReadOnlyList<RewrittenFile> Rewrite(string copy)
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = true };
        var files = Directory.EnumerateFiles(copy, "*.py", options).Take(MostFiles).ToList();
        files.Sort(StringComparer.Ordinal);
        return [.. files.Select(file => One(copy, file)).OfType<RewrittenFile>()];
    }

    private static RewrittenFile? One(string copy, string file)
    {
        if (new FileInfo(file) is { Length: 0 or > LargestFile })
            return null;
        var before = File.ReadAllBytes(file);
        if (before.AsSpan().IndexOf("async"u8) < 0)
            return null;

        // Latin-1 gives every byte a character and every character its byte back, whatever the file's encoding is.
        var text = Encoding.Latin1.GetString(before);
        var (changed, count) = AsyncArguments.Rewrite(text);
        if (count == 0)
            return null;
        var after = Encoding.Latin1.GetBytes(changed);
        Replace(file, after);
        var path = Path.GetRelativePath(copy, file).Replace('\\', '/');
        return new RewrittenFile(path, count, Hash(before), Hash(after), Diff(path, text, changed));
    }

    /// <summary>Puts a new file in the old one's place, so that a hard link elsewhere keeps the old one.</summary>
    private static void Replace(string file, byte[] bytes)
    {
        var part = file + ".dnas-repro.tmp";
        File.WriteAllBytes(part, bytes);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(part, File.GetUnixFileMode(file));
        File.Move(part, file, overwrite: true);
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>Lines keep their number, so that each changed one is a hunk of its own.</summary>
    private static string Diff(string path, string before, string after)
    {
        var diff = new StringBuilder($"--- a/{path}\n+++ b/{path}\n");
        var (old, now) = (before.Split('\n'), after.Split('\n'));
        for (var i = 0; i < old.Length && diff.Length < LongestDiff; i++)
        {
            if (old[i] != now[i])
                diff.Append($"@@ -{i + 1} +{i + 1} @@\n-{Shown(old[i])}\n+{Shown(now[i])}\n");
        }
        return diff.Length <= LongestDiff ? diff.ToString() : diff.ToString(0, LongestDiff);
    }

    private static string Shown(string line)
    {
        var text = Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(line.TrimEnd('\r')));
        return string.Concat(text.Take(500).Select(c => char.IsControl(c) && c != '\t' ? '\ufffd' : c));
    }
}

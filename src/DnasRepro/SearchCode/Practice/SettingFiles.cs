using System.Globalization;
using DnasRepro.Locations;

namespace DnasRepro.SearchCode.Practice;

/// <summary>Numbers that YAML and JSON configuration files give to keys.</summary>
internal sealed class SettingFiles(IReadOnlyList<(RepoPath Path, string Text)> files)
{
    private readonly IReadOnlyList<string> texts = [.. files.Where(f => f.Path.Extension is ".yml" or ".yaml" or ".json").Select(f => f.Text)];
    private readonly Dictionary<string, double?> known = new(StringComparer.Ordinal);

    /// <summary>The number that all files that have the key give it; null when none does, or they differ.</summary>
    public double? Find(string key)
    {
        if (!known.TryGetValue(key, out var value))
            known[key] = value = Read(key);
        return value;
    }

    private double? Read(string key)
    {
        double? found = null;
        foreach (var text in texts.Where(t => t.Contains(key, StringComparison.Ordinal)))
        {
            foreach (var line in text.AsSpan().EnumerateLines())
            {
                var value = ValueOf(line, key);
                if (value.IsEmpty)
                    continue;
                if (!double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || found is { } other && other != number)
                    return null;
                found = number;
            }
        }
        return found;
    }

    /// <summary>What stands behind <c>key:</c> in a line; empty for other lines.</summary>
    private static ReadOnlySpan<char> ValueOf(ReadOnlySpan<char> line, string key)
    {
        var rest = line.TrimStart().TrimStart("-{").TrimStart().TrimStart('"');
        if (!rest.StartsWith(key, StringComparison.Ordinal))
            return [];
        rest = rest[key.Length..].TrimStart('"').TrimStart();
        if (rest.Length == 0 || rest[0] != ':')
            return [];
        var value = rest[1..];
        var comment = value.IndexOf(" #", StringComparison.Ordinal);
        return (comment < 0 ? value : value[..comment]).Trim().TrimEnd(",}").Trim();
    }
}

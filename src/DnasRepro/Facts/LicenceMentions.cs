using DnasRepro.Locations;

namespace DnasRepro.Facts;

/// <summary>Finds licences that are only named: in a README's section on the licence, in a badge, in a package's metadata.</summary>
internal static class LicenceMentions
{
    private const int LongestLine = 500;
    private const int LinesAfterHeading = 8;

    /// <summary>Names as people write them, the more exact ones first; null where the name leaves the version open.</summary>
    private static readonly Known[] Names =
    [
        new("cc by-nc-sa 4.0", "CC-BY-NC-SA-4.0"), new("cc-by-nc-sa-4.0", "CC-BY-NC-SA-4.0"), new("cc by-nc 4.0", "CC-BY-NC-4.0"), new("cc-by-nc-4.0", "CC-BY-NC-4.0"),
        new("cc by 4.0", "CC-BY-4.0"), new("cc-by-4.0", "CC-BY-4.0"), new("attribution-noncommercial", null), new("creative commons", null), new("cc0", "CC0-1.0"),
        new("apache-2.0", "Apache-2.0"), new("apache 2.0", "Apache-2.0"), new("apache license, version 2.0", "Apache-2.0"), new("apache license 2.0", "Apache-2.0"), new("apache", null),
        new("agpl-3.0", "AGPL-3.0"), new("agpl", null), new("lgpl", null), new("gpl-3.0", "GPL-3.0"), new("gplv3", "GPL-3.0"), new("gpl v3", "GPL-3.0"), new("gpl-2.0", "GPL-2.0"), new("gplv2", "GPL-2.0"), new("gpl", null),
        new("bsd-3-clause", "BSD-3-Clause"), new("bsd 3-clause", "BSD-3-Clause"), new("bsd-2-clause", "BSD-2-Clause"), new("bsd", null), new("mpl-2.0", "MPL-2.0"), new("mit", "MIT"),
    ];

    /// <summary>Files that may name a licence: the README and the package's metadata at the root.</summary>
    public static bool Wants(RepoPath path) =>
        path.Depth == 0 && (path.Name is "setup.py" or "setup.cfg" or "pyproject.toml" || path.Name.StartsWith("readme.", StringComparison.OrdinalIgnoreCase));

    /// <summary>The first line that names a licence, or null.</summary>
    public static LicenceMention? Find(RepoPath path, string text)
    {
        var isReadme = path.Name.StartsWith("readme", StringComparison.OrdinalIgnoreCase);
        var (number, lastHeading) = (0, int.MinValue / 2);
        foreach (var span in text.AsSpan().EnumerateLines())
        {
            number++;
            if (span.Length > LongestLine)
                continue;
            var speaks = span.Contains("licen", StringComparison.OrdinalIgnoreCase);
            if (speaks && span.TrimStart().StartsWith("#") && isReadme)
                lastHeading = number;
            var isNear = isReadme ? speaks || number - lastHeading <= LinesAfterHeading : speaks && IsSetting(span);
            if (isNear && Named(span.ToString()) is { } found)
                return new LicenceMention(found.Name, found.Id, Evidence.AtLine(path, number, span.ToString()));
        }
        return null;
    }

    /// <summary><c>license = "MIT"</c> or a trove classifier, not a comment at the head of the file.</summary>
    private static bool IsSetting(ReadOnlySpan<char> line) =>
        !line.TrimStart().StartsWith("#") && (line.Contains("License ::", StringComparison.Ordinal) || (line.TrimStart().StartsWith("licen") && line.IndexOfAny('=', ':') > 0));

    private static Known? Named(string line)
    {
        foreach (var known in Names)
        {
            var at = line.IndexOf(known.Name, StringComparison.OrdinalIgnoreCase);
            if (at >= 0 && !IsLetter(line, at - 1) && !IsLetter(line, at + known.Name.Length))
                return new Known(line.Substring(at, known.Name.Length), known.Id);
        }
        return null;
    }

    private static bool IsLetter(string line, int at) => at >= 0 && at < line.Length && char.IsAsciiLetter(line[at]);

    private sealed record Known(string Name, string? Id);
}

using DnasRepro.Locations;

namespace DnasRepro.Facts;

/// <summary>Finds web addresses, DOIs and Software Heritage ids in a text, in one pass.</summary>
internal static class LinkScanner
{
    private const int MostLinks = 2000;
    private static readonly string[] Starts = ["https://", "http://", "swh:1:", "10."];

    public static IReadOnlyList<DocumentedLink> Read(RepoPath path, string text)
    {
        var found = new List<DocumentedLink>();
        var number = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            number++;
            for (var at = 0; at < line.Length && found.Count < MostLinks;)
            {
                var start = Next(line, at);
                if (start < 0)
                    break;
                var end = start;
                while (end < line.Length && !char.IsWhiteSpace(line[end]) && line[end] is not (')' or ']' or '>' or '"' or '\'' or '`' or '|' or '}' or '<' or '\\'))
                    end++;
                var target = line[start..end].TrimEnd(".,;:").ToString();
                if (target.Length > 7 && IsLink(target))
                    found.Add(new DocumentedLink(target, Evidence.AtLine(path, number, line.ToString())));
                at = Math.Max(end, start + 1);
            }
        }
        return found;
    }

    private static int Next(ReadOnlySpan<char> line, int from)
    {
        var best = -1;
        foreach (var start in Starts)
        {
            var at = line[from..].IndexOf(start, StringComparison.OrdinalIgnoreCase);
            if (at >= 0 && (best < 0 || from + at < best))
                best = from + at;
        }
        return best;
    }

    /// <summary>A DOI is 10., four to nine digits, a slash.</summary>
    private static bool IsLink(string target)
    {
        if (!target.StartsWith("10.", StringComparison.Ordinal))
            return true;
        var slash = target.IndexOf('/');
        return slash is >= 7 and <= 12 && target.AsSpan(3, slash - 3).IndexOfAnyExceptInRange('0', '9') < 0;
    }
}

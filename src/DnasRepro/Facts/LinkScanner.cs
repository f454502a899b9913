using DnasRepro.Locations;

namespace DnasRepro.Facts;

/// <summary>Finds web addresses, DOIs and Software Heritage ids in a text, in one pass.</summary>
internal static class LinkScanner
{
    private const int MostLinks = 2000;
    private const int LongestLine = 1000;
    private static readonly string[] Starts = ["https://", "http://", "swh:1:", "10."];

    public static IReadOnlyList<DocumentedLink> Read(RepoPath path, string text)
    {
        var found = new List<DocumentedLink>();
        var number = 0;
        Span<int> known = stackalloc int[Starts.Length];
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            number++;
            for (var i = 0; i < Starts.Length; i++)
                known[i] = line.IndexOf(Starts[i], StringComparison.OrdinalIgnoreCase);
            for (var at = 0; at < line.Length && found.Count < MostLinks;)
            {
                var start = Next(line, at, known);
                if (start < 0)
                    break;
                var end = start;
                while (end < line.Length && !char.IsWhiteSpace(line[end]) && line[end] is not (')' or ']' or '>' or '"' or '\'' or '`' or '|' or '}' or '<' or '\\'))
                    end++;
                var target = line[start..end].TrimEnd(".,;:").ToString();
                if (target.Length > 7 && IsLink(target))
                    found.Add(new DocumentedLink(target, Evidence.AtLine(path, number, line[..Math.Min(line.Length, LongestLine)].ToString())));
                at = Math.Max(end, start + 1);
            }
        }
        return found;
    }

    /// <summary>The next beginning of a link from a place on. Each kind is looked for only behind where it was found last, so a line is read once a kind.</summary>
    private static int Next(ReadOnlySpan<char> line, int from, Span<int> known)
    {
        var best = -1;
        for (var i = 0; i < Starts.Length; i++)
        {
            if (known[i] >= 0 && known[i] < from)
                known[i] = line[from..].IndexOf(Starts[i], StringComparison.OrdinalIgnoreCase) is var at and >= 0 ? from + at : -1;
            if (known[i] >= 0 && (best < 0 || known[i] < best))
                best = known[i];
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

using DnasRepro.Studies;

namespace DnasRepro.Audits;

/// <summary>Tells papers apart: the same DOI, the same arXiv number, or the same title where not both have a DOI, is the same paper.</summary>
internal static class PaperCount
{
    /// <summary>The distinct counted papers, each with the studies that report it, in the order of the studies.</summary>
    public static IReadOnlyList<IReadOnlyList<StudyCase>> Of(IReadOnlyList<StudyCase> studies)
    {
        var papers = studies.SelectMany(s => s.CountedPapers.Select(p => (Study: s, Paper: p))).ToList();
        var links = new Links(papers.Count);
        JoinBy(papers.Select(p => Doi(p.Paper)).ToList(), links);
        JoinBy(papers.Select(p => Arxiv(p.Paper)).ToList(), links);
        var titles = Enumerable.Range(0, papers.Count).Where(i => Title(papers[i].Paper).Length > 0).GroupBy(i => Title(papers[i].Paper), StringComparer.Ordinal);
        foreach (var sameTitle in titles)
        {
            foreach (var paper in sameTitle.Where(i => Doi(papers[i].Paper) is null))
                links.Join(sameTitle.First(), paper, 1);
        }
        return [.. links.Groups().Select(g => (IReadOnlyList<StudyCase>)[.. g.Members.Select(m => papers[m].Study).DistinctBy(s => s.Id)])];
    }

    private static void JoinBy(List<string?> keys, Links links)
    {
        var first = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < keys.Count; i++)
        {
            if (keys[i] is { } key && !first.TryAdd(key, i))
                links.Join(first[key], i, 1);
        }
    }

    private static string? Doi(Paper paper)
    {
        var doi = paper.Doi?.Trim().ToLowerInvariant();
        var start = doi?.IndexOf("10.", StringComparison.Ordinal) ?? -1;
        return start < 0 ? null : doi![start..];
    }

    /// <summary>The number without its version.</summary>
    private static string? Arxiv(Paper paper)
    {
        var number = paper.Arxiv?.Trim().ToLowerInvariant().Replace("arxiv:", "", StringComparison.Ordinal);
        if (string.IsNullOrEmpty(number))
            return null;
        var version = number.LastIndexOf('v');
        return version > 0 && version < number.Length - 1 && number[(version + 1)..].All(char.IsAsciiDigit) ? number[..version] : number;
    }

    private static string Title(Paper paper) => string.Concat(paper.Title.Where(char.IsLetterOrDigit)).ToLowerInvariant();
}

using System.Globalization;
using DnasRepro.Reports;

namespace DnasRepro.Reviews;

/// <summary>A place that a report cites, and who cites it.</summary>
/// <param name="Line">Its first line, from 1.</param>
/// <param name="EndLine">Its last line.</param>
/// <param name="Excerpt">What the report says that the line says; null when the place as such is cited.</param>
/// <param name="By">The check, or the part of the search.</param>
public sealed record Citation(int Line, int EndLine, string? Excerpt, string By);

/// <summary>A file of the repository that a report cites, with the file of the folder that shows its places.</summary>
/// <param name="Path">The file in the repository.</param>
/// <param name="ExcerptFile">The file in the folder.</param>
/// <param name="Citations">The places, each once for each that cites it, in the order of lines.</param>
/// <param name="IsCard">True for the card, which is shown from its beginning.</param>
public sealed record CitedFile(string Path, string ExcerptFile, IReadOnlyList<Citation> Citations, bool IsCard)
{
    /// <summary>Files that are shown; the report's order decides, the worst findings first.</summary>
    public const int MostFiles = 100;

    /// <summary>Places of a file that are shown.</summary>
    public const int MostCitations = 60;

    /// <summary>What a report cites. A function of the report alone, so that whoever has it can tell which files there must be.</summary>
    public static IReadOnlyList<CitedFile> Of(Report report)
    {
        var files = new Dictionary<string, List<Citation>>(StringComparer.Ordinal);
        foreach (var (evidence, by) in All(report))
        {
            if (!files.TryGetValue(evidence.Path, out var places) && files.Count < MostFiles)
                files[evidence.Path] = places = [];
            if (places is { Count: < MostCitations })
                places.Add(new Citation(evidence.Line, evidence.EndLine, evidence.Excerpt, by));
        }
        return [.. files.Select((f, i) => new CitedFile(f.Key, FileName(i + 1, f.Key), [.. f.Value.Distinct().OrderBy(c => c.Line).ThenBy(c => c.By, StringComparer.Ordinal)], f.Key == report.Card.Path))];
    }

    private static IEnumerable<(ReportEvidence Evidence, string By)> All(Report report)
    {
        if (report.Card.Path is { } card)
            yield return (new ReportEvidence(card, 1, 1, 1, null, null, null), "the Reporting Card");
        foreach (var finding in report.Findings)
        {
            foreach (var evidence in finding.Evidence)
                yield return (evidence, $"{finding.Check} {finding.Slug}");
        }
        foreach (var part in report.SearchCode.Components)
        {
            foreach (var evidence in part.Evidence)
                yield return (evidence, part.Name.Replace('_', ' '));
        }
        if (report.SearchCode.EntryPoint is not { } entry)
            yield break;
        foreach (var evidence in (ReportEvidence[])[entry.Place, .. entry.Commands, .. entry.Options.Select(o => o.Place)])
            yield return (evidence, "search entry point");
    }

    /// <summary>A name that is safe on every system; the number makes it the only one.</summary>
    private static string FileName(int number, string path)
    {
        const int longest = 60;
        var name = path[(path.LastIndexOf('/') + 1)..];
        var safe = string.Concat(name.Take(longest).Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '_'));
        return string.Create(CultureInfo.InvariantCulture, $"evidence/{number:000}-{safe}.txt");
    }
}

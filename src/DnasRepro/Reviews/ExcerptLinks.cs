using DnasRepro.Reports;

namespace DnasRepro.Reviews;

/// <summary>Makes a report's evidence lead to the excerpts that lie beside it.</summary>
internal static class ExcerptLinks
{
    /// <summary>The report whose evidence knows its excerpts; nothing else of it changes, its JSON neither.</summary>
    public static Report In(Report report, IReadOnlyList<CitedFile> cited)
    {
        var files = cited.ToDictionary(f => f.Path, f => f.ExcerptFile, StringComparer.Ordinal);
        ReportEvidence Linked(ReportEvidence evidence) => files.TryGetValue(evidence.Path, out var file) ? evidence with { ExcerptFile = file } : evidence;
        IReadOnlyList<ReportEvidence> All(IReadOnlyList<ReportEvidence> evidence) => [.. evidence.Select(Linked)];
        var code = report.SearchCode;
        return report with
        {
            Findings = [.. report.Findings.Select(f => f with { Evidence = All(f.Evidence) })],
            SearchCode = code with
            {
                Components = [.. code.Components.Select(c => c with { Evidence = All(c.Evidence) })],
                EntryPoint = code.EntryPoint is { } entry
                    ? new EntryPointSummary(Linked(entry.Place), All(entry.Commands), [.. entry.Options.Select(o => o with { Place = Linked(o.Place) })])
                    : null,
            },
        };
    }
}

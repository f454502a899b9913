using DnasRepro.Audits;
using DnasRepro.Reports;

namespace DnasRepro.AuditReports;

/// <summary>The audit for a terminal: the four figures, how the studies were selected, what is wrong.</summary>
public static class AuditText
{
    private const int MostLines = 20;

    /// <summary>The audit without colours.</summary>
    public static string Write(Audit audit) => string.Concat(Lines(audit).Select(line => string.Concat(line.Select(s => s.Text)).TrimEnd() + "\n"));

    /// <summary>The audit as lines of styled pieces; text from outside is already harmless.</summary>
    public static IEnumerable<IReadOnlyList<TextSpan>> Lines(Audit audit) =>
        [.. Head(audit).Concat(Figures(audit)).Concat(Remarks(audit, "left_out", "Could not be assessed", TextStyle.Error)).Concat(Remarks(audit, "missing", "Not assessed", TextStyle.Error)).Concat(Remarks(audit, "sum", "Sums", TextStyle.Warning)).Concat(Remarks(audit, "conflict", "Cards of one method contradict each other", TextStyle.Warning))
            .Concat(Remarks(audit, "disagreement", "Sources contradict each other", TextStyle.Warning)).Concat(Remarks(audit, "same_code", "The same search code", TextStyle.Info)).Concat(Remarks(audit, "unpinned", "Not pinned", TextStyle.Info)).Concat(Closing(audit)).Select(TextReport.Quiet)];

    private static IEnumerable<IReadOnlyList<TextSpan>> Head(Audit audit)
    {
        yield return [new(Escaping.Terminal(AuditPhrases.Title(audit)), TextStyle.Heading), new(Escaping.Terminal($"  {audit.List.Name}"), TextStyle.Dim)];
        if (audit.List.Note is { } note)
        {
            foreach (var line in TextReport.Wrapped(Escaping.Terminal(note), ""))
                yield return [new(line)];
        }
        foreach (var line in TextReport.Wrapped(AuditPhrases.Flow(audit.Flow), ""))
            yield return [new(line)];
    }

    private static IEnumerable<IReadOnlyList<TextSpan>> Figures(Audit audit)
    {
        yield return [];
        yield return [new($"  {"over methods",-24}{"yes",-10}{"share (95 % interval)",-24}{"unclear",-9}{"bounds",-16}{"less the reference, points",-26}", TextStyle.Dim)];
        foreach (var figure in audit.Overall[0].Figures)
            yield return [new($"  {AuditWords.Name(figure.Question),-24}{AuditNumbers.Of(figure),-10}"), new($"{AuditNumbers.Percent(figure.Share),-24}", TextStyle.Heading), new($"{figure.Unclear,-9}{AuditNumbers.Bounds(figure),-16}{AuditNumbers.Points(figure.Difference)}")];
        foreach (var line in TextReport.Wrapped(Escaping.Terminal(AuditPhrases.Reference(audit.Reference)), "  "))
            yield return [new(line, TextStyle.Dim)];
    }

    private static IEnumerable<IReadOnlyList<TextSpan>> Remarks(Audit audit, string kind, string title, TextStyle style)
    {
        var remarks = audit.Remarks.Where(r => r.Kind == kind).ToList();
        if (remarks.Count == 0)
            yield break;
        yield return [];
        yield return [new(title, style), new($" ({remarks.Count})", TextStyle.Dim)];
        foreach (var remark in remarks.Take(MostLines))
        {
            foreach (var line in TextReport.Wrapped(Escaping.Terminal(remark.Message), "  ", "    "))
                yield return [new(line)];
        }
        if (remarks.Count > MostLines)
            yield return [new($"  and {remarks.Count - MostLines} more; --format markdown names all", TextStyle.Dim)];
    }

    private static IEnumerable<IReadOnlyList<TextSpan>> Closing(Audit audit)
    {
        yield return [];
        yield return [new($"{AuditPhrases.Thresholds} --format markdown prints them, with the evidence behind each answer.", TextStyle.Dim)];
        yield return [new($"exit code {audit.ExitCode}: {Escaping.Terminal(audit.ExitMeaning)}", TextStyle.Dim)];
    }
}

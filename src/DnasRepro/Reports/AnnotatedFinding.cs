using DnasRepro.Findings;

namespace DnasRepro.Reports;

/// <summary>A finding that is shown at its line, with what its title adds.</summary>
/// <param name="Finding">The finding.</param>
/// <param name="Tag">What is to be known first: new, worse, or that the check broke; null when nothing is.</param>
internal sealed record AnnotatedFinding(ReportFinding Finding, string? Tag)
{
    /// <summary>How bad it is; a broken check is always an error.</summary>
    public Severity Severity => Finding.Outcome == Outcome.CheckFailed ? Severity.Error : Finding.Severity;

    /// <summary>The check, and what is to be known first.</summary>
    public string Title => $"{Finding.Check} {Finding.Slug}{(Tag is null ? "" : $" ({Tag})")}";

    /// <summary>What was found and what to do.</summary>
    public string Message => Finding.Fix is null ? Finding.Message : $"{Finding.Message} Fix: {Finding.Fix}";

    /// <summary>The open findings of a report, the worst first.</summary>
    public static IReadOnlyList<AnnotatedFinding> Of(Report report) =>
        [.. Broken(report.Findings.Where(f => f.Outcome == Outcome.CheckFailed)).Concat(report.Open.Select(f => new AnnotatedFinding(f, null))).OrderByDescending(a => a.Severity)];

    /// <summary>
    /// What a comparison shows at lines, the worst first and of these what is new on changed lines, what is new elsewhere, what weighs more, and what was
    /// there before on lines that changed.
    /// </summary>
    public static IReadOnlyList<AnnotatedFinding> Of(Comparison comparison)
    {
        var added = comparison.Terms.AreSame ? "new" : "new, or due to changed rules";
        return
        [
            .. Broken(comparison.Broken)
                .Concat(comparison.New.OrderByDescending(n => n.OnChangedLine == true).Select(n => new AnnotatedFinding(n.Finding, added)))
                .Concat(comparison.Worse.Select(w => new AnnotatedFinding(w.Finding, $"was {ComparisonWords.Words(w.Before)}")))
                .Concat(comparison.Unchanged.Where(u => u.OnChangedLine == true).Select(u => new AnnotatedFinding(u.Finding, "not new")))
                .OrderByDescending(a => a.Severity),
        ];
    }

    private static IEnumerable<AnnotatedFinding> Broken(IEnumerable<ReportFinding> findings) => findings.Select(f => new AnnotatedFinding(f, "this check broke"));
}

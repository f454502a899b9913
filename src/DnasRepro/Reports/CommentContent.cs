using DnasRepro.Findings;

namespace DnasRepro.Reports;

/// <summary>What a comment tells, whether there is a base to compare with or not.</summary>
/// <param name="Tool">The tool and its rules.</param>
/// <param name="Head">The state that is judged.</param>
/// <param name="Comparison">The comparison; null for a report alone.</param>
/// <param name="Brought">What HEAD brings (with a base), or all open findings (without), the worst first, and broken checks before all.</param>
/// <param name="Fixed">What was fixed.</param>
/// <param name="Aside">What weighs less or is no longer answered, each with a remark.</param>
/// <param name="Unchanged">What was there before.</param>
/// <param name="Checks">The checks that these name.</param>
internal sealed record CommentContent(
    ToolSummary Tool,
    ComparedSide Head,
    Comparison? Comparison,
    IReadOnlyList<(ReportFinding Finding, string Remark)> Brought,
    IReadOnlyList<(ReportFinding Finding, string Remark)> Fixed,
    IReadOnlyList<(ReportFinding Finding, string Remark)> Aside,
    IReadOnlyList<(ReportFinding Finding, string Remark)> Unchanged,
    IReadOnlyList<CheckSummary> Checks)
{
    public static CommentContent Of(Report report) => new(
        report.Tool, ComparedSide.Of(report), null,
        [.. report.Findings.Where(f => f.Outcome == Outcome.CheckFailed).Concat(report.Open.OrderByDescending(f => f.Severity)).Select(f => (f, ""))],
        [], [], [], report.Checks);

    public static CommentContent Of(Comparison comparison) => new(
        comparison.Tool, comparison.Head, comparison,
        [
            .. comparison.Broken.Select(f => (f, "")),
            .. comparison.New.OrderByDescending(n => n.OnChangedLine == true).Select(n => (n.Finding, n.OnChangedLine == true ? ", on a changed line:" : ""))
                .Concat(comparison.Worse.Select(w => (w.Finding, $", before {Article(w.Before)}:")))
                .OrderByDescending(b => b.Finding.Severity),
        ],
        [.. comparison.Fixed.Select(f => (f, ""))],
        [
            .. comparison.Milder.Select(m => (m.Finding, $", before {Article(m.Before)}:")),
            .. comparison.Lapsed.Select(l => (l.Finding, $" ({ComparisonWords.Words(l.Now)})")),
        ],
        [.. comparison.Unchanged.OrderByDescending(u => u.Finding.Severity).Select(u => (u.Finding, ""))],
        comparison.Checks);

    /// <summary>How many of what is brought are of a weight; broken checks weigh like errors.</summary>
    public int Count(Severity severity) => Brought.Count(b => WeightOf(b.Finding) == severity);

    /// <summary>The first so many of each weight.</summary>
    public IEnumerable<(ReportFinding Finding, string Remark)> First(int errors, int warnings, int notes) => new[] { (Severity.Error, errors), (Severity.Warning, warnings), (Severity.Info, notes) }
        .SelectMany(k => Brought.Where(b => WeightOf(b.Finding) == k.Item1).Take(k.Item2));

    private static Severity WeightOf(ReportFinding finding) => finding.Outcome == Outcome.CheckFailed ? Severity.Error : finding.Severity;

    private static string Article(Severity severity) => severity == Severity.Error ? "an error" : "a " + ComparisonWords.Words(severity);
}

using DnasRepro.Findings;

namespace DnasRepro.Reports;

/// <summary>One finding in one line of Markdown that is never longer than a few thousand characters, whatever the finding holds.</summary>
/// <param name="checks">The checks, for the addresses of their pages.</param>
internal sealed class FindingLine(IReadOnlyList<CheckSummary> checks)
{
    private const int LongestMessage = 600;
    private const int LongestExcerpt = 200;
    private const int LongestName = 120;
    private const int LongestLink = 600;

    /// <summary>Writes it.</summary>
    /// <param name="finding">The finding.</param>
    /// <param name="tail">Whether excerpt and fix are shown too.</param>
    /// <param name="remark">What is added in our own words.</param>
    public string Write(ReportFinding finding, bool tail, string remark = "")
    {
        var kind = finding.Outcome == Outcome.CheckFailed ? "broken check" : ComparisonWords.Words(finding.Severity);
        var place = finding.Evidence is [var first, ..] ? $" {Place(first)}{(tail && first.Excerpt is { } excerpt ? " " + Code(excerpt, LongestExcerpt) : "")}" : "";
        var fix = tail && finding.Fix is { } remedy ? $" *Fix:* {Text(remedy)}" : "";
        return $"**{kind}**{remark} {Check(finding)}: {Text(finding.Message)}{place}{fix}";
    }

    /// <summary>Text of bounded length, escaped.</summary>
    public static string Text(string text, int most = LongestMessage) => Escaping.Markdown(ShortText.Of(text, most));

    /// <summary>Code of bounded length, escaped.</summary>
    public static string Code(string text, int most = LongestName) => Escaping.MarkdownCode(ShortText.Of(text, most));

    /// <summary>A link where the address is one and not absurdly long.</summary>
    public static string Linked(string shown, string? url) => url is { Length: <= LongestLink } && Escaping.Link(url) is { } link ? $"[{shown}]({link})" : shown;

    private string Check(ReportFinding finding) =>
        Linked(Code($"{finding.Check} {finding.Slug}"), checks.FirstOrDefault(c => c.Id == finding.Check)?.Url);

    private static string Place(ReportEvidence place) => Linked(Code($"{place.Path}:{place.Line}"), place.Url);
}

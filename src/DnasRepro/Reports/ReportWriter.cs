using System.Diagnostics;

namespace DnasRepro.Reports;

/// <summary>Writes a report or a comparison in any of its formats. Pure: the same gives the same text.</summary>
public static class ReportWriter
{
    /// <summary>Writes a report.</summary>
    /// <param name="report">The report.</param>
    /// <param name="format">The format.</param>
    /// <param name="template">A Scriban template to use instead of the format's own; null for that.</param>
    public static string Write(Report report, ReportFormat format, string? template = null) => format.Name switch
    {
        "text" => TextReport.Write(report),
        "json" => ReportJson.Write(report),
        "markdown" => MarkdownReport.Write(report, template),
        "html" => HtmlReport.Write(report, template),
        "sarif" => SarifReport.Write(report),
        "badge" => Badge.Svg(report),
        "badge-json" => Badge.Json(report),
        "github" => GitHubAnnotations.Write(report),
        "summary" => MarkdownReport.ForSummary(report),
        "outputs" => OutputsText.Write(report),
        "comment" => CommentText.Write(report, new CommentFrame(CommentFrame.DefaultKey, report.Target.Commit)),
        _ => throw new UnreachableException(),
    };

    /// <summary>Writes a comparison.</summary>
    /// <param name="comparison">The comparison.</param>
    /// <param name="format">One of <see cref="ReportFormat.OfComparisons"/>.</param>
    /// <param name="template">A Scriban template to use instead of the format's own; null for that.</param>
    /// <exception cref="UserErrorException">Comparisons are not written in this format.</exception>
    public static string Write(Comparison comparison, ReportFormat format, string? template = null) => format.Name switch
    {
        "text" => ComparisonText.Write(comparison),
        "json" => ComparisonJson.Write(comparison),
        "markdown" => CommentText.Markdown(comparison, template),
        "github" => GitHubAnnotations.Write(comparison),
        "summary" => CommentText.ForSummary(comparison),
        "outputs" => OutputsText.Write(comparison),
        "comment" => CommentText.Write(comparison, new CommentFrame(CommentFrame.DefaultKey, comparison.Head.Target.Commit)),
        _ => throw new UserErrorException($"A comparison is not written as '{format.Name}'.", $"Name one of: {string.Join(", ", ReportFormat.OfComparisons.Select(f => f.Name))}."),
    };
}

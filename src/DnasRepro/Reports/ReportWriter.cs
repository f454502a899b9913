using System.Diagnostics;

namespace DnasRepro.Reports;

/// <summary>Writes a report in any format. Pure: the same report gives the same text.</summary>
public static class ReportWriter
{
    /// <summary>Writes a report.</summary>
    /// <param name="report">The report.</param>
    /// <param name="format">The format.</param>
    /// <param name="template">A Scriban template to use instead of the format's own; null for that.</param>
    /// <param name="reportUrl">Where the report can be read, for the badges to link to; null for badges that link nowhere.</param>
    public static string Write(Report report, ReportFormat format, string? template = null, string? reportUrl = null) => format.Name switch
    {
        "text" => TextReport.Write(report),
        "json" => ReportJson.Write(report),
        "markdown" => MarkdownReport.Write(report, template),
        "html" => HtmlReport.Write(report, template),
        "sarif" => SarifReport.Write(report),
        "badge" => Badge.Svg(report, reportUrl),
        "badge-json" => Badge.Json(report),
        "badge-markdown" => Badge.Markdown(report, reportUrl),
        "github" => GitHubAnnotations.Write(report),
        _ => throw new UnreachableException(),
    };
}

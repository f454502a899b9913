using System.Diagnostics;

namespace DnasRepro.Reports;

/// <summary>Writes a report in any format. Pure: the same report gives the same text.</summary>
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
        _ => throw new UnreachableException(),
    };
}

using System.Diagnostics;
using DnasRepro.Audits;

namespace DnasRepro.AuditReports;

/// <summary>Writes an audit in any format: a pure function of it.</summary>
public static class AuditWriter
{
    /// <summary>The text of a format, with <c>\n</c> line ends.</summary>
    public static string Write(Audit audit, AuditFormat format) => format.Name switch
    {
        "text" => AuditText.Write(audit),
        "json" => AuditJson.Write(audit),
        "csv" => AuditCsv.Write(audit),
        "markdown" => AuditMarkdown.Write(audit),
        "latex" => AuditLatex.Write(audit),
        "html" => Dashboard.Write(audit),
        "flow" => FlowDiagram.Svg(audit.Flow),
        _ => throw new UnreachableException(),
    };
}

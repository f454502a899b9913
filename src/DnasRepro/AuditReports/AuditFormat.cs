namespace DnasRepro.AuditReports;

/// <summary>A format that audits are written in.</summary>
/// <param name="Name">What the user writes.</param>
/// <param name="FileName">The file's name in an output folder.</param>
public sealed record AuditFormat(string Name, string FileName)
{
    public static readonly AuditFormat Text = new("text", "audit.txt");
    public static readonly AuditFormat Json = new("json", "audit.json");
    public static readonly AuditFormat Csv = new("csv", "audit.csv");
    public static readonly AuditFormat Markdown = new("markdown", "audit.md");
    public static readonly AuditFormat Html = new("html", "audit.html");
    public static readonly AuditFormat Flow = new("flow", "flow.svg");
    public static readonly AuditFormat Latex = new("latex", "audit.tex");

    public static readonly IReadOnlyList<AuditFormat> All = [Text, Json, Csv, Markdown, Html, Flow, Latex];

    /// <exception cref="UserErrorException">There is no such format.</exception>
    public static AuditFormat Parse(string name) =>
        All.FirstOrDefault(f => f.Name == name)
        ?? throw new UserErrorException($"There is no format '{name}' for audits.", $"Name one of: {string.Join(", ", All.Select(f => f.Name))}.");
}

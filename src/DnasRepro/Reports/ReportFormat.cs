namespace DnasRepro.Reports;

/// <summary>A format that reports are written in.</summary>
/// <param name="Name">What the user writes.</param>
/// <param name="FileName">The file's name in an output folder.</param>
/// <param name="HasTemplate">Whether a user's template can replace ours.</param>
public sealed record ReportFormat(string Name, string FileName, bool HasTemplate = false)
{
    public static readonly ReportFormat Text = new("text", "report.txt");
    public static readonly ReportFormat Json = new("json", "report.json");
    public static readonly ReportFormat Markdown = new("markdown", "report.md", HasTemplate: true);
    public static readonly ReportFormat Html = new("html", "report.html", HasTemplate: true);
    public static readonly ReportFormat Sarif = new("sarif", "report.sarif");
    public static readonly ReportFormat Badge = new("badge", "badge.svg");
    public static readonly ReportFormat BadgeJson = new("badge-json", "badge.json");
    public static readonly ReportFormat BadgeMarkdown = new("badge-markdown", "badge.md");
    public static readonly ReportFormat GitHub = new("github", "annotations.txt");

    /// <summary>All formats.</summary>
    public static readonly IReadOnlyList<ReportFormat> All = [Text, Json, Markdown, Html, Sarif, Badge, BadgeJson, BadgeMarkdown, GitHub];

    /// <exception cref="UserErrorException">There is no such format.</exception>
    public static ReportFormat Parse(string name) =>
        All.FirstOrDefault(f => f.Name == name)
        ?? throw new UserErrorException($"There is no format '{name}'.", $"Name one of: {string.Join(", ", All.Select(f => f.Name))}.");
}

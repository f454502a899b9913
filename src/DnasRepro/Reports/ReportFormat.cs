namespace DnasRepro.Reports;

/// <summary>A format that reports and comparisons are written in.</summary>
/// <param name="Name">What the user writes.</param>
/// <param name="FileName">The file's name in an output folder.</param>
/// <param name="HasTemplate">Whether a user's template can replace ours.</param>
/// <param name="ComparisonFile">The same for a comparison; null when comparisons are not written in it.</param>
public sealed record ReportFormat(string Name, string FileName, bool HasTemplate = false, string? ComparisonFile = null)
{
    public static readonly ReportFormat Text = new("text", "report.txt", ComparisonFile: "comparison.txt");
    public static readonly ReportFormat Json = new("json", "report.json", ComparisonFile: "comparison.json");
    public static readonly ReportFormat Markdown = new("markdown", "report.md", HasTemplate: true, ComparisonFile: "comparison.md");
    public static readonly ReportFormat Html = new("html", "report.html", HasTemplate: true);
    public static readonly ReportFormat Sarif = new("sarif", "report.sarif");
    public static readonly ReportFormat Badge = new("badge", "badge.svg");
    public static readonly ReportFormat BadgeJson = new("badge-json", "badge.json");
    public static readonly ReportFormat GitHub = new("github", "annotations.txt", ComparisonFile: "comparison-annotations.txt");

    /// <summary>Markdown for GITHUB_STEP_SUMMARY.</summary>
    public static readonly ReportFormat Summary = new("summary", "summary.md", ComparisonFile: "comparison-summary.md");

    /// <summary>Lines for GITHUB_OUTPUT.</summary>
    public static readonly ReportFormat Outputs = new("outputs", "outputs.txt", ComparisonFile: "comparison-outputs.txt");

    /// <summary>The comment under a pull request.</summary>
    public static readonly ReportFormat Comment = new("comment", "comment.md", ComparisonFile: "comparison-comment.md");

    /// <summary>All formats; a report can be written in each.</summary>
    public static readonly IReadOnlyList<ReportFormat> All = [Text, Json, Markdown, Html, Sarif, Badge, BadgeJson, GitHub, Summary, Outputs, Comment];

    /// <summary>Those in which a comparison can be written.</summary>
    public static readonly IReadOnlyList<ReportFormat> OfComparisons = [.. All.Where(f => f.ComparisonFile is not null)];

    /// <exception cref="UserErrorException">There is no such format.</exception>
    public static ReportFormat Parse(string name) =>
        All.FirstOrDefault(f => f.Name == name)
        ?? throw new UserErrorException($"There is no format '{name}'.", $"Name one of: {string.Join(", ", All.Select(f => f.Name))}.");
}

using DnasRepro.Reports;

namespace DnasRepro.GitHub;

/// <summary>What a check run says.</summary>
/// <param name="Name">The check's name in the list.</param>
/// <param name="Conclusion">success, neutral or failure.</param>
/// <param name="Title">One line.</param>
/// <param name="Summary">Markdown, at most 65,535 characters.</param>
/// <param name="Page">Where more is to be read; null when nowhere.</param>
/// <param name="Annotations">What stands at lines, in calls that GitHub takes.</param>
public sealed record CheckRunContent(string Name, string Conclusion, string Title, string Summary, string? Page, CheckRunAnnotations Annotations)
{
    /// <summary>The check run of a comparison: it fails when the comparison does, and stays neutral when something is new that does not fail it.</summary>
    /// <param name="key">Tells the check runs of several cards apart.</param>
    /// <param name="page">Where more is to be read; null when nowhere.</param>
    public static CheckRunContent Of(Comparison comparison, string key, string? page) => new(
        key == CommentFrame.DefaultKey ? "dnas-repro" : $"dnas-repro ({key})",
        comparison.ExitCode != ExitCodes.Passed ? "failure" : comparison.Arisen.Any() ? "neutral" : "success",
        new ComparisonWords(comparison).Level,
        CommentText.ForSummary(comparison),
        page,
        CheckRunAnnotations.Of(comparison));
}

using System.Globalization;
using DnasRepro.Cards;
using DnasRepro.Findings;
using DnasRepro.Reports;
using Scriban.Runtime;

namespace DnasRepro.Reviews;

/// <summary>The reviewer's form in Markdown: what no tool can answer, beside what this one found. A function of report and card.</summary>
internal static class ReviewForm
{
    private const int MostOpen = 40;
    private const int MostFindings = 25;
    private const int LongestMessage = 300;

    /// <summary>Writes the form.</summary>
    /// <param name="report">The report.</param>
    /// <param name="card">The card's values; <see cref="CardValue.Nowhere"/> when none could be read.</param>
    /// <param name="cardExcerpt">The file of the folder that shows the card; null without one.</param>
    public static string Write(Report report, CardValue card, string? cardExcerpt)
    {
        var words = new Summary(report);
        var open = words.Undetermined.ToList();
        var findings = FindingGroup.Of(report.Findings.Where(f => f.Outcome == Outcome.CheckFailed).Concat(report.Open)).Where(g => g.IsUrgent).ToList();
        return Templates.Render(Templates.Load("review-form.md.scriban"), Templates.Row(
            ("title", Escaping.Markdown(words.Title)),
            ("commit", report.Target.Commit is { } commit ? Escaping.MarkdownCode(commit) : "none"),
            ("unpinned", words.Unpinned is { } unpinned ? Escaping.Markdown(unpinned) : null),
            ("tool", Escaping.Markdown($"{report.Tool.Name} {report.Tool.Version}, rules {report.Tool.RuleSet}")),
            ("level", $"{report.Level.Grade} of 5, {Escaping.Markdown(report.Level.Name)}"),
            ("stability", words.StabilityWord),
            ("next", Escaping.Markdown(words.Next)),
            ("card", Card(report, cardExcerpt)),
            ("questions", Templates.List(ReviewQuestion.All.Select((q, i) => Question(q, i, report, card, cardExcerpt)))),
            ("findings", Templates.List(findings.Take(MostFindings).Select(g => Finding(g, report)))),
            ("more_findings", More(findings.Count - MostFindings, "finding")),
            ("open", Templates.List(open.Take(MostOpen).Select(g => Templates.Row(("why", Message(g.Why)), ("checks", string.Join(", ", g.Findings.DistinctBy(f => f.Check).Select(f => Check(f, report)))))))),
            ("more_open", More(open.Count - MostOpen, "reason"))));
    }

    private static string? More(int count, string noun) => count > 0 ? $"and {Summary.Count(count, $"more {noun}")} in the report" : null;

    private static string Card(Report report, string? excerpt) => report.Card.Path is not { } path
        ? "none: the questions have to be answered from paper and repository alone"
        : $"{Escaping.MarkdownCode(path)}{(excerpt is null ? "" : $" ([as it was read]({excerpt}))")}, {(report.Card.Status == CardStatus.Valid ? "fits the schema" : "does not fit the schema")}";

    private static ScriptObject Question(ReviewQuestion question, int index, Report report, CardValue card, string? excerpt) => Templates.Row(
        ("number", index + 1),
        ("group", index == 0 || ReviewQuestion.All[index - 1].Group != question.Group ? question.Group : null),
        ("text", question.Text),
        ("why", question.Why),
        ("facts", Templates.List(card.Node is null ? [] : question.Facts.Select(f => Fact(card.At(f.Key), f.Key, f.Inside, excerpt)))),
        ("answers", Templates.List(Answers(question, report))));

    private static string Fact(CardValue value, string key, string[] inside, string? excerpt)
    {
        var place = value.IsAbsent || excerpt is null ? "" : string.Create(CultureInfo.InvariantCulture, $" ([line {value.Location.StartLine}]({excerpt}))");
        return $"{Escaping.MarkdownCode(key)}{place}: {Escaping.Markdown(CardFacts.Words(value, inside))}";
    }

    /// <summary>What the checks that come near a question say: what is wrong, what is open, and what was found to be right in one line.</summary>
    private static IEnumerable<string> Answers(ReviewQuestion question, Report report)
    {
        var near = report.Findings.Where(f => question.Checks.Contains(f.Check)).ToList();
        foreach (var finding in near.Where(f => f.Outcome is Outcome.Violated or Outcome.CheckFailed).Take(4))
            yield return $"✗ {Check(finding, report)} {Message(finding.Message)}{Places(finding)}";
        foreach (var group in near.Where(f => f.Outcome == Outcome.NotDetermined).GroupBy(f => f.Message))
            yield return $"The tool could not tell: {Message(group.Key)} ({string.Join(", ", group.DistinctBy(f => f.Check).Select(f => Check(f, report)))})";
        var good = near.GroupBy(f => f.Check).Where(g => g.All(f => f.Outcome == Outcome.Satisfied)).Select(g => Check(g.First(), report)).ToList();
        if (good.Count > 0)
            yield return $"✓ Nothing was found against it by {string.Join(", ", good)}";
    }

    private static string Places(ReportFinding finding) =>
        string.Concat(finding.Evidence.Where(e => e.ExcerptFile is not null).DistinctBy(e => (e.Path, e.Line)).Take(2).Select(e => $" [{Escaping.MarkdownCode($"{e.Path}:{e.Line}")}]({e.ExcerptFile})"));

    private static string Finding(FindingGroup group, Report report)
    {
        var first = group.Findings[0];
        var more = group.Findings.Count > 1 ? $" ({group.Findings.Count - 1} more)" : "";
        return $"{Summary.Words(first)}: {Check(first, report)} {Message(first.Message)}{more}{Places(first)}";
    }

    private static string Message(string text) => Escaping.Markdown(BadgeText.Cut(text, LongestMessage));

    private static string Check(ReportFinding finding, Report report)
    {
        var name = Escaping.MarkdownCode(finding.Check);
        return Escaping.Link(report.Checks.FirstOrDefault(c => c.Id == finding.Check)?.Url) is { } url ? $"[{name}]({url})" : name;
    }
}

using DnasRepro.Findings;
using Scriban.Runtime;

namespace DnasRepro.Reports;

/// <summary>The badge report in Markdown, for a README, a pull request or a step summary.</summary>
internal static class MarkdownReport
{
    private const int MostPlaces = 5;

    public static string Write(Report report, string? template) => Templates.Render(template ?? Templates.Load("report.md.scriban"), Model(report));

    private static ScriptObject Model(Report report)
    {
        var words = new Summary(report);
        var groups = FindingGroup.Of(report.Findings.Where(f => f.Outcome == Outcome.CheckFailed).Concat(report.Open)).ToList();
        var undetermined = report.Findings.Where(f => f.Outcome == Outcome.NotDetermined).ToList();
        var suppressed = report.Findings.Where(f => f.Suppression is not null).ToList();
        return Templates.Row(
            ("title", Escaping.Markdown(words.Title)),
            ("badge", $"![level: {report.Level.Name}](badge.svg)"),
            ("commit", Commit(report, words)),
            ("profile", report.Card.Profile),
            ("tool", $"{report.Tool.Name} {report.Tool.Version}, rules {report.Tool.RuleSet}"),
            ("grade", report.Level.Grade),
            ("level", report.Level.Name),
            ("next", Escaping.Markdown(words.Next)),
            ("glance", Templates.List(words.Glance.Select(g => Templates.Row(("name", g.Name), ("mark", g.Mark), ("line", Escaping.Markdown(g.Line)))))),
            ("first", Templates.List(groups.Where(g => g.IsUrgent).Select(g => Item(g, report)))),
            ("notes", Templates.List(groups.Where(g => !g.IsUrgent).Select(g => Item(g, report)))),
            ("notes_count", Summary.Count(groups.Where(g => !g.IsUrgent).Sum(g => g.Findings.Count), "note")),
            ("components", Templates.List(report.SearchCode.Components.Select(c => Templates.Row(("name", Escaping.Markdown(c.Name)), ("status", Summary.Words(c.Status)), ("places", string.Join("<br>", c.Evidence.Select(Place))))))),
            ("undetermined", Templates.List(undetermined.Select(f => Templates.Row(("check", Check(f, report)), ("why", Escaping.Markdown(f.Message)))))),
            ("undetermined_count", Summary.Count(undetermined.Count, "check")),
            ("suppressed", Templates.List(suppressed.Select(f => Templates.Row(("finding", $"{Check(f, report)} {Escaping.Markdown(f.Message)}"), ("reason", Escaping.Markdown(f.Suppression!.Reason)), ("owner", Escaping.Markdown(f.Suppression.Owner ?? "")), ("until", f.Suppression.Expires ?? ""))))),
            ("coverage", words.Coverage),
            ("skipped", Templates.List(words.SkippedByReason.Select(s => Templates.Row(("reason", Escaping.Markdown(s.Reason)), ("count", s.Count), ("examples", string.Join(", ", s.Examples.Select(Escaping.MarkdownCode))))))),
            ("not_said", words.NotSaid),
            ("levels_url", Summary.LevelsUrl),
            ("checks_url", Summary.ChecksUrl),
            ("issues_url", Summary.IssuesUrl),
            ("generated", report.Generated is { } generated ? $"Made {generated.At} in {generated.Seconds:0.0} s." : null));
    }

    private static string Commit(Report report, Summary words)
    {
        if (report.Target.Commit is not { } commit)
            return "no git commit";
        var name = $"`{commit[..Math.Min(7, commit.Length)]}`";
        var link = words.CommitUrl is { } url ? $"[{name}]({url})" : name;
        return $"commit {link}{(report.Target.Dirty ? " with uncommitted changes" : "")}";
    }

    private static ScriptObject Item(FindingGroup group, Report report)
    {
        var first = group.Findings[0];
        var places = group.Findings.Count == 1
            ? first.Evidence.Take(MostPlaces).Select(Place).ToList()
            : group.Findings.Take(MostPlaces).Select(f => Escaping.Markdown(f.Message) + (f.Evidence.Count > 0 ? " " + Place(f.Evidence[0]) : "") + (group.OwnFix(f) is { } own ? $" *Fix:* {Escaping.Markdown(own)}" : "")).ToList();
        if (group.Findings.Count > MostPlaces)
            places.Add($"and {group.Findings.Count - MostPlaces} more");
        return Templates.Row(
            ("title", Escaping.Markdown(group.Title(report)) + "."),
            ("message", group.Findings.Count == 1 ? Escaping.Markdown(first.Message) : $"{group.Findings.Count} places."),
            ("places", Templates.List(places)),
            ("fix", group.SharedFix is { } fix ? Escaping.Markdown(fix) : null),
            ("about", $"{Check(first, report)} · {Summary.Words(first)} · {first.Confidence.ToString().ToLowerInvariant()} confidence"));
    }

    private static string Check(ReportFinding finding, Report report) =>
        report.Checks.FirstOrDefault(c => c.Id == finding.Check) is { } check ? $"[`{finding.Check} {finding.Slug}`]({check.Url})" : $"`{finding.Check} {finding.Slug}`";

    private static string Place(ReportEvidence evidence)
    {
        var name = Escaping.MarkdownCode(Summary.Words(evidence));
        var place = evidence.Url is { } url ? $"[{name}]({Escaping.MarkdownUrl(url)})" : name;
        var note = evidence.Note is null ? "" : " " + Escaping.Markdown(evidence.Note);
        return evidence.Excerpt is null ? place + note : $"{place}{note} {Escaping.MarkdownCode(evidence.Excerpt)}";
    }
}

using DnasRepro.Findings;
using Scriban.Runtime;

namespace DnasRepro.Reports;

/// <summary>The badge report in Markdown, for a README, a pull request or a step summary.</summary>
internal static class MarkdownReport
{
    private const int MostPlaces = 5;
    private const int MostParts = 3;

    public static string Write(Report report, string? template) => Templates.Render(template ?? Templates.Load("report.md.scriban"), Model(report));

    private static ScriptObject Model(Report report)
    {
        var words = new Summary(report);
        var groups = FindingGroup.Of(report.Findings.Where(f => f.Outcome == Outcome.CheckFailed).Concat(report.Open)).ToList();
        var suppressed = report.Findings.Where(f => f.Suppression is not null).ToList();
        return Templates.Row(
            ("title", Escaping.Markdown(words.Title)),
            ("badge", $"![level: {Escaping.Markdown(report.Level.Name)}](badge.svg)"),
            ("commit", Commit(report, words)),
            ("profile", Escaping.Markdown(report.Card.Profile)),
            ("tool", Escaping.Markdown($"{report.Tool.Name} {report.Tool.Version}, rules {report.Tool.RuleSet}")),
            ("grade", report.Level.Grade),
            ("level", Escaping.Markdown(report.Level.Name)),
            ("stability_word", words.StabilityWord),
            ("stability", StabilitySection.Model(report, Escaping.Markdown, Escaping.MarkdownCode, withPlots: false)),
            ("executed", words.Executed),
            ("unpinned", words.Unpinned is { } unpinned ? Escaping.Markdown(unpinned) : null),
            ("next", Escaping.Markdown(words.Next)),
            ("glance", Templates.List(words.Glance.Select(g => Templates.Row(("name", g.Name), ("mark", g.Mark), ("line", Escaping.Markdown(g.Line)))))),
            ("first", Templates.List(groups.Where(g => g.IsUrgent).Select(g => Item(g, report)))),
            ("notes", Templates.List(groups.Where(g => !g.IsUrgent).Select(g => Item(g, report)))),
            ("notes_count", Summary.Count(groups.Where(g => !g.IsUrgent).Sum(g => g.Findings.Count), "note")),
            ("search_verdict", $"{SearchWords.Verdict(report.SearchCode)} {Escaping.Markdown(report.SearchCode.Reason)}"),
            ("search_entry", EntryPoint(report.SearchCode.EntryPoint)),
            ("components", Templates.List(report.SearchCode.Components.Select(Component))),
            ("projects", Templates.List(report.SearchCode.Projects.Count < 2 ? [] : report.SearchCode.Projects.Select(p => Templates.Row(("folder", Escaping.Markdown(SearchWords.Folder(p))), ("verdict", SearchWords.Mark(p.Verdict)), ("differentiable", SearchWords.Words(p.Differentiable)), ("reason", Escaping.Markdown(p.Reason)))))),
            ("undetermined", Templates.List(words.Undetermined.Select(g => Templates.Row(("why", Escaping.Markdown(g.Why)), ("count", g.Findings.Count), ("checks", Checks(g.Findings, report)))))),
            ("undetermined_by_family", words.UndeterminedByFamily),
            ("suppressed", Templates.List(suppressed.Select(f => Templates.Row(("finding", $"{Check(f, report)} {Escaping.Markdown(f.Message)}"), ("reason", Escaping.Markdown(f.Suppression!.Reason)), ("owner", Escaping.Markdown(f.Suppression.Owner ?? "")), ("until", Escaping.Markdown(f.Suppression.Expires ?? "")))))),
            ("coverage", words.Coverage),
            ("skipped", Templates.List(words.SkippedByReason.Select(s => Templates.Row(("reason", Escaping.Markdown(s.Reason)), ("count", s.Count), ("examples", string.Join(", ", s.Examples.Select(Escaping.MarkdownCode))))))),
            ("not_said", words.NotSaid),
            ("levels_url", Summary.LevelsUrl),
            ("checks_url", Summary.ChecksUrl),
            ("issues_url", Summary.IssuesUrl),
            ("generated", report.Generated is { } generated ? $"Made {Escaping.MarkdownCode(generated.At)} in {generated.Seconds:0.0} s." : null));
    }

    private static ScriptObject Component(ComponentSummary part)
    {
        var places = SearchWords.Places(part).Take(MostParts).Select(Place);
        if (part.Evidence.Count > MostParts)
            places = places.Append($"and {part.Evidence.Count - MostParts} more");
        return Templates.Row(
            ("name", Escaping.Markdown(SearchWords.Title(part))),
            ("status", Summary.Words(part.Status)),
            ("places", part.Evidence.Count == 0 ? SearchWords.LookedFor(part) : string.Join("<br>", places)));
    }

    /// <summary>The program that searches, its options and the command for it, in a sentence; null when none was found.</summary>
    private static string? EntryPoint(EntryPointSummary? entry)
    {
        if (entry is null)
            return null;
        var options = entry.Options.Count == 0 ? "" : $" Options: {string.Join(", ", entry.Options.Select(o => Linked(o.Place, SearchWords.Words(o))))}.";
        var given = entry.Commands is [var command, ..] ? $" Command: {Place(command)}" : " No document gives a command for it.";
        return $"It is started by {Link(entry.Place)}.{options}{given}";
    }

    private static string Commit(Report report, Summary words)
    {
        if (report.Target.Commit is not { } commit)
            return "no git commit";
        var name = Escaping.MarkdownCode(commit[..Math.Min(7, commit.Length)]);
        var link = words.CommitUrl is { } url ? $"[{name}]({url})" : name;
        return $"commit {link}{(report.Target.Dirty ? " with uncommitted changes" : "")}";
    }

    private static ScriptObject Item(FindingGroup group, Report report)
    {
        var first = group.Findings[0];
        var isOne = group.Findings.Count == 1;
        return Templates.Row(
            ("title", Escaping.Markdown(group.Title(report))),
            ("severity", Summary.Words(first)),
            ("message", isOne ? Escaping.Markdown(first.Message) : Summary.Count(group.Findings.Count, "place") + ":"),
            ("places", Templates.List(isOne ? Places(first) : Cut(group.Findings, f => Line(f, group)))),
            ("fix", group.CommonFix is { } fix ? Escaping.Markdown(fix) : null),
            ("about", Check(first, report) + (group.Confidence is { } confidence ? $" · {confidence}" : "")));
    }

    private static IEnumerable<string> Places(ReportFinding finding) => Cut(FindingGroup.Places(finding), Place);

    /// <summary>One finding of several of the same check, in a line.</summary>
    private static string Line(ReportFinding finding, FindingGroup group)
    {
        var fix = group.OwnFix(finding) is { } own ? $" *Fix:* {Escaping.Markdown(own)}" : "";
        if (finding.Evidence.Count == 0)
            return Escaping.Markdown(finding.Message) + fix;
        var place = finding.Evidence[0];
        var excerpt = place.Excerpt is { } text ? " " + Escaping.MarkdownCode(text) : "";
        return $"{Link(place)} {Escaping.Markdown(finding.Message)}{excerpt}{fix}";
    }

    private static IEnumerable<string> Cut<T>(IReadOnlyList<T> items, Func<T, string> write) =>
        items.Count > MostPlaces ? items.Take(MostPlaces).Select(write).Append($"and {items.Count - MostPlaces} more") : items.Select(write);

    private static string Checks(IReadOnlyList<ReportFinding> findings, Report report) =>
        string.Join(", ", Cut([.. findings.DistinctBy(f => f.Check)], f => Check(f, report, withSlug: findings.Count <= MostPlaces)));

    private static string Check(ReportFinding finding, Report report, bool withSlug = true)
    {
        var name = Escaping.MarkdownCode(withSlug ? $"{finding.Check} {finding.Slug}" : finding.Check);
        return Escaping.Link(report.Checks.FirstOrDefault(c => c.Id == finding.Check)?.Url) is { } url ? $"[{name}]({url})" : name;
    }

    private static string Place(ReportEvidence evidence)
    {
        var note = evidence.Note is null ? "" : " " + Escaping.Markdown(evidence.Note);
        var excerpt = evidence.Excerpt is { } text ? " " + Escaping.MarkdownCode(text) : "";
        return Link(evidence) + note + excerpt;
    }

    private static string Link(ReportEvidence evidence) =>
        Linked(evidence, $"{evidence.Path}:{evidence.Line}") + (evidence.ExcerptFile is { } file ? $" ([excerpt]({file}))" : "");

    private static string Linked(ReportEvidence evidence, string text)
    {
        var name = Escaping.MarkdownCode(text);
        return Escaping.Link(evidence.Url) is { } url ? $"[{name}]({url})" : name;
    }
}

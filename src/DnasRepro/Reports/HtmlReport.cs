using System.Security.Cryptography;
using System.Text;
using DnasRepro.Findings;
using Scriban.Runtime;

namespace DnasRepro.Reports;

/// <summary>A page that needs nothing but itself: no script, no connection, styles allowed by their hash.</summary>
internal static class HtmlReport
{
    private const int MostPlaces = 5;
    private const int MostParts = 3;
    private const int MostOpenNotes = 3;

    private static readonly string[] LevelNames = ["none", "declared", "available", "functional", "repeated", "stable"];

    public static string Write(Report report, string? template) => Templates.Render(template ?? Templates.Load("report.html.scriban"), Model(report));

    private static ScriptObject Model(Report report)
    {
        var words = new Summary(report);
        var style = Templates.Load("report.css.scriban").ReplaceLineEndings("\n").Trim();
        var groups = FindingGroup.Of(report.Findings.Where(f => f.Outcome == Outcome.CheckFailed).Concat(report.Open)).ToList();
        var notes = groups.Where(g => !g.IsUrgent).ToList();
        return Templates.Row(
            ("style", style),
            ("style_hash", "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)))),
            ("title", Escaping.Html(words.Title)),
            ("commit", Commit(report, words)),
            ("profile", Escaping.Html(report.Card.Profile)),
            ("tool", Escaping.Html($"{report.Tool.Name} {report.Tool.Version}, rules {report.Tool.RuleSet}")),
            ("grade", report.Level.Grade),
            ("level", Escaping.Html(report.Level.Name)),
            ("ladder", Templates.List(LevelNames.Select((name, grade) => Step(report, name, grade)))),
            ("stability_word", words.StabilityWord),
            ("stability", StabilitySection.Model(report, Escaping.Html, Code, withPlots: true)),
            ("executed", words.Executed),
            ("unpinned", words.Unpinned is { } unpinned ? Escaping.Html(unpinned) : null),
            ("next", Escaping.Html(words.Next)),
            ("glance", Templates.List(words.Glance.Select(g => Templates.Row(("name", g.Name), ("mark", g.Mark), ("line", Escaping.Html(g.Line)))))),
            ("badge", Badge.Svg(report).Trim()),
            ("counts", Templates.List(Counts(report))),
            ("first", Templates.List(groups.Where(g => g.IsUrgent).Select(g => Item(g, report)))),
            ("notes", Templates.List(notes.Select(g => Item(g, report)))),
            ("notes_count", Summary.Count(notes.Sum(g => g.Findings.Count), "note")),
            ("notes_open", notes.Count <= MostOpenNotes),
            ("search_verdict", $"{SearchWords.Verdict(report.SearchCode)} {Escaping.Html(report.SearchCode.Reason)}"),
            ("search_entry", EntryPoint(report.SearchCode.EntryPoint)),
            ("components", Templates.List(report.SearchCode.Components.Select(Component))),
            ("projects", Templates.List(report.SearchCode.Projects.Count < 2 ? [] : report.SearchCode.Projects.Select(p => Templates.Row(("folder", Escaping.Html(SearchWords.Folder(p))), ("verdict", SearchWords.Mark(p.Verdict)), ("differentiable", SearchWords.Words(p.Differentiable)), ("reason", Escaping.Html(p.Reason)))))),
            ("host", Templates.List(HostWords.Rows(report).Select(r => Templates.Row(("name", r.Name), ("text", Escaping.Html(r.Text)))))),
            ("undetermined", Templates.List(words.Undetermined.Select(g => Templates.Row(("why", Escaping.Html(g.Why)), ("count", g.Findings.Count), ("checks", string.Join(", ", g.Findings.DistinctBy(f => f.Check).Select(f => Check(f, report)))))))),
            ("undetermined_by_family", words.UndeterminedByFamily),
            ("suppressed", Templates.List(report.Findings.Where(f => f.Suppression is not null).Select(f => Templates.Row(("finding", Escaping.Html($"{f.Check} {f.Slug}: {f.Message}")), ("reason", Escaping.Html(f.Suppression!.Reason)), ("owner", Escaping.Html(f.Suppression.Owner ?? "")), ("until", Escaping.Html(f.Suppression.Expires ?? "")))))),
            ("coverage", words.Coverage),
            ("skipped", Templates.List(words.SkippedByReason.Select(s => Templates.Row(("reason", Escaping.Html(s.Reason)), ("count", s.Count), ("examples", string.Join(", ", s.Examples.Select(Code))))))),
            ("not_said", words.NotSaid),
            ("levels_url", Summary.LevelsUrl),
            ("checks_url", Summary.ChecksUrl),
            ("issues_url", Summary.IssuesUrl),
            ("generated", report.Generated is { } generated ? $"made {Escaping.Html(generated.At)} in {generated.Seconds:0.0} s" : null));
    }

    private static ScriptObject Component(ComponentSummary part)
    {
        var places = SearchWords.Places(part).Take(MostParts).Select(Place);
        if (part.Evidence.Count > MostParts)
            places = places.Append($"and {part.Evidence.Count - MostParts} more");
        return Templates.Row(
            ("name", Escaping.Html(SearchWords.Title(part))),
            ("status", Summary.Words(part.Status)),
            ("places", part.Evidence.Count == 0 ? SearchWords.LookedFor(part) : string.Join("<br>", places)));
    }

    /// <summary>The program that searches, its options and the command for it, in a sentence; null when none was found.</summary>
    private static string? EntryPoint(EntryPointSummary? entry)
    {
        if (entry is null)
            return null;
        var options = entry.Options.Count == 0 ? "" : $" Options: {string.Join(", ", entry.Options.Select(o => Anchor(o.Place.Url, Code(SearchWords.Words(o)))))}.";
        var given = entry.Commands is [var command, ..] ? $" Command: {Place(command)}" : " No document gives a command for it.";
        return $"It is started by {Anchor(entry.Place.Url, Code($"{entry.Place.Path}:{entry.Place.Line}"))}.{options}{given}";
    }

    private static string Commit(Report report, Summary words)
    {
        if (report.Target.Commit is not { } commit)
            return "no git commit";
        var name = Code(commit[..Math.Min(12, commit.Length)]);
        return "commit " + Anchor(words.CommitUrl, name) + (report.Target.Dirty ? " with uncommitted changes" : "");
    }

    private static ScriptObject Step(Report report, string name, int grade) => Templates.Row(
        ("grade", grade),
        ("name", Escaping.Html(grade == report.Level.Grade ? report.Level.Name : name)),
        ("state", grade < report.Level.Grade ? "done" : grade > report.Level.Grade ? "open" : grade == 0 ? "here bottom" : "here"),
        ("is_here", grade == report.Level.Grade));

    private static IEnumerable<ScriptObject> Counts(Report report) =>
        new[] { (Severity.Error, "error"), (Severity.Warning, "warning"), (Severity.Info, "note") }
            .Select(s => Templates.Row(("severity", s.Item2), ("text", Summary.Count(report.CountOpen(s.Item1), s.Item2)), ("is_none", report.CountOpen(s.Item1) == 0)));

    private static ScriptObject Item(FindingGroup group, Report report)
    {
        var first = group.Findings[0];
        return Templates.Row(
            ("severity", Summary.Words(first)),
            ("title", Escaping.Html(group.Title(report))),
            ("parts", Templates.List(group.Findings.Take(MostPlaces).Select(f => Part(f, group)))),
            ("more", group.Findings.Count > MostPlaces ? $"and {group.Findings.Count - MostPlaces} more of this check" : null),
            ("fix", group.CommonFix is { } fix ? Escaping.Html(fix) : null),
            ("about", Check(first, report, withSlug: true) + (group.Confidence is { } confidence ? $" · {confidence}" : "")));
    }

    private static ScriptObject Part(ReportFinding finding, FindingGroup group)
    {
        var all = FindingGroup.Places(finding);
        var places = all.Take(MostPlaces).Select(Place);
        if (all.Count > MostPlaces)
            places = places.Append($"and {all.Count - MostPlaces} more");
        return Templates.Row(
            ("message", Escaping.Html(finding.Message)),
            ("places", Templates.List(places)),
            ("fix", group.OwnFix(finding) is { } fix ? Escaping.Html(fix) : null));
    }

    private static string Check(ReportFinding finding, Report report, bool withSlug = false)
    {
        var name = Escaping.Html(withSlug ? $"{finding.Check} {finding.Slug}" : finding.Check);
        return Anchor(report.Checks.FirstOrDefault(c => c.Id == finding.Check)?.Url, name);
    }

    private static string Place(ReportEvidence evidence)
    {
        var place = Anchor(evidence.Url, Code($"{evidence.Path}:{evidence.Line}"));
        if (evidence.ExcerptFile is { } file)
            place += $" (<a href=\"{Escaping.Html(file)}\">excerpt</a>)";
        var note = evidence.Note is null ? "" : " " + Escaping.Html(evidence.Note);
        return evidence.Excerpt is null ? place + note : $"{place}{note} {Code(evidence.Excerpt)}";
    }

    private static string Anchor(string? url, string html) => Escaping.Link(url) is { } link ? $"<a href=\"{Escaping.Html(link)}\">{html}</a>" : html;

    private static string Code(string text) => $"<code>{Escaping.Html(text)}</code>";
}

using System.Security.Cryptography;
using System.Text;
using DnasRepro.Findings;
using Scriban.Runtime;

namespace DnasRepro.Reports;

/// <summary>A page that needs nothing but itself: no script, no connection, styles allowed by their hash.</summary>
internal static class HtmlReport
{
    private const int MostPlaces = 5;

    private static readonly string[] LevelNames = ["none", "declared", "available", "functional", "repeated", "stable"];

    public static string Write(Report report, string? template) => Templates.Render(template ?? Templates.Load("report.html.scriban"), Model(report));

    private static ScriptObject Model(Report report)
    {
        var words = new Summary(report);
        var style = Templates.Load("report.css.scriban").ReplaceLineEndings("\n").Trim();
        var groups = FindingGroup.Of(report.Findings.Where(f => f.Outcome == Outcome.CheckFailed).Concat(report.Open)).ToList();
        var undetermined = report.Findings.Where(f => f.Outcome == Outcome.NotDetermined).ToList();
        return Templates.Row(
            ("style", style),
            ("style_hash", "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)))),
            ("title", Escaping.Html(words.Title)),
            ("commit", Commit(report, words)),
            ("profile", report.Card.Profile),
            ("tool", Escaping.Html($"{report.Tool.Name} {report.Tool.Version}, rules {report.Tool.RuleSet}")),
            ("grade", report.Level.Grade),
            ("level", report.Level.Name),
            ("ladder", Templates.List(LevelNames.Select((name, grade) => Step(report, name, grade)))),
            ("next", Escaping.Html(words.Next)),
            ("glance", Templates.List(words.Glance.Select(g => Templates.Row(("name", g.Name), ("mark", g.Mark), ("line", Escaping.Html(g.Line)))))),
            ("items", Templates.List(groups.Select(g => Item(g, report)))),
            ("components", Templates.List(report.SearchCode.Components.Select(c => Templates.Row(("name", Escaping.Html(c.Name)), ("status", Summary.Words(c.Status)), ("places", string.Join("<br>", c.Evidence.Select(Place))))))),
            ("undetermined", Templates.List(undetermined.Select(f => Templates.Row(("check", $"{f.Check} {f.Slug}"), ("url", Url(f, report)), ("why", Escaping.Html(f.Message)))))),
            ("undetermined_count", Summary.Count(undetermined.Count, "check")),
            ("suppressed", Templates.List(report.Findings.Where(f => f.Suppression is not null).Select(f => Templates.Row(("finding", Escaping.Html($"{f.Check} {f.Slug}: {f.Message}")), ("reason", Escaping.Html(f.Suppression!.Reason)), ("owner", Escaping.Html(f.Suppression.Owner ?? "")), ("until", f.Suppression.Expires ?? ""))))),
            ("coverage", words.Coverage),
            ("skipped", Templates.List(words.SkippedByReason.Select(s => Templates.Row(("reason", Escaping.Html(s.Reason)), ("count", s.Count), ("examples", string.Join(", ", s.Examples.Select(Code))))))),
            ("not_said", words.NotSaid),
            ("levels_url", Summary.LevelsUrl),
            ("checks_url", Summary.ChecksUrl),
            ("issues_url", Summary.IssuesUrl),
            ("generated", report.Generated is { } generated ? $"made {generated.At} in {generated.Seconds:0.0} s" : null));
    }

    private static string Commit(Report report, Summary words)
    {
        if (report.Target.Commit is not { } commit)
            return "no git commit";
        var name = Code(commit[..Math.Min(12, commit.Length)]);
        return "commit " + (words.CommitUrl is { } url ? $"<a href=\"{Escaping.Html(url)}\">{name}</a>" : name) + (report.Target.Dirty ? " with uncommitted changes" : "");
    }

    private static ScriptObject Step(Report report, string name, int grade) => Templates.Row(
        ("grade", grade),
        ("name", grade == report.Level.Grade ? report.Level.Name : name),
        ("state", grade < report.Level.Grade ? "done" : grade == report.Level.Grade ? "here" : "open"),
        ("is_here", grade == report.Level.Grade));

    private static ScriptObject Item(FindingGroup group, Report report)
    {
        var first = group.Findings[0];
        var shown = group.Findings.Take(MostPlaces).Select(f => Templates.Row(("message", Escaping.Html(f.Message)), ("places", Templates.List(f.Evidence.Take(MostPlaces).Select(Place))), ("fix", group.OwnFix(f) is { } own ? Escaping.Html(own) : null)));
        return Templates.Row(
            ("severity", Summary.Words(first)),
            ("title", Escaping.Html(group.Title(report))),
            ("parts", Templates.List(shown)),
            ("more", group.Findings.Count > MostPlaces ? $"and {group.Findings.Count - MostPlaces} more places" : null),
            ("fix", group.SharedFix is { } fix ? Escaping.Html(fix) : null),
            ("url", Url(first, report)),
            ("check", $"{first.Check} {first.Slug}"),
            ("confidence", first.Confidence.ToString().ToLowerInvariant()));
    }

    private static string Url(ReportFinding finding, Report report) => Escaping.Html(report.Checks.FirstOrDefault(c => c.Id == finding.Check)?.Url ?? Summary.ChecksUrl);

    private static string Place(ReportEvidence evidence)
    {
        var name = Code(Summary.Words(evidence));
        var place = evidence.Url is { } url && url.StartsWith("https://", StringComparison.Ordinal) ? $"<a href=\"{Escaping.Html(url)}\">{name}</a>" : name;
        var note = evidence.Note is null ? "" : " " + Escaping.Html(evidence.Note);
        return evidence.Excerpt is null ? place + note : $"{place}{note} {Code(evidence.Excerpt)}";
    }

    private static string Code(string text) => $"<code>{Escaping.Html(text)}</code>";
}

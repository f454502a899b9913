using DnasRepro.Findings;
using Scriban.Runtime;

namespace DnasRepro.Reports;

/// <summary>The badge report in Markdown, for a README, a pull request or a step summary.</summary>
/// <param name="report">The report.</param>
/// <param name="longest">Where texts of the repository are cut, in characters.</param>
internal sealed class MarkdownReport(Report report, int longest)
{
    /// <summary>
    /// Bytes of a report in a step's summary. GitHub takes 1,024 KiB of a step and drops a longer summary whole; the rest is for what else the step writes.
    /// </summary>
    public const int MostSummaryBytes = (1024 - 64) * 1024;

    private const int LongestInSummary = 2000;
    private const int MostPlaces = 5;
    private const int MostParts = 3;

    private readonly List<FindingGroup> groups = [.. FindingGroup.Of(report.Findings.Where(f => f.Outcome == Outcome.CheckFailed).Concat(report.Open))];

    public static string Write(Report report, string? template) =>
        Templates.Render(template ?? Templates.Load("report.md.scriban"), new MarkdownReport(report, int.MaxValue).Model(MarkdownRoom.Unlimited, isSummary: false));

    /// <summary>The report for a step's summary: without the badge, which lies beside a file, and never longer than <see cref="MostSummaryBytes"/>.</summary>
    public static string ForSummary(Report report)
    {
        var (template, page) = (Templates.Load("report.md.scriban"), new MarkdownReport(report, LongestInSummary));
        int[] all = [1, 1, page.Groups(g => !g.IsUrgent).Count(), page.Groups(g => g is { IsUrgent: true, IsError: false }).Count(), page.Groups(g => g.IsError).Count()];
        return Fitting.Fit(MostSummaryBytes, all, kept => Templates.Render(template, page.Model(new MarkdownRoom(kept[0], kept[1], kept[2], kept[3], kept[4]), isSummary: true)));
    }

    private IEnumerable<FindingGroup> Groups(Func<FindingGroup, bool> which) => groups.Where(which);

    private ScriptObject Model(MarkdownRoom room, bool isSummary)
    {
        var words = new Summary(report);
        var errors = Groups(g => g.IsError).Take(room.Errors).Concat(Groups(g => g is { IsUrgent: true, IsError: false }).Take(room.Warnings)).ToHashSet();
        var first = groups.Where(errors.Contains).ToList();
        var notes = Groups(g => !g.IsUrgent).Take(room.Notes).ToList();
        var suppressed = report.Findings.Where(f => f.Suppression is not null).ToList();
        var hasDetails = room.Details > 0;
        return Templates.Row(
            ("cut", !hasDetails || room.Tails == 0 || first.Count + notes.Count < groups.Count),
            ("left", groups.Sum(g => g.Findings.Count) - first.Concat(notes).Sum(g => g.Findings.Count)),
            ("title", Text(words.Title)),
            ("badge", isSummary ? "" : $"![level: {Text(report.Level.Name)}](badge.svg)"),
            ("commit", Commit(words)),
            ("profile", Text(report.Card.Profile)),
            ("tool", Text($"{report.Tool.Name} {report.Tool.Version}, rules {report.Tool.RuleSet}")),
            ("grade", report.Level.Grade),
            ("level", Text(report.Level.Name)),
            ("stability_word", words.StabilityWord),
            ("stability", StabilitySection.Model(report, Text, Code, withPlots: false, hasDetails)),
            ("executed", words.Executed),
            ("next", Text(words.Next)),
            ("glance", Templates.List(words.Glance.Select(g => Templates.Row(("name", g.Name), ("mark", g.Mark), ("line", Text(g.Line)))))),
            ("first", Templates.List(first.Select(g => Item(g, room.Tails > 0)))),
            ("notes", Templates.List(notes.Select(g => Item(g, room.Tails > 0)))),
            ("notes_count", Summary.Count(groups.Where(g => !g.IsUrgent).Sum(g => g.Findings.Count), "note")),
            ("search_verdict", $"{SearchWords.Verdict(report.SearchCode)} {Text(report.SearchCode.Reason)}"),
            ("search_entry", hasDetails ? EntryPoint(report.SearchCode.EntryPoint) : null),
            ("components", Templates.List((hasDetails ? report.SearchCode.Components : []).Select(Component))),
            ("projects", Templates.List(!hasDetails || report.SearchCode.Projects.Count < 2 ? [] : report.SearchCode.Projects.Select(p => Templates.Row(("folder", Text(SearchWords.Folder(p))), ("verdict", SearchWords.Mark(p.Verdict)), ("differentiable", SearchWords.Words(p.Differentiable)), ("reason", Text(p.Reason)))))),
            ("undetermined", Templates.List((hasDetails ? words.Undetermined : []).Select(g => Templates.Row(("why", Text(g.Why)), ("count", g.Findings.Count), ("checks", Checks(g.Findings)))))),
            ("undetermined_by_family", words.UndeterminedByFamily),
            ("suppressed", Templates.List((hasDetails ? suppressed : []).Select(f => Templates.Row(("finding", $"{Check(f)} {Text(f.Message)}"), ("reason", Text(f.Suppression!.Reason)), ("owner", Text(f.Suppression.Owner ?? "")), ("until", Text(f.Suppression.Expires ?? "")))))),
            ("coverage", words.Coverage),
            ("skipped", Templates.List((hasDetails ? words.SkippedByReason : []).Select(s => Templates.Row(("reason", Text(s.Reason)), ("count", s.Count), ("examples", string.Join(", ", s.Examples.Select(Code))))))),
            ("not_said", words.NotSaid),
            ("levels_url", Summary.LevelsUrl),
            ("checks_url", Summary.ChecksUrl),
            ("issues_url", Summary.IssuesUrl),
            ("generated", report.Generated is { } generated ? $"Made {Code(generated.At)} in {generated.Seconds:0.0} s." : null));
    }

    private ScriptObject Component(ComponentSummary part)
    {
        var places = SearchWords.Places(part).Take(MostParts).Select(Place);
        if (part.Evidence.Count > MostParts)
            places = places.Append($"and {part.Evidence.Count - MostParts} more");
        return Templates.Row(
            ("name", Text(SearchWords.Title(part))),
            ("status", Summary.Words(part.Status)),
            ("places", part.Evidence.Count == 0 ? SearchWords.LookedFor(part) : string.Join("<br>", places)));
    }

    /// <summary>The program that searches, its options and the command for it, in a sentence; null when none was found.</summary>
    private string? EntryPoint(EntryPointSummary? entry)
    {
        if (entry is null)
            return null;
        var options = entry.Options.Count == 0 ? "" : $" Options: {string.Join(", ", entry.Options.Select(o => Linked(o.Place, SearchWords.Words(o))))}.";
        var given = entry.Commands is [var command, ..] ? $" Command: {Place(command)}" : " No document gives a command for it.";
        return $"It is started by {Link(entry.Place)}.{options}{given}";
    }

    private string Commit(Summary words)
    {
        if (report.Target.Commit is not { } commit)
            return "no git commit";
        var name = Code(commit[..Math.Min(7, commit.Length)]);
        var link = words.CommitUrl is { } url ? $"[{name}]({url})" : name;
        return $"commit {link}{(report.Target.Dirty ? " with uncommitted changes" : "")}";
    }

    private ScriptObject Item(FindingGroup group, bool withTails)
    {
        var first = group.Findings[0];
        var isOne = group.Findings.Count == 1;
        return Templates.Row(
            ("title", Text(group.Title(report))),
            ("severity", Summary.Words(first)),
            ("message", isOne ? Text(first.Message) : Summary.Count(group.Findings.Count, "place") + ":"),
            ("places", Templates.List(!withTails ? group.Findings.Take(1).SelectMany(f => f.Evidence.Take(1)).Select(Link) : isOne ? Places(first) : Cut(group.Findings, f => Line(f, group)))),
            ("fix", group.CommonFix is { } fix ? Text(fix) : null),
            ("about", Check(first) + (group.Confidence is { } confidence ? $" · {confidence}" : "")));
    }

    private IEnumerable<string> Places(ReportFinding finding) => Cut(FindingGroup.Places(finding), Place);

    /// <summary>One finding of several of the same check, in a line.</summary>
    private string Line(ReportFinding finding, FindingGroup group)
    {
        var fix = group.OwnFix(finding) is { } own ? $" *Fix:* {Text(own)}" : "";
        if (finding.Evidence.Count == 0)
            return Text(finding.Message) + fix;
        var place = finding.Evidence[0];
        var excerpt = place.Excerpt is { } text ? " " + Code(text) : "";
        return $"{Link(place)} {Text(finding.Message)}{excerpt}{fix}";
    }

    private static IEnumerable<string> Cut<T>(IReadOnlyList<T> items, Func<T, string> write) =>
        items.Count > MostPlaces ? items.Take(MostPlaces).Select(write).Append($"and {items.Count - MostPlaces} more") : items.Select(write);

    private string Checks(IReadOnlyList<ReportFinding> findings) =>
        string.Join(", ", Cut([.. findings.DistinctBy(f => f.Check)], f => Check(f, withSlug: findings.Count <= MostPlaces)));

    private string Check(ReportFinding finding, bool withSlug = true)
    {
        var name = Code(withSlug ? $"{finding.Check} {finding.Slug}" : finding.Check);
        return Link(report.Checks.FirstOrDefault(c => c.Id == finding.Check)?.Url) is { } url ? $"[{name}]({url})" : name;
    }

    private string Place(ReportEvidence evidence)
    {
        var note = evidence.Note is null ? "" : " " + Text(evidence.Note);
        var excerpt = evidence.Excerpt is { } text ? " " + Code(text) : "";
        return Link(evidence) + note + excerpt;
    }

    private string Link(ReportEvidence evidence) => Linked(evidence, $"{evidence.Path}:{evidence.Line}");

    private string Linked(ReportEvidence evidence, string text)
    {
        var name = Code(text);
        return Link(evidence.Url) is { } url ? $"[{name}]({url})" : name;
    }

    private string Text(string text) => Escaping.Markdown(ShortText.Of(text, longest));

    private string Code(string text) => Escaping.MarkdownCode(ShortText.Of(text, longest));

    private string? Link(string? url) => url is not null && url.Length <= longest ? Escaping.Link(url) : null;
}

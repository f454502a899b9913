using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace DnasRepro.Reports;

/// <summary>
/// What a report that somebody hands us must hold to beyond its types, so that the writers need not fear it: a pull request's own job can forge one.
/// schemas/report.schema.json says the same.
/// </summary>
internal static partial class ReportForm
{
    private static readonly string[] LevelNames = ["none", "declared", "available", "functional", "repeated", "reproduced", "stable"];
    private static readonly string[] Parts = ["supernet", "architecture_parameters", "architecture_update", "discretisation", "search_entry_point", "found_architecture", "retrain_entry_point", "resource_term"];
    private static readonly string[] Profiles = ["core", "journal"];
    private static readonly int[] ExitCodes = [0, 1, 2, 3, 4, 70, 130];

    /// <summary>The first thing that is wrong, as a place and a sentence; null when nothing is.</summary>
    public static string? Problem(Report report) => Rules(report).FirstOrDefault(r => !r.Holds).Problem;

    private static IEnumerable<(bool Holds, string Problem)> Rules(Report report) =>
        Head(report).Concat(SearchCode(report.SearchCode)).Concat(Checks(report.Checks)).Concat(report.Findings.SelectMany(Finding)).Concat(Skipped(report.Skipped, "skipped"));

    private static IEnumerable<(bool Holds, string Problem)> Head(Report report)
    {
        var card = report.Card;
        foreach (var rule in Tool(report.Tool).Concat(Target(report.Target, "target")).Concat(Profile(card.Profile, "card")).Concat(Level(report.Level, "level")).Concat(ExitCode(report.ExitCode)))
            yield return rule;
        yield return (card.Sha256 is null || Is(Sha256(), card.Sha256), "card.sha256: this is no SHA-256.");
        yield return (card.Status == CardStatus.Missing || card.Path is not null, "card.path: the card has no path.");
        yield return (card.Completeness is not { } c || (c.Reported >= 0 && c.Reported <= c.Expected), "card.completeness: this is no part of a whole.");
        yield return (report.Generated is not { } g || (Is(Time(), g.At) && g.Seconds >= 0), "generated: this is no time.");
        foreach (var rule in StabilityForm.Rules(report.Stability).Concat(StabilityForm.Rules(report.Generated?.Rerun)))
            yield return rule;
    }

    internal static IEnumerable<(bool Holds, string Problem)> Tool(ToolSummary tool)
    {
        yield return (Is(Word(), tool.Name) && Is(Word(), tool.Version) && Is(Word(), tool.RuleSet), "tool: a name or version holds other characters than letters, digits and . + - _");
    }

    internal static IEnumerable<(bool Holds, string Problem)> Target(TargetSummary target, string owner)
    {
        yield return (target.Commit is null || Is(Commit(), target.Commit), $"{owner}.commit: this is no full commit id.");
        yield return (target.Remote is null || Escaping.Link(target.Remote) is not null, $"{owner}.remote: this is no https address.");
    }

    internal static IEnumerable<(bool Holds, string Problem)> Profile(string profile, string owner)
    {
        yield return (Profiles.Contains(profile), $"{owner}.profile: this is not core or journal.");
    }

    internal static IEnumerable<(bool Holds, string Problem)> Level(LevelSummary level, string owner)
    {
        yield return (level.Grade is >= 0 and <= 5 && LevelNames.Contains(level.Name), $"{owner}: there is no such level.");
        yield return (level.Next is not { } n || (n.Grade is >= 1 and <= 5 && LevelNames.Contains(n.Name) && n.BlockedBy is { Count: > 0 } && n.BlockedBy.All(id => Is(Id(), id))), $"{owner}.next: there is no such level, or no check keeps it away.");
    }

    internal static IEnumerable<(bool Holds, string Problem)> ExitCode(int code)
    {
        yield return (ExitCodes.Contains(code), "exitCode: there is no such exit code.");
    }

    internal static IEnumerable<(bool Holds, string Problem)> Checks(IReadOnlyList<CheckSummary> checks)
    {
        foreach (var rule in checks.SelectMany(Check))
            yield return rule;
        yield return (checks.DistinctBy(c => c.Id).Count() == checks.Count, "checks: an id is there twice.");
    }

    private static IEnumerable<(bool Holds, string Problem)> SearchCode(SearchCodeSummary code)
    {
        yield return (code.Components.All(c => c is not null && Parts.Contains(c.Name)), "searchCode.components: there is no such part.");
        yield return (code.Projects.All(p => p is not null), "searchCode.projects: there is a null.");
        yield return (code.EntryPoint is not { } e || e.Options.All(o => o is not null), "searchCode.entryPoint.options: there is a null.");
        foreach (var rule in code.Components.SelectMany(c => Evidence(c.Evidence, "searchCode.components")).Concat(EntryPoint(code.EntryPoint)).Concat(Skipped(code.Coverage.Unread, "searchCode.coverage.unread")))
            yield return rule;
        yield return (code.Coverage.Read >= 0 && code.Coverage.Read <= code.Coverage.Files, "searchCode.coverage: this is no part of a whole.");
    }

    private static IEnumerable<(bool Holds, string Problem)> EntryPoint(EntryPointSummary? entry) => entry is null ? []
        : Evidence([entry.Place, .. entry.Commands, .. entry.Options.Select(o => o.Place)], "searchCode.entryPoint");

    private static IEnumerable<(bool Holds, string Problem)> Check(CheckSummary check)
    {
        yield return (check is not null && Is(Id(), check.Id) && Is(Slug(), check.Slug), "checks: an id is not DNAS and four digits, or a slug not words joined by hyphens.");
        yield return (Escaping.Link(check!.Url) is not null, "checks: a page has no https address.");
    }

    internal static IEnumerable<(bool Holds, string Problem)> Finding(ReportFinding finding)
    {
        yield return (finding is not null && Is(Id(), finding.Check) && Is(Slug(), finding.Slug), "findings: a check's id is not DNAS and four digits, or its slug not words joined by hyphens.");
        foreach (var rule in Evidence(finding!.Evidence, "findings"))
            yield return rule;
        yield return (finding.Suppression?.Expires is not { } day || Is(Day(), day), "findings: a suppression's last day is not YYYY-MM-DD.");
    }

    internal static IEnumerable<(bool Holds, string Problem)> Evidence(IReadOnlyList<ReportEvidence> evidence, string owner) => evidence.Select(e =>
        (e is { Line: >= 1, Column: >= 1 } && e.EndLine >= e.Line && (e.Url is null || Escaping.Link(e.Url) is not null), $"{owner}: a piece of evidence has no place, or a link that is not https."));

    private static IEnumerable<(bool Holds, string Problem)> Skipped(IReadOnlyList<SkippedSummary> skipped, string name) =>
        skipped.Select(s => (s is not null, $"{name}: there is a null."));

    /// <summary>True for a SHA-256 as hexadecimal digits.</summary>
    internal static bool IsSha256(string? text) => Is(Sha256(), text);

    private static bool Is(Regex form, [NotNullWhen(true)] string? text) => text is not null && form.IsMatch(text);

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._+-]{0,63}\z")]
    private static partial Regex Word();

    [GeneratedRegex(@"^[0-9a-f]{40}([0-9a-f]{24})?\z")]
    private static partial Regex Commit();

    [GeneratedRegex(@"^[0-9a-f]{64}\z")]
    private static partial Regex Sha256();

    [GeneratedRegex(@"^DNAS[1-4][0-9]{3}\z")]
    private static partial Regex Id();

    [GeneratedRegex(@"^[a-z0-9]+(-[a-z0-9]+)*\z")]
    private static partial Regex Slug();

    [GeneratedRegex(@"^[0-9]{4}-[0-9]{2}-[0-9]{2}\z")]
    private static partial Regex Day();

    [GeneratedRegex(@"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?Z\z")]
    private static partial Regex Time();
}

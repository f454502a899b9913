using DnasRepro.Findings;
using DnasRepro.Locations;

namespace DnasRepro.Reports;

/// <summary>Compares two reports. Pure, and indifferent to the order of their findings.</summary>
public static class ReportComparison
{
    /// <summary>The version of the form that this library writes.</summary>
    public const string SchemaVersion = "1.0";

    /// <summary>What marks a comparison among our JSON files.</summary>
    public const string Kind = "comparison";

    /// <summary>Compares.</summary>
    /// <param name="earlier">BASE.</param>
    /// <param name="later">HEAD.</param>
    /// <param name="changes">Which lines differ; null when that is not known.</param>
    /// <param name="failOnNew">The least severity of what HEAD brings that makes the exit code 1; null for never.</param>
    /// <param name="settingsChanged">Whether HEAD has other settings than BASE, which were not applied.</param>
    public static Comparison Of(Report earlier, Report later, ChangedLines? changes = null, Severity? failOnNew = null, bool settingsChanged = false)
    {
        var terms = new ComparisonTerms(earlier.Tool.RuleSet == later.Tool.RuleSet, earlier.Tool.Version == later.Tool.Version, earlier.Card.Profile == later.Card.Profile, settingsChanged);
        var match = new FindingMatch(path => changes?.Renames.GetValueOrDefault(path) ?? path, f => OnChangedLine(f, changes) == true);
        var (pairs, gone, come) = match.Pair(earlier.Open, later.Open);
        var (hidden, rest, _) = match.Pair(gone, later.Findings.Where(f => f is { Outcome: Outcome.Violated, Suppression: not null }));
        var answers = new LaterAnswers(earlier, later);
        var lapsed = hidden.Select(h => new LapsedFinding(h.Earlier, Lapse.Suppressed))
            .Concat(rest.Select(f => (Finding: f, Now: answers.Lapse(f.Check))).Where(f => f.Now is not null).Select(f => new LapsedFinding(f.Finding, f.Now!.Value)));
        var comparison = new Comparison(
            SchemaVersion, Kind, later.Tool, ComparedSide.Of(earlier), ComparedSide.Of(later), terms,
            [.. Ordered(come, f => f).Select(f => new ComparedFinding(f, OnChangedLine(f, changes)))],
            [.. Ordered(pairs.Where(p => p.Earlier.Severity != p.Later.Severity).Select(p => new ReclassifiedFinding(p.Earlier.Severity, p.Later)), r => r.Finding)],
            [.. Ordered(rest.Where(f => answers.Lapse(f.Check) is null), f => f)],
            [.. Ordered(lapsed, l => l.Finding)],
            [.. Ordered(pairs.Where(p => p.Earlier.Severity == p.Later.Severity).Select(p => p.Later), f => f).Select(f => new ComparedFinding(f, OnChangedLine(f, changes)))],
            [.. Broken(earlier, later)],
            [], changes is not null, 0, "");
        return WithExit(comparison with { Checks = Named(comparison, earlier, later) }, failOnNew);
    }

    /// <summary>Where the rules or the profile changed, nothing is held against HEAD: what is new may be due to them.</summary>
    private static Comparison WithExit(Comparison comparison, Severity? failOnNew)
    {
        var isGated = failOnNew is { } least && comparison.Terms.AreSame && comparison.Arisen.Any(f => f.Severity >= least);
        var code = comparison.Broken.Count > 0 ? ExitCodes.OurFault
            : comparison.Head.ExitCode == ExitCodes.LimitReached ? ExitCodes.LimitReached
            : isGated ? ExitCodes.Findings
            : ExitCodes.Passed;
        return comparison with { ExitCode = code, ExitMeaning = code == ExitCodes.Findings ? "new findings at or above the severity that fails the run" : ExitCodes.Meaning(code) };
    }

    private static IEnumerable<ReportFinding> Broken(Report earlier, Report later) =>
        Ordered(later.Findings.Concat(earlier.Findings).Where(f => f.Outcome == Outcome.CheckFailed).DistinctBy(f => (f.Check, f.Message)), f => f);

    private static IEnumerable<T> Ordered<T>(IEnumerable<T> items, Func<T, ReportFinding> finding) => items
        .OrderBy(finding, FindingOrder.Instance)
        .ThenBy(i => finding(i).Evidence.FirstOrDefault()?.Column).ThenBy(i => finding(i).Evidence.FirstOrDefault()?.Excerpt, StringComparer.Ordinal)
        .ThenBy(i => finding(i).Fix, StringComparer.Ordinal).ThenBy(i => finding(i).Confidence);

    private static bool? OnChangedLine(ReportFinding finding, ChangedLines? changes) =>
        finding.Evidence is [var place, ..] ? changes?.Touches(place.Path, place.Line, place.EndLine) : null;

    private static List<CheckSummary> Named(Comparison comparison, Report earlier, Report later)
    {
        var named = comparison.Open.Concat(comparison.Fixed).Concat(comparison.Lapsed.Select(l => l.Finding)).Concat(comparison.Broken).Select(f => f.Check)
            .Concat(comparison.Head.Level.Next?.BlockedBy ?? []).ToHashSet(StringComparer.Ordinal);
        return [.. later.Checks.Concat(earlier.Checks).Where(c => named.Contains(c.Id)).DistinctBy(c => c.Id).OrderBy(c => c.Id, StringComparer.Ordinal)];
    }
}

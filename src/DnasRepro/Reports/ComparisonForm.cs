using DnasRepro.Findings;

namespace DnasRepro.Reports;

/// <summary>What a comparison that somebody hands us must hold to beyond its types; schemas/comparison.schema.json says the same. See <see cref="ReportForm"/>.</summary>
internal static class ComparisonForm
{
    /// <summary>The first thing that is wrong, as a place and a sentence; null when nothing is.</summary>
    public static string? Problem(Comparison comparison) => Rules(comparison).FirstOrDefault(r => !r.Holds).Problem;

    private static IEnumerable<(bool Holds, string Problem)> Rules(Comparison c)
    {
        foreach (var rule in ReportForm.Tool(c.Tool).Concat(Side(c.Base, "base")).Concat(Side(c.Head, "head")).Concat(ReportForm.ExitCode(c.ExitCode)))
            yield return rule;
        yield return (c.New.All(Is) && c.Unchanged.All(Is) && c.Reclassified.All(Is) && c.Lapsed.All(Is), "findings: there is a null, or one that was reclassified weighs the same as before.");
        foreach (var rule in Open(c).Concat(c.Fixed).Concat(c.Lapsed.Select(l => l.Finding)).SelectMany(f => Finding(f, Outcome.Violated)))
            yield return rule;
        foreach (var rule in c.Broken.SelectMany(f => Finding(f, Outcome.CheckFailed)).Concat(ReportForm.Checks(c.Checks)))
            yield return rule;
        yield return (Open(c).All(f => f.Suppression is null), "findings: a suppressed one is not open.");
        yield return (c.LinesKnown || c.New.Concat(c.Unchanged).All(f => f.OnChangedLine is null), "findings: a changed line is named, and none were looked for.");
        yield return (c.Terms.SameRules == (c.Base.RuleSet == c.Head.RuleSet) && c.Terms.SameTool == (c.Base.ToolVersion == c.Head.ToolVersion) && c.Terms.SameProfile == (c.Base.Profile == c.Head.Profile), "terms: they do not fit base and head.");
    }

    private static IEnumerable<ReportFinding> Open(Comparison c) => c.New.Concat(c.Unchanged).Select(f => f.Finding).Concat(c.Reclassified.Select(r => r.Finding));

    private static bool Is(ComparedFinding? compared) => compared?.Finding is not null;

    private static bool Is(LapsedFinding? lapsed) => lapsed?.Finding is not null;

    private static bool Is(ReclassifiedFinding? reclassified) => reclassified?.Finding is { } finding && finding.Severity != reclassified.Before;

    private static IEnumerable<(bool Holds, string Problem)> Side(ComparedSide side, string name) => ReportForm.Target(side.Target, name + ".target")
        .Concat(ReportForm.Level(side.Level, name + ".level")).Concat(ReportForm.Profile(side.Profile, name)).Concat(ReportForm.ExitCode(side.ExitCode))
        .Concat(ReportForm.Tool(new ToolSummary("dnas-repro", side.ToolVersion, side.RuleSet)));

    private static IEnumerable<(bool Holds, string Problem)> Finding(ReportFinding? finding, Outcome outcome)
    {
        yield return (finding?.Outcome == outcome, "findings: one has another outcome than its list.");
        foreach (var rule in ReportForm.Finding(finding!))
            yield return rule;
    }
}

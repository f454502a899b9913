using System.Globalization;
using DnasRepro.Facts;
using DnasRepro.Findings;
using DnasRepro.Statistics;

namespace DnasRepro.Checks.RerunRules;

/// <summary>What the runs show together.</summary>
internal static class RerunStability
{
    public static IEnumerable<Finding> NotStable(CheckInfo check, RepositoryFacts facts)
    {
        if (RerunSubject.LackingSearch(check, facts) is { } lacking)
            return [lacking];
        var rerun = facts.Rerun!;
        if (rerun.Stability is not { } report)
            return [Finding.NotDetermined(check, rerun.Reason ?? "There is no verdict on stability.")];
        return report.Verdict switch
        {
            StabilityVerdict.Stable => [Finding.Satisfied(check, $"{RerunSubject.Runs(report.Runs)}: a further search is expected to find again at least {Share(report.Recovery.Lower, down: true)} of the choices (lower limit; the limit set before was {Share(report.Threshold)}).", RerunSubject.Place(facts))],
            StabilityVerdict.Unstable => [Finding.Violated(
                check, $"{(IsUndecided(report) ? "The runs were too short to decide most edges, which speaks of the budget and not of the method. " : "")}{RerunSubject.Runs(report.Runs)} with different seeds do not lead to a common architecture: even the best-matching earlier search shared on average {Share(report.Recovery.BestMatch.Count == 0 ? 0 : report.Recovery.BestMatch.Average())} of the choices (two random architectures: {Share(report.Chance)}).",
                "Report the architectures of all seeds and how one is chosen; let the search run longer or regularise it.", RerunSubject.Place(facts)) with { Severity = IsUndecided(report) || rerun.Recipe.Origin.Kind == "proposed" ? Severity.Warning : check.Severity }],
            StabilityVerdict.Degenerate => [Finding.Violated(
                check, $"The searches agree, but they collapse: in {report.Collapse.CollapsedRuns} of {RerunSubject.Runs(report.Runs)} a cell is mostly skips or empty. That is no success.", "Look at the counts of each run; regularise the search or stop it earlier.", RerunSubject.Place(facts)) with { Severity = Severity.Warning }],
            StabilityVerdict.Invalid => [Finding.NotDetermined(check, "The seed has no effect, so the runs are one run and nothing can be said about stability over seeds (seed-has-no-effect).")],
            _ => [Inconclusive(check, rerun, report, facts)],
        };
    }

    public static IEnumerable<Finding> Collapsed(CheckInfo check, RepositoryFacts facts)
    {
        if (RerunSubject.LackingSearch(check, facts) is { } lacking)
            return [lacking];
        if (facts.Rerun!.Stability is not { Runs: > 0 } report)
            return [Finding.NotDetermined(check, "Without a known search space, skips and empty slots cannot be counted.")];
        var share = Share(facts.Rerun.Plan.Rules.CollapseShare);
        const string Fix = "Look at the counts of each run; regularise the search, stop it earlier, or report the collapse.";
        return report.Collapse.CollapsedRuns == 0
            ? [Finding.Satisfied(check, $"In no run are {share} or more of a cell's slots skips or empty.")]
            : [Finding.Violated(check, $"In {report.Collapse.CollapsedRuns} of {RerunSubject.Runs(report.Runs)}, {share} or more of a cell's slots are skips or empty.", Fix, RerunSubject.Place(facts)) with
            {
                Severity = report.Gates.Contains(StabilityGate.Collapsed) ? check.Severity : Severity.Info,
            }];
    }

    public static IEnumerable<Finding> Undecided(CheckInfo check, RepositoryFacts facts)
    {
        if (RerunSubject.LackingSearch(check, facts) is { } lacking)
            return [lacking];
        if (facts.Rerun!.Stability?.Parameters is not { DecidedShare: { } all } parameters)
            return [Finding.NotDetermined(check, "The architecture parameters are not known for all runs in the form of the search space.")];
        var (decided, among) = parameters.DecidedShareOfChoice is { } choice && choice < all ? (choice, " among the operations that can be chosen (one that passes nothing on is never chosen)") : (all, "");
        var ties = parameters.Ties > 0 ? $" In {parameters.Ties} of them the two best are exactly equal, so the order of the operations decided." : "";
        var margin = facts.Rerun.Plan.Rules.DecidedMargin.ToString(CultureInfo.InvariantCulture);
        return decided >= facts.Rerun.Plan.Rules.DecidedShare
            ? [Finding.Satisfied(check, $"On {Share(decided)} of the edges the two best candidates{among} differ by {margin} or more before softmax.")]
            : [Finding.Violated(check, $"On only {Share(decided)} of the edges do the two best candidates{among} differ by {margin} or more before softmax.{ties}", "Let the search run longer, or raise the learning rate of the architecture parameters.", RerunSubject.Place(facts))];
    }

    public static IEnumerable<Finding> ClaimNotFound(CheckInfo check, RepositoryFacts facts)
    {
        if (RerunSubject.LackingSearch(check, facts) is { } lacking)
            return [lacking];
        if (ClaimedArchitecture.Of(facts.Rerun!, facts.Card.Valid) is not { } claimed)
            return [Finding.NotApplicable(check, "The card claims no architecture of cells that could be compared.")];
        if (!claimed.IsExpected)
            return [Finding.NotApplicable(check, "The recipe does not say that its runs find the claimed architecture; the report shows how alike they are.")];
        var found = claimed.FoundBy.ToList();
        var best = Share(claimed.Values.Max(v => v.Value));
        var asked = claimed.Comparator == "exact" ? "exactly" : $"with {claimed.Comparator} of {Share(claimed.Threshold ?? 1)} or more";
        return found.Count > 0
            ? [Finding.Satisfied(check, $"{RerunSubject.Sentence(found)} of {RerunSubject.Runs(claimed.Values.Count)} found '{claimed.Id}' {asked}.", claimed.Genotype["id"].Evidence())]
            : [Finding.Violated(
                check, $"None of {RerunSubject.Runs(claimed.Values.Count)} found '{claimed.Id}' {asked}; the best reached {best}. A shorter search than the study's need not find it.",
                "Run the recipe with the budget of the study, or state which seed gave the architecture and how it was chosen.", claimed.Genotype["id"].Evidence())];
    }

    /// <summary>True when most edges still read their start: no ground to fail anybody.</summary>
    private static bool IsUndecided(StabilityReport report) => report.Gates.Contains(StabilityGate.Undecided);

    /// <summary>Says why nothing could be shown; never that the search is at fault.</summary>
    private static Finding Inconclusive(CheckInfo check, RerunFacts rerun, StabilityReport report, RepositoryFacts facts)
    {
        var why = report.Gates.Contains(StabilityGate.Undecided) && report.RawVerdict == StabilityVerdict.Stable
            ? "the searches agree, but their architecture parameters are undecided, so the agreement may be that of the start"
            : !report.Outlook.StableIsReachable && report.Runs < rerun.Plan.Rules.MaximumSeeds ? $"even perfect agreement of the remaining seeds would not show stability by {rerun.Plan.Rules.MaximumSeeds} seeds. This is not a finding of instability"
            : report.Outlook.StableAtThisPace is { } pace and > 0 ? $"too few to say; at this pace {pace} more would be needed"
            : "too few to say";
        return Finding.Violated(check, $"Inconclusive after {RerunSubject.Runs(report.Runs)}: {why}.", "Nothing need be mended; to know more, plan more seeds before the first run.", RerunSubject.Place(facts)) with { Severity = Severity.Info };
    }

    private static string Share(IReadOnlyList<double> values, bool down) => values.Count == 0 ? "0" : Share(down ? Math.Floor(values[^1] * 100) / 100 : values[^1]);

    private static string Share(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);
}

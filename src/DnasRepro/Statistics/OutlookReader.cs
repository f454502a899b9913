namespace DnasRepro.Statistics;

/// <summary>How many runs more would be needed.</summary>
internal static class OutlookReader
{
    /// <summary>More is as good as never.</summary>
    private const int MostRuns = 1000;

    public static Outlook Of(RunEvidence evidence, int runs)
    {
        var stable = evidence.StableAt is not null;
        var wealth = evidence.WealthStable.LastOrDefault(1);
        int? best = stable ? 0 : Needed(wealth, 1 / evidence.Threshold, RunEvidence.Goal(evidence.Rules));
        int? pace = stable ? 0 : Needed(wealth, GeometricMean(evidence.Recovery) / evidence.Threshold, RunEvidence.Goal(evidence.Rules));
        return new Outlook(best, pace, Unstable(evidence, runs), stable || IsReachable(wealth, runs, evidence.Threshold, evidence.Rules));
    }

    /// <summary>Whether perfect agreement of all further runs would give stable within the seeds that were set.</summary>
    /// <param name="wealth">Π X_k / τ so far.</param>
    /// <param name="runs">How many runs that is.</param>
    /// <param name="threshold">τ.</param>
    /// <param name="rules">The settings.</param>
    public static bool IsReachable(double wealth, int runs, double threshold, StabilityRules rules) =>
        Needed(wealth, 1 / threshold, RunEvidence.Goal(rules)) is { } more && runs + more <= rules.MaximumSeeds;

    /// <summary>How often a factor has to be applied until the wealth reaches its goal; 0 when it has, null when it never will.</summary>
    public static int? Needed(double wealth, double factor, double goal)
    {
        if (wealth >= goal)
            return 0;
        if (wealth <= 0 || !(factor > 1))
            return null;
        var times = 0;
        for (; wealth < goal && times < MostRuns; times++)
            wealth *= factor;
        return wealth >= goal ? times : null;
    }

    private static int? Unstable(RunEvidence evidence, int runs)
    {
        if (evidence.UnstableAt is not null)
            return 0;
        var pace = GeometricMean([.. evidence.BestMatch.Select(b => 1 - b)]) / (1 - evidence.Threshold);
        return Needed(evidence.WealthUnstable.LastOrDefault(1), pace, RunEvidence.Goal(evidence.Rules)) is { } more ? Math.Max(more, evidence.Rules.LeastForUnstable - runs) : null;
    }

    /// <summary>0 for no values, so that no pace is made of none.</summary>
    private static double GeometricMean(IReadOnlyList<double> values) =>
        values.Count > 0 && values.Min() > 0 ? Math.Exp(values.Sum(Math.Log) / values.Count) : 0;
}

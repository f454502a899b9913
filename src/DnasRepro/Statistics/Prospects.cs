namespace DnasRepro.Statistics;

/// <summary>What K runs can show at all in a space; printed before the first run. See docs/stability.md, section "What K runs can show".</summary>
/// <param name="Chance">θ0.</param>
/// <param name="Threshold">τ.</param>
/// <param name="StableAt">How many seeds stable needs if every X_k is 1, 0.95, 0.90, 0.80, in this order; null when never (or beyond 1000).</param>
/// <param name="UnstableAt">How many seeds unstable needs at least; beyond <see cref="StabilityRules.MostForUnstable"/> it is never said.</param>
/// <param name="DataLimitUnstable">From how many seeds on mutually unrelated results are evidence at all, whatever statistic is used.</param>
/// <param name="IsCertifiable">False when even X_k = 0.9 cannot be called stable within K_max: the space is too small.</param>
public sealed record Prospects(double Chance, double Threshold, IReadOnlyList<int?> StableAt, int UnstableAt, int DataLimitUnstable, bool IsCertifiable)
{
    private const int MostRuns = 1000;

    /// <summary>The values of X_k that <see cref="StableAt"/> stands for.</summary>
    public static readonly IReadOnlyList<double> Recoveries = [1, 0.95, 0.90, 0.80];

    /// <summary>What can be shown where chance gives an agreement of θ0.</summary>
    public static Prospects Of(double chance, StabilityRules rules)
    {
        var threshold = Stability.Threshold(chance, rules);
        var stable = Recoveries.Select(x => Runs(x / threshold, rules)).ToList();
        return new Prospects(
            chance, threshold, stable,
            Math.Max(rules.LeastForUnstable, Runs(1 / (1 - threshold), rules) ?? MostRuns),
            DataLimit(threshold, rules.Alpha),
            stable[2] <= rules.MaximumSeeds);
    }

    /// <summary>How many runs it takes until a product that grows by a factor a run, from the second on, reaches 1/α.</summary>
    private static int? Runs(double factor, StabilityRules rules) =>
        OutlookReader.Needed(1, factor, RunEvidence.Goal(rules)) + 1;

    /// <summary>
    /// A search that finds one architecture with probability τ and something new each time otherwise has K unrelated results with the
    /// probability that a binomial variable is at most 1; from where that is at most α, unrelated results are evidence.
    /// </summary>
    private static int DataLimit(double threshold, double alpha)
    {
        for (var runs = 2; runs < MostRuns; runs++)
        {
            var missed = Math.Pow(1 - threshold, runs - 1);
            if (missed * (1 - threshold) + runs * threshold * missed <= alpha)
                return runs;
        }
        return MostRuns;
    }
}

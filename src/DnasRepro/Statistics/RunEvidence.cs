namespace DnasRepro.Statistics;

/// <summary>
/// What a sequence of runs shows, run after run: recovery, the two products that bet on stable and on unstable, and where each first
/// reaches 1/α. The lists have an entry for each run from the second on.
/// </summary>
/// <param name="Threshold">τ.</param>
/// <param name="Rules">The settings.</param>
/// <param name="Recovery">X_k.</param>
/// <param name="BestMatch">B_k.</param>
internal sealed record RunEvidence(double Threshold, StabilityRules Rules, IReadOnlyList<double> Recovery, IReadOnlyList<double> BestMatch)
{
    /// <summary>Π X_k / τ.</summary>
    public IReadOnlyList<double> WealthStable { get; } = Products(Recovery, x => Threshold > 0 ? x / Threshold : x);

    /// <summary>Π (1 - B_k) / (1 - τ).</summary>
    public IReadOnlyList<double> WealthUnstable { get; } = Products(BestMatch, b => Threshold < 1 ? (1 - b) / (1 - Threshold) : 0);

    /// <summary>1/α, less a slack for rounding: what a product has to reach.</summary>
    public static double Goal(StabilityRules rules) => 1 / rules.Alpha * (1 - 1e-12);

    /// <summary>The first run (from 1) at which the product for stable reaches 1/α; null when none does.</summary>
    public int? StableAt => FirstRun(WealthStable, 2, int.MaxValue);

    /// <summary>The first run at which the product for unstable is at 1/α and unstable may be said; null when there is none.</summary>
    public int? UnstableAt => FirstRun(WealthUnstable, Rules.LeastForUnstable, StabilityRules.MostForUnstable);

    /// <summary>What came first; stable when both did at one run.</summary>
    public StabilityVerdict Verdict => (StableAt, UnstableAt) switch
    {
        (null, null) => StabilityVerdict.Inconclusive,
        ({ } stable, { } unstable) => stable <= unstable ? StabilityVerdict.Stable : StabilityVerdict.Unstable,
        (not null, null) => StabilityVerdict.Stable,
        _ => StabilityVerdict.Unstable,
    };

    /// <summary>The run of that verdict.</summary>
    public int? DecidedAt => StableAt is { } stable && UnstableAt is { } unstable ? Math.Min(stable, unstable) : StableAt ?? UnstableAt;

    /// <summary>The first run after which stable is out of reach; null when it never is.</summary>
    public int? HopelessAt
    {
        get
        {
            var at = Enumerable.Range(0, WealthStable.Count).FirstOrDefault(i => !OutlookReader.IsReachable(WealthStable[i], i + 2, Threshold, Rules), -1);
            return at >= 0 && !(StableAt <= at + 2) ? at + 2 : null;
        }
    }

    /// <param name="index">The space.</param>
    /// <param name="runs">The runs in their order; null for a failed one, see <see cref="Stability"/>.</param>
    /// <param name="threshold">τ.</param>
    /// <param name="rules">The settings.</param>
    public static RunEvidence Of(SpaceIndex index, IReadOnlyList<ChoiceSet?> runs, double threshold, StabilityRules rules)
    {
        var consensus = new Consensus(index);
        var (recovery, best) = (new List<double>(runs.Count), new List<double>(runs.Count));
        for (var k = 0; k < runs.Count; k++)
        {
            if (k > 0)
            {
                var comparable = runs[k] is not null && !consensus.IsEmpty;
                recovery.Add(comparable ? consensus.Score(runs[k]!) : 0);
                best.Add(comparable ? Math.Max(recovery[^1], BestDice(runs, k)) : 1);
            }
            if (runs[k] is { } run)
                consensus.Add(run);
        }
        return new RunEvidence(threshold, rules, recovery, best);
    }

    /// <summary>L: the largest (α Π X)^(1/n) over the runs so far, after each run. Source: Ville's inequality, solved for the mean.</summary>
    public IReadOnlyList<double> Lower() => RunningBest(Recovery, 0, (product, n) => Math.Pow(Rules.Alpha * product, 1.0 / n), Math.Max);

    /// <summary>The mirror image from B_k, from the least run for unstable on. Not a limit with a proven error rate.</summary>
    public IReadOnlyList<double> Upper() => RunningBest(
        [.. BestMatch.Select(b => 1 - b)], 1, (product, n) => n + 1 < Rules.LeastForUnstable ? 1 : 1 - Math.Pow(Rules.Alpha * product, 1.0 / n), Math.Min);

    private static double BestDice(IReadOnlyList<ChoiceSet?> runs, int k)
    {
        var best = 0.0;
        for (var i = 0; i < k; i++)
            best = Math.Max(best, runs[i]?.Dice(runs[k]!) ?? 0);
        return best;
    }

    private int? FirstRun(IReadOnlyList<double> wealth, int least, int most)
    {
        for (var i = 0; i < wealth.Count; i++)
        {
            if (i + 2 >= least && i + 2 <= most && wealth[i] >= Goal(Rules))
                return i + 2;
        }
        return null;
    }

    private static List<double> Products(IReadOnlyList<double> values, Func<double, double> factor)
    {
        var product = 1.0;
        var products = new List<double>(values.Count);
        foreach (var value in values)
            products.Add(product *= factor(value));
        return products;
    }

    private static List<double> RunningBest(IReadOnlyList<double> factors, double start, Func<double, int, double> limit, Func<double, double, double> better)
    {
        var (product, best) = (1.0, start);
        var limits = new List<double>(factors.Count);
        for (var n = 1; n <= factors.Count; n++)
            limits.Add(best = better(best, limit(product *= factors[n - 1], n)));
        return limits;
    }
}

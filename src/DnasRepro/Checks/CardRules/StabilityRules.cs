using DnasRepro.Cards;
using DnasRepro.Findings;

namespace DnasRepro.Checks.CardRules;

/// <summary>The declared stability against what the card shows.</summary>
internal static class StabilityRules
{
    /// <summary>Fewer random architectures than this do not show how much random ones scatter.</summary>
    private const int LeastRandomArchitectures = 10;

    private const string Seeds = "Lindauer & Hutter 2020, practice 9 (several runs with their seeds)";

    public static readonly CardRule[] All =
    [
        CardRule.Row(1081, "stab-level", Severity.Error, "The stability claim is not what the card shows", $"{Seeds}; the review's figure on search stability; the thresholds are this project's",
            "Substantive means at least three independent searches, their dispersion, and one diagnostic; one or two of these are partial.", "Correct stability.investigated, or report what is missing.", Level),
        CardRule.Row(1082, "stab-n", Severity.Error, "More runs than searches", $"{Seeds}; Yu et al. 2020",
            "Agreement over more runs than there were searches counts some search twice.", "Correct n_runs, n_searches or independent_searches.", Counts),
        CardRule.Row(1083, "stab-retrain", Severity.Warning, "Scatter of retraining is given as scatter of the search", Seeds,
            "Training one architecture with several seeds says nothing about what another search would find.", "Report the dispersion over several searches, and that of retraining under evaluation.metrics with spread_over: seeds.", Retraining),
        CardRule.Row(1084, "stab-recompute", Severity.Error, "A number differs from what the runs give", $"{Seeds}; Li & Talwalkar 2019 (enough to repeat the result)",
            "Agreement, mean and standard deviation follow from the listed runs and genotypes; 0.01 is allowed for rounding.", "Correct the number, or the runs.", StabilityNumbers.Recompute),
        CardRule.Row(1085, "parameter-free-cell", Severity.Warning, "A cell with hardly any weights", "Zela et al. 2020 (collapse to operations without weights)",
            "A cell of skips and pools can be a sign that the search collapsed; in reduction cells pooling alone is common, so this is a reason to look, not a verdict.", "Check the search for collapse and report it under stability.collapse.", ParameterFreeCells.Look),
        CardRule.Row(1086, "stab-stable-collapse", Severity.Warning, "The runs agree on a degenerate cell", "Zela et al. 2020; their public logs, where six of ten settings with the same architecture over all seeds had collapsed",
            "Agreement is no virtue when all runs collapse in the same way.", "Report the collapse beside the agreement.", ParameterFreeCells.Agreed),
        CardRule.Row(1087, "stab-random", Severity.Warning, "The random baseline is too weak for the claim", "Lindauer & Hutter 2020, practice 8 (random sampling and random search); Yang et al. 2020; Yu et al. 2020; Li & Talwalkar 2019",
            "An improvement within the scatter of random architectures may be chance.", "Draw at least ten random architectures with the same training, and compare with their scatter.", RandomBaseline),
        CardRule.Row(1088, "stab-gap", Severity.Error, "A discretisation gap that cannot be computed", "The review on the discretisation gap",
            "The gap is the difference of two values of one metric: the supernet's, and the discrete architecture's with the same weights.", "Give supernet_value and discrete_value in the same metric and unit.", Gap),
    ];

    private static void Level(CardRuleRun run)
    {
        var declared = run.Card.At("stability.investigated");
        if (declared.IsAbsent || !run.Knows(declared))
            return;
        var shown = StabilityLevel.Of(run.Card);
        if (!shown.Includes(declared.Text!))
            run.Breach(declared, $"'{declared.Text}' is declared; the card shows {shown.Text}: {shown.Criteria}.");
        else if (shown.Least != shown.Most)
            shown.Open.ToList().ForEach(place => run.IsOpen(place));
    }

    private static void Counts(CardRuleRun run)
    {
        var searches = run.Card.At("search_protocol.independent_searches");
        var agreement = run.Card.At("stability.agreement");
        run.IsOpen(agreement);
        CardValue[] counts = [run.Card.At("stability.performance_dispersion.n_searches"), .. agreement.Items.Where(a => a["scope"].Text == "across_seeds").Select(a => a["n_runs"])];
        foreach (var count in counts.Where(c => !c.IsAbsent && run.Knows(c, searches) && c.Number > searches.Number))
            run.Breach(count, $"{count.Field} counts '{count.Text}' runs of '{searches.Text}' searches.", more: [searches.Evidence()]);
    }

    private static void Retraining(CardRuleRun run)
    {
        var searches = run.Card.At("search_protocol.independent_searches");
        var dispersion = run.Card.At("stability.performance_dispersion");
        if (!dispersion["sd"].IsAbsent && run.Knows(dispersion["sd"], dispersion["n_searches"]) && dispersion["n_searches"].Number == 1)
            run.Breach(dispersion["sd"], $"The standard deviation '{dispersion["sd"].Text}' is over one search, so it is that of retraining.", more: [dispersion["n_searches"].Evidence()]);
        foreach (var metric in run.Card.At("evaluation.metrics").Items.Where(m => m["spread_over"].Text == "searches" && run.Knows(m["spread"], searches)))
        {
            if (searches.Number <= 1)
                run.Breach(metric["spread_over"], $"The spread '{metric["spread"].Text}' of {metric["name"].Text} is said to be over searches, but there was '{searches.Text}'.", "Write spread_over: seeds for the scatter of retraining.", more: [searches.Evidence()]);
        }
    }

    private static void RandomBaseline(CardRuleRun run)
    {
        var baseline = run.Card.At("stability.random_baseline");
        if (!run.Knows(baseline["performed"]) || baseline["performed"].Flag != true)
            return;
        var (count, training) = (baseline["n_architectures"], baseline["same_training"]);
        if (!run.IsOpen(count) && count.Number < LeastRandomArchitectures)
            run.Breach(count, $"The baseline has '{count.Text}' random architectures; fewer than {LeastRandomArchitectures} do not show their scatter.");
        if (!run.IsOpen(training) && training.Flag == false)
            run.Breach(training, "The random architectures were trained in another way than the found ones.");
        if (Improvement(run, baseline) is { } improvement && run.Knows(baseline["sd"]) && improvement < baseline["sd"].Number)
            run.Breach(baseline["mean"], $"The found architectures improve on random ones ('{baseline["mean"].Text}') by {CardNumbers.Text(improvement)}, which is less than random ones scatter ('{baseline["sd"].Text}').", more: [baseline["sd"].Evidence()]);
    }

    /// <summary>By how much the search is better than random sampling; without a sign where the metric does not tell what is better.</summary>
    private static double? Improvement(CardRuleRun run, CardValue baseline)
    {
        var (found, percent) = (run.Card.At("stability.performance_dispersion"), baseline["relative_improvement_pct"]);
        if (run.IsOpen(baseline["mean"]) || baseline["mean"].Number is not { } random)
            return null;
        if (found["mean"].Number is { } mean)
            return CardNumbers.Direction(found["metric"]) is { } sign ? sign * (mean - random) : Math.Abs(mean - random);
        return percent.Number is { } share ? Math.Abs(share / 100 * random) : null;
    }

    private static void Gap(CardRuleRun run)
    {
        var gap = run.Card.At("stability.discretisation_gap");
        if (!run.Knows(gap["measured"]) || gap["measured"].Flag != true)
            return;
        var (before, after) = (gap["supernet_value"], gap["discrete_value"]);
        foreach (var value in new[] { before, after }.Where(v => !run.IsOpen(v) && !v.IsStated))
            run.Breach(gap["measured"], $"The gap is said to be measured, but {value.Field} is missing.");
        if (CardNumbers.IsShare(gap["metric"]) && before.IsStated && after.IsStated && before.Number > 1 != after.Number > 1)
            run.Breach(after, $"'{before.Text}' and '{after.Text}' cannot both be {gap["metric"].Text} in one unit.", confidence: Confidence.Medium, more: [before.Evidence()]);
    }
}

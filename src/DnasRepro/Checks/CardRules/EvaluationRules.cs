using DnasRepro.Cards;
using DnasRepro.Findings;

namespace DnasRepro.Checks.CardRules;

/// <summary>The reported results against themselves and the data sets.</summary>
internal static class EvaluationRules
{
    private const double Tolerance = 0.0051;
    private static readonly HashSet<string> Distances = ["hd95", "hd", "assd", "masd"];

    public static readonly CardRule[] All =
    [
        CardRule.Row(1111, "eval-range", Severity.Error, "A value that its metric cannot have", "Metrics Reloaded",
            "A fraction lies between 0 and 1, a percentage between 0 and 100, a distance is not negative.", "Correct the value or its unit.", Range),
        CardRule.Row(1112, "eval-ci", Severity.Error, "A confidence interval that does not fit its value", "CLAIM 2024 items 29 and 37; TRIPOD+AI item 23a",
            "An interval holds its value and has a level.", "Correct the interval and state ci_level.", Interval),
        CardRule.Row(1113, "eval-partition", Severity.Error, "A result on a partition that the data set does not have", "CLAIM 2024 items 32 and 33",
            "A test result on a data set that was never used for testing cannot be placed.", "Add the role to the data set, or correct the partition.", Partition),
        CardRule.Row(1114, "eval-spread", Severity.Warning, "A spread without saying over what", "Lindauer & Hutter 2020, practice 9",
            "Scatter over cases, folds, seeds and searches are four different numbers.", "State spread_over, and n_runs as in retraining_runs.", Spread),
        CardRule.Row(1115, "eval-seeds", Severity.Error, "Fewer retraining seeds than runs", "Lindauer & Hutter 2020, practice 9",
            "Without its seed a run cannot be repeated.", "List one seed for each run.", Seeds),
        CardRule.Row(1116, "eval-baseline", Severity.Warning, "A baseline copied from a publication under a claim of equal training", "Lindauer & Hutter 2020, practices 1 and 6; Yang et al. 2020",
            "Training tricks often matter more than the architecture; a copied number had others.", "Retrain the baseline, or set same_pipeline_as_baselines to false.", Baseline),
        CardRule.Row(1117, "eval-retrain", Severity.Error, "The way of retraining lacks what it needs", "Lindauer & Hutter 2020, practice 6",
            "Retraining from scratch needs its program; inherited weights need the supernet's.", "State the entry point or the weights.", Retraining),
        CardRule.Row(1118, "eval-gap", Severity.Error, "The performance gap is not the difference of the metrics", "the review on domain shift; TRIPOD+AI item 23b",
            "The gap is the external value minus the internal one of the same metric.", "Correct performance_gap.", Gap),
    ];

    private static IEnumerable<CardValue> Metrics(CardRuleRun run) => run.Card.At("evaluation.metrics").Items;

    private static void Range(CardRuleRun run)
    {
        foreach (var metric in Metrics(run).Where(m => run.Knows(m["value"])))
        {
            var (value, unit) = (metric["value"].Number ?? 0, metric["unit"].Text);
            var isWrong = (unit == "fraction" && (value < 0 || value > 1))
                || (unit == "percent" && (value < 0 || value > 100))
                || (Distances.Contains(metric["name"].Text ?? "") && value < 0);
            if (isWrong)
                run.Breach(metric["value"], $"{metric["name"].Text} = {metric["value"].Text}{(unit is null ? "" : $" {unit}")} is not possible.");
        }
    }

    private static void Interval(CardRuleRun run)
    {
        foreach (var metric in Metrics(run).Where(m => m["ci_low"].IsStated || m["ci_high"].IsStated))
        {
            if (!run.Knows(metric["value"], metric["ci_low"], metric["ci_high"]))
                continue;
            if (metric["value"].Number < metric["ci_low"].Number || metric["value"].Number > metric["ci_high"].Number)
                run.Breach(metric["ci_low"], $"The interval [{metric["ci_low"].Text}, {metric["ci_high"].Text}] does not hold the value {metric["value"].Text}.");
            if (!metric["ci_level"].IsStated)
                run.Breach(metric["ci_low"], $"The interval [{metric["ci_low"].Text}, {metric["ci_high"].Text}] has no level.");
        }
    }

    private static void Partition(CardRuleRun run)
    {
        var sets = new Datasets(run.Card);
        foreach (var metric in Metrics(run))
        {
            if (sets.Find(metric["dataset"].Text) is { } set && run.Knows(metric["partition"], set["roles"]) && !Datasets.Supports(set, metric["partition"].Text!))
                run.Breach(metric["partition"], $"'{metric["dataset"].Text}' has no {metric["partition"].Text}; its roles are {string.Join(", ", Datasets.Roles(set))}.", null, null, Confidence.High, set["roles"].Evidence());
        }
    }

    private static void Spread(CardRuleRun run)
    {
        var runs = run.Card.At("evaluation.retraining_runs");
        foreach (var metric in Metrics(run).Where(m => m["spread"].IsStated))
        {
            run.Looked();
            if (!metric["spread_over"].IsStated || metric["spread_over"].Text == "none")
                run.Breach(metric["spread"], $"The spread {metric["spread"].Text} of {metric["name"].Text} is over what?");
            else if (metric["spread_over"].Text == "seeds" && metric["n_runs"].Number is { } count && runs.Number is { } all && count != all)
                run.Breach(metric["n_runs"], $"The spread is over {count} runs, but there were {all} retrainings.", null, null, Confidence.High, runs.Evidence());
        }
    }

    private static void Seeds(CardRuleRun run)
    {
        var (runs, seeds) = (run.Card.At("evaluation.retraining_runs"), run.Card.At("evaluation.retraining_seeds"));
        if (run.Knows(runs, seeds) && seeds.Count < runs.Number)
            run.Breach(seeds, $"{runs.Text} retraining runs but {seeds.Count} seeds.", null, null, Confidence.High, runs.Evidence());
    }

    private static void Baseline(CardRuleRun run)
    {
        var same = run.Card.At("evaluation.same_pipeline_as_baselines");
        if (!run.Knows(same, run.Card.At("evaluation.baselines")) || same.Flag != true)
            return;
        foreach (var baseline in run.Card.At("evaluation.baselines").Items.Where(b => b["obtained_by"].Text == "copied_from_publication"))
            run.Breach(baseline["obtained_by"], $"The baseline '{baseline["name"].Text}' was copied from a publication, not trained in the same way.", null, null, Confidence.High, same.Evidence());
    }

    private static void Retraining(CardRuleRun run)
    {
        var retraining = run.Card.At("evaluation.retraining");
        if (!run.Knows(retraining))
            return;
        var entry = run.Card.At("artefacts.entry_points.retrain.path");
        var weights = run.Card.At("artefacts.weights");
        if (retraining.Text == "from_scratch" && entry.Sentinel is null && !entry.IsStated)
            run.Breach(retraining, "Retraining is 'from_scratch', but artefacts.entry_points.retrain is missing.");
        if (retraining.Text == "inherited_weights" && weights.IsStated && !weights.Items.Any(w => w["kind"].Text == "supernet"))
            run.Breach(retraining, "Retraining is 'inherited_weights', but artefacts.weights has no supernet.", null, null, Confidence.High, weights.Evidence());
    }

    private static void Gap(CardRuleRun run)
    {
        var gap = run.Card.At("data.external_validation.performance_gap");
        if (gap.IsAbsent || !run.Knows(gap, run.Card.At("evaluation.metrics")))
            return;
        var differences = (
            from outer in Metrics(run).Where(m => m["partition"].Text == "external_test")
            from inner in Metrics(run).Where(m => m["partition"].Text == "internal_test" && m["name"].Text == outer["name"].Text && m["structure"].Text == outer["structure"].Text)
            where outer["value"].Number is not null && inner["value"].Number is not null
            select outer["value"].Number!.Value - inner["value"].Number!.Value).ToList();
        if (differences.Count > 0 && !differences.Exists(d => Math.Abs(d - gap.Number!.Value) <= Tolerance))
            run.Breach(gap, $"The gap is {gap.Text}; the metrics give {string.Join(" or ", differences.Take(3).Select(d => $"{d:0.####}"))}.");
    }
}

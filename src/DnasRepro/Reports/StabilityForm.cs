namespace DnasRepro.Reports;

/// <summary>What the stability section of a report must hold to beyond its types; see <see cref="ReportForm"/>.</summary>
internal static class StabilityForm
{
    private const int MostRuns = 1000;
    private const int MostNotes = 200;

    private static readonly string[] Engines = ["repository", "reference"];
    private static readonly string[] Statuses = ["completed", "failed"];
    private static readonly string[] Purposes = ["smoke", "search", "retrain", "evaluate", "full_pipeline"];
    private static readonly string[] SeedPassings = ["argument", "configuration", "environment", "inject", "none"];
    private static readonly string[] Precisions = ["discrete", "decoded_exact", "decoded_rounded"];
    private static readonly string[] Gates = ["seed_ineffective", "collapsed", "undecided"];

    public static IEnumerable<(bool Holds, string Problem)> Rules(StabilitySummary? stability)
    {
        if (stability is null)
            return [];
        return Head(stability).Concat(Recipe(stability.Recipe)).Concat(stability.Runs.SelectMany(Run)).Concat(Measures(stability.Measures))
            .Concat(stability.Recipes.SelectMany(RecipeRun)).Concat(Places(stability)).Concat(Shares(stability));
    }

    public static IEnumerable<(bool Holds, string Problem)> Rules(RerunMeasured? measured)
    {
        if (measured is null)
            yield break;
        yield return (measured.Runs.All(r => r is { Name: not null, Seconds: null or >= 0, CpuSeconds: null or >= 0, PeakBytes: null or >= 0, OutputBytes: null or >= 0 }), "generated.rerun.runs: a time or size is negative, or there is a null.");
        foreach (var rule in measured.Extra.SelectMany(Run))
            yield return rule;
    }

    private static IEnumerable<(bool Holds, string Problem)> Head(StabilitySummary stability)
    {
        var (plan, environment) = (stability.Plan, stability.Environment);
        yield return (Engines.Contains(stability.Engine), "stability.engine: this is not repository or reference.");
        yield return (stability.Runs.Count <= MostRuns && plan.Seeds.Count <= MostRuns, "stability: there are too many runs or seeds.");
        yield return (ReportForm.IsSha256(plan.Sha256) && ReportForm.IsSha256(environment.Sha256), "stability: the plan or the environment has no SHA-256.");
        yield return (plan.Rules is { Alpha: > 0 and < 1, ThresholdShare: > 0 and < 1, MaximumSeeds: >= 1 }, "stability.plan.rules: a setting is out of its range.");
        yield return (plan.Space?.Cells.All(c => c is not null && !c.Operations.Contains(null!)) != false, "stability.plan.space: there is a null.");
        yield return (plan.Prospects is not { } p || (p.StableAt.Count == 4 && IsShare(p.Chance) && IsShare(p.Threshold)), "stability.plan.prospects: these are not four numbers of seeds, or a share is not between 0 and 1.");
        yield return (environment.Packages.All(p => p is not null) && !environment.Limits.Contains(null!), "stability.environment: there is a null.");
        yield return (stability.Proxy is not { } notes || (notes.Count <= MostNotes && !notes.Contains(null!)), "stability.proxy: there is a null, or there are too many notes.");
        yield return ((stability.Measures is null) == (stability.Verdict == StabilityAnswer.NotDetermined), "stability.verdict: a verdict rests on measures.");
    }

    private static IEnumerable<(bool Holds, string Problem)> Recipe(RecipeSummary recipe)
    {
        yield return (Purposes.Contains(recipe.Purpose) && SeedPassings.Contains(recipe.SeedPassing) && !recipe.Changes.Contains(null!), "stability: there is no such purpose or passing of a seed, or a null.");
        if (recipe.Place is { } place)
        {
            foreach (var rule in ReportForm.Evidence([place], "stability.recipe"))
                yield return rule;
        }
    }

    private static IEnumerable<(bool Holds, string Problem)> RecipeRun(RecipeRunSummary recipe)
    {
        yield return (recipe is not null && recipe.Expected.All(e => e is { Name: not null }), "stability.recipes: there is a null.");
        foreach (var rule in Recipe(recipe!.Recipe).Concat(Run(recipe.Run)))
            yield return rule;
    }

    private static IEnumerable<(bool Holds, string Problem)> Run(RunSummary run)
    {
        yield return (run is not null && Statuses.Contains(run.Status), "stability.runs: a run neither completed nor failed.");
        yield return (run!.Found.All(Is) && (run.Printed is null || Is(run.Printed)), "stability.runs: an architecture has a null, or no such precision.");
        yield return ((run.ArchitectureSha256 is null || ReportForm.IsSha256(run.ArchitectureSha256)) && (run.ParametersSha256 is null || ReportForm.IsSha256(run.ParametersSha256)), "stability.runs: this is no SHA-256.");
        yield return (run.Operations.All(o => o is { Operation: not null }) && run.Cells.All(c => c is { Cell: not null }) && run.Metrics.All(m => m is { Name: not null }), "stability.runs: there is a null.");
        yield return (run.Epochs.All(e => e is { Epoch: >= 0 } && IsShare(e.Margin) && IsShare(e.Entropy)), "stability.runs: a margin or an entropy is not between 0 and 1.");
        yield return (run.Stability is not { } s || (IsShare(s.Recovery ?? 0) && IsShare(s.BestMatch ?? 0) && IsShare(s.Lower ?? 0)), "stability.runs: a share is not between 0 and 1.");
        var around = run.Conditions;
        yield return (around.Seeding.All(s => s is { Call: not null, Value: not null }) && around.Nondeterminism.All(s => s is { Name: not null, Detail: not null }), "stability.runs: there is a null.");
        yield return (!around.Compatibility.Concat(around.Stubs).Concat(around.Contained).Concat(around.Notes).Concat(run.Search.WeightOptimiserHolds).Contains(null!), "stability.runs: there is a null.");
    }

    private static bool Is(FoundSummary found) =>
        found is { Reader: not null, Source: not null } && Precisions.Contains(found.Precision) && found.Cells.All(c => c is { Id: not null } && c.Edges.All(e => e is { Operation: not null }));

    private static IEnumerable<(bool Holds, string Problem)> Measures(StabilityMeasures? measures)
    {
        if (measures is null)
            yield break;
        var (recovery, matrix) = (measures.Recovery, measures.Agreement.Matrix);
        yield return (measures.RawVerdict is StabilityAnswer.Stable or StabilityAnswer.Unstable or StabilityAnswer.Inconclusive && measures.Gates.All(Gates.Contains), "stability.measures: there is no such verdict or gate.");
        yield return (measures.Runs is >= 0 and <= MostRuns && IsShare(measures.Chance) && IsShare(measures.Threshold), "stability.measures: chance or threshold is not between 0 and 1.");
        yield return (matrix.Count <= MostRuns && matrix.All(r => r is not null && r.Count == matrix.Count && r.All(IsShare)), "stability.measures.agreement.matrix: this is no square of shares.");
        yield return (recovery.Values.Concat(recovery.BestMatch).Concat(recovery.Lower).All(IsShare), "stability.measures.recovery: a share is not between 0 and 1.");
        yield return (new[] { recovery.Values, recovery.BestMatch, recovery.Lower, recovery.WealthStable, recovery.WealthUnstable }.All(l => l.Count == Math.Max(0, measures.Runs - 1)), "stability.measures.recovery: the lists are not as long as the runs.");
    }

    private static IEnumerable<(bool Holds, string Problem)> Shares(StabilitySummary stability)
    {
        yield return (stability.Edges.All(e => e is { Cell: not null, Runs: > 0 } && e.Operations.All(o => o is { Operation: not null, Count: >= 0 } && o.Count <= e.Runs)), "stability.edges: more runs chose an operation than there are.");
        yield return (stability.Consensus.All(c => c is { Cell: not null, Operation: not null, Runs: > 0, Count: >= 0 } && c.Count <= c.Runs && IsShare(c.Weight)), "stability.consensus: more runs made a choice than there are.");
    }

    private static IEnumerable<(bool Holds, string Problem)> Places(StabilitySummary stability)
    {
        yield return (stability.Declared.All(d => d is { Metric: not null, Place: not null }) && stability.Claimed?.Values.All(v => v is not null) != false, "stability: there is a null.");
        foreach (var rule in ReportForm.Evidence([.. stability.Declared.Select(d => d.Place), .. stability.Claimed is { } claimed ? [claimed.Place] : Array.Empty<ReportEvidence>()], "stability"))
            yield return rule;
    }

    /// <summary>Rounding may carry a share a little over its ends.</summary>
    private static bool IsShare(double value) => value is >= -1e-9 and <= 1 + 1e-9;
}

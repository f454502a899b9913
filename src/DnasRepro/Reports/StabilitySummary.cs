using System.Text.Json.Serialization;

namespace DnasRepro.Reports;

/// <summary>What a rerun says about the search's stability over seeds. See docs/stability.md.</summary>
public enum StabilityAnswer
{
    Stable,
    Unstable,
    Inconclusive,

    /// <summary>The searches agree because they collapsed to skips or to nothing.</summary>
    Degenerate,

    /// <summary>The seed has no effect: the runs are one run.</summary>
    Invalid,

    /// <summary>No verdict was possible: it did not run, the search space is not known, or no search was asked for.</summary>
    NotDetermined,
}

/// <summary>Why a rerun ended.</summary>
public enum RerunEnding
{
    Decided,
    OutOfReach,
    MaximumSeeds,
    Budget,
    Incomplete,
    DoesNotRun,
    SpaceUnknown,
    RecipesOnly,
}

/// <summary>How far one seed, run twice, gave the same.</summary>
public enum RepeatAnswer
{
    Bitwise,
    Numeric,
    SameArchitecture,
    Different,
    NotKnown,
}

/// <summary>What a rerun showed. Holds nothing that is measured or clocked: that is in <see cref="RerunMeasured"/>.</summary>
/// <param name="Verdict">The verdict.</param>
/// <param name="Engine">repository (its own search) or reference (the built-in one, a proxy that never changes the grade).</param>
/// <param name="End">Why it ended.</param>
/// <param name="Reason">Why there is no verdict, or why it is inconclusive, in one sentence; null otherwise.</param>
/// <param name="Plan">What was fixed before the first run.</param>
/// <param name="Recipe">How the search was run.</param>
/// <param name="Environment">Where it ran.</param>
/// <param name="Runs">The runs that count, in the order of the plan's seeds.</param>
/// <param name="Missing">Seeds of the plan whose runs are missing although later ones are there.</param>
/// <param name="Measures">What the verdict rests on; null without a verdict.</param>
/// <param name="Edges">What the runs chose on each candidate edge; empty when the space is not known.</param>
/// <param name="Consensus">The choices of the plurality of the runs.</param>
/// <param name="Repeat">The first seed once more.</param>
/// <param name="Recipes">Smoke, retrain and evaluate recipes that were run.</param>
/// <param name="Declared">What the card declares about agreement, beside what was measured.</param>
/// <param name="Claimed">The runs beside the architecture that the card claims; null when it claims none that can be compared.</param>
public sealed record StabilitySummary(
    StabilityAnswer Verdict,
    string Engine,
    RerunEnding End,
    string? Reason,
    PlanSummary Plan,
    RecipeSummary Recipe,
    RerunEnvironmentSummary Environment,
    IReadOnlyList<RunSummary> Runs,
    IReadOnlyList<long> Missing,
    StabilityMeasures? Measures,
    IReadOnlyList<EdgeSummary> Edges,
    IReadOnlyList<ConsensusSummary> Consensus,
    RepeatSummary Repeat,
    IReadOnlyList<RecipeRunSummary> Recipes,
    IReadOnlyList<DeclaredAgreementSummary> Declared,
    ClaimedSummary? Claimed)
{
    /// <summary>What the reference engine took from the card, and what it made simpler or left out, in sentences; null for the repository's own search.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Proxy { get; init; }
}

/// <summary>The first seed once more.</summary>
/// <param name="Answer">How far both runs gave the same.</param>
/// <param name="Seed">The seed; null when it was not run twice.</param>
/// <param name="MaximumDifference">The largest difference of an architecture parameter; null when not known.</param>
/// <param name="Dice">How alike both architectures are; null when not known.</param>
public sealed record RepeatSummary(RepeatAnswer Answer, long? Seed, double? MaximumDifference, double? Dice);

/// <summary>A smoke, retrain or evaluate recipe that was run.</summary>
/// <param name="Recipe">How.</param>
/// <param name="Run">How it ended.</param>
/// <param name="Expected">What it declares against what came out.</param>
/// <param name="Met">True when it ended well and every value was met; null when nothing was expected.</param>
public sealed record RecipeRunSummary(RecipeSummary Recipe, RunSummary Run, IReadOnlyList<ExpectedSummary> Expected, bool? Met);

/// <summary>A declared value against a measured one.</summary>
public sealed record ExpectedSummary(string Name, double? Declared, double? Tolerance, double? Measured, bool Met);

/// <summary>An agreement that the card declares, beside what the runs show. The budgets usually differ, so neither has to be the other.</summary>
/// <param name="Metric">As in the card.</param>
/// <param name="Declared">The card's value.</param>
/// <param name="DeclaredRuns">Over how many runs; null when the card does not say.</param>
/// <param name="Measured">The same measure over the runs here; null when it cannot be told.</param>
/// <param name="MeasuredRuns">Over how many runs.</param>
/// <param name="Place">Where the card says it.</param>
public sealed record DeclaredAgreementSummary(string Metric, double? Declared, int? DeclaredRuns, double? Measured, int MeasuredRuns, ReportEvidence Place);

/// <summary>The runs beside the architecture that the card claims.</summary>
/// <param name="Genotype">Its id in the card.</param>
/// <param name="Comparator">exact, operation_jaccard, edge_jaccard, or none when the recipe names none.</param>
/// <param name="Threshold">From which value on it counts as found; null without one.</param>
/// <param name="Values">The comparator's value for each run that gave an architecture, by seed.</param>
/// <param name="Place">Where the card states it.</param>
public sealed record ClaimedSummary(string Genotype, string Comparator, double? Threshold, IReadOnlyList<SeedValue> Values, ReportEvidence Place);

/// <summary>A value of one run.</summary>
public sealed record SeedValue(long Seed, double Value);

/// <summary>What differs from run to run of a rerun.</summary>
/// <param name="Runs">Times and memory of every run, the repeat and the recipes included.</param>
/// <param name="Extra">Runs after the one at which the rule stopped; they do not count.</param>
public sealed record RerunMeasured(IReadOnlyList<RunMeasured> Runs, IReadOnlyList<RunSummary> Extra);

/// <summary>Times and memory of one run.</summary>
/// <param name="Name">search, repeat, extra, or the recipe's id.</param>
/// <param name="Seed">Its seed.</param>
/// <param name="Seconds">Wall time; null when not known.</param>
/// <param name="CpuSeconds">Processor time; null when not known.</param>
/// <param name="PeakBytes">Largest memory; null when not known.</param>
/// <param name="OutputBytes">How much it printed; null when not known.</param>
/// <param name="OutputTail">The last lines of its output when it failed; null otherwise.</param>
public sealed record RunMeasured(string Name, long Seed, double? Seconds, double? CpuSeconds, long? PeakBytes, long? OutputBytes, string? OutputTail);

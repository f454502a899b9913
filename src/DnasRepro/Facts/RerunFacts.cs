using DnasRepro.Architectures;
using DnasRepro.Recipes;
using DnasRepro.Results;
using DnasRepro.Statistics;

namespace DnasRepro.Facts;

/// <summary>Why a rerun ended.</summary>
public enum RerunEnd
{
    /// <summary>The sequential rule decided: stable, unstable or invalid.</summary>
    Decided,

    /// <summary>Stable cannot be reached any more within the seeds that were set (with <c>--stop hopeless</c>).</summary>
    OutOfReach,

    /// <summary>All seeds ran.</summary>
    MaximumSeeds,

    /// <summary>The time for all runs was used up.</summary>
    Budget,

    /// <summary>Runs are missing: a shard was lost, or it was interrupted.</summary>
    Incomplete,

    /// <summary>The first run failed in a way that no further seed can mend, or the first two failed.</summary>
    DoesNotRun,

    /// <summary>The search space could not be told, so that no verdict is possible, whatever further seeds find.</summary>
    SpaceUnknown,

    /// <summary>Only recipes without seeds (smoke, retrain, evaluate) were asked for.</summary>
    RecipesOnly,
}

/// <summary>How far one seed, run twice, gave the same.</summary>
public enum RepeatabilityLevel
{
    /// <summary>Bit-identical architecture parameters and the same architecture.</summary>
    Bitwise,

    /// <summary>The same architecture; parameters differ by a small amount that is stated.</summary>
    Numeric,

    /// <summary>The same architecture; parameters are not known or differ more.</summary>
    SameArchitecture,

    /// <summary>Another architecture.</summary>
    Different,

    /// <summary>It was not tried, or a run of the two failed.</summary>
    NotKnown,
}

/// <summary>What a rerun showed.</summary>
/// <param name="Engine">repository (its own search) or reference (the built-in one, a proxy that never changes the grade).</param>
/// <param name="Recipe">How the search was run.</param>
/// <param name="Plan">What was fixed before the first run.</param>
/// <param name="Runs">The runs that count, in the order of the plan's seeds, up to the one at which the rule stopped.</param>
/// <param name="Extra">Runs beyond that one, which do not count.</param>
/// <param name="Repeat">The first seed once more, or null.</param>
/// <param name="Repeatability">What that showed.</param>
/// <param name="Recipes">Smoke, retrain and evaluate recipes that were run.</param>
/// <param name="End">Why it ended.</param>
/// <param name="Missing">Seeds of the plan whose runs are missing although later ones are there.</param>
/// <param name="Stability">The verdict; null when fewer than two runs count or the space is not known.</param>
/// <param name="Reason">Why there is no verdict, or why it is inconclusive, in one sentence; null otherwise.</param>
/// <param name="Environment">Where it ran.</param>
public sealed record RerunFacts(
    string Engine,
    Recipe Recipe,
    RerunPlanFacts Plan,
    IReadOnlyList<RunRecord> Runs,
    IReadOnlyList<RunRecord> Extra,
    RunRecord? Repeat,
    RepeatabilityFacts Repeatability,
    IReadOnlyList<RecipeRunFacts> Recipes,
    RerunEnd End,
    IReadOnlyList<long> Missing,
    StabilityReport? Stability,
    string? Reason,
    RerunEnvironment Environment)
{
    /// <summary>What the reference engine took from the card, and what it made simpler or left out, in sentences; empty for the repository's own search.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}

/// <summary>What was fixed before the first run.</summary>
/// <param name="Sha256">The hash of the plan.</param>
/// <param name="Seeds">The seeds in their order.</param>
/// <param name="Stop">decided or hopeless.</param>
/// <param name="Rules">The settings of the verdict.</param>
/// <param name="Space">The search space; null when it could not be told.</param>
/// <param name="SpaceOrigin">Where the space comes from, in words: the card, the recipe, the probe.</param>
/// <param name="Prospects">What K runs can show at all in this space; null without a space.</param>
public sealed record RerunPlanFacts(
    string Sha256, IReadOnlyList<long> Seeds, string Stop, StabilityRules Rules, SearchSpace? Space, string? SpaceOrigin, Prospects? Prospects);

/// <summary>Repeatability: one seed twice.</summary>
/// <param name="Level">How far both gave the same.</param>
/// <param name="MaximumDifference">The largest difference of an architecture parameter; null when not known.</param>
/// <param name="Dice">How alike both architectures are; null when not known.</param>
public sealed record RepeatabilityFacts(RepeatabilityLevel Level, double? MaximumDifference, double? Dice);

/// <summary>A smoke, retrain or evaluate recipe that was run, and what it declares against what came out.</summary>
/// <param name="Met">True when the run ended well and every expected value was met within its tolerance; null when nothing was expected.</param>
public sealed record RecipeRunFacts(Recipe Recipe, RunRecord Run, IReadOnlyList<ExpectedValue> Expected, bool? Met);

/// <summary>A declared value against a measured one.</summary>
/// <param name="Name">The output's name.</param>
/// <param name="Declared">The declared value.</param>
/// <param name="Tolerance">How far from it counts as met, absolute.</param>
/// <param name="Measured">What came out; null when nothing could be read.</param>
public sealed record ExpectedValue(string Name, double Declared, double Tolerance, double? Measured)
{
    /// <summary>True when the measured value is within the tolerance.</summary>
    public bool IsMet => Measured is { } value && Math.Abs(value - Declared) <= Tolerance;
}

/// <summary>Where a rerun ran.</summary>
/// <param name="Isolation">bubblewrap, docker, podman, apptainer or none.</param>
/// <param name="IsolationReason">Why that one: what was tried and refused.</param>
/// <param name="Limits">Which limits held and by what they were enforced, in words.</param>
/// <param name="Python">The interpreter's version as the probe saw it, or null.</param>
/// <param name="Packages">Versions of the packages that matter.</param>
/// <param name="Sha256">A hash over interpreter and packages.</param>
/// <param name="Clean">True when it was built from the repository's declared file in a container.</param>
public sealed record RerunEnvironment(
    string Isolation, string IsolationReason, IReadOnlyList<string> Limits, string? Python, IReadOnlyDictionary<string, string> Packages, string Sha256, bool Clean);

namespace DnasRepro.Statistics;

/// <summary>What the runs show about the search's stability over seeds.</summary>
public enum StabilityVerdict
{
    /// <summary>A further search is expected to find again at least the set share of a common architecture.</summary>
    Stable,

    /// <summary>The searches do not lead to a common architecture.</summary>
    Unstable,

    /// <summary>The runs are too few to say, or what they show may not be called stable.</summary>
    Inconclusive,

    /// <summary>The searches agree because they collapse to skips or to nothing.</summary>
    Degenerate,

    /// <summary>Different seeds gave bit-identical architecture parameters: the seed has no effect, so the runs are one run.</summary>
    Invalid,
}

/// <summary>A reason why a verdict may not be what the agreement alone would say.</summary>
public enum StabilityGate
{
    SeedIneffective,
    Collapsed,
    Undecided,
}

/// <summary>The verdict with everything that it rests on. K is the number of runs; see docs/stability.md for each measure and its source.</summary>
/// <param name="Verdict">The verdict, gates included.</param>
/// <param name="RawVerdict">What the agreement alone says: stable, unstable or inconclusive.</param>
/// <param name="Gates">The gates that fired.</param>
/// <param name="DecidedAtRun">The run (from 1) at which the raw verdict fell; null when it did not.</param>
/// <param name="Runs">K.</param>
/// <param name="Chance">θ0: the agreement (Dice) of two random architectures of the space.</param>
/// <param name="Threshold">τ.</param>
/// <param name="Recovery">How well each run found the others' choices again.</param>
/// <param name="Agreement">How alike the runs are in pairs.</param>
/// <param name="Labels">Agreement coefficients over the labels of edges.</param>
/// <param name="Forms">Isomorphic cells; null where the space has no canonical form, or a cell more nodes than can be renumbered in all ways.</param>
/// <param name="Collapse">Skips and empty slots.</param>
/// <param name="Parameters">What the architecture parameters show; null when they are not known for all runs.</param>
/// <param name="Outlook">How many runs more would be needed.</param>
public sealed record StabilityReport(
    StabilityVerdict Verdict,
    StabilityVerdict RawVerdict,
    IReadOnlyList<StabilityGate> Gates,
    int? DecidedAtRun,
    int Runs,
    double Chance,
    double Threshold,
    RecoveryMeasures Recovery,
    AgreementMeasures Agreement,
    LabelMeasures Labels,
    FormMeasures? Forms,
    CollapseMeasures Collapse,
    ParameterMeasures? Parameters,
    Outlook Outlook);

/// <summary>Recovery. The lists have K - 1 entries, for runs 2 to K.</summary>
/// <param name="Values">X_k: the share of the earlier runs' consensus that run k finds again.</param>
/// <param name="Mean">Their mean; null with one run.</param>
/// <param name="LeaveOneOut">R: each run against the consensus of all others, the mean.</param>
/// <param name="InSample">R⁺: each run against the consensus of all, the mean.</param>
/// <param name="Kappa">(R - θ0) / (1 - θ0).</param>
/// <param name="BestMatch">B_k: the larger of X_k and the best Dice with one earlier run.</param>
/// <param name="WealthStable">Π X_k / τ.</param>
/// <param name="WealthUnstable">Π (1 - B_k) / (1 - τ).</param>
/// <param name="Lower">L: the certified lower limits.</param>
/// <param name="Upper">Internal upper limits; never printed as an interval.</param>
public sealed record RecoveryMeasures(
    IReadOnlyList<double> Values,
    double? Mean,
    double? LeaveOneOut,
    double? InSample,
    double? Kappa,
    IReadOnlyList<double> BestMatch,
    IReadOnlyList<double> WealthStable,
    IReadOnlyList<double> WealthUnstable,
    IReadOnlyList<double> Lower,
    IReadOnlyList<double> Upper)
{
    /// <summary>(L - θ0) / (1 - θ0) after the last run.</summary>
    public double? KappaLower { get; init; }

    /// <summary>The same of the internal upper limit.</summary>
    public double? KappaUpper { get; init; }
}

/// <summary>Means over the pairs of runs that did not fail; null with fewer than two.</summary>
/// <param name="Dice">The matrix of Dice agreements of the runs that did not fail, in their order, ones on its diagonal.</param>
public sealed record AgreementMeasures(
    double? DiceMean,
    double? DiceMin,
    double? DiceMax,
    double? KappaDesign,
    double? JaccardMean,
    double? EditsMean,
    double? IdenticalPairShare,
    double? TopologyDiceMean,
    double? OperationAgreementOnSharedEdges,
    double? PlacementExpected,
    double? KappaPlacement,
    double? JackknifeStandardError,
    double? JackknifeLow,
    double? JackknifeHigh,
    IReadOnlyList<IReadOnlyList<double>> Dice)
{
    /// <summary>p of the test against random architectures of the space; null when it was not made.</summary>
    public double? RandomTest { get; init; }
}

/// <summary>Agreement over the labels of all edges (operation or absent) of the runs that did not fail; null where a denominator is 0.</summary>
public sealed record LabelMeasures(
    double? HammingMean, double? EdgeAgreement, double? FleissKappa, double? KrippendorffAlpha, double? GwetAc1, double? BrennanPrediger);

/// <summary>Architectures that are the same but for the numbering of nodes.</summary>
/// <param name="Canonical">The form of each run; empty for a failed one.</param>
public sealed record FormMeasures(IReadOnlyList<string> Canonical, int DistinctCanonical, double? IsomorphicPairShare, double? AlignedDiceMean);

/// <summary>Collapse. The lists have one entry a run.</summary>
/// <param name="ShareOfWorstCell">The largest share of skips and empty slots in a cell; 0 for a failed run.</param>
/// <param name="ParameterFreeShare">The share of kept edges without trainable weights; null when none is kept, and for a failed run.</param>
/// <param name="CollapsedRuns">How many runs collapsed.</param>
/// <param name="DistinctRaw">How many different architectures there are.</param>
public sealed record CollapseMeasures(
    IReadOnlyList<double> ShareOfWorstCell, IReadOnlyList<double?> ParameterFreeShare, int CollapsedRuns, int DistinctRaw);

/// <summary>What the architecture parameters show over edges and runs that did not fail.</summary>
/// <param name="LogitMarginMedian">Null when it has no bound, because the program rules operations out by minus infinity.</param>
public sealed record ParameterMeasures(
    double? KendallTauB,
    int KendallDefined,
    double? Spearman,
    double? Top1Agreement,
    double? SoftmaxMarginMean,
    double? SoftmaxMarginMedian,
    double? LogitMarginMedian,
    double? EntropyMean,
    double? EntropyMedian,
    double? DecidedShare,
    double? JensenShannonNats,
    double? MaximumDifference,
    int BitIdenticalPairs)
{
    /// <summary>How many (run, edge) have their two largest values exactly equal: their argmax is the order of operations.</summary>
    public int Ties { get; init; }

    /// <summary>The share of (run, edge) on which an operation that passes nothing on has the largest value although the choice is made among the others; null where no such choice is made.</summary>
    public double? NoneLeads { get; init; }

    /// <summary>The decided share among the operations that can be chosen, those that pass nothing on left out; null where none are left out.</summary>
    public double? DecidedShareOfChoice { get; init; }
}

/// <summary>How many runs more would be needed; 0 when reached, null when never (or beyond 1000).</summary>
/// <param name="StableAtBest">For stable, if every further run agreed perfectly.</param>
/// <param name="StableAtThisPace">For stable, at the geometric mean of the recoveries so far.</param>
/// <param name="UnstableAtThisPace">For unstable, at the pace so far; when that is beyond <see cref="StabilityRules.MostForUnstable"/> it will not be said.</param>
/// <param name="StableIsReachable">Whether stable can still be reached within K_max.</param>
public sealed record Outlook(int? StableAtBest, int? StableAtThisPace, int? UnstableAtThisPace, bool StableIsReachable);

namespace DnasRepro.Reports;

/// <summary>What the verdict rests on. Means are null with fewer than two runs. See docs/stability.md for each measure and its source.</summary>
/// <param name="RawVerdict">What the agreement alone says: stable, unstable or inconclusive.</param>
/// <param name="Gates">seed_ineffective, collapsed, undecided: those that fired.</param>
/// <param name="DecidedAtRun">The run, from 1, at which the raw verdict fell; null when it did not.</param>
/// <param name="Runs">K.</param>
/// <param name="Chance">θ0: the agreement (Dice) of two random architectures of the space.</param>
/// <param name="Threshold">τ.</param>
public sealed record StabilityMeasures(
    StabilityAnswer RawVerdict,
    IReadOnlyList<string> Gates,
    int? DecidedAtRun,
    int Runs,
    double Chance,
    double Threshold,
    RecoverySummary Recovery,
    AgreementSummary Agreement,
    LabelSummary Labels,
    FormSummary? Forms,
    CollapseSummary Collapse,
    ParameterSummary? Parameters,
    OutlookSummary Outlook);

/// <summary>How well each run found the others' choices again. The lists have K - 1 entries, for runs 2 to K.</summary>
/// <param name="Values">X_k.</param>
/// <param name="LeaveOneOut">R.</param>
/// <param name="InSample">R⁺.</param>
/// <param name="Kappa">κ_R.</param>
/// <param name="BestMatch">B_k.</param>
/// <param name="WealthStable">Π X_k / τ.</param>
/// <param name="WealthUnstable">Π (1 - B_k) / (1 - τ).</param>
/// <param name="Lower">L after each run.</param>
/// <param name="KappaLower">L, chance-corrected, after the last run.</param>
public sealed record RecoverySummary(
    IReadOnlyList<double> Values,
    double? Mean,
    double? LeaveOneOut,
    double? InSample,
    double? Kappa,
    IReadOnlyList<double> BestMatch,
    IReadOnlyList<double> WealthStable,
    IReadOnlyList<double> WealthUnstable,
    IReadOnlyList<double> Lower,
    double? KappaLower);

/// <summary>How alike the runs are in pairs.</summary>
/// <param name="Matrix">The K × K matrix of Dice agreements.</param>
/// <param name="RandomTest">p of the test against random architectures; null when it was not made.</param>
public sealed record AgreementSummary(
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
    double? RandomTest,
    IReadOnlyList<IReadOnlyList<double>> Matrix);

/// <summary>Agreement over the labels of all edges; null where a denominator is 0.</summary>
public sealed record LabelSummary(double? HammingMean, double? EdgeAgreement, double? FleissKappa, double? KrippendorffAlpha, double? GwetAc1, double? BrennanPrediger);

/// <summary>Architectures that are the same but for the numbering of nodes.</summary>
public sealed record FormSummary(int DistinctCanonical, double? IsomorphicPairShare, double? AlignedDiceMean);

/// <summary>Skips and empty slots over the runs.</summary>
public sealed record CollapseSummary(int CollapsedRuns, int DistinctRaw);

/// <summary>What the architecture parameters show over runs and edges.</summary>
public sealed record ParameterSummary(
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
    int BitIdenticalPairs,
    int Ties,
    double? NoneLeads,
    double? DecidedShareOfChoice);

/// <summary>How many runs more would be needed; 0 when reached, null when never.</summary>
public sealed record OutlookSummary(int? StableAtBest, int? StableAtThisPace, int? UnstableAtThisPace, bool StableIsReachable);

/// <summary>What the runs chose on one candidate edge.</summary>
/// <param name="Site">The decision site within the cell; edges of one site compete.</param>
/// <param name="Runs">Over how many runs.</param>
/// <param name="Operations">How many runs kept it with which operation, the most frequent first.</param>
/// <param name="Chance">The share of random architectures that keep it with one given operation; null when that is not the same for all.</param>
public sealed record EdgeSummary(string Cell, int From, int Node, int Site, int Runs, IReadOnlyList<EdgeOperation> Operations, double? Chance);

/// <summary>An operation on an edge.</summary>
/// <param name="IsConsensus">True when the plurality of the runs has it.</param>
public sealed record EdgeOperation(string Operation, int Count, bool IsConsensus);

/// <summary>A choice of the consensus architecture.</summary>
/// <param name="Count">How many runs made it.</param>
/// <param name="Runs">Of how many.</param>
/// <param name="Weight">1, or less where several choices share a place because they are tied.</param>
public sealed record ConsensusSummary(string Cell, int Node, int From, string Operation, int Count, int Runs, double Weight);

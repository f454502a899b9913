namespace DnasRepro.Reports;

/// <summary>One finished run.</summary>
/// <param name="Seed">Its seed.</param>
/// <param name="Status">completed or failed.</param>
/// <param name="Failure">Why it does not count; null when it does.</param>
/// <param name="Command">The command as it was run.</param>
/// <param name="ExitCode">Its exit code; null when it was killed or not started.</param>
/// <param name="Found">What it found; one architecture but for programs that give a set.</param>
/// <param name="Printed">The last architecture that the program itself gave out, where that is not the result; null otherwise.</param>
/// <param name="Operations">How often each operation was chosen, the most frequent first.</param>
/// <param name="Cells">Kept edges, skips and empty slots of each cell.</param>
/// <param name="ArchitectureSha256">A hash over the choices; null without an architecture.</param>
/// <param name="ParametersSha256">A hash over the raw final architecture parameters; null when not known.</param>
/// <param name="Search">What the search did.</param>
/// <param name="Stability">What it means among the others; null when it was not compared.</param>
/// <param name="Metrics">Metrics that the recipe declares.</param>
/// <param name="Epochs">How decided the architecture parameters were after each epoch.</param>
/// <param name="Conditions">What happened around it.</param>
public sealed record RunSummary(
    long Seed,
    string Status,
    FailureSummary? Failure,
    string Command,
    int? ExitCode,
    IReadOnlyList<FoundSummary> Found,
    FoundSummary? Printed,
    IReadOnlyList<OperationCount> Operations,
    IReadOnlyList<CellCount> Cells,
    string? ArchitectureSha256,
    string? ParametersSha256,
    RunSearchSummary Search,
    RunStabilitySummary? Stability,
    IReadOnlyList<MetricValue> Metrics,
    IReadOnlyList<EpochSummary> Epochs,
    RunConditions Conditions);

/// <summary>Why a run does not count.</summary>
/// <param name="Kind">Which rule it broke: exit_code, time_limit, no_result, not_moved, …</param>
/// <param name="Message">What happened, in one sentence.</param>
public sealed record FailureSummary(string Kind, string Message);

/// <summary>An architecture that a run left behind.</summary>
/// <param name="Epoch">After how many epochs it was read off; null when not known.</param>
/// <param name="IsFinal">True when it is that of the end of the run; null when not known.</param>
/// <param name="Reader">Which reader found it.</param>
/// <param name="Source">Where.</param>
/// <param name="Precision">discrete, decoded_exact or decoded_rounded.</param>
/// <param name="Cells">Its cells.</param>
public sealed record FoundSummary(int? Epoch, bool? IsFinal, string Reader, string Source, string Precision, IReadOnlyList<CellSummary> Cells);

/// <summary>A cell of a found architecture.</summary>
public sealed record CellSummary(string Id, IReadOnlyList<ChoiceSummary> Edges);

/// <summary>A kept edge with its operation.</summary>
public sealed record ChoiceSummary(int Node, int From, string Operation);

/// <summary>How often an operation was chosen.</summary>
public sealed record OperationCount(string Operation, int Count);

/// <summary>What a cell kept.</summary>
/// <param name="Skips">Edges that pass their input on unchanged; null when the space is not known.</param>
/// <param name="Empty">Slots that hold nothing; null when the space is not known.</param>
/// <param name="Slots">How many edges a full cell keeps; null when the space is not known.</param>
public sealed record CellCount(string Cell, int Kept, int? Skips, int? Empty, int? Slots);

/// <summary>What the search did in a run.</summary>
/// <param name="Moved">The largest change of an architecture parameter from its start; null when not known.</param>
/// <param name="AgreementWithStart">How alike (Dice) the result and the architecture at the start are; null when not known.</param>
/// <param name="FirstLoss">The first loss; null when not known.</param>
/// <param name="ArchitectureSteps">Steps of the architecture parameters; null when not known.</param>
/// <param name="WeightSteps">Steps of the weights; null when not known.</param>
/// <param name="WeightOptimiserHolds">Architecture parameters that the weights' optimiser held too.</param>
public sealed record RunSearchSummary(double? Moved, double? AgreementWithStart, double? FirstLoss, int? ArchitectureSteps, int? WeightSteps, IReadOnlyList<string> WeightOptimiserHolds);

/// <summary>A run among the others.</summary>
/// <param name="Recovery">X: the share of the earlier runs' consensus that it finds again; null for the first.</param>
/// <param name="BestMatch">B: the larger of that and its best agreement with one earlier run; null for the first.</param>
/// <param name="Lower">L: the certified lower limit after it; null for the first.</param>
/// <param name="WorstCellShare">The largest share of skips and empty slots in a cell.</param>
/// <param name="ParameterFreeShare">The share of kept edges without trainable weights; null when none is kept.</param>
/// <param name="Collapsed">Whether that is a collapse by the rule that was set.</param>
public sealed record RunStabilitySummary(double? Recovery, double? BestMatch, double? Lower, double? WorstCellShare, double? ParameterFreeShare, bool Collapsed);

/// <summary>A metric's value.</summary>
public sealed record MetricValue(string Name, double Value);

/// <summary>How decided the architecture parameters were after an epoch; epoch 0 is the start.</summary>
/// <param name="Margin">Median over edges of the difference of the two largest softmax weights.</param>
/// <param name="Entropy">Mean over edges of the entropy of the softmax weights, divided by that of a uniform choice.</param>
public sealed record EpochSummary(int Epoch, double Margin, double Entropy);

/// <summary>What happened around a run.</summary>
/// <param name="Threads">Threads of the framework; null when not known.</param>
/// <param name="Seeding">Calls that seeded a generator.</param>
/// <param name="Nondeterminism">Sources of nondeterminism that were met.</param>
/// <param name="Compatibility">Everything that was changed for it.</param>
/// <param name="Stubs">Modules that were stubbed.</param>
/// <param name="Contained">Attempts at reaching out that were contained.</param>
/// <param name="Notes">Why the probe saw less than it should.</param>
public sealed record RunConditions(
    int? Threads,
    IReadOnlyList<SeedingSummary> Seeding,
    IReadOnlyList<SourceSummary> Nondeterminism,
    IReadOnlyList<string> Compatibility,
    IReadOnlyList<string> Stubs,
    IReadOnlyList<string> Contained,
    IReadOnlyList<string> Notes);

/// <summary>A call that seeded a generator.</summary>
public sealed record SeedingSummary(string Call, string Value, int Count);

/// <summary>A source of nondeterminism.</summary>
public sealed record SourceSummary(string Name, string Detail);

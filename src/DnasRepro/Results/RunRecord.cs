using DnasRepro.Architectures;

namespace DnasRepro.Results;

/// <summary>How a run ended.</summary>
public enum RunStatus
{
    /// <summary>It exited 0, gave one architecture (or a declared set), and its architecture parameters moved and are numbers.</summary>
    Completed,

    /// <summary>It did not; <see cref="RunRecord.Failure"/> says why.</summary>
    Failed,
}

/// <summary>What a run was for.</summary>
public enum RunRole
{
    /// <summary>One seed of the list.</summary>
    Search,

    /// <summary>The first seed once more, for repeatability.</summary>
    Repeat,

    /// <summary>A smoke, retrain or evaluate recipe.</summary>
    Recipe,
}

/// <summary>Why a run does not count.</summary>
public enum FailureKind
{
    ExitCode,
    TimeLimit,
    MemoryLimit,
    ProcessLimit,
    DiskLimit,
    OutputLimit,
    NotStarted,
    NoResult,
    SeveralResults,
    NotMoved,
    NotNumbers,
    OutsideCause,
}

/// <summary>Why a run failed.</summary>
/// <param name="Kind">Which rule it broke.</param>
/// <param name="Message">What happened, in one sentence, safe to print.</param>
/// <param name="OutputTail">The last lines of its output, at most 4,000 characters, control characters removed.</param>
public sealed record RunFailure(FailureKind Kind, string Message, string? OutputTail);

/// <summary>One finished run: one file, written whole. Holds nothing of this machine but under <see cref="Measured"/>.</summary>
/// <param name="PlanSha256">The hash of the plan that it belongs to.</param>
/// <param name="Role">What it was for.</param>
/// <param name="Position">Its place in the plan's seed list, from 0; that of the repeated seed for a repeat.</param>
/// <param name="Seed">Its seed.</param>
/// <param name="Status">How it ended.</param>
/// <param name="Failure">Why it does not count; null when it does.</param>
/// <param name="Command">The exact command, placeholders filled with names and not with absolute paths ({out} and {data} stay).</param>
/// <param name="ExitCode">The exit code; null when it was killed or not started.</param>
/// <param name="Architectures">What it found; empty when nothing. One, but for programs that declare a set.</param>
/// <param name="Parameters">The final architecture parameters by cell, where they could be brought into the space's form; else null.</param>
/// <param name="Moved">The largest change of an architecture parameter from its start; null when not known.</param>
/// <param name="Initial">The architecture at the start where the program gave it, or null.</param>
/// <param name="Metrics">Metrics that the recipe declares, by name.</param>
/// <param name="Probe">What the probe saw; null without it.</param>
/// <param name="Compatibility">Everything that was changed or stubbed for it: rewritten files with hash, names, counts.</param>
/// <param name="Measured">Times, memory, host: what differs from run to run.</param>
public sealed record RunRecord(
    string PlanSha256,
    RunRole Role,
    int Position,
    long Seed,
    RunStatus Status,
    RunFailure? Failure,
    string Command,
    int? ExitCode,
    IReadOnlyList<FoundArchitecture> Architectures,
    ArchitectureParameters? Parameters,
    double? Moved,
    Architecture? Initial,
    IReadOnlyDictionary<string, double> Metrics,
    ProbeResult? Probe,
    IReadOnlyList<string> Compatibility,
    RunMeasurements? Measured)
{
    /// <summary>Tables of final architecture parameters that the program itself wrote, where the probe saw none.</summary>
    public IReadOnlyList<NamedTensor> Tables { get; init; } = [];

    /// <summary>The operations in the order of those tables' columns, as the program wrote them; empty when it did not.</summary>
    public IReadOnlyList<string> Operations { get; init; } = [];

    /// <summary>What a reader of the report should know of how the result was found.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Attempts at reaching out that were contained and seen: symbolic links removed, a sitecustomize of the repository's own, …</summary>
    public IReadOnlyList<string> Contained { get; init; } = [];

    /// <summary>
    /// The last architecture that the program itself printed or wrote, where the result was taken from somewhere else (the probe, decoded
    /// parameters); null when the program's own is the result, or when it gave none.
    /// </summary>
    public FoundArchitecture? Printed { get; init; }
}

/// <summary>What differs from run to run.</summary>
/// <param name="Seconds">Wall time.</param>
/// <param name="CpuSeconds">Processor time of the whole tree; null when not known.</param>
/// <param name="PeakBytes">Largest memory of the whole tree; null when not known.</param>
/// <param name="OutputBytes">How much it printed.</param>
public sealed record RunMeasurements(double Seconds, double? CpuSeconds, long? PeakBytes, long OutputBytes);

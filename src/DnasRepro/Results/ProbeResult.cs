namespace DnasRepro.Results;

/// <summary>What the probe saw inside the running program. See docs/rerun.md and the probe's own README for its JSON form.</summary>
/// <param name="Python">The interpreter's version.</param>
/// <param name="Framework">torch, tensorflow, jax, or none.</param>
/// <param name="Packages">Versions of the packages that were imported and matter.</param>
/// <param name="Threads">How many threads the framework used; null when not known.</param>
/// <param name="Parameters">The architecture parameters that were found, most certain first; empty when none was.</param>
/// <param name="Genotype">What the model's own method gave at exit, as text (repr); null when there is none.</param>
/// <param name="GenotypeMethod">Which method that was: <c>Network.genotype</c>.</param>
/// <param name="GenotypeError">Why the method failed, or null.</param>
/// <param name="OperationLists">Lists of strings in the program's modules that may name the operations: <c>genotypes.PRIMITIVES</c>.</param>
/// <param name="Steps">Steps and their times.</param>
/// <param name="Seeds">Calls that seeded a generator, in order of first use.</param>
/// <param name="Nondeterminism">Sources of nondeterminism that were met.</param>
/// <param name="Compatibility">Uses of the compatibility layer, by name.</param>
/// <param name="Stubs">Modules that were stubbed.</param>
/// <param name="FilesWritten">Files that the program opened for writing, relative to the copy or the output folder.</param>
public sealed record ProbeResult(
    string Python,
    string Framework,
    IReadOnlyDictionary<string, string> Packages,
    int? Threads,
    IReadOnlyList<ProbedParameter> Parameters,
    string? Genotype,
    string? GenotypeMethod,
    string? GenotypeError,
    IReadOnlyList<OperationList> OperationLists,
    ProbedSteps Steps,
    IReadOnlyList<ProbedSeed> Seeds,
    IReadOnlyList<ProbedSource> Nondeterminism,
    IReadOnlyDictionary<string, int> Compatibility,
    IReadOnlyList<string> Stubs,
    IReadOnlyList<string> FilesWritten)
{
    /// <summary>Hash (SHA-256, hex) of the raw bytes of all final architecture parameters, in order of name; null without parameters.</summary>
    public string? ParametersSha256 { get; init; }

    /// <summary>The loss of the first weight step, as it came; null when it could not be seen.</summary>
    public double? FirstLoss { get; init; }

    /// <summary>When it was written: exit, terminated (the process was told to end), or running (at the end of an epoch, and nothing after).</summary>
    public string How { get; init; } = "exit";

    /// <summary>Why the probe saw less than it should: chained sitecustomize failed, framework unknown; empty normally.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}

/// <summary>One tensor of architecture parameters.</summary>
/// <param name="Final">Its value at exit.</param>
/// <param name="Initial">Its value before the first step, or null.</param>
/// <param name="History">Its value after each epoch; empty when no epochs could be told.</param>
/// <param name="Why">Why it is taken for architecture parameters.</param>
/// <param name="IsInWeightOptimizer">True when the optimiser of the weights holds it too.</param>
public sealed record ProbedParameter(NamedTensor Final, NamedTensor? Initial, IReadOnlyList<ProbedEpoch> History, string Why, bool IsInWeightOptimizer);

/// <summary>Values after an epoch (from 1), row-major.</summary>
public sealed record ProbedEpoch(int Epoch, IReadOnlyList<double> Values)
{
    /// <summary>The genotype that the model's own method gave then, as text; null when it was not asked.</summary>
    public string? Genotype { get; init; }
}

/// <summary>A list of strings in a module of the program.</summary>
public sealed record OperationList(string Name, IReadOnlyList<string> Values);

/// <summary>Steps of the optimisers and their median times in seconds.</summary>
public sealed record ProbedSteps(int Architecture, int Weights, double? MedianArchitectureSeconds, double? MedianWeightSeconds)
{
    /// <summary>How many epochs were counted; null when they could not be told.</summary>
    public int? Epochs { get; init; }

    /// <summary>What epochs were counted by: lr_scheduler.step or DataLoader; null when they could not be told.</summary>
    public string? EpochsBy { get; init; }

    /// <summary>The largest resident set of the process, in bytes; 0 when not known.</summary>
    public long PeakBytes { get; init; }
}

/// <summary>A call that seeded a generator: torch.manual_seed, numpy.random.seed, random.seed …, with its value as text.</summary>
public sealed record ProbedSeed(string Call, string Value, int Count);

/// <summary>A source of nondeterminism that was met while running.</summary>
/// <param name="Name">cudnn.benchmark, unseeded_random, unsorted_listdir, threads, workers, unseeded_numpy, unseeded_torch, hash_seed.</param>
/// <param name="Detail">What was seen.</param>
public sealed record ProbedSource(string Name, string Detail);

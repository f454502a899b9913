using DnasRepro.Locations;

namespace DnasRepro.SearchCode;

/// <summary>A call that seeds a random generator.</summary>
/// <param name="Library">random, numpy, torch, torch.cuda, tensorflow, jax, python_hash, monai, lightning, other.</param>
/// <param name="Value">The value as written.</param>
/// <param name="Literal">The number, when the value is one or is the default of an option; else null.</param>
/// <param name="Option">The option that sets it, or null.</param>
/// <param name="InSearch">True when the search program reaches it.</param>
/// <param name="Evidence">Where.</param>
public sealed record SeedCall(string Library, string Value, long? Literal, string? Option, bool InSearch, Evidence Evidence);

/// <summary>A switch on determinism.</summary>
/// <param name="Name">cudnn.deterministic, cudnn.benchmark, use_deterministic_algorithms, set_determinism, TF_DETERMINISTIC_OPS, PYTHONHASHSEED, …</param>
/// <param name="IsOn">True when it makes the program more deterministic, false when less, null when its value is not a literal.</param>
/// <param name="InSearch">True when the search program reaches it.</param>
/// <param name="Evidence">Where.</param>
public sealed record DeterminismSwitch(string Name, bool? IsOn, bool InSearch, Evidence Evidence);

/// <summary>The epochs at the start of a search in which the architecture parameters do not move.</summary>
/// <param name="StartEpoch">The first epoch in which they do; null when it is not a literal or an option's default.</param>
/// <param name="Option">The option that sets it, or null when it is fixed in the code.</param>
/// <param name="DefaultEpochs">How many epochs the program runs by default; null when that is not known.</param>
/// <param name="Evidence">The condition.</param>
public sealed record FrozenStart(int? StartEpoch, string? Option, int? DefaultEpochs, Evidence Evidence);

/// <summary>An architecture that is printed or saved in the loop over epochs.</summary>
/// <param name="IsBeforeTraining">True when it is given out before the epoch trains: what is printed last is then not the final one.</param>
/// <param name="Evidence">Where it is given out.</param>
/// <param name="Training">Where the epoch trains.</param>
public sealed record ArchitectureOutput(bool IsBeforeTraining, Evidence Evidence, Evidence Training);

/// <summary>How the search is written.</summary>
public sealed record PracticeFacts(
    IReadOnlyList<SeedCall> Seeds,
    IReadOnlyList<DeterminismSwitch> Determinism,
    IReadOnlyList<FrozenStart> FrozenStarts,
    IReadOnlyList<ArchitectureOutput> Outputs)
{
    public static readonly PracticeFacts Empty = new([], [], [], []);

    /// <summary>Where an optimiser of the weights also holds the architecture parameters although another one is meant for them; the optimiser first, then the parameters.</summary>
    public IReadOnlyList<Evidence> WeightOptimiserHoldsArchitecture { get; init; } = [];

    /// <summary>Where a finite difference is multiplied by what it should be divided by: <c>(p - n) / 2. * eps</c>.</summary>
    public IReadOnlyList<Evidence> ScalingSlips { get; init; } = [];

    /// <summary>Where the training data are split for the bilevel step.</summary>
    public IReadOnlyList<Evidence> DataSplits { get; init; } = [];

    /// <summary>Where the search reads the test data for its architecture step or validation.</summary>
    public IReadOnlyList<Evidence> TestDataInSearch { get; init; } = [];

    /// <summary>Where attributes of the parsed command line are read that no option declares; the program fails there.</summary>
    public IReadOnlyList<Evidence> UndeclaredOptions { get; init; } = [];
}

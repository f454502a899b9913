using DnasRepro.ReferenceSearch;
using static TorchSharp.torch;

namespace DnasRepro.Search.Searching;

/// <summary>What is random in the training passes of a cell type.</summary>
/// <param name="Noise">Gumbel(0, 1) numbers, one for each operation of each edge; null without.</param>
/// <param name="Factors">Factors of the operations' weights, 0 for those that are left out; null where none is.</param>
internal sealed record Draw(Tensor? Noise, Tensor? Factors) : IDisposable
{
    public void Dispose()
    {
        Noise?.Dispose();
        Factors?.Dispose();
    }
}

/// <summary>Draws what is random in training passes from the search's own generator, on the processor whatever the device, so that it is the same there.</summary>
internal sealed class Draws(SearchSettings settings, Generator generator, ScalarType type, Device device)
{
    /// <summary>Smaller exponential numbers have no logarithm worth the name.</summary>
    private const double Least = 1e-20;

    /// <summary>Draws for a cell type.</summary>
    /// <param name="operations">Its operations.</param>
    /// <param name="share">How much of the search is done, 0 to 1.</param>
    /// <param name="noise">Noise to take instead of drawing it.</param>
    public Draw Take(IReadOnlyList<string> operations, double share, Tensor? noise = null)
    {
        long[] shape = [settings.Space.Topology is { } topology ? GridShape.Candidates(topology).Count : ReferenceSpace.Edges(settings.Space.Nodes).Count, operations.Count];
        var chance = settings.Strategy.OperationDropout * (1 - share);
        return new Draw(noise ?? (settings.Strategy.Relaxation == Relaxation.Gumbel ? Noise(shape) : null), chance > 0 ? Factors(operations, shape, chance) : null);
    }

    private Tensor Noise(long[] shape)
    {
        using var scope = NewDisposeScope();
        return empty(shape, type).exponential_(1, generator).clamp_min_(Least).log_().neg_().to(device).DetachFromDisposeScope();
    }

    /// <summary>
    /// Skips and operations with weights are left out of an edge with the chance p, and weigh 1 / (1 − p) otherwise, so that the sum is the same in
    /// expectation: P-DARTS' dropout after skips (Chen et al. 2019), of whole operations instead of single values.
    /// </summary>
    private Tensor Factors(IReadOnlyList<string> operations, long[] shape, double chance)
    {
        using var scope = NewDisposeScope();
        var isKept = empty(shape, ScalarType.Float64).uniform_(0, 1, generator).ge(chance).to_type(type) / (1 - chance);
        var isSafe = tensor([.. operations.Select(o => !MayGo(o))]).unsqueeze(0);
        return where(isSafe, ones(shape, type), isKept).to(device).DetachFromDisposeScope();
    }

    private static bool MayGo(string operation) => OperationRegistry.Find(operation) is { } info && (info.IsParametric || info.Family == OperationFamily.Skip);
}

using DnasRepro.ReferenceSearch;
using DnasRepro.ReferenceSearch.Costs;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace DnasRepro.Search.Searching;

/// <summary>
/// What the parameters of a searched topology minimise beside the loss: the mean entropy of its choices, that of each edge's operations and whether the edge is
/// on, times its weight; and of every resource the expected share of the supernet's own, Σ σ(β) · Σ softmax(α) · share, times the weight of its term. The memory
/// term is that of activations.
/// </summary>
internal sealed class GridTerms : IDisposable
{
    private readonly double entropyWeight;
    private readonly Tensor? costs;

    /// <param name="latency">Needed where latency weighs on the loss.</param>
    public GridTerms(SearchSettings settings, LatencyTable? latency, ScalarType type, Device device)
    {
        entropyWeight = settings.Strategy.EntropyWeight;
        List<ResourceTerm> terms = [.. settings.Strategy.Resources];
        if (settings.Space.Topology is { MemoryWeight: > 0 } topology)
            terms.Add(new ResourceTerm(Resource.Activations, topology.MemoryWeight));
        if (terms.Count == 0)
            return;
        using var scope = NewDisposeScope();
        var table = new CostTable(settings.Space, settings.Data.Size);
        costs = terms.Select(t => Table(Shares(t.Resource)) * t.Weight).Aggregate((a, b) => a + b).to_type(type).to(device).DetachFromDisposeScope();

        double[][] Shares(Resource resource) => resource != Resource.Latency
            ? table.Of(resource, ReferenceSpace.Grid)
            : table.Of((latency ?? throw new ArgumentNullException(nameof(latency))).Of, ReferenceSpace.Grid);
    }

    /// <summary>The sum of all terms; null where there are none.</summary>
    /// <param name="alpha">The operations' parameters before softmax, one row an edge.</param>
    /// <param name="beta">The edges' own before the logistic function.</param>
    public Tensor? Of(Tensor alpha, Tensor beta)
    {
        using var scope = NewDisposeScope();
        var entropy = entropyWeight == 0 ? null : cat([ArchitectureTerms.Entropies(alpha), Entropies(beta)]).mean() * entropyWeight;
        var resources = costs is null ? null : (beta.sigmoid() * (functional.softmax(alpha, -1) * costs).sum([-1])).sum();
        var all = entropy is null ? resources : resources is null ? entropy : entropy + resources;
        return all?.MoveToOuterDisposeScope();
    }

    public void Dispose() => costs?.Dispose();

    /// <summary>The entropy of being on or off: ln(1 + e^-β) + β · (1 − σ(β)), in nats.</summary>
    private static Tensor Entropies(Tensor beta) => functional.softplus(-beta) + beta * (-beta).sigmoid();

    private static Tensor Table(double[][] rows) => tensor(rows.SelectMany(r => r).ToArray()).view(rows.Length, -1);
}

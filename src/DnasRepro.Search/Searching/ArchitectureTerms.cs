using DnasRepro.ReferenceSearch;
using DnasRepro.ReferenceSearch.Costs;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace DnasRepro.Search.Searching;

/// <summary>
/// What the architecture parameters minimise beside the loss: the mean entropy of the edges' choices times its weight, and of every resource the expected
/// share of the supernet's own, Σ softmax(α) · share, times the weight of its term (docs/reference-search.md). A searched topology has <see cref="GridTerms"/>.
/// </summary>
internal sealed class ArchitectureTerms : IDisposable
{
    private readonly double entropyWeight;
    private readonly (Tensor Down, Tensor Up)? costs;

    /// <param name="latency">Needed where latency weighs on the loss.</param>
    public ArchitectureTerms(SearchSettings settings, LatencyTable? latency, ScalarType type, Device device)
    {
        entropyWeight = settings.Strategy.EntropyWeight;
        if (settings.Space.Topology is not null || settings.Strategy.Resources is not { Count: > 0 } resources)
            return;
        var table = new CostTable(settings.Space, settings.Data.Size);
        costs = (Joined(ReferenceSpace.Down), Joined(ReferenceSpace.Up));

        Tensor Joined(string cell)
        {
            using var scope = NewDisposeScope();
            var sum = resources.Select(r => tensor(Flat(Shares(r.Resource, cell), r.Weight))).Aggregate((a, b) => a + b);
            return sum.view(ReferenceSpace.Edges(settings.Space.Nodes).Count, -1).to_type(type).to(device).DetachFromDisposeScope();
        }

        double[][] Shares(Resource resource, string cell) => resource != Resource.Latency
            ? table.Of(resource, cell)
            : table.Of((latency ?? throw new ArgumentNullException(nameof(latency))).Of, cell);
    }

    /// <summary>The sum of all terms; null where there are none.</summary>
    /// <param name="down">The parameters of the down cells before softmax, one row an edge.</param>
    /// <param name="up">Those of the up cells.</param>
    public Tensor? Of(Tensor down, Tensor up)
    {
        using var scope = NewDisposeScope();
        var entropy = entropyWeight == 0 ? null : cat([Entropies(down), Entropies(up)]).mean() * entropyWeight;
        var resources = costs is null ? null : (functional.softmax(down, -1) * costs.Value.Down).sum() + (functional.softmax(up, -1) * costs.Value.Up).sum();
        var all = entropy is null ? resources : resources is null ? entropy : entropy + resources;
        return all?.MoveToOuterDisposeScope();
    }

    public void Dispose()
    {
        costs?.Down.Dispose();
        costs?.Up.Dispose();
    }

    private static double[] Flat(double[][] rows, double weight) => [.. rows.SelectMany(r => r.Select(v => v * weight))];

    /// <summary>The entropy of each edge's choice, in nats.</summary>
    internal static Tensor Entropies(Tensor alpha) => -(functional.softmax(alpha, -1) * functional.log_softmax(alpha, -1)).sum([-1]);
}

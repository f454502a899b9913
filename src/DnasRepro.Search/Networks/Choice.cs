using DnasRepro.ReferenceSearch;
using static TorchSharp.torch;

namespace DnasRepro.Search.Networks;

/// <summary>The weights of the operations of one cell type in one forward pass, prepared once for all cells of the type.</summary>
internal sealed class Choice : IDisposable
{
    private readonly Tensor[] bySource;
    private readonly Tensor[] scales;
    private readonly Tensor[] shares = [];
    private readonly Tensor identity;
    private readonly IReadOnlyList<int>? chosen;
    private readonly long[][] rows;
    private readonly int channels;

    /// <summary>Prepares weights for cells with so many nodes.</summary>
    /// <param name="weights">The weights; the edges' are multiplied into the operations'.</param>
    /// <param name="nodes">Nodes of a cell.</param>
    /// <param name="channels">Channels that go through the operations.</param>
    public Choice(CellWeights weights, int nodes, int channels)
        : this(weights, [.. Enumerable.Range(0, ReferenceSpace.Inputs + nodes - 1).Select(s => Rows(ReferenceSpace.Edges(nodes), s))], channels)
    {
    }

    /// <summary>Prepares weights for edges that are computed each by itself: each is its own source.</summary>
    /// <param name="weights">The weights; the edges' are multiplied into the operations'.</param>
    /// <param name="channels">Channels that go through the operations.</param>
    public Choice(CellWeights weights, int channels)
        : this(weights, [.. Enumerable.Range(0, (int)weights.Operations.shape[0]).Select(e => new[] { (long)e })], channels)
    {
    }

    private Choice(CellWeights weights, long[][] rows, int channels)
    {
        using var scope = NewDisposeScope();
        (chosen, this.rows, this.channels) = (weights.Chosen, rows, channels);
        var place = weights.Operations.device;
        identity = eye(channels, dtype: weights.Operations.dtype, device: place).DetachFromDisposeScope();
        var table = weights.Edges is { } ofEdges ? weights.Operations * ofEdges.unsqueeze(-1) : weights.Operations;
        bySource = [.. rows.Select(r => table.index_select(0, tensor(r, device: place)).DetachFromDisposeScope())];
        // Dense on purpose: the normalisation's gradient reads its scales as if they were.
        scales = chosen is not null ? [] : [.. bySource.Select(t => t.t().unsqueeze(-1).expand(-1, -1, channels).reshape(table.shape[1], -1).contiguous().DetachFromDisposeScope())];
        if (weights.Edges is { } each)
            shares = [.. rows.Select(r => each.index_select(0, tensor(r, device: place)).DetachFromDisposeScope())];
    }

    /// <summary>Whether every edge computes one operation only.</summary>
    public bool IsChosen => chosen is not null;

    /// <summary>The rows of the edges that leave a state, in the order of the nodes they lead to.</summary>
    public static long[] Rows(IReadOnlyList<(int From, int Node)> edges, int source) =>
        [.. Enumerable.Range(0, edges.Count).Where(i => edges[i].From == source).Select(i => (long)i)];

    /// <summary>The weights of one operation on the edges that leave a state, repeated for every channel.</summary>
    public Tensor Scales(int source, int operation) => scales[source].select(0, operation);

    /// <summary>The matrix that gives every edge its weighted sum of results that all edges share.</summary>
    public Tensor Mixing(int source, long[] operations)
    {
        using var columns = bySource[source].index_select(1, tensor(operations, device: identity.device));
        return kron(columns, identity);
    }

    /// <summary>The weights of the edges that leave a state, where edges are weighed.</summary>
    public Tensor Shares(int source) => shares[source];

    /// <summary>Which of the edges that leave a state take an operation: their places among those edges.</summary>
    public List<int> Takers(int source, int operation) => [.. Enumerable.Range(0, rows[source].Length).Where(i => chosen![(int)rows[source][i]] == operation)];

    /// <summary>The weight of an operation on one of the edges that leave a state.</summary>
    public Tensor Weight(int source, int operation, int place) => bySource[source].select(0, place).select(0, operation);

    /// <summary>The weights of an operation on some of the edges that leave a state, repeated for every channel.</summary>
    public Tensor Scales(int source, int operation, IReadOnlyList<int> places)
    {
        using var scope = NewDisposeScope();
        var taken = bySource[source].select(1, operation).index_select(0, tensor(places.Select(p => (long)p).ToArray(), device: identity.device));
        return taken.unsqueeze(-1).expand(-1, channels).reshape(-1).contiguous().MoveToOuterDisposeScope();
    }

    public void Dispose()
    {
        identity.Dispose();
        foreach (var tensor in bySource.Concat(scales).Concat(shares))
            tensor.Dispose();
    }
}

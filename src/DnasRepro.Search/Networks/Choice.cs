using DnasRepro.ReferenceSearch;
using static TorchSharp.torch;

namespace DnasRepro.Search.Networks;

/// <summary>The weights of the operations of one cell type in one forward pass, prepared once for all cells of the type.</summary>
internal sealed class Choice : IDisposable
{
    private readonly Tensor[] bySource;
    private readonly Tensor[] scales;
    private readonly Tensor identity;

    /// <summary>Prepares a table for cells with so many nodes of so many channels.</summary>
    /// <param name="table">One row an edge, one column an operation.</param>
    public Choice(Tensor table, int nodes, int channels)
    {
        using var scope = NewDisposeScope();
        identity = eye(channels, dtype: table.dtype, device: table.device).DetachFromDisposeScope();
        var edges = ReferenceSpace.Edges(nodes);
        bySource = [.. Enumerable.Range(0, ReferenceSpace.Inputs + nodes - 1).Select(s => table.index_select(0, tensor(Rows(edges, s), device: table.device)).DetachFromDisposeScope())];
        // Dense on purpose: the normalisation's gradient reads its scales as if they were.
        scales = [.. bySource.Select(t => t.t().unsqueeze(-1).expand(-1, -1, channels).reshape(table.shape[1], -1).contiguous().DetachFromDisposeScope())];
    }

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

    public void Dispose()
    {
        identity.Dispose();
        foreach (var tensor in bySource.Concat(scales))
            tensor.Dispose();
    }
}

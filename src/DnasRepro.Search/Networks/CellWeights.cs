using static TorchSharp.torch;

namespace DnasRepro.Search.Networks;

/// <summary>What the relaxation of the architecture parameters gives to the cells of one type in one forward pass.</summary>
/// <param name="Operations">The weights of the operations: one row an edge, one column an operation.</param>
/// <param name="Edges">The weights of the edges, those of a node summing up to 1; null where edges are not weighed.</param>
/// <param name="Chosen">The one operation of each edge that is computed, -1 for none at all; null where all are.</param>
internal sealed record CellWeights(Tensor Operations, Tensor? Edges = null, IReadOnlyList<int>? Chosen = null) : IDisposable
{
    public void Dispose()
    {
        Operations.Dispose();
        Edges?.Dispose();
    }
}

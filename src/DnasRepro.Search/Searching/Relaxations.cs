using DnasRepro.ReferenceSearch;
using DnasRepro.Search.Networks;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace DnasRepro.Search.Searching;

/// <summary>From the architecture parameters of a cell type to the weights of a forward pass (docs/reference-search.md).</summary>
internal static class Relaxations
{
    /// <summary>All operations, by the softmax of an edge's parameters (DARTS, Liu et al. 2019, eq. 2).</summary>
    public static CellWeights Softmax(Tensor alpha) => new(functional.softmax(alpha, -1));

    /// <summary>
    /// The operation with the largest (log softmax(α) + noise) / τ on each edge, at the weight 1 whose gradient is that of the softmax over them
    /// (GDAS, Dong and Yang 2019, eq. 3 and 4). The operations that are not chosen are not computed and pass no gradient on.
    /// </summary>
    /// <param name="alpha">One row an edge.</param>
    /// <param name="noise">Gumbel(0, 1) numbers of the same shape; null for none.</param>
    /// <param name="temperature">τ.</param>
    public static CellWeights Gumbel(Tensor alpha, Tensor? noise, double temperature)
    {
        using var scope = NewDisposeScope();
        var logarithms = functional.log_softmax(alpha, -1);
        var soft = functional.softmax((noise is null ? logarithms : logarithms + noise) / temperature, -1);
        var best = soft.argmax(-1);
        var hard = functional.one_hot(best, alpha.shape[1]).to_type(alpha.dtype);
        return new CellWeights((hard - soft.detach() + soft).MoveToOuterDisposeScope(), null, [.. best.cpu().data<long>().Select(k => (int)k)]);
    }

    /// <summary>All operations by softmax, and the edges into each node by the softmax of theirs (PC-DARTS, Xu et al. 2020, eq. 2 and 3).</summary>
    /// <param name="alpha">One row an edge.</param>
    /// <param name="beta">One number an edge.</param>
    /// <param name="nodes">Nodes of the cell.</param>
    public static CellWeights WithEdges(Tensor alpha, Tensor beta, int nodes)
    {
        using var scope = NewDisposeScope();
        var shares = beta.split([.. Enumerable.Range(ReferenceSpace.Inputs, nodes).Select(n => (long)n)]).Select(node => functional.softmax(node, 0));
        return new CellWeights(functional.softmax(alpha, -1).MoveToOuterDisposeScope(), cat([.. shares]).MoveToOuterDisposeScope());
    }

    /// <summary>Weights of a grid's edges, each on by itself by the logistic function of its own parameter (DiNTS, He et al. 2021, section 3.2).</summary>
    /// <param name="operations">The weights of the operations; they go into the result.</param>
    /// <param name="beta">One number an edge.</param>
    public static CellWeights WithPaths(CellWeights operations, Tensor beta) => operations with { Edges = beta.sigmoid() };

    /// <summary>Weights with some operations left out.</summary>
    /// <param name="weights">They are given up.</param>
    /// <param name="factors">0 for what is left out.</param>
    public static CellWeights Dropped(CellWeights weights, Tensor factors)
    {
        using (weights.Operations)
        {
            using var numbers = factors.cpu().to_type(ScalarType.Float64);
            var columns = (int)factors.shape[1];
            var kept = numbers.data<double>().ToArray();
            return weights with
            {
                Operations = weights.Operations * factors,
                Chosen = weights.Chosen is { } chosen ? [.. chosen.Select((k, edge) => k >= 0 && kept[edge * columns + k] == 0 ? -1 : k)] : null,
            };
        }
    }
}

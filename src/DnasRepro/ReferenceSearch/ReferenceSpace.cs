using DnasRepro.Architectures;

namespace DnasRepro.ReferenceSearch;

/// <summary>
/// The search space of the reference search as the statistics see it: one down and one up cell, shared by all cells of their type; or, where the topology is
/// searched, one cell that is the whole grid of blocks and levels, through which a path is chosen.
/// </summary>
public static class ReferenceSpace
{
    public const string Down = "down";

    public const string Up = "up";

    /// <summary>The one cell of a searched topology.</summary>
    public const string Grid = "grid";

    /// <summary>Inputs of every cell.</summary>
    public const int Inputs = 2;

    /// <summary>The space that settings describe; nodes compete within themselves for the edges that they keep.</summary>
    public static SearchSpace Of(SearchSettings settings)
    {
        var space = settings.Space;
        if (space.Topology is { } topology)
            return GridOf(topology, space.DownOperations);
        return new SearchSpace(
            "reference", [CellOf(Down, space.DownOperations, settings), CellOf(Up, space.UpOperations, settings)],
            OperationRegistry.Zero, OperationRegistry.Skip, OperationRegistry.ParameterFree, HasCanonicalForm: true);
    }

    /// <summary>The candidate edges of a cell: node after node, and of each node by the state that gives.</summary>
    public static IReadOnlyList<(int From, int Node)> Edges(int nodes) =>
        [.. from node in Enumerable.Range(Inputs, nodes) from source in Enumerable.Range(0, node) select (source, node)];

    private static SearchSpace GridOf(TopologySettings topology, IReadOnlyList<string> operations) => new(
        "reference", [new SpaceCell(Grid, topology.Levels, topology.Blocks * topology.Levels, operations, GridShape.Candidates(topology), 1, topology.Blocks)],
        OperationRegistry.Zero, OperationRegistry.Skip, OperationRegistry.ParameterFree, HasCanonicalForm: false)
    {
        IsPath = true,
        StartsAtAnyInput = true,
        HasPathParameters = true,
    };

    private static SpaceCell CellOf(string id, IReadOnlyList<string> operations, SearchSettings settings)
    {
        var nodes = settings.Space.Nodes;
        var edges = Edges(nodes);
        var isTop = settings.Strategy.Discretisation is DiscretisationRule.TopInputs or DiscretisationRule.ValidPath;
        var isEveryEdge = settings.Strategy is { Discretisation: DiscretisationRule.ArgmaxPerEdge, KeepsNone: false };
        var kept = Enumerable.Range(Inputs, nodes).Sum(n => isTop ? Math.Min(settings.Strategy.KeptInputs, n) : n);
        return new SpaceCell(
            id, Inputs, nodes, operations, [.. edges.Select((e, i) => new SpaceEdge(e.From, e.Node, isTop ? e.Node - Inputs : i))], isTop ? settings.Strategy.KeptInputs : isEveryEdge ? 1 : null, kept);
    }
}

using DnasRepro.Architectures;
using DnasRepro.Locations;

namespace DnasRepro.ReferenceSearch;

/// <summary>What a path does in one block.</summary>
/// <param name="Number">The edge's place among those of <see cref="GridShape.Edges"/>.</param>
/// <param name="Edge">The edge.</param>
/// <param name="Operation">The operation on it.</param>
public sealed record PathStep(int Number, GridEdge Edge, OperationInfo Operation);

/// <summary>A path through the grid of a searched topology, block by block.</summary>
public static class GridPath
{
    /// <summary>Reads the path off an architecture.</summary>
    /// <exception cref="UserErrorException">It is none of such a grid.</exception>
    public static IReadOnlyList<PathStep> Of(Architecture architecture, TopologySettings topology)
    {
        var cell = architecture.Cells.FirstOrDefault(c => c.Id == ReferenceSpace.Grid)
            ?? throw new UserErrorException($"The architecture has no cell '{ReferenceSpace.Grid}'.", "That of a searched topology is one cell of that name, with an edge for each block.");
        var edges = cell.Edges.OrderBy(e => e.Node).ToList();
        if (edges.Count != topology.Blocks || edges.Zip(edges.Skip(1)).Any(e => e.First.Node != e.Second.From))
            throw new UserErrorException($"The cell '{ReferenceSpace.Grid}' has {edges.Count} edges that are no path through {topology.Blocks} blocks.", "A path has one edge for each block, which begins where the one before ends.");
        return [.. edges.Select((e, block) => Step(e, block, topology.Levels))];
    }

    private static PathStep Step(ArchitectureEdge edge, int block, int levels)
    {
        var way = new GridEdge(edge.From - (block * levels), edge.Node - ((block + 1) * levels));
        var number = GridShape.Edges(levels).ToList().IndexOf(way);
        if (number < 0)
            throw new UserErrorException($"The cell '{ReferenceSpace.Grid}' has an edge from {edge.From} to {edge.Node}, which a grid of {levels} levels does not have in block {block + 1}.", "The node of level l behind block b is b · levels + l, and edges lead to the same level or a neighbour.");
        return OperationRegistry.Find(edge.Operation) is { Family: not OperationFamily.Zero } operation ? new PathStep(number, way, operation) : throw new UserErrorException(
            $"The cell '{ReferenceSpace.Grid}' has the operation '{Evidence.Cut(edge.Operation)}', which no path can take.", $"It can take: {string.Join(", ", OperationRegistry.All.Where(o => o.Family != OperationFamily.Zero).Select(o => o.Id))}.");
    }
}

using DnasRepro.Architectures;
using DnasRepro.Locations;

namespace DnasRepro.ReferenceSearch.Costs;

/// <summary>The costs of a network that is derived from an architecture with the cells down and up, or from a path through the grid of a searched topology.</summary>
public static class ArchitectureCosts
{
    /// <summary>The cost of the network. Both entrances of a cell are there whether an edge leaves them or not, as DARTS builds it; a kept none costs nothing.</summary>
    /// <param name="architecture">The architecture; see <see cref="ReferenceArchitecture"/> for those with other names.</param>
    /// <param name="space">Dimensions, levels, nodes and channels; what it offers does not matter.</param>
    /// <param name="ends">Size, input channels and classes.</param>
    /// <param name="isAffine">Whether normalisations have a trained scale and shift, as in DARTS' retraining.</param>
    /// <exception cref="UserErrorException">The architecture is none of such a network.</exception>
    public static NetworkCost Of(Architecture architecture, SpaceSettings space, NetworkEnds ends, bool isAffine = true)
    {
        if (space.Topology is { } topology)
            return GridCosts.OfPath(GridPath.Of(architecture, topology), space, ends, isAffine);
        var edges = new[] { ReferenceSpace.Down, ReferenceSpace.Up }.ToDictionary(type => type, type => Edges(architecture, type, space));
        return NetworkCosts.Of(space, ends, isAffine, cell => Cost.Sum(edges[cell.Type].Select(e =>
            OperationCosts.Of(e.Operation, SupernetCosts.Place(cell, e.From, space.Channels, space.Dimensions, isAffine)))));
    }

    private static List<(int From, OperationInfo Operation)> Edges(Architecture architecture, string type, SpaceSettings space)
    {
        var cell = architecture.Cells.FirstOrDefault(c => c.Id == type)
            ?? throw new UserErrorException($"The architecture has no cell '{type}'.", $"It needs the cells {ReferenceSpace.Down} and {ReferenceSpace.Up}.");
        return [.. cell.Edges.Select(e => Edge(e, type, space))];
    }

    private static (int From, OperationInfo Operation) Edge(ArchitectureEdge edge, string type, SpaceSettings space)
    {
        if (edge.Node < ReferenceSpace.Inputs || edge.Node >= ReferenceSpace.Inputs + space.Nodes || edge.From < 0 || edge.From >= edge.Node)
            throw new UserErrorException($"The cell '{type}' has an edge from {edge.From} to {edge.Node}, which a cell of {space.Nodes} nodes does not have.", $"Nodes are numbered from {ReferenceSpace.Inputs}, after the inputs 0 and 1, and get from earlier ones.");
        return OperationRegistry.Find(edge.Operation) is { } operation ? (edge.From, operation) : throw new UserErrorException(
            $"The cell '{type}' has the operation '{Evidence.Cut(edge.Operation)}', which the reference search does not have.", $"It has: {string.Join(", ", OperationRegistry.All.Select(o => o.Id))}.");
    }
}

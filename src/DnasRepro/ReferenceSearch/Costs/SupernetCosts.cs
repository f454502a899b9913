namespace DnasRepro.ReferenceSearch.Costs;

/// <summary>The costs of the supernet: every operation on every edge.</summary>
public static class SupernetCosts
{
    /// <summary>The cost of the supernet, its architecture parameters not counted.</summary>
    /// <param name="space">The space.</param>
    /// <param name="ends">Size, input channels and classes.</param>
    /// <param name="partialRatio">With partial channels K: 1/K of the channels goes through the operations, and what passes by costs nothing.</param>
    public static NetworkCost Of(SpaceSettings space, NetworkEnds ends, int partialRatio = 1) => space.Topology is { } topology ? GridCosts.Of(space, topology, ends)
        : NetworkCosts.Of(space, ends, isAffine: false, cell => Cost.Sum(
            from edge in ReferenceSpace.Edges(space.Nodes)
            from operation in Operations(space, cell.Type)
            select OperationCosts.Of(operation, Place(cell, edge.From, space.Channels / partialRatio, space.Dimensions))));

    /// <summary>How many architecture parameters the cells of both types have, or the grid of a searched topology: one for each operation of each edge, and one for the edge itself.</summary>
    public static int ArchitectureParameters(SpaceSettings space) => space.Topology is { } topology ? GridShape.Candidates(topology).Count * (space.DownOperations.Count + 1)
        : ReferenceSpace.Edges(space.Nodes).Count * (space.DownOperations.Count + space.UpOperations.Count);

    internal static IEnumerable<OperationInfo> Operations(SpaceSettings space, string cellType) =>
        (cellType == ReferenceSpace.Up ? space.UpOperations : space.DownOperations).Select(id => OperationRegistry.Find(id) ?? throw new ArgumentException($"'{id}' is no operation of the reference search.", nameof(space)));

    internal static OperationPlace Place(CellPlace cell, int from, int channels, int dimensions, bool isAffine = false) =>
        new(channels, cell.Stride(from), cell.SizeOf(from), dimensions, isAffine);
}

namespace DnasRepro.ReferenceSearch.Costs;

/// <summary>
/// What each choice costs, as its share of all choices together: the sum over all cell types of Σ softmax(α) · share is the expected cost relative to the
/// supernet's edges, between 0 and 1. Shares are those of the derived network's operations, at full channels, summed over all cells of the type. In a searched
/// topology the one cell type is the grid, and each share is to be multiplied by the probability of its edge.
/// </summary>
public sealed class CostTable
{
    private readonly SpaceSettings space;
    private readonly int size;
    private readonly IReadOnlyList<CellPlace> cells;

    /// <param name="space">The space.</param>
    /// <param name="size">Pixels along each axis of the network's input.</param>
    public CostTable(SpaceSettings space, int size) => (this.space, this.size, cells) = (space, size, space.Topology is null ? UShape.Cells(space, size) : []);

    /// <summary>down and up, or grid.</summary>
    public IReadOnlyList<string> CellTypes => space.Topology is null ? [ReferenceSpace.Down, ReferenceSpace.Up] : [ReferenceSpace.Grid];

    /// <summary>The shares of a counted resource: one row an edge, in the order of <see cref="ReferenceSpace.Edges"/> or <see cref="GridShape.Candidates"/>, one column an operation.</summary>
    /// <param name="resource">Any but latency.</param>
    /// <param name="cellType">One of <see cref="CellTypes"/>.</param>
    public double[][] Of(Resource resource, string cellType) => Shares((operation, at, before) => (OperationCosts.Of(operation, at) + before).Of(resource), cellType);

    /// <summary>The shares of what a measure gives for an operation at a place, as seconds; it is asked once for each operation at each place. The doubling of the size before operations is not measured.</summary>
    /// <param name="measure">Not negative.</param>
    /// <param name="cellType">One of <see cref="CellTypes"/>.</param>
    public double[][] Of(Func<OperationInfo, OperationPlace, double> measure, string cellType)
    {
        var known = new Dictionary<(OperationInfo, OperationPlace), double>();
        return Shares((operation, at, _) => known.TryGetValue((operation, at), out var cost) ? cost : known[(operation, at)] = measure(operation, at), cellType);
    }

    private double[][] Shares(Func<OperationInfo, OperationPlace, Cost, double> measure, string cellType)
    {
        var all = CellTypes.ToDictionary(type => type, type => space.Topology is { } topology ? GridRows(topology, measure) : Rows(measure, type));
        var sum = all.Values.Sum(rows => rows.Sum(row => row.Sum()));
        return [.. all[cellType].Select(row => row.Select(cost => sum > 0 ? cost / sum : 0).ToArray())];
    }

    private double[][] Rows(Func<OperationInfo, OperationPlace, Cost, double> measure, string cellType)
    {
        var operations = SupernetCosts.Operations(space, cellType).ToList();
        var own = cells.Where(c => c.Type == cellType).ToList();
        return [.. ReferenceSpace.Edges(space.Nodes).Select(edge => operations.Select(operation =>
            own.Sum(cell => measure(operation, SupernetCosts.Place(cell, edge.From, space.Channels, space.Dimensions), default))).ToArray())];
    }

    /// <summary>Where none is chosen nothing is doubled either.</summary>
    private double[][] GridRows(TopologySettings topology, Func<OperationInfo, OperationPlace, Cost, double> measure)
    {
        var operations = SupernetCosts.Operations(space, ReferenceSpace.Grid).ToList();
        var block = GridShape.Edges(topology.Levels).Select(edge => operations.ConvertAll(operation => measure(
            operation, GridCosts.Place(space, edge, size), operation.Family == OperationFamily.Zero ? default : GridCosts.Enlarging(space, edge, size)))).ToList();
        return [.. Enumerable.Range(0, topology.Blocks).SelectMany(_ => block.Select(row => row.ToArray()))];
    }
}

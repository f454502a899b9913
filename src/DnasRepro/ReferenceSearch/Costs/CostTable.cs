namespace DnasRepro.ReferenceSearch.Costs;

/// <summary>
/// What each choice costs, as its share of all choices together: the sum over both cell types of Σ softmax(α) · share is the expected cost relative to the
/// supernet's edges, between 0 and 1. Shares are those of the derived network's operations, at full channels, summed over all cells of the type.
/// </summary>
public sealed class CostTable
{
    private readonly SpaceSettings space;
    private readonly IReadOnlyList<CellPlace> cells;

    /// <param name="space">The space.</param>
    /// <param name="size">Pixels along each axis of the network's input.</param>
    public CostTable(SpaceSettings space, int size) => (this.space, cells) = (space, UShape.Cells(space, size));

    /// <summary>The shares of a counted resource: one row an edge, in the order of <see cref="ReferenceSpace.Edges"/>, one column an operation.</summary>
    /// <param name="resource">Any but latency.</param>
    /// <param name="cellType">down or up.</param>
    public double[][] Of(Resource resource, string cellType) => Of((operation, at) => OperationCosts.Of(operation, at).Of(resource), cellType);

    /// <summary>The shares of what a measure gives for an operation at a place, as seconds; it is asked once for each operation at each place.</summary>
    /// <param name="measure">Not negative.</param>
    /// <param name="cellType">down or up.</param>
    public double[][] Of(Func<OperationInfo, OperationPlace, double> measure, string cellType)
    {
        var known = new Dictionary<(OperationInfo, OperationPlace), double>();
        double Once(OperationInfo operation, OperationPlace at) => known.TryGetValue((operation, at), out var cost) ? cost : known[(operation, at)] = measure(operation, at);
        var all = new[] { ReferenceSpace.Down, ReferenceSpace.Up }.ToDictionary(type => type, type => Rows(Once, type));
        var sum = all.Values.Sum(rows => rows.Sum(row => row.Sum()));
        return [.. all[cellType].Select(row => row.Select(cost => sum > 0 ? cost / sum : 0).ToArray())];
    }

    private double[][] Rows(Func<OperationInfo, OperationPlace, double> measure, string cellType)
    {
        var operations = SupernetCosts.Operations(space, cellType).ToList();
        var own = cells.Where(c => c.Type == cellType).ToList();
        return [.. ReferenceSpace.Edges(space.Nodes).Select(edge => operations.Select(operation =>
            own.Sum(cell => measure(operation, SupernetCosts.Place(cell, edge.From, space.Channels, space.Dimensions)))).ToArray())];
    }
}

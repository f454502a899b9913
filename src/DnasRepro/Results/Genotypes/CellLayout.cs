namespace DnasRepro.Results.Genotypes;

/// <summary>How the nodes of a cell are numbered, told from its pairs and from the nodes that it joins at its end.</summary>
/// <param name="Inputs">How many input nodes.</param>
/// <param name="Nodes">How many intermediate nodes.</param>
internal sealed record CellLayout(int Inputs, int Nodes)
{
    /// <summary>
    /// Gives each pair its node: pair k belongs to the intermediate node k / p, where p, the number of pairs a node, is the
    /// same for all. A cell has two inputs, as DARTS' have, or else as many as stand before the first joined node (one in
    /// DARTS' recurrent cell). Null when neither is possible.
    /// </summary>
    /// <param name="sources">The giving nodes of the pairs, in order.</param>
    /// <param name="joined">The nodes that the cell joins at its end; null when that is not stated, and two pairs a node are assumed.</param>
    public static CellLayout? OfFlat(IReadOnlyList<int> sources, IReadOnlyCollection<int>? joined)
    {
        if (joined is not { Count: > 0 })
            return sources.Count % 2 == 0 ? OfFlat(sources, 2, sources.Count / 2) : null;
        return OfFlat(sources, 2, joined.Max() - 1) ?? OfFlat(sources, joined.Min(), joined.Max() + 1 - joined.Min());
    }

    private static CellLayout? OfFlat(IReadOnlyList<int> sources, int inputs, int nodes)
    {
        if (inputs < 1 || nodes < 1 || sources.Count < nodes || sources.Count % nodes != 0)
            return null;
        var each = sources.Count / nodes;
        return Enumerable.Range(0, sources.Count).All(k => sources[k] < inputs + (k / each)) ? new CellLayout(inputs, nodes) : null;
    }

    /// <summary>The layout of a cell that lists the pairs of each node by themselves; null when a pair comes from a later node.</summary>
    public static CellLayout? OfNested(IReadOnlyList<IReadOnlyList<int>> sources, IReadOnlyCollection<int>? joined)
    {
        var inputs = joined is { Count: > 0 } ? joined.Max() + 1 - sources.Count : 2;
        var isOrdered = inputs > 0 && Enumerable.Range(0, sources.Count).All(n => sources[n].All(s => s < inputs + n));
        return isOrdered ? new CellLayout(inputs, sources.Count) : null;
    }
}

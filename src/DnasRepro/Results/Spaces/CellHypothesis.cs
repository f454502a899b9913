namespace DnasRepro.Results.Spaces;

/// <summary>A guess which rows and operations belong to the edges of a cell.</summary>
/// <param name="Rows">For each edge, its row.</param>
/// <param name="Values">For each edge, its parameters.</param>
/// <param name="Operations">For each edge, its operations.</param>
/// <param name="NameFit">How many tables that are named for the cell it uses, less those named for others: a program that holds two for a cell uses both.</param>
internal sealed record CellHypothesis(
    IReadOnlyList<RowPlace> Rows, IReadOnlyList<IReadOnlyList<double>> Values, IReadOnlyList<IReadOnlyList<string>> Operations, int NameFit)
{
    /// <summary>True when decoding gives the very edges that the program kept.</summary>
    public bool Decodes(CellFrame frame, EdgeStrength strength)
    {
        var none = Operations.SelectMany(o => o).Where(OperationNames.IsNone).ToHashSet(StringComparer.Ordinal);
        var kept = frame.Cell.Edges.Where(e => !frame.IsEdgewise || !none.Contains(e.Operation)).ToHashSet();
        return (frame.PerSite is not null || frame.IsEdgewise) && Decoder.Decode(frame.With(Operations), Values, none, strength) is { } decoded && kept.SetEquals(decoded.Edges);
    }

    /// <summary>True when the same rows decode to the same cell at another moment.</summary>
    public bool Decodes(CellFrame frame, SpaceObservation other, EdgeStrength strength) =>
        other.Architecture.Cells.FirstOrDefault(c => c.Id == frame.Cell.Id) is { } cell
        && ParameterTables.Rows(Rows, [.. Operations.Select(o => o.Count)], other.Tensors) is { } values
        && (this with { Values = values }).Decodes(frame with { Cell = cell }, strength);

    /// <summary>True when each kept edge has the strongest operation of its row, whichever edges were kept.</summary>
    public bool NamesOperations(CellFrame frame) => frame.Cell.Edges.All(e =>
    {
        var at = frame.Edges.Index().First(c => c.Item.Node == e.Node && c.Item.From == e.From).Index;
        var best = Operations[at].Zip(Values[at]).Where(o => !OperationNames.IsNone(o.First)).MaxBy(o => o.Second);
        return best.First == e.Operation;
    });

    /// <summary>True when both say the same of the edges' operations and rows.</summary>
    public bool SaysTheSame(CellHypothesis other) =>
        Rows.SequenceEqual(other.Rows) && Operations.Zip(other.Operations).All(o => o.First.SequenceEqual(o.Second));
}

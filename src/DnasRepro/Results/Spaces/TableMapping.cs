namespace DnasRepro.Results.Spaces;

/// <summary>Which row of which tensor holds the parameters of each candidate edge of each cell.</summary>
/// <param name="Cells">By the cell's id: a row for each edge, in the order of the space's edges.</param>
public sealed record TableMapping(IReadOnlyDictionary<string, IReadOnlyList<RowPlace>> Cells)
{
    /// <summary>How the program weighs edges against each other.</summary>
    public EdgeStrength Strength { get; init; }
}

using DnasRepro.Architectures;

namespace DnasRepro.Statistics;

/// <summary>The architecture parameters of one run, one row for each edge of the space.</summary>
internal sealed record ParameterTable(IReadOnlyList<IReadOnlyList<double>> Rows)
{
    /// <summary>
    /// True when a row cannot be put through softmax: a NaN, a plus infinity, or nothing but minus infinities. Minus infinity alone is how
    /// programs rule an operation out.
    /// </summary>
    public bool IsBroken => Rows.Any(r => r.Any(v => double.IsNaN(v) || double.IsPositiveInfinity(v)) || (r.Count > 0 && r.All(double.IsNegativeInfinity)));

    /// <summary>Null when the parameters do not have the space's cells, edges and operations.</summary>
    public static ParameterTable? Of(SearchSpace space, ArchitectureParameters parameters)
    {
        var rows = new List<IReadOnlyList<double>>();
        foreach (var cell in space.Cells)
        {
            if (!parameters.ByCell.TryGetValue(cell.Id, out var own) || own.Count != cell.Edges.Count)
                return null;
            if (own.Where((row, edge) => row.Count != cell.OperationsOf(edge).Count).Any())
                return null;
            rows.AddRange(own);
        }
        return new ParameterTable(rows);
    }

    public bool IsBitIdenticalTo(ParameterTable other) => Rows.Zip(other.Rows).All(r => r.First.SequenceEqual(r.Second));
}

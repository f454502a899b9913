using DnasRepro.Architectures;

namespace DnasRepro.Results.Spaces;

/// <summary>
/// Derives a path from parameters. Where edges have parameters b of their own, each edge is on or off by itself with the probability 1 / (1 + e^-b) (DiNTS, He
/// et al. 2021): that one path is on and all else off has a probability in proportion to e^Σb over the path, so the likeliest path is the one with the largest
/// sum. On each of its edges stands the best operation but none.
/// </summary>
internal static class PathDecoding
{
    /// <summary>The path through a cell; null when the parameters do not fit.</summary>
    public static ArchitectureCell? Decode(SearchSpace space, SpaceCell cell, IReadOnlyList<IReadOnlyList<double>> rows, IReadOnlyList<double>? edgeParameters)
    {
        var isWhole = rows.Count == cell.Edges.Count && rows.Select((r, i) => r.Count == cell.OperationsOf(i).Count && r.All(double.IsFinite)).All(fits => fits)
            && (space.HasPathParameters ? edgeParameters is not null && edgeParameters.Count == rows.Count && edgeParameters.All(double.IsFinite) : edgeParameters is null);
        if (!isWhole)
            return null;
        var best = rows.Select((r, i) => Enumerable.Range(0, r.Count).Where(k => !space.NoneOperations.Contains(cell.OperationsOf(i)[k])).DefaultIfEmpty(-1).MaxBy(k => k < 0 ? 0 : r[k])).ToList();
        double[] values = [.. best.Select((k, i) => k < 0 ? double.NegativeInfinity : edgeParameters?[i] ?? rows[i][k])];
        var path = new BestPath(cell, space.StartsAtAnyInput).Find(values);
        return new ArchitectureCell(cell.Id, [.. path.Order().Select(i => new ArchitectureEdge(cell.Edges[i].Node, cell.Edges[i].From, cell.OperationsOf(i)[best[i]]))]);
    }
}

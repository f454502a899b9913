using DnasRepro.Architectures;

namespace DnasRepro.Results.Spaces;

/// <summary>
/// Whether parameters give an architecture up to the rounding of a program that computes its softmax in single precision. There, values that
/// differ by next to nothing are ties, and the program's choice among them is the order of its operations.
/// </summary>
internal static class RoundedDecoding
{
    /// <summary>In units of the uniform weight, some ten times the spacing of single-precision numbers near 1.</summary>
    private const double Tolerance = 1e-6;

    /// <summary>True when every choice is the best of its place or next to nothing below it. Raw parameters are compared as they are, without rounding.</summary>
    public static bool Gives(SearchSpace space, ArchitectureParameters parameters, Architecture architecture, EdgeStrength strength) =>
        strength == EdgeStrength.Softmax && parameters.Edges is null && architecture.Cells.Count == space.Cells.Count
        && space.Cells.All(c => parameters.ByCell.TryGetValue(c.Id, out var rows) && architecture.Cells.FirstOrDefault(a => a.Id == c.Id) is { } cell && Gives(c, rows, cell, space.NoneOperations));

    private static bool Gives(SpaceCell cell, IReadOnlyList<IReadOnlyList<double>> rows, ArchitectureCell chosen, IReadOnlySet<string> none)
    {
        var places = chosen.Edges.Where(e => !none.Contains(e.Operation)).ToList();
        if (!rows.SelectMany(r => r).All(double.IsFinite) || places.DistinctBy(e => (e.From, e.Node)).Count() < places.Count)
            return false;
        var edges = cell.Edges.Select((edge, i) => new Weighed(edge, Softmax(rows[i], cell.OperationsOf(i)), cell.PerSite is null ? new HashSet<string>() : none)).ToList();
        var kept = places.ToDictionary(e => (e.From, e.Node), e => e.Operation);
        var isEach = kept.All(k => edges.Exists(e => (e.Edge.From, e.Edge.Node) == k.Key && e.Weights.TryGetValue(k.Value, out var weight) && weight >= e.Best - Tolerance));
        return isEach && (cell.PerSite is { } most
            ? edges.GroupBy(e => e.Edge.Site).All(site => AreStrongest([.. site], kept.Keys, most))
            : edges.TrueForAll(e => kept.ContainsKey((e.Edge.From, e.Edge.Node)) || e.Weights.Any(w => none.Contains(w.Key) && w.Value >= e.Best - Tolerance)));
    }

    private static bool AreStrongest(IReadOnlyList<Weighed> site, ICollection<(int From, int Node)> kept, int most)
    {
        var inside = site.Where(e => kept.Contains((e.Edge.From, e.Edge.Node))).ToList();
        var outside = site.Except(inside).ToList();
        return inside.Count == Math.Min(most, site.Count) && (outside.Count == 0 || inside.Count == 0 || inside.Min(e => e.Best) >= outside.Max(e => e.Best) - Tolerance);
    }

    private static Dictionary<string, double> Softmax(IReadOnlyList<double> row, IReadOnlyList<string> operations)
    {
        var largest = row.Max();
        var sum = row.Sum(v => Math.Exp(v - largest));
        return operations.Select((name, i) => (Name: name, Weight: Math.Exp(row[i] - largest) / sum * row.Count)).DistinctBy(o => o.Name).ToDictionary(o => o.Name, o => o.Weight, StringComparer.Ordinal);
    }

    /// <summary>A candidate edge with the weights of its operations, in units of the uniform weight.</summary>
    private sealed record Weighed(SpaceEdge Edge, IReadOnlyDictionary<string, double> Weights, IReadOnlySet<string> None)
    {
        public double Best { get; } = Weights.Where(w => !None.Contains(w.Key)).Select(w => w.Value).DefaultIfEmpty(double.NegativeInfinity).Max();
    }
}

using DnasRepro.Architectures;

namespace DnasRepro.Results.Spaces;

/// <summary>How strong an edge counts when a node chooses among its edges.</summary>
public enum EdgeStrength
{
    /// <summary>By the softmax weight of its strongest operation, in units of the uniform weight: DARTS, NAS-Unet, RobustDARTS.</summary>
    Softmax,

    /// <summary>By the parameter of its strongest operation as it is: pt.darts.</summary>
    Raw,
}

/// <summary>
/// Derives an architecture from parameters as DARTS does: each edge stands for its strongest operation but none, and each node
/// keeps its strongest edges. Where edges choose among different numbers of operations their softmax weights are compared in
/// units of the uniform one, as NAS-Unet does. Where edges have parameters of their own, an edge's strength is multiplied by its
/// share of the softmax over the edges into its node, as PC-DARTS does. Where each edge is decided by itself, the strongest of all operations wins.
/// Paths are those of <see cref="PathDecoding"/>.
/// </summary>
public static class Decoder
{
    private sealed record Strength(SpaceEdge Edge, int Row, string Operation, double Value);

    /// <summary>Decodes parameters; null when they do not fit the space.</summary>
    public static Architecture? Decode(SearchSpace space, ArchitectureParameters parameters, EdgeStrength strength = EdgeStrength.Softmax)
    {
        var cells = space.Cells.Select(c => !parameters.ByCell.TryGetValue(c.Id, out var rows) ? null
            : space.IsPath ? PathDecoding.Decode(space, c, rows, parameters.Edges?.GetValueOrDefault(c.Id))
            : Decode(c, rows, space.NoneOperations, strength, parameters.Edges?.GetValueOrDefault(c.Id))).ToList();
        return cells.Contains(null) ? null : new Architecture([.. cells.OfType<ArchitectureCell>()]);
    }

    internal static ArchitectureCell? Decode(SpaceCell cell, IReadOnlyList<IReadOnlyList<double>> rows, IReadOnlySet<string> none, EdgeStrength strength, IReadOnlyList<double>? edgeParameters = null)
    {
        if (edgeParameters is not null && (edgeParameters.Count != cell.Edges.Count || !edgeParameters.All(double.IsFinite)))
            return null;
        if (rows.Count != cell.Edges.Count || rows.Where((r, i) => r.Count != cell.OperationsOf(i).Count || !r.All(double.IsFinite)).Any())
            return null;
        var isEdgewise = cell.PerSite is null;
        var strengths = cell.Edges.Select((edge, i) => Best(edge, i, cell.OperationsOf(i), rows[i], isEdgewise ? new HashSet<string>() : none, strength)).OfType<Strength>()
            .Select(s => edgeParameters is null ? s : s with { Value = s.Value * Share(cell, s.Row, edgeParameters) });
        var kept = cell.PerSite is { } most
            ? strengths.GroupBy(s => s.Edge.Site).SelectMany(site => site.OrderByDescending(s => s.Value).ThenBy(s => s.Row).Take(most))
            : strengths.Where(s => !none.Contains(s.Operation));
        return new ArchitectureCell(cell.Id, [.. kept.OrderBy(s => s.Row).Select(s => new ArchitectureEdge(s.Edge.Node, s.Edge.From, s.Operation))]);
    }

    private static double Share(SpaceCell cell, int row, IReadOnlyList<double> edgeParameters)
    {
        var node = Enumerable.Range(0, cell.Edges.Count).Where(e => cell.Edges[e].Node == cell.Edges[row].Node).ToList();
        var largest = node.Max(e => edgeParameters[e]);
        return Math.Exp(edgeParameters[row] - largest) / node.Sum(e => Math.Exp(edgeParameters[e] - largest));
    }

    private static Strength? Best(SpaceEdge edge, int row, IReadOnlyList<string> operations, IReadOnlyList<double> values, IReadOnlySet<string> none, EdgeStrength strength)
    {
        var best = -1;
        for (var i = 0; i < values.Count; i++)
        {
            if (!none.Contains(operations[i]) && (best < 0 || values[i] > values[best]))
                best = i;
        }
        if (best < 0)
            return null;
        if (strength == EdgeStrength.Raw)
            return new Strength(edge, row, operations[best], values[best]);
        var largest = values.Max();
        var softmax = Math.Exp(values[best] - largest) / values.Sum(v => Math.Exp(v - largest));
        return new Strength(edge, row, operations[best], softmax * values.Count);
    }
}

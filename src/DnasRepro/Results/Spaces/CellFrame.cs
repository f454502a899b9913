using DnasRepro.Architectures;

namespace DnasRepro.Results.Spaces;

/// <summary>
/// What a kept architecture tells of a cell's candidates: its inputs are the nodes before the first that receives, every node may
/// get from all before it, and each keeps as many edges as it does here.
/// </summary>
/// <param name="Cell">The cell.</param>
/// <param name="Inputs">How many inputs.</param>
/// <param name="Nodes">How many intermediate nodes.</param>
/// <param name="Edges">All candidates, by the node that receives and then by the one that gives, as DARTS counts them.</param>
/// <param name="PerSite">How many edges a node keeps; null when each edge is decided by itself, or nodes keep different numbers.</param>
internal sealed record CellFrame(ArchitectureCell Cell, int Inputs, int Nodes, IReadOnlyList<SpaceEdge> Edges, int? PerSite)
{
    private const int MostNodes = 64;

    /// <summary>The frame of a cell; null when it has no edges, or some that a cell of that kind cannot have.</summary>
    public static CellFrame? Of(ArchitectureCell cell)
    {
        if (cell.Edges.Count == 0)
            return null;
        var inputs = cell.Edges.Min(e => e.Node);
        var nodes = cell.Edges.Max(e => e.Node) - inputs + 1;
        if (inputs < 1 || inputs > MostNodes || nodes > MostNodes || cell.Edges.Any(e => e.From < 0 || e.From >= e.Node)
            || cell.Edges.Select(e => (e.Node, e.From)).Distinct().Count() != cell.Edges.Count)
            return null;
        var kept = Enumerable.Range(inputs, nodes).Select(n => cell.Edges.Count(e => e.Node == n)).ToList();
        var isEdgewise = Enumerable.Range(0, nodes).All(n => kept[n] == inputs + n) && nodes > 1;
        var edges = Enumerable.Range(0, nodes).SelectMany(n => Enumerable.Range(0, inputs + n).Select(from => (From: from, Node: inputs + n)))
            .Select((e, i) => new SpaceEdge(e.From, e.Node, isEdgewise ? i : e.Node - inputs)).ToList();
        return new CellFrame(cell, inputs, nodes, edges, !isEdgewise && kept.Distinct().Count() == 1 ? kept[0] : null);
    }

    /// <summary>True when each edge is decided by itself.</summary>
    public bool IsEdgewise => Edges[^1].Site == Edges.Count - 1 && Edges.Count > 1;

    /// <summary>The cell of a space with these candidates.</summary>
    public SpaceCell With(IReadOnlyList<IReadOnlyList<string>> operations)
    {
        var isSame = operations.All(o => o.SequenceEqual(operations[0]));
        return new SpaceCell(Cell.Id, Inputs, Nodes, isSame ? operations[0] : [.. operations.SelectMany(o => o).Distinct()], Edges, PerSite, Cell.Edges.Count)
        {
            OperationsByEdge = isSame ? null : operations,
        };
    }
}

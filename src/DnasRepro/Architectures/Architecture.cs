namespace DnasRepro.Architectures;

/// <summary>An edge that a cell keeps.</summary>
/// <param name="Node">The node that receives, counted from 0 with the inputs first.</param>
/// <param name="From">The node that gives.</param>
/// <param name="Operation">The operation on the way.</param>
public sealed record ArchitectureEdge(int Node, int From, string Operation);

/// <summary>A cell of an architecture with the edges that it keeps.</summary>
public sealed record ArchitectureCell(string Id, IReadOnlyList<ArchitectureEdge> Edges);

/// <summary>A discrete architecture made of cells. It is compared as a set of choices: the order of edges does not matter.</summary>
public sealed record Architecture(IReadOnlyList<ArchitectureCell> Cells)
{
    private readonly Lazy<HashSet<(string Cell, int Node, int From, string Operation)>> choices =
        new(() => [.. Cells.SelectMany(c => c.Edges, (c, e) => (c.Id, e.Node, e.From, e.Operation))]);

    private readonly Lazy<HashSet<(string Cell, int Node, int From)>> places =
        new(() => [.. Cells.SelectMany(c => c.Edges, (c, e) => (c.Id, e.Node, e.From))]);

    /// <summary>What was chosen: edges with their operations.</summary>
    internal HashSet<(string Cell, int Node, int From, string Operation)> Choices => choices.Value;

    /// <summary>Where something was chosen: edges without their operations.</summary>
    internal HashSet<(string Cell, int Node, int From)> Places => places.Value;
}

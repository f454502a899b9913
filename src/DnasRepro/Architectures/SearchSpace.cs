namespace DnasRepro.Architectures;

/// <summary>What a search could choose from: cells with candidate edges, and the operations that each edge may get.</summary>
/// <param name="Name">A name for messages.</param>
/// <param name="Cells">The cells, each searched once.</param>
/// <param name="NoneOperations">Operations that pass nothing on; an edge that has one is not kept.</param>
/// <param name="SkipOperations">Operations that pass their input on unchanged.</param>
/// <param name="ParameterFreeOperations">Operations without trainable weights: skips and poolings.</param>
/// <param name="HasCanonicalForm">True when the intermediate nodes of a cell are alike, so that renaming them gives the same network.</param>
public sealed record SearchSpace(
    string Name,
    IReadOnlyList<SpaceCell> Cells,
    IReadOnlySet<string> NoneOperations,
    IReadOnlySet<string> SkipOperations,
    IReadOnlySet<string> ParameterFreeOperations,
    bool HasCanonicalForm)
{
    /// <summary>
    /// True when the choices along a cell form one path from level to level, decoded by the best path and not site by site. The sites are
    /// then the layers in order; the path begins at node 0 and takes one edge at each.
    /// </summary>
    public bool IsPath { get; init; }

    /// <summary>True when a path may begin at any input of its cell (DiNTS), and not at node 0 only.</summary>
    public bool StartsAtAnyInput { get; init; }

    /// <summary>
    /// True when the edges of a path have parameters of their own, <see cref="ArchitectureParameters.Edges"/>, and the path is the one with the largest sum of
    /// them, whatever its operations; false when it is the one with the largest sum of its best operations' parameters.
    /// </summary>
    public bool HasPathParameters { get; init; }

    /// <summary>The cell with an id, or null.</summary>
    public SpaceCell? Cell(string id) => Cells.FirstOrDefault(c => c.Id == id);
}

/// <summary>A cell of a search space.</summary>
/// <param name="Id">As in the architectures: normal, reduce, down, up.</param>
/// <param name="Inputs">How many input nodes; they are numbered first.</param>
/// <param name="Nodes">How many intermediate nodes.</param>
/// <param name="Operations">The candidate operations in the order of the columns of the architecture parameters.</param>
/// <param name="Edges">The candidate edges in the order of the rows of the architecture parameters.</param>
/// <param name="PerSite">How many edges are kept at each decision site; null when that differs from run to run.</param>
/// <param name="Slots">How many edges a full cell keeps.</param>
public sealed record SpaceCell(
    string Id, int Inputs, int Nodes, IReadOnlyList<string> Operations, IReadOnlyList<SpaceEdge> Edges, int? PerSite, int Slots)
{
    /// <summary>The operations of each edge where these differ between edges (RobustDARTS' spaces S1, S2), in the order of <see cref="Edges"/>; null when all have <see cref="Operations"/>.</summary>
    public IReadOnlyList<IReadOnlyList<string>>? OperationsByEdge { get; init; }

    /// <summary>The operations of an edge, by its index.</summary>
    public IReadOnlyList<string> OperationsOf(int edge) => OperationsByEdge is { } own ? own[edge] : Operations;
}

/// <summary>A candidate edge.</summary>
/// <param name="From">The node that gives.</param>
/// <param name="Node">The node that receives.</param>
/// <param name="Site">The decision site within the cell, from 0: edges of one site compete.</param>
public sealed record SpaceEdge(int From, int Node, int Site);

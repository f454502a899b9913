namespace DnasRepro.Architectures;

/// <summary>
/// The architecture parameters of one search, before softmax: for each cell one row an edge and one column an operation, in the
/// order of the space's edges and operations.
/// </summary>
public sealed record ArchitectureParameters(IReadOnlyDictionary<string, IReadOnlyList<IReadOnlyList<double>>> ByCell)
{
    /// <summary>What follows a cell's name in the name of the table of its edges' parameters.</summary>
    public const string EdgeSuffix = ".edges";

    /// <summary>For each cell one number an edge, before the softmax over the edges into a node, by which a node's edges are weighed (PC-DARTS, Xu et al. 2020), or before the logistic function, by which the edges of paths are (DiNTS, He et al. 2021); null where edges are not weighed.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<double>>? Edges { get; init; }
}

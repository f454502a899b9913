namespace DnasRepro.Architectures;

/// <summary>
/// The architecture parameters of one search, before softmax: for each cell one row an edge and one column an operation, in the
/// order of the space's edges and operations.
/// </summary>
public sealed record ArchitectureParameters(IReadOnlyDictionary<string, IReadOnlyList<IReadOnlyList<double>>> ByCell);

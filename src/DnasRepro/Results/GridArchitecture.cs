using DnasRepro.Architectures;

namespace DnasRepro.Results;

/// <summary>
/// A grid of blocks and resolution levels (DiNTS) as one cell: the node of level l before the first block is l, that behind block
/// b (from 0) is (b + 1) · levels + l; an edge is a path that is switched on, with its operation.
/// </summary>
internal static class GridArchitecture
{
    /// <summary>The id of the one cell.</summary>
    public const string Cell = "grid";

    private const int MostLevels = 64;
    private const int MostPaths = 1_000_000;

    /// <summary>Makes the architecture; null when sizes do not match or levels are negative.</summary>
    /// <param name="from">The level that each path comes from.</param>
    /// <param name="to">The level that each path leads to.</param>
    /// <param name="active">For each block, which paths are on.</param>
    /// <param name="operation">For each block, the index of each path's operation.</param>
    /// <param name="names">The operations' names; null when these are not known, and indices stand for them.</param>
    public static Architecture? Of(
        IReadOnlyList<int> from, IReadOnlyList<int> to, IReadOnlyList<IReadOnlyList<bool>> active, IReadOnlyList<IReadOnlyList<int>> operation, IReadOnlyList<string>? names)
    {
        var isWhole = from.Count > 0 && from.Count == to.Count && active.Count > 0 && active.Count == operation.Count
            && from.Concat(to).All(l => l is >= 0 and < MostLevels) && (long)active.Count * from.Count <= MostPaths
            && active.All(a => a.Count == from.Count) && operation.All(o => o.Count == from.Count);
        if (!isWhole)
            return null;
        var levels = from.Concat(to).Max() + 1;
        var edges = new List<ArchitectureEdge>();
        for (var block = 0; block < active.Count; block++)
        {
            for (var path = 0; path < from.Count; path++)
            {
                if (!active[block][path])
                    continue;
                if (Named(operation[block][path], names) is not { } name)
                    return null;
                edges.Add(new ArchitectureEdge(((block + 1) * levels) + to[path], (block * levels) + from[path], name));
            }
        }
        return new Architecture([new ArchitectureCell(Cell, edges)]);
    }

    /// <summary>DiNTS' paths for a number of levels: each level gets from those next to it and from itself, counted by the level that gets.</summary>
    public static (IReadOnlyList<int> From, IReadOnlyList<int> To) Paths(int levels)
    {
        var (from, to) = (new List<int>(), new List<int>());
        for (var level = 0; level < levels; level++)
        {
            for (var giver = Math.Max(0, level - 1); giver <= Math.Min(levels - 1, level + 1); giver++)
            {
                from.Add(giver);
                to.Add(level);
            }
        }
        return (from, to);
    }

    private static string? Named(int index, IReadOnlyList<string>? names) =>
        index < 0 || index >= (names?.Count ?? 1000) ? null : names is null ? OperationNames.OfIndex(index) : names[index];
}

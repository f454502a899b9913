using DnasRepro.Architectures;

namespace DnasRepro.ReferenceSearch;

/// <summary>An edge between the maps of two resolution levels, before and behind a block.</summary>
/// <param name="From">The level that gives, from 0 for the finest.</param>
/// <param name="To">The level that gets; the same or a neighbour.</param>
public sealed record GridEdge(int From, int To)
{
    /// <summary>2 where the edge's operations halve the size.</summary>
    public int Stride => To > From ? 2 : 1;

    /// <summary>Whether the size is doubled before the operations.</summary>
    public bool IsEnlarged => To < From;
}

/// <summary>
/// The grid of a searched topology (DiNTS, He et al. 2021): maps at every resolution level before the first block and behind each block, and between them edges
/// from every level to itself and to its neighbours. The node of level l before the first block is l, that behind block b (from 0) is (b + 1) · levels + l.
/// </summary>
public static class GridShape
{
    /// <summary>The 3 · levels − 2 edges of a block: by the level that gets and then by the level that gives, as DiNTS counts them.</summary>
    public static IReadOnlyList<GridEdge> Edges(int levels) =>
        [.. from to in Enumerable.Range(0, levels) from source in Enumerable.Range(0, levels) where Math.Abs(source - to) <= 1 select new GridEdge(source, to)];

    /// <summary>All edges of all blocks as candidates of one cell: the block is the site, and a path takes one edge of each.</summary>
    public static IReadOnlyList<SpaceEdge> Candidates(TopologySettings topology) =>
        [.. from block in Enumerable.Range(0, topology.Blocks) from edge in Edges(topology.Levels) select new SpaceEdge(block * topology.Levels + edge.From, (block + 1) * topology.Levels + edge.To, block)];
}

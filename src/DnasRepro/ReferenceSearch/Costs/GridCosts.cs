namespace DnasRepro.ReferenceSearch.Costs;

/// <summary>The costs of the supernet of a searched topology: a grid of blocks and resolution levels.</summary>
internal static class GridCosts
{
    /// <summary>Every operation on every edge of every block; the stem, the halvings that make the coarser maps, and the head.</summary>
    public static NetworkCost Of(SpaceSettings space, TopologySettings topology, NetworkEnds ends)
    {
        if (ends.Size <= 0 || ends.Size % (1 << (topology.Levels - 1)) != 0)
            throw new ArgumentException($"{ends.Size} is no multiple of 2^{topology.Levels - 1}.", nameof(ends));
        var levels = Enumerable.Range(1, topology.Levels - 1).Select(l => new PartCost($"level{l}", Halving(space, ends.Size >> (l - 1))));
        var block = Cost.Sum(GridShape.Edges(topology.Levels).Select(e => Enlarging(space, e, ends.Size) + Cost.Sum(SupernetCosts.Operations(space, ReferenceSpace.Grid).Select(o => OperationCosts.Of(o, Place(space, e, ends.Size))))));
        var blocks = Enumerable.Range(1, topology.Blocks).Select(b => new PartCost($"block{b}", block));
        return new NetworkCost([new PartCost("stem", NetworkCosts.Stem(space, ends)), .. levels, .. blocks, new PartCost("head", Head(space, topology, ends))]);
    }

    /// <summary>A network that is one path: the halvings to the level at which it begins, an operation for each block, and the head of the level at which it ends.</summary>
    public static NetworkCost OfPath(IReadOnlyList<PathStep> path, SpaceSettings space, NetworkEnds ends, bool isAffine)
    {
        var levels = Enumerable.Range(1, path[0].Edge.From).Select(l => new PartCost($"level{l}", Halving(space, ends.Size >> (l - 1))));
        var blocks = path.Select((s, b) => new PartCost($"block{b + 1}", Enlarging(space, s.Edge, ends.Size) + OperationCosts.Of(s.Operation, Place(space, s.Edge, ends.Size, isAffine))));
        var end = path[^1].Edge.To;
        var scores = LayerCosts.Convolution(space.Channels, ends.Classes, 1, LayerCosts.Pixels(ends.Size >> end, space.Dimensions), hasBias: true);
        var head = scores + Cost.Sum(Enumerable.Range(0, end).Select(l => LayerCosts.Map(ends.Classes, LayerCosts.Pixels(ends.Size >> l, space.Dimensions))));
        return new NetworkCost([new PartCost("stem", NetworkCosts.Stem(space, ends)), .. levels, .. blocks, new PartCost("head", head)]);
    }

    /// <summary>Where the operations of an edge act.</summary>
    /// <param name="size">Pixels along each axis of the network's input.</param>
    public static OperationPlace Place(SpaceSettings space, GridEdge edge, int size, bool isAffine = false) => new(space.Channels, edge.Stride, size >> (edge.IsEnlarged ? edge.To : edge.From), space.Dimensions, isAffine);

    /// <summary>The doubling of the size before the operations of an edge that leads to a finer level.</summary>
    public static Cost Enlarging(SpaceSettings space, GridEdge edge, int size) => edge.IsEnlarged ? LayerCosts.Map(space.Channels, LayerCosts.Pixels(size >> edge.To, space.Dimensions)) : default;

    /// <summary>ReLU, 3×3 convolution of stride 2, normalisation with scale and shift.</summary>
    private static Cost Halving(SpaceSettings space, int size)
    {
        var (before, pixels) = (LayerCosts.Pixels(size, space.Dimensions), LayerCosts.Pixels(size / 2, space.Dimensions));
        return LayerCosts.Map(space.Channels, before) + LayerCosts.Convolution(space.Channels, space.Channels, LayerCosts.Pixels(3, space.Dimensions), pixels) + LayerCosts.Norm(space.Channels, pixels, isAffine: true);
    }

    /// <summary>A 1×1 convolution to the classes on each level, of which the finest has the bias; the scores of the coarser ones are doubled level by level.</summary>
    private static Cost Head(SpaceSettings space, TopologySettings topology, NetworkEnds ends) => Cost.Sum(Enumerable.Range(0, topology.Levels).Select(level =>
    {
        var pixels = LayerCosts.Pixels(ends.Size >> level, space.Dimensions);
        var scores = LayerCosts.Convolution(space.Channels, ends.Classes, 1, pixels, hasBias: level == 0);
        return level < topology.Levels - 1 ? scores + LayerCosts.Map(ends.Classes, pixels) : scores;
    }));
}

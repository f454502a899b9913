using DnasRepro.ReferenceSearch;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace DnasRepro.Search.Networks;

/// <summary>
/// The grid of a searched topology in the manner of DiNTS (He et al. 2021): a stem, maps at every resolution level, blocks of edges between neighbouring
/// levels, each edge a choice of operations and on by a weight of its own, and a head that takes in all levels (docs/reference-search.md).
/// </summary>
internal sealed class GridSupernet : ISupernet
{
    private readonly SpaceSettings space;
    private readonly Stem stem;
    private readonly List<Halving> halvings = [];
    private readonly List<GridBlock> blocks = [];
    private readonly GridHead head;

    /// <param name="generator">Draws the initial weights.</param>
    /// <param name="inputs">Channels of the images.</param>
    /// <param name="classes">Classes, background included.</param>
    /// <param name="type">The numbers' type: 32 bits, or 64 where results are compared.</param>
    public GridSupernet(SpaceSettings space, TopologySettings topology, int inputs, int classes, Generator generator, ScalarType type = ScalarType.Float32, Device? device = null)
    {
        (this.space, Spatial) = (space, new Spatial(space.Dimensions));
        Weights = new Weights(generator, type, device ?? CPU);
        stem = new Stem(Weights, Spatial, inputs, space.Channels);
        for (var level = 1; level < topology.Levels; level++)
            halvings.Add(new Halving(Weights, Spatial, $"level{level}", space.Channels));
        for (var block = 1; block <= topology.Blocks; block++)
            blocks.Add(new GridBlock(Weights, Spatial, $"block{block}", space, topology.Levels));
        head = new GridHead(Weights, Spatial, topology.Levels, space.Channels, classes);
        Weights.Join();
    }

    public Weights Weights { get; }

    public Spatial Spatial { get; }

    /// <summary>Class scores (pixels of the batch, classes), before softmax.</summary>
    /// <param name="images">(batch, channels, axes…).</param>
    /// <param name="weights">One table: the weights of all edges, block after block, those of the edges themselves with them.</param>
    public Tensor Forward(Tensor images, IReadOnlyList<CellWeights> weights, bool isTraining)
    {
        using var scope = NewDisposeScope();
        List<Tensor> maps = [stem.Forward(images, isTraining)];
        foreach (var halving in halvings)
            maps.Add(halving.Forward(maps[^1], isTraining));
        for (var block = 0; block < blocks.Count; block++)
        {
            using var own = Part(weights[0], block, blocks[block].Count);
            using var choice = new Choice(own, space.Channels);
            var next = blocks[block].Forward(maps, choice, isTraining);
            maps.ForEach(m => m.Dispose());
            maps = next;
        }
        return head.Forward(maps).MoveToOuterDisposeScope();
    }

    public void Dispose()
    {
        blocks.ForEach(b => b.Dispose());
        Weights.Dispose();
    }

    /// <summary>The weights of a block's edges.</summary>
    private static CellWeights Part(CellWeights all, int block, int count) =>
        new(all.Operations.narrow(0, block * count, count), all.Edges!.narrow(0, block * count, count), all.Chosen is { } chosen ? [.. chosen.Skip(block * count).Take(count)] : null);
}

/// <summary>Makes the map of the next coarser level: ReLU, a 3×3 convolution of stride 2, normalisation with a trained scale and shift.</summary>
internal sealed class Halving(Weights weights, Spatial spatial, string name, int channels)
{
    private readonly Weight weight = weights.Kernel($"{name}.1", spatial.Kernel(channels, channels, 3));
    private readonly Norm norm = weights.Norm($"{name}.2", channels, isAffine: true);

    public Tensor Forward(Tensor map, bool isTraining)
    {
        using var rectified = functional.relu(map);
        using var halved = spatial.Convolution(rectified, weight.Value, 2, 1);
        return norm.Apply(halved, isTraining);
    }
}

using DnasRepro.Architectures;
using DnasRepro.ReferenceSearch;
using DnasRepro.ReferenceSearch.Costs;
using static TorchSharp.torch;

namespace DnasRepro.Search.Networks;

/// <summary>The U of the supernet with only the edges and operations of one architecture. Every cell has weights of its own; <see cref="ArchitectureCosts"/> counts them.</summary>
internal sealed class DerivedNetwork : IDerivedNetwork
{
    private readonly Spatial spatial;
    private readonly SpaceSettings space;
    private readonly Stem stem;
    private readonly List<DerivedCell> downs = [];
    private readonly List<DerivedCell> ups = [];
    private readonly Head head;

    /// <param name="architecture">With the cells down and up, and operations of the registry.</param>
    /// <param name="space">Dimensions, levels, nodes and channels; what it offers does not matter.</param>
    /// <param name="inputs">Channels of the images.</param>
    /// <param name="classes">Classes, background included.</param>
    /// <param name="generator">Draws the initial weights.</param>
    /// <param name="isAffine">Whether normalisations have a trained scale and shift, as in DARTS' retraining; not when it gets a supernet's weights.</param>
    /// <exception cref="UserErrorException">The architecture is none of such a network.</exception>
    public DerivedNetwork(Architecture architecture, SpaceSettings space, int inputs, int classes, Generator generator, bool isAffine = true, ScalarType type = ScalarType.Float32, Device? device = null)
    {
        (this.space, spatial) = (space with { Topology = null }, new Spatial(space.Dimensions));
        _ = ArchitectureCosts.Of(architecture, this.space, new NetworkEnds(1 << space.Levels, inputs, classes));
        Weights = new Weights(generator, type, device ?? CPU);
        var frame = new DerivedFrame(Weights, spatial, space, isAffine);
        var (channels, wide) = (space.Channels, space.Channels * space.Nodes);
        var (down, up) = (architecture.Cells.First(c => c.Id == ReferenceSpace.Down), architecture.Cells.First(c => c.Id == ReferenceSpace.Up));
        stem = new Stem(Weights, spatial, inputs, channels);
        for (var k = 1; k <= space.Levels; k++)
            downs.Add(new DerivedCell(frame, $"down{k}", (k <= 2 ? channels : wide, k == 1 ? channels : wide, k > 1), down, isDown: true));
        for (var i = 1; i <= space.Levels; i++)
            ups.Add(new DerivedCell(frame, $"up{i}", (i == space.Levels ? channels : wide, wide, false), up, isDown: false));
        head = new Head(Weights, spatial, wide, classes);
        Weights.Join();
    }

    public Weights Weights { get; }

    public Spatial Spatial => spatial;

    /// <summary>Class scores (pixels of the batch, classes), before softmax.</summary>
    /// <param name="images">(batch, channels, axes…).</param>
    public Tensor Forward(Tensor images, bool isTraining)
    {
        using var scope = NewDisposeScope();
        var maps = new List<Tensor> { stem.Forward(images, isTraining) };
        for (var k = 0; k < space.Levels; k++)
            maps.Add(downs[k].Forward(maps[Math.Max(0, k - 1)], maps[k], isTraining));
        var map = maps[^1];
        for (var i = 0; i < space.Levels; i++)
        {
            using var larger = spatial.Upsample(map);
            map = ups[i].Forward(maps[space.Levels - 1 - i], larger, isTraining);
        }
        return head.Forward(map).MoveToOuterDisposeScope();
    }

    /// <summary>Takes over the weights that a supernet has for the kept edges, the entrances, stem and head. Running statistics stay as they are.</summary>
    public void TakeWeights(ISupernet supernet) => Weights.TakeFrom(supernet.Weights);

    public void Dispose()
    {
        downs.ForEach(c => c.Dispose());
        ups.ForEach(c => c.Dispose());
        Weights.Dispose();
    }
}

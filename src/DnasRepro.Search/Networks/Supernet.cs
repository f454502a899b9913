using DnasRepro.ReferenceSearch;
using static TorchSharp.torch;

namespace DnasRepro.Search.Networks;

/// <summary>
/// The U of cells: a stem, down cells that halve the size, up cells that double it, each up cell with the map of its size from the way down, and a 1×1 head.
/// Cells of a type share their architecture parameters.
/// </summary>
internal sealed class Supernet : ISupernet
{
    private readonly Spatial spatial;
    private readonly SpaceSettings space;
    private readonly Stem stem;
    private readonly List<Cell> downs = [];
    private readonly List<Cell> ups = [];
    private readonly Head head;
    private readonly PartialChannels partial;

    /// <param name="generator">Draws the initial weights.</param>
    /// <param name="inputs">Channels of the images.</param>
    /// <param name="classes">Classes, background included.</param>
    /// <param name="type">The numbers' type: 32 bits, or 64 where results are compared.</param>
    /// <param name="ratio">1/ratio of the channels goes through the operations; 1 for all.</param>
    public Supernet(SpaceSettings space, int inputs, int classes, Generator generator, ScalarType type = ScalarType.Float32, Device? device = null, int ratio = 1)
    {
        (this.space, spatial) = (space, new Spatial(space.Dimensions));
        partial = new PartialChannels(spatial, space.Channels, ratio);
        Weights = new Weights(generator, type, device ?? CPU);
        var (channels, wide) = (space.Channels, space.Channels * space.Nodes);
        stem = new Stem(Weights, spatial, inputs, channels);
        for (var k = 1; k <= space.Levels; k++)
            downs.Add(new Cell(Weights, spatial, $"down{k}", (k <= 2 ? channels : wide, k == 1 ? channels : wide, k > 1), space, space.DownOperations, isDown: true, ratio));
        for (var i = 1; i <= space.Levels; i++)
            ups.Add(new Cell(Weights, spatial, $"up{i}", (i == space.Levels ? channels : wide, wide, false), space, space.UpOperations, isDown: false, ratio));
        head = new Head(Weights, spatial, wide, classes);
        Weights.Join();
    }

    public Weights Weights { get; }

    public Spatial Spatial => spatial;

    public Tensor Forward(Tensor images, IReadOnlyList<CellWeights> weights, bool isTraining) => Forward(images, weights[0], weights[1], isTraining);

    /// <summary>Class scores (pixels of the batch, classes), before softmax.</summary>
    /// <param name="images">(batch, channels, axes…).</param>
    /// <param name="down">The weights of the down cells.</param>
    /// <param name="up">Those of the up cells.</param>
    public Tensor Forward(Tensor images, CellWeights down, CellWeights up, bool isTraining)
    {
        using var scope = NewDisposeScope();
        using var downChoice = new Choice(down, space.Nodes, partial.Taken);
        using var upChoice = new Choice(up, space.Nodes, partial.Taken);
        var maps = new List<Tensor> { stem.Forward(images, isTraining) };
        for (var k = 0; k < space.Levels; k++)
            maps.Add(downs[k].Forward(maps[Math.Max(0, k - 1)], maps[k], downChoice, isTraining));
        var map = maps[^1];
        for (var i = 0; i < space.Levels; i++)
        {
            using var larger = spatial.Upsample(map);
            map = ups[i].Forward(maps[space.Levels - 1 - i], larger, upChoice, isTraining);
        }
        return head.Forward(map).MoveToOuterDisposeScope();
    }

    public void Dispose()
    {
        downs.ForEach(c => c.Dispose());
        ups.ForEach(c => c.Dispose());
        Weights.Dispose();
    }
}

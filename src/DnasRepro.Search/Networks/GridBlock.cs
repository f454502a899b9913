using DnasRepro.ReferenceSearch;
using DnasRepro.Search.Networks.Operations;
using static TorchSharp.torch;

namespace DnasRepro.Search.Networks;

/// <summary>
/// A block of the grid: the map of each level is the sum of the edges that lead to it, each the weighed sum of its operations times the weight of the edge.
/// The operations of an edge to a coarser level have stride 2; before those of an edge to a finer level the size is doubled.
/// </summary>
internal sealed class GridBlock : IDisposable
{
    private readonly Spatial spatial;
    private readonly int levels;
    private readonly List<(GridEdge Edge, Source Operations)> edges = [];

    /// <param name="name">block1, block2 …</param>
    public GridBlock(Weights weights, Spatial spatial, string name, SpaceSettings space, int levels)
    {
        (this.spatial, this.levels) = (spatial, levels);
        foreach (var (edge, number) in GridShape.Edges(levels).Select((e, i) => (e, i)))
            edges.Add((edge, new Source(space.DownOperations, number, new Placement(weights, spatial, $"{name}.edge{number}", [number], space.Channels, edge.Stride, IsAffine: false))));
    }

    /// <summary>How many edges there are.</summary>
    public int Count => edges.Count;

    /// <summary>The maps of all levels, the finest first.</summary>
    public List<Tensor> Forward(IReadOnlyList<Tensor> maps, Choice choice, bool isTraining)
    {
        var sums = new Tensor?[levels];
        foreach (var (edge, operations) in edges)
        {
            using var larger = edge.IsEnlarged ? spatial.Upsample(maps[edge.From]) : null;
            var part = choice.IsChosen ? operations.Chosen(larger ?? maps[edge.From], choice, isTraining)[0] : operations.Forward(larger ?? maps[edge.From], choice, isTraining);
            Add(ref sums[edge.To], part);
        }
        return [.. sums.Select((s, level) => s ?? zeros_like(maps[level]))];
    }

    public void Dispose() => edges.ForEach(e => e.Operations.Dispose());

    /// <summary>Null where an edge chose none: it passes nothing on.</summary>
    private static void Add(ref Tensor? sum, Tensor? part)
    {
        if (part is null)
            return;
        var before = sum;
        sum = before is null ? part : before + part;
        if (before is null)
            return;
        before.Dispose();
        part.Dispose();
    }
}

/// <summary>
/// The end of the grid: the scores of each level by a 1×1 convolution, those of a coarser one doubled in size level by level and added. It is the same as a 1×1
/// convolution of all levels' maps, doubled to full size and laid together, because doubling and a convolution of single pixels may change places.
/// </summary>
internal sealed class GridHead
{
    private readonly Spatial spatial;
    private readonly int classes;
    private readonly List<Weight> weights = [];
    private readonly Weight bias;

    public GridHead(Weights weights, Spatial spatial, int levels, int channels, int classes)
    {
        (this.spatial, this.classes) = (spatial, classes);
        for (var level = 0; level < levels; level++)
            this.weights.Add(weights.Uniform($"head.{level}", [classes, channels], channels * levels));
        bias = weights.Uniform("head.bias", [classes], channels * levels);
    }

    /// <summary>(pixels of the batch, classes).</summary>
    public Tensor Forward(IReadOnlyList<Tensor> maps)
    {
        using var scope = NewDisposeScope();
        var scores = spatial.Pointwise(maps[^1], weights[^1].Value);
        for (var level = maps.Count - 2; level >= 0; level--)
            scores = spatial.Upsample(scores) + spatial.Pointwise(maps[level], weights[level].Value);
        return (spatial.Last(scores).reshape(-1, classes) + bias.Value).MoveToOuterDisposeScope();
    }
}

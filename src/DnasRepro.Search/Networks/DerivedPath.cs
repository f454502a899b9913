using DnasRepro.ReferenceSearch;
using DnasRepro.Search.Networks.Operations;
using static TorchSharp.torch;

namespace DnasRepro.Search.Networks;

/// <summary>
/// One path through the grid of a searched topology: the stem, the halvings to the level at which it begins, one operation for each block, and a 1×1 head whose
/// scores are doubled to full size. <see cref="ReferenceSearch.Costs.ArchitectureCosts"/> counts its weights.
/// </summary>
internal sealed class DerivedPath : IDerivedNetwork
{
    private readonly Spatial spatial;
    private readonly Stem stem;
    private readonly List<Halving> halvings = [];
    private readonly List<(GridEdge Edge, EdgeOperation? Own, SharedOperation? Shared)> steps = [];
    private readonly Weight head;
    private readonly Weight bias;
    private readonly int end;

    /// <param name="weights">Where the weights are kept; they are this network's from now on.</param>
    /// <param name="inputs">Channels of the images.</param>
    /// <param name="classes">Classes, background included.</param>
    /// <param name="isAffine">Whether the operations' normalisations have a trained scale and shift.</param>
    public DerivedPath(IReadOnlyList<PathStep> path, SpaceSettings space, int inputs, int classes, Weights weights, bool isAffine)
    {
        (Weights, spatial, end) = (weights, new Spatial(space.Dimensions), path[^1].Edge.To);
        stem = new Stem(weights, spatial, inputs, space.Channels);
        for (var level = 1; level <= path[0].Edge.From; level++)
            halvings.Add(new Halving(weights, spatial, $"level{level}", space.Channels));
        foreach (var (step, block) in path.Select((s, b) => (s, b + 1)))
        {
            var at = new Placement(weights, spatial, $"block{block}.edge{step.Number}.{step.Operation.Id}", [step.Number], space.Channels, step.Edge.Stride, isAffine);
            var own = Catalogue.Edge(step.Operation.Id, at);
            steps.Add((step.Edge, own, own is null ? Catalogue.Shared(step.Operation.Id, at) : null));
        }
        head = weights.Uniform($"head.{end}", [classes, space.Channels], space.Channels);
        bias = weights.Uniform("head.bias", [classes], space.Channels);
        weights.Join();
    }

    public Weights Weights { get; }

    public Tensor Forward(Tensor images, bool isTraining)
    {
        using var scope = NewDisposeScope();
        var map = stem.Forward(images, isTraining);
        foreach (var halving in halvings)
            map = halving.Forward(map, isTraining);
        foreach (var (edge, own, shared) in steps)
        {
            using var state = new State(edge.IsEnlarged ? spatial.Upsample(map) : map);
            map = own is null ? shared!.Forward(state, isTraining) : own.Forward(state, isTraining, null);
        }
        var scores = spatial.Pointwise(map, head.Value);
        for (var level = 0; level < end; level++)
            scores = spatial.Upsample(scores);
        return (spatial.Last(scores).reshape(-1, bias.Value.shape[0]) + bias.Value).MoveToOuterDisposeScope();
    }

    public void TakeWeights(ISupernet supernet) => Weights.TakeFrom(supernet.Weights);

    public void Dispose()
    {
        steps.ForEach(s => (s.Shared as IDisposable)?.Dispose());
        Weights.Dispose();
    }
}

using DnasRepro.ReferenceSearch;
using DnasRepro.Search.Networks.Operations;
using static TorchSharp.torch;

namespace DnasRepro.Search.Networks;

/// <summary>A cell of the supernet: two inputs, brought to the cell's channels, and nodes that each sum up all edges from what came before; the result is all nodes together.</summary>
internal sealed class Cell : IDisposable
{
    private readonly Spatial spatial;
    private readonly Entrance first;
    private readonly Entrance second;
    private readonly int nodes;
    private readonly int channels;
    private readonly List<Source> sources = [];

    /// <param name="weights">Where the weights are kept.</param>
    /// <param name="name">down1, up2 …</param>
    /// <param name="inputs">Channels of the two inputs, and whether the first is twice as large as the second.</param>
    /// <param name="isDown">Whether the edges from the inputs halve the size.</param>
    public Cell(Weights weights, Spatial spatial, string name, (int First, int Second, bool Halves) inputs, SpaceSettings space, IReadOnlyList<string> operations, bool isDown)
    {
        (this.spatial, nodes, channels) = (spatial, space.Nodes, space.Channels);
        first = new Entrance(weights, spatial, $"{name}.pre0", inputs.First, space.Channels, inputs.Halves);
        second = new Entrance(weights, spatial, $"{name}.pre1", inputs.Second, space.Channels, false);
        var edges = ReferenceSpace.Edges(nodes);
        for (var s = 0; s < ReferenceSpace.Inputs + nodes - 1; s++)
        {
            var rows = Choice.Rows(edges, s).Select(r => (int)r).ToList();
            sources.Add(new Source(operations, s, new Placement(weights, spatial, $"{name}.from{s}", rows, space.Channels, isDown && s < ReferenceSpace.Inputs ? 2 : 1, IsAffine: false)));
        }
    }

    public Tensor Forward(Tensor s0, Tensor s1, Choice choice, bool isTraining)
    {
        using var scope = NewDisposeScope();
        var states = new Tensor?[nodes];
        using (var state0 = first.Forward(s0, isTraining))
        using (var state1 = second.Forward(s1, isTraining))
        {
            using var sum = sources[0].Forward(state0, choice, isTraining);
            using var other = sources[1].Forward(state1, choice, isTraining);
            Spread(states, sum.add_(other));
        }
        for (var node = 0; node < nodes - 1; node++)
        {
            using var result = sources[ReferenceSpace.Inputs + node].Forward(states[node]!, choice, isTraining);
            Spread(states, result);
        }
        return spatial.First(cat([.. states.Select(s => spatial.Last(s!))], -1)).MoveToOuterDisposeScope();
    }

    public void Dispose() => sources.ForEach(s => s.Dispose());

    /// <summary>Adds to each of the last nodes its part of a source's result.</summary>
    private void Spread(Tensor?[] states, Tensor result)
    {
        var parts = result.split(channels, 1);
        var at = nodes - parts.Length;
        foreach (var part in parts)
        {
            var before = states[at];
            states[at++] = before is null ? spatial.ChannelsFastest(part) : before + part;
            before?.Dispose();
            part.Dispose();
        }
    }
}

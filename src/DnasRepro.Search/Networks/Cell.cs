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
    private readonly PartialChannels? partial;
    private readonly int channels;
    private readonly bool isDown;
    private readonly List<Source> sources = [];

    /// <param name="weights">Where the weights are kept.</param>
    /// <param name="name">down1, up2 …</param>
    /// <param name="inputs">Channels of the two inputs, and whether the first is twice as large as the second.</param>
    /// <param name="isDown">Whether the edges from the inputs halve the size.</param>
    /// <param name="ratio">1/ratio of the channels goes through the operations; 1 for all.</param>
    public Cell(Weights weights, Spatial spatial, string name, (int First, int Second, bool Halves) inputs, SpaceSettings space, IReadOnlyList<string> operations, bool isDown, int ratio = 1)
    {
        (this.spatial, nodes, this.isDown) = (spatial, space.Nodes, isDown);
        partial = ratio == 1 ? null : new PartialChannels(spatial, space.Channels, ratio);
        channels = space.Channels / ratio;
        first = new Entrance(weights, spatial, $"{name}.pre0", inputs.First, space.Channels, inputs.Halves);
        second = new Entrance(weights, spatial, $"{name}.pre1", inputs.Second, space.Channels, false);
        var edges = ReferenceSpace.Edges(nodes);
        for (var s = 0; s < ReferenceSpace.Inputs + nodes - 1; s++)
        {
            var rows = Choice.Rows(edges, s).Select(r => (int)r).ToList();
            sources.Add(new Source(operations, s, new Placement(weights, spatial, $"{name}.from{s}", rows, channels, Halves(s) ? 2 : 1, IsAffine: false)));
        }
    }

    public Tensor Forward(Tensor s0, Tensor s1, Choice choice, bool isTraining)
    {
        using var scope = NewDisposeScope();
        var (computed, passed) = (new Tensor?[nodes], new Tensor?[nodes]);
        using (var state0 = first.Forward(s0, isTraining))
        using (var state1 = second.Forward(s1, isTraining))
        {
            Compute(computed, 0, [state0, state1], choice, isTraining);
            Pass(passed, 0, state0, choice);
            Pass(passed, 1, state1, choice);
            if (choice.IsChosen)
                Fill(computed, state0);
        }
        var states = new Tensor[nodes];
        for (var node = 0; node < nodes; node++)
        {
            states[node] = Node(computed[node]!, passed[node]);
            if (node == nodes - 1)
                break;
            Compute(computed, ReferenceSpace.Inputs + node, [states[node]], choice, isTraining);
            Pass(passed, ReferenceSpace.Inputs + node, states[node], choice);
        }
        return spatial.First(cat([.. states.Select(spatial.Last)], -1)).MoveToOuterDisposeScope();
    }

    public void Dispose() => sources.ForEach(s => s.Dispose());

    private bool Halves(int source) => isDown && source < ReferenceSpace.Inputs;

    private Tensor Node(Tensor computed, Tensor? passed)
    {
        if (partial is null || passed is null)
            return computed;
        using (computed)
        using (passed)
            return partial.Join(computed, passed);
    }

    /// <summary>Adds what the operations make of states to the nodes. The states are neighbours that lead to the same nodes.</summary>
    private void Compute(Tensor?[] sums, int source, Tensor[] states, Choice choice, bool isTraining)
    {
        if (choice.IsChosen)
        {
            for (var i = 0; i < states.Length; i++)
                Spread(sums, sources[source + i].Chosen(states[i], choice, isTraining));
            return;
        }
        Tensor? sum = null;
        for (var i = 0; i < states.Length; i++)
        {
            using var taken = partial?.Take(states[i]);
            Sums.Add(ref sum, sources[source + i].Forward(taken ?? states[i], choice, isTraining));
        }
        using (sum)
            Spread(sums, sum!.split(channels, 1));
    }

    /// <summary>Adds what passes the operations by to the nodes.</summary>
    private void Pass(Tensor?[] sums, int source, Tensor state, Choice choice)
    {
        if (partial is null)
            return;
        using var map = partial.Pass(state, Halves(source));
        var shares = choice.Shares(source).unbind(0);
        for (var i = 0; i < shares.Length; i++)
        {
            ref var sum = ref sums[nodes - shares.Length + i];
            using var before = sum;
            using var share = shares[i];
            sum = before is null ? map * share : addcmul(before, map, share, 1);
        }
    }

    /// <summary>Adds a source's results to the last nodes, each to its own; null for nothing.</summary>
    private void Spread(Tensor?[] sums, IReadOnlyList<Tensor?> parts)
    {
        var at = nodes - parts.Count;
        foreach (var part in parts)
        {
            var before = sums[at];
            if (part is not null)
            {
                sums[at] = before is null ? spatial.ChannelsFastest(part) : before + part;
                before?.Dispose();
                part.Dispose();
            }
            at++;
        }
    }

    /// <summary>Zeros for nodes that get nothing from the inputs: every edge may have chosen none.</summary>
    private void Fill(Tensor?[] sums, Tensor input)
    {
        long[] axes = [.. Spatial.Axes(input).Select(s => isDown ? s / 2 : s)];
        for (var node = 0; node < nodes; node++)
            sums[node] ??= spatial.First(zeros([input.shape[0], .. axes, channels], input.dtype, input.device));
    }
}

using DnasRepro.Architectures;
using DnasRepro.ReferenceSearch;
using DnasRepro.Search.Networks.Operations;
using static TorchSharp.torch;

namespace DnasRepro.Search.Networks;

/// <summary>What all cells of a derived network share.</summary>
/// <param name="Space">Nodes and channels.</param>
/// <param name="IsAffine">Whether normalisations have a scale and a shift that are trained.</param>
internal sealed record DerivedFrame(Weights Weights, Spatial Spatial, SpaceSettings Space, bool IsAffine);

/// <summary>A cell with the edges that an architecture keeps: each node is the sum of its edges, the result is all nodes together. A node without an edge is zeros.</summary>
internal sealed class DerivedCell : IDisposable
{
    private readonly Spatial spatial;
    private readonly Entrance first;
    private readonly Entrance second;
    private readonly int nodes;
    private readonly int channels;
    private readonly int halving;
    private readonly List<KeptEdges> kept = [];

    /// <param name="name">down1, up2 …</param>
    /// <param name="inputs">Channels of the two inputs, and whether the first is twice as large as the second.</param>
    /// <param name="isDown">Whether the edges from the inputs halve the size.</param>
    public DerivedCell(DerivedFrame frame, string name, (int First, int Second, bool Halves) inputs, ArchitectureCell cell, bool isDown)
    {
        (spatial, nodes, channels, halving) = (frame.Spatial, frame.Space.Nodes, frame.Space.Channels, isDown ? 2 : 1);
        first = new Entrance(frame.Weights, spatial, $"{name}.pre0", inputs.First, channels, inputs.Halves, frame.IsAffine);
        second = new Entrance(frame.Weights, spatial, $"{name}.pre1", inputs.Second, channels, false, frame.IsAffine);
        foreach (var group in cell.Edges.GroupBy(e => (e.From, e.Operation)).OrderBy(g => g.Key.From).ThenBy(g => g.Key.Operation, StringComparer.Ordinal))
        {
            var stride = group.Key.From < ReferenceSpace.Inputs ? halving : 1;
            var at = new Placement(frame.Weights, spatial, $"{name}.from{group.Key.From}.{group.Key.Operation}", [], channels, stride, frame.IsAffine);
            kept.AddRange(KeptEdges.Of(group.Key.Operation, group.Key.From, [.. group.Select(e => e.Node).Order()], nodes, at));
        }
    }

    public Tensor Forward(Tensor s0, Tensor s1, bool isTraining)
    {
        using var scope = NewDisposeScope();
        var states = new Tensor?[ReferenceSpace.Inputs + nodes];
        (states[0], states[1]) = (first.Forward(s0, isTraining), second.Forward(s1, isTraining));
        for (var from = 0; from < states.Length; from++)
        {
            var leaving = kept.Where(e => e.From == from).ToList();
            var map = states[from] ??= Nothing(states[0]!);
            using var state = new State(map);
            foreach (var edges in leaving)
                edges.AddTo(states, state, isTraining);
        }
        return spatial.First(cat([.. states.Skip(ReferenceSpace.Inputs).Select(s => spatial.Last(s!))], -1)).MoveToOuterDisposeScope();
    }

    public void Dispose() => kept.ForEach(e => e.Dispose());

    /// <summary>A node to which no edge leads.</summary>
    private Tensor Nothing(Tensor input) =>
        spatial.ChannelsFastest(zeros([input.shape[0], channels, .. Spatial.Axes(input).Select(s => s / halving)], input.dtype, input.device));
}

/// <summary>The edges of one operation that leave one state.</summary>
internal sealed class KeptEdges : IDisposable
{
    private readonly Spatial spatial;
    private readonly int channels;
    private readonly IReadOnlyList<int> to;
    private readonly EdgeOperation? own;
    private readonly SharedOperation? shared;

    private KeptEdges(int from, IReadOnlyList<int> to, Placement at, EdgeOperation? own, SharedOperation? shared) =>
        (From, this.to, spatial, channels, this.own, this.shared) = (from, to, at.Spatial, at.Channels, own, shared);

    /// <summary>The state that they leave.</summary>
    public int From { get; }

    /// <summary>Edges with weights become one call; of the others each is by itself, since its normalisation may have a scale of its own. None is no edge.</summary>
    public static IEnumerable<KeptEdges> Of(string operation, int from, IReadOnlyList<int> to, int nodes, Placement at)
    {
        var all = ReferenceSpace.Edges(nodes);
        List<int> rows = [.. to.Select(node => Enumerable.Range(0, all.Count).First(i => all[i] == (from, node)))];
        if (Catalogue.Edge(operation, at with { Rows = rows }) is { } own)
        {
            yield return new KeptEdges(from, to, at, own, null);
            yield break;
        }
        for (var i = 0; i < rows.Count; i++)
        {
            if (Catalogue.Shared(operation, at with { Name = $"{at.Name}.{rows[i]}", Rows = [rows[i]] }) is { } passing)
                yield return new KeptEdges(from, [to[i]], at, null, passing);
        }
    }

    /// <summary>Adds each edge's result to the node that it leads to.</summary>
    public void AddTo(Tensor?[] states, State state, bool isTraining)
    {
        using var result = own is not null ? own.Forward(state, isTraining, null) : shared!.Forward(state, isTraining);
        for (var i = 0; i < to.Count; i++)
        {
            using var part = result.narrow(1, (long)i * channels, channels);
            var before = states[to[i]];
            states[to[i]] = before is null ? spatial.ChannelsFastest(part) : before + part;
            before?.Dispose();
        }
    }

    public void Dispose() => (shared as IDisposable)?.Dispose();
}

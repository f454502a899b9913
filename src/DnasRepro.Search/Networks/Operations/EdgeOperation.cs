using static TorchSharp.torch;

namespace DnasRepro.Search.Networks.Operations;

/// <summary>What an operation is built for.</summary>
/// <param name="Weights">Where its weights are kept.</param>
/// <param name="Spatial">Images or volumes.</param>
/// <param name="Name">The beginning of its weights' names.</param>
/// <param name="Rows">The edges, all leaving the same state.</param>
/// <param name="Channels">Channels of the state and of each edge's result.</param>
/// <param name="Stride">1, or 2 where the result is half as large along each axis.</param>
/// <param name="IsAffine">Whether normalisations have a scale and a shift that are trained: not in a supernet, where they would undo the choice's weights.</param>
internal sealed record Placement(Weights Weights, Spatial Spatial, string Name, IReadOnlyList<int> Rows, int Channels, int Stride, bool IsAffine)
{
    /// <summary>Channels of all edges' results together.</summary>
    public int Width => Rows.Count * Channels;

    public Weight Kernel(string part, long channelsOut, long channelsIn, int size) =>
        Weights.Kernel($"{Name}.{part}", Spatial.Kernel(channelsOut, channelsIn, size), Rows);

    public Norm Norm(string part) => Weights.Norm($"{Name}.{part}", Width, IsAffine);
}

/// <summary>
/// One operation on all edges that leave one state: the edges' kernels are stacked, so that one call serves all of them. The result's channels are those of
/// the first edge, then of the second, and so on.
/// </summary>
internal abstract class EdgeOperation(Placement placement)
{
    protected Placement At { get; } = placement;

    protected Norm Last { get; } = placement.Norm("norm");

    /// <summary>The normalised result, each channel times its scale.</summary>
    /// <param name="scales">One for each channel, or null for 1.</param>
    public Tensor Forward(State state, bool isTraining, Tensor? scales)
    {
        using var edges = Selection.All(At.Rows.Count);
        return Forward(state, edges, isTraining, scales);
    }

    /// <summary>The same for some of the edges.</summary>
    public Tensor Forward(State state, Selection edges, bool isTraining, Tensor? scales)
    {
        using var raw = Raw(state, edges, isTraining);
        return Last.Apply(raw, edges, isTraining, scales);
    }

    /// <summary>The result before its last normalisation.</summary>
    protected abstract Tensor Raw(State state, Selection edges, bool isTraining);

    /// <summary>Channels of the edges' results together.</summary>
    protected int Width(Selection edges) => edges.Count * At.Channels;
}

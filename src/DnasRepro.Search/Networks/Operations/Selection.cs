using static TorchSharp.torch;

namespace DnasRepro.Search.Networks.Operations;

/// <summary>Those of the edges of an operation that one call computes: all of them, or one operation's share where every edge takes one operation only.</summary>
internal sealed class Selection : IDisposable
{
    private readonly int all;
    private readonly Tensor? positions;

    private Selection(int all, int count, Tensor? positions) => (this.all, Count, this.positions) = (all, count, positions);

    /// <summary>How many edges are computed.</summary>
    public int Count { get; }

    /// <summary>Whether it is not all edges.</summary>
    public bool IsPart => positions is not null;

    /// <summary>All of so many edges.</summary>
    public static Selection All(int edges) => new(edges, edges, null);

    /// <summary>Some of so many edges.</summary>
    /// <param name="chosen">Their places among all, in order; at least one.</param>
    public static Selection Of(int edges, IReadOnlyList<int> chosen, Device device) => chosen.Count == edges
        ? All(edges)
        : new(edges, chosen.Count, tensor(chosen.Select(p => (long)p).ToArray(), device: device).DetachFromDisposeScope());

    /// <summary>The rows of a weight that belong to the edges.</summary>
    public Tensor Of(Weight weight) => Of(weight.Value);

    /// <summary>The rows of stacked values that belong to the edges; the values themselves where it is all of them.</summary>
    public Tensor Of(Tensor stacked)
    {
        if (positions is null)
            return stacked;
        using var scope = NewDisposeScope();
        var share = stacked.shape[0] / all;
        return stacked.view([all, share, .. stacked.shape[1..]]).index_select(0, positions).view([Count * share, .. stacked.shape[1..]]).MoveToOuterDisposeScope();
    }

    /// <summary>Writes values of the edges to where they are kept.</summary>
    public void Keep(Tensor stacked, Tensor values)
    {
        using var grad = no_grad();
        using var scope = NewDisposeScope();
        stacked.view(all, -1).index_copy_(0, positions!, values.view(Count, -1));
    }

    public void Dispose() => positions?.Dispose();
}

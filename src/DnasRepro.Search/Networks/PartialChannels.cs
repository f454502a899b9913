using static TorchSharp.torch;

namespace DnasRepro.Search.Networks;

/// <summary>
/// Partial channels (PC-DARTS, Xu et al. 2020): the first C/K channels of a state go through the operations, the others pass by, and the channels of the sum are
/// shuffled in K groups. What passes by on all edges into a node is summed before it is shuffled: the shuffle is the same for all of them.
/// </summary>
internal sealed class PartialChannels(Spatial spatial, int channels, int ratio)
{
    /// <summary>Channels that go through the operations.</summary>
    public int Taken => channels / ratio;

    /// <summary>Channels that pass them by.</summary>
    public int Passed => channels - Taken;

    /// <summary>The channels of a state that go through the operations.</summary>
    public Tensor Take(Tensor state)
    {
        using var first = state.narrow(1, 0, Taken);
        return spatial.ChannelsFastest(first);
    }

    /// <summary>What passes by on the edges that leave a state, weighed for each edge; the largest of 2×2 pixels where the edges halve the size.</summary>
    /// <param name="weights">(channels of all edges, channels that pass by).</param>
    public Tensor Pass(Tensor state, bool halves, Tensor weights)
    {
        using var scope = NewDisposeScope();
        var rest = state.narrow(1, Taken, Passed);
        return spatial.Pointwise(halves ? spatial.MaxPool(rest, 2, 2, 0) : rest, weights).MoveToOuterDisposeScope();
    }

    /// <summary>A node: what was computed and what passed by, channel r of group k at place r·K + k.</summary>
    public Tensor Join(Tensor computed, Tensor passed)
    {
        using var scope = NewDisposeScope();
        var (first, others) = (spatial.Last(computed), spatial.Last(passed));
        var axes = first.shape[..^1];
        var columns = others.reshape([.. axes, ratio - 1, Taken]).transpose(-1, -2);
        return spatial.First(cat([first.unsqueeze(-1), columns], -1).reshape([.. axes, channels])).MoveToOuterDisposeScope();
    }
}

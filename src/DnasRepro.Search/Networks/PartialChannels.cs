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

    /// <summary>The channels of a state that go through the operations.</summary>
    public Tensor Take(Tensor state)
    {
        using var first = state.narrow(1, 0, Taken);
        return spatial.ChannelsFastest(first);
    }

    /// <summary>What passes by on the edges that leave a state: the largest of 2×2 pixels where they halve the size. The channels that do not pass by are in it too, because whole rows are faster.</summary>
    public Tensor Pass(Tensor state, bool halves) => halves ? spatial.MaxPool(state, 2, 2, 0) : state.alias();

    /// <summary>A node: what was computed and what passed by, channel r of group k at place r·K + k.</summary>
    public Tensor Join(Tensor computed, Tensor passed)
    {
        using var scope = NewDisposeScope();
        var grouped = cat([spatial.Last(computed), spatial.Last(passed).narrow(-1, Taken, channels - Taken)], -1);
        var order = tensor([.. Enumerable.Range(0, channels).Select(c => (long)(c % ratio * Taken + c / ratio))], device: computed.device);
        return spatial.First(grouped.index_select(-1, order)).MoveToOuterDisposeScope();
    }
}

using TorchSharp;
using static TorchSharp.torch;

namespace DnasRepro.Search.Networks.Operations;

/// <summary>An operation without weights: its result is the same on all edges that leave a state, and is computed once.</summary>
internal abstract class SharedOperation
{
    /// <summary>The result; the caller's to free.</summary>
    public abstract Tensor Forward(State state, bool isTraining);
}

/// <summary>Passes the state on.</summary>
internal sealed class Identity : SharedOperation
{
    public override Tensor Forward(State state, bool isTraining) => state.Map.alias();
}

/// <summary>The largest of 3×3 pixels, normalised.</summary>
internal sealed class MaxPooling(Spatial spatial, Norm norm, int stride) : SharedOperation
{
    public override Tensor Forward(State state, bool isTraining)
    {
        using var pooled = spatial.MaxPool(state.Map, 3, stride, 1);
        return norm.Apply(pooled, isTraining);
    }
}

/// <summary>
/// The mean of 3×3 pixels, of which those beyond the border do not count, normalised. The sum is a depthwise convolution with ones, which takes a quarter of
/// the pooling's time.
/// </summary>
internal sealed class AveragePooling(Spatial spatial, Norm norm, int channels, int stride) : SharedOperation, IDisposable
{
    private Tensor? ones;
    private Tensor? shares;

    public override Tensor Forward(State state, bool isTraining)
    {
        Prepare(state.Map);
        using var sums = spatial.Convolution(state.Map, ones!, stride, 1, groups: channels);
        using var pooled = sums * shares!;
        return norm.Apply(pooled, isTraining);
    }

    public void Dispose()
    {
        ones?.Dispose();
        shares?.Dispose();
    }

    private void Prepare(Tensor map)
    {
        ones ??= torch.ones(spatial.Kernel(channels, 1, 3), map.dtype, map.device).DetachFromDisposeScope();
        if (shares is not null && Spatial.Axes(map).Select(s => (s + stride - 1) / stride).SequenceEqual(Spatial.Axes(shares)))
            return;
        using var one = torch.ones([1, 1, .. Spatial.Axes(map)], map.dtype, map.device);
        using var kernel = torch.ones(spatial.Kernel(1, 1, 3), map.dtype, map.device);
        using var counts = spatial.Convolution(one, kernel, stride, 1);
        shares?.Dispose();
        shares = counts.reciprocal().DetachFromDisposeScope();
    }
}

using static TorchSharp.torch;

namespace DnasRepro.Search.Networks.Operations;

/// <summary>ReLU, a convolution, normalisation.</summary>
internal sealed class Convolution(Placement at, int kernel) : EdgeOperation(at)
{
    private readonly Weight weight = at.Kernel("1", at.Width, at.Channels, kernel);

    protected override Tensor Raw(State state, Selection edges, bool isTraining)
    {
        using var scope = NewDisposeScope();
        var own = edges.Of(weight);
        if (kernel > 1 || At.Stride > 1)
            return At.Spatial.Convolution(state.Rectified, own, At.Stride, kernel / 2).MoveToOuterDisposeScope();
        return At.Spatial.Pointwise(state.Rectified, own.view(Width(edges), At.Channels)).MoveToOuterDisposeScope();
    }
}

/// <summary>ReLU, a depthwise and a pointwise convolution, normalisation; dilated or not. The two are one linear map and done as <see cref="Factors"/> says.</summary>
internal sealed class DepthwiseConvolution(Placement at, int kernel, int dilation) : EdgeOperation(at)
{
    private readonly Factors factors = new(at, kernel, dilation, "1", "2");

    protected override Tensor Raw(State state, Selection edges, bool isTraining) => factors.OfState(state.Rectified, edges, At.Stride);
}

/// <summary>Twice ReLU, a depthwise and a pointwise convolution, normalisation; a stride acts in the first.</summary>
internal sealed class SeparableConvolution(Placement at, int kernel) : EdgeOperation(at)
{
    private readonly Factors first = new(at, kernel, 1, "1", "2");
    private readonly Norm between = at.Norm("between");
    private readonly Factors second = new(at, kernel, 1, "5", "6");

    protected override Tensor Raw(State state, Selection edges, bool isTraining)
    {
        using var raw = first.OfState(state.Rectified, edges, At.Stride);
        using var normalised = between.Apply(raw, edges, isTraining);
        using var rectified = nn.functional.relu(normalised, inplace: true);
        return second.OfEdges(rectified, edges);
    }
}

/// <summary>ReLU, a convolution along the last axis (in volumes along the last two), one along the others, normalisation: a pseudo-3D convolution in volumes. A stride acts along the axes of each.</summary>
internal sealed class AsymmetricConvolution : EdgeOperation
{
    private readonly Weight first;
    private readonly Weight second;

    public AsymmetricConvolution(Placement at, int kernel) : base(at)
    {
        long[] flat = at.Spatial.Dimensions == 2 ? [1, kernel] : [1, kernel, kernel];
        long[] upright = at.Spatial.Dimensions == 2 ? [kernel, 1] : [kernel, 1, 1];
        first = at.Weights.Kernel($"{at.Name}.1", [at.Width, at.Channels, .. flat], at.Rows);
        second = at.Weights.Kernel($"{at.Name}.2", [at.Width, at.Channels, .. upright], at.Rows);
    }

    /// <summary>Both are linear and follow each other directly, so their product is one convolution with a full kernel.</summary>
    protected override Tensor Raw(State state, Selection edges, bool isTraining)
    {
        using var scope = NewDisposeScope();
        var (count, channels) = (edges.Count, At.Channels);
        var kernel = second.Value.shape[2];
        var outer = edges.Of(second).view(count, channels, channels, kernel).permute(0, 3, 1, 2).reshape(count, kernel * channels, channels);
        var inner = edges.Of(first).view(count, channels, -1);
        var product = matmul(outer, inner).view([count, kernel, channels, channels, .. first.Value.shape[3..]]);
        long[] order = At.Spatial.Dimensions == 2 ? [0, 2, 3, 1, 4] : [0, 2, 3, 1, 4, 5];
        var weight = product.permute(order).reshape([Width(edges), channels, kernel, .. first.Value.shape[3..]]);
        return At.Spatial.Convolution(state.Rectified, weight, At.Stride, (int)kernel / 2).MoveToOuterDisposeScope();
    }
}

/// <summary>The identity where it halves the size: ReLU, two 1×1 convolutions of stride 2, the second on the image shifted by one pixel along every axis, normalisation (DARTS' factorised reduction).</summary>
internal sealed class HalvingSkip : EdgeOperation
{
    private readonly Weight straight;
    private readonly Weight shifted;

    public HalvingSkip(Placement at) : base(at)
    {
        var (edges, half) = (at.Rows.Count, at.Channels / 2);
        straight = at.Kernel("a", edges * half, at.Channels, 1);
        shifted = at.Kernel("b", edges * (at.Channels - half), at.Channels, 1);
    }

    /// <summary>One convolution whose kernel is two pixels wide: the first kernel sits on its first pixel, the second on its last.</summary>
    protected override Tensor Raw(State state, Selection edges, bool isTraining)
    {
        using var scope = NewDisposeScope();
        var (channels, pixels) = (At.Channels, 1 << At.Spatial.Dimensions);
        var a = edges.Of(straight).view(edges.Count, -1, channels, 1);
        var b = edges.Of(shifted).view(edges.Count, -1, channels, 1);
        var first = nn.functional.pad(a, [0, pixels - 1]);
        var last = nn.functional.pad(b, [pixels - 1, 0]);
        var weight = cat([first, last], 1).reshape(At.Spatial.Kernel(Width(edges), channels, 2));
        return At.Spatial.Convolution(state.Rectified, weight, 2, 0).MoveToOuterDisposeScope();
    }
}

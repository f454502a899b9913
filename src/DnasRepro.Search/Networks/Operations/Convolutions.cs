using static TorchSharp.torch;

namespace DnasRepro.Search.Networks.Operations;

/// <summary>ReLU, a convolution, normalisation.</summary>
internal sealed class Convolution(Placement at, int kernel) : EdgeOperation(at)
{
    private readonly Weight weight = at.Kernel("1", at.Width, at.Channels, kernel);

    protected override Tensor Raw(State state, bool isTraining)
    {
        if (kernel > 1 || At.Stride > 1)
            return At.Spatial.Convolution(state.Rectified, weight.Value, At.Stride, kernel / 2);
        using var matrix = weight.Value.view(At.Width, At.Channels);
        return At.Spatial.Pointwise(state.Rectified, matrix);
    }
}

/// <summary>ReLU, a depthwise and a pointwise convolution, normalisation; dilated or not. The two are one linear map and done as <see cref="Factors"/> says.</summary>
internal sealed class DepthwiseConvolution(Placement at, int kernel, int dilation) : EdgeOperation(at)
{
    private readonly Factors factors = new(at, kernel, dilation, "1", "2");

    protected override Tensor Raw(State state, bool isTraining) => factors.OfState(state.Rectified, At.Stride);
}

/// <summary>Twice ReLU, a depthwise and a pointwise convolution, normalisation; a stride acts in the first.</summary>
internal sealed class SeparableConvolution(Placement at, int kernel) : EdgeOperation(at)
{
    private readonly Factors first = new(at, kernel, 1, "1", "2");
    private readonly Norm between = at.Norm("between");
    private readonly Factors second = new(at, kernel, 1, "5", "6");

    protected override Tensor Raw(State state, bool isTraining)
    {
        using var raw = first.OfState(state.Rectified, At.Stride);
        using var normalised = between.Apply(raw, isTraining);
        using var rectified = nn.functional.relu(normalised, inplace: true);
        return second.OfEdges(rectified);
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
    protected override Tensor Raw(State state, bool isTraining)
    {
        using var scope = NewDisposeScope();
        var (edges, channels) = (At.Rows.Count, At.Channels);
        var kernel = second.Value.shape[2];
        var outer = second.Value.view(edges, channels, channels, kernel).permute(0, 3, 1, 2).reshape(edges, kernel * channels, channels);
        var inner = first.Value.view(edges, channels, -1);
        var product = matmul(outer, inner).view([edges, kernel, channels, channels, .. first.Value.shape[3..]]);
        long[] order = At.Spatial.Dimensions == 2 ? [0, 2, 3, 1, 4] : [0, 2, 3, 1, 4, 5];
        var weight = product.permute(order).reshape([At.Width, channels, kernel, .. first.Value.shape[3..]]);
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
    protected override Tensor Raw(State state, bool isTraining)
    {
        using var scope = NewDisposeScope();
        var (edges, channels, pixels) = (At.Rows.Count, At.Channels, 1 << At.Spatial.Dimensions);
        var a = straight.Value.view(edges, -1, channels, 1);
        var b = shifted.Value.view(edges, -1, channels, 1);
        var first = nn.functional.pad(a, [0, pixels - 1]);
        var last = nn.functional.pad(b, [pixels - 1, 0]);
        var weight = cat([first, last], 1).reshape(At.Spatial.Kernel(At.Width, channels, 2));
        return At.Spatial.Convolution(state.Rectified, weight, 2, 0).MoveToOuterDisposeScope();
    }
}

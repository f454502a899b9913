namespace DnasRepro.ReferenceSearch.Costs;

/// <summary>Where an operation acts.</summary>
/// <param name="Channels">Channels that it gets and gives; even.</param>
/// <param name="Stride">1, or 2 where it halves the size.</param>
/// <param name="Size">Pixels along each axis of what it gets; even where the stride is 2.</param>
/// <param name="Dimensions">2 or 3.</param>
/// <param name="IsAffine">Whether its normalisations have a trained scale and shift: not in a supernet (DARTS), but in a derived network.</param>
public sealed record OperationPlace(int Channels, int Stride, int Size, int Dimensions, bool IsAffine = false)
{
    /// <summary>Pixels along each axis of its result.</summary>
    public int OutputSize => Size / Stride;
}

/// <summary>The costs of the registry's operations.</summary>
public static class OperationCosts
{
    /// <summary>The cost of an operation at a place.</summary>
    public static Cost Of(OperationInfo operation, OperationPlace at)
    {
        if (at.Channels < 2 || at.Stride is not (1 or 2) || at.Size < at.Stride || at.Size % at.Stride != 0 || at.Dimensions is not (2 or 3))
            throw new ArgumentException($"No operation acts at {at}.", nameof(at));
        var (channels, input, output) = (at.Channels, Pixels(at, at.Size), Pixels(at, at.OutputSize));
        var norm = LayerCosts.Norm(channels, output, at.IsAffine);
        var window = LayerCosts.Pixels(operation.Kernel, at.Dimensions);
        var relu = LayerCosts.Map(channels, input);
        return operation.Family switch
        {
            OperationFamily.Zero => default,
            OperationFamily.Skip => at.Stride == 1 ? default : relu + Halving(channels, output) + norm,
            OperationFamily.Convolution => relu + LayerCosts.Convolution(channels, channels, window, output) + norm,
            OperationFamily.Separable => relu + DepthThenPoint(channels, window, output) + norm + LayerCosts.Map(channels, output) + DepthThenPoint(channels, window, output) + norm,
            OperationFamily.Dilated or OperationFamily.Depthwise => relu + DepthThenPoint(channels, window, output) + norm,
            OperationFamily.Asymmetric => relu + Asymmetric(operation.Kernel, at) + norm,
            OperationFamily.SqueezeExcitation => relu + LayerCosts.Convolution(channels, channels, window, output) + Excitation(channels, output) + norm,
            _ => LayerCosts.Map(channels, output) + norm,
        };
    }

    private static long Pixels(OperationPlace at, int size) => LayerCosts.Pixels(size, at.Dimensions);

    private static Cost Halving(int channels, long output) =>
        LayerCosts.Convolution(channels, channels / 2, 1, output) + LayerCosts.Convolution(channels, channels - (channels / 2), 1, output);

    private static Cost DepthThenPoint(int channels, long window, long output) =>
        LayerCosts.Convolution(channels, channels, window, output, channels) + LayerCosts.Convolution(channels, channels, 1, output);

    /// <summary>The first convolution strides along all axes but the first, the second along the first.</summary>
    private static Cost Asymmetric(int kernel, OperationPlace at)
    {
        long between = at.Size * LayerCosts.Pixels(at.OutputSize, at.Dimensions) / at.OutputSize;
        return LayerCosts.Convolution(at.Channels, at.Channels, LayerCosts.Pixels(kernel, at.Dimensions) / kernel, between)
            + LayerCosts.Convolution(at.Channels, at.Channels, kernel, Pixels(at, at.OutputSize));
    }

    private static Cost Excitation(int channels, long output)
    {
        var few = Math.Max(1, channels / 4);
        return LayerCosts.Map(channels, 1) + LayerCosts.Convolution(channels, few, 1, 1, hasBias: true) + LayerCosts.Map(few, 1)
            + LayerCosts.Convolution(few, channels, 1, 1, hasBias: true) + LayerCosts.Map(channels, 1) + LayerCosts.Map(channels, output);
    }
}

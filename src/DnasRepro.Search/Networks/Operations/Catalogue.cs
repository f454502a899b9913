namespace DnasRepro.Search.Networks.Operations;

/// <summary>Makes the operations of the registry.</summary>
internal static class Catalogue
{
    /// <summary>An operation with weights for a placement; null for one without.</summary>
    public static EdgeOperation? Edge(string operation, Placement at) => operation switch
    {
        "skip_connect" when at.Stride > 1 => new HalvingSkip(at),
        "conv_1x1" => new Convolution(at, 1),
        "conv_3x3" => new Convolution(at, 3),
        "conv_5x5" => new Convolution(at, 5),
        "sep_conv_3x3" => new SeparableConvolution(at, 3),
        "sep_conv_5x5" => new SeparableConvolution(at, 5),
        "dil_conv_3x3" => new DepthwiseConvolution(at, 3, 2),
        "dil_conv_5x5" => new DepthwiseConvolution(at, 5, 2),
        "depthwise_conv_3x3" => new DepthwiseConvolution(at, 3, 1),
        "asym_conv" => new AsymmetricConvolution(at, 3),
        "se_conv_3x3" => new SqueezeExcitation(at, 3),
        _ => null,
    };

    /// <summary>An operation without weights; null for one with, and for none, which passes nothing on.</summary>
    public static SharedOperation? Shared(string operation, Placement at) => operation switch
    {
        "skip_connect" when at.Stride == 1 => new Identity(),
        "max_pool_3x3" => new MaxPooling(at.Spatial, PoolNorm(at), at.Stride),
        "avg_pool_3x3" => new AveragePooling(at.Spatial, PoolNorm(at), at.Channels, at.Stride),
        _ => null,
    };

    private static Norm PoolNorm(Placement at) => at.Weights.Norm($"{at.Name}.norm", at.Channels, at.IsAffine);
}

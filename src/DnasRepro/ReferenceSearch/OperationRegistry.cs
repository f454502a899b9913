namespace DnasRepro.ReferenceSearch;

/// <summary>The operations that the reference search can offer.</summary>
public static class OperationRegistry
{
    /// <summary>All of them, in the order of the documentation.</summary>
    public static IReadOnlyList<OperationInfo> All { get; } =
    [
        new("none", OperationFamily.Zero, "zero", 0, 1, false, ["zero", "Zero", "zeroize", "noop", "no_connection"]),
        new("skip_connect", OperationFamily.Skip, "skip", 0, 1, false, ["identity", "skip", "skip_connection", "Identity"]),
        new("conv_1x1", OperationFamily.Convolution, "convolution", 1, 1, true, ["nor_conv_1x1", "conv_1x1x1", "conv1x1", "conv3d_1x1x1"]),
        new("conv_3x3", OperationFamily.Convolution, "convolution", 3, 1, true, ["conv", "conv_normal", "nor_conv_3x3", "conv_3x3x3", "conv3d_3x3x3", "Conv3x3", "ReLUConvBN", "down_conv"]),
        new("conv_5x5", OperationFamily.Convolution, "convolution", 5, 1, true, ["conv_5x5x5", "nor_conv_5x5", "conv3d_5x5x5"]),
        new("sep_conv_3x3", OperationFamily.Separable, "separable_convolution", 3, 1, true, ["sep_conv_3x3x3", "SepConv_3x3", "sep_conv", "sep_conv3d_3x3x3"]),
        new("sep_conv_5x5", OperationFamily.Separable, "separable_convolution", 5, 1, true, ["sep_conv_5x5x5", "SepConv_5x5"]),
        new("dil_conv_3x3", OperationFamily.Dilated, "dilated_convolution", 3, 2, true, ["dil_conv", "dil_2_conv", "dil_2_conv_3x3", "dil_conv_3x3x3", "DilConv_3x3", "atrous_conv_3x3", "down_dil_conv", "up_dil_conv"]),
        new("dil_conv_5x5", OperationFamily.Dilated, "dilated_convolution", 5, 2, true, ["dil_2_conv_5x5", "dil_conv_5x5x5", "atrous_conv_5x5"]),
        new("depthwise_conv_3x3", OperationFamily.Depthwise, "depthwise_convolution", 3, 1, true, ["dep_conv", "dw_conv_3x3", "depthwise_conv", "down_dep_conv", "up_dep_conv"]),
        new("asym_conv", OperationFamily.Asymmetric, "pseudo_3d_convolution", 3, 1, true, ["conv_1x3_3x1", "p3d", "P3D_3x3x3", "p3d_conv", "pseudo_3d_conv", "asymmetric_conv"]),
        new("se_conv_3x3", OperationFamily.SqueezeExcitation, "channel_attention", 3, 1, true, ["se_conv", "conv_se", "down_cweight", "up_cweight"]),
        new("max_pool_3x3", OperationFamily.MaxPooling, "pooling", 3, 1, false, ["max_pool", "max_pool_3x3x3", "MaxPool", "max_pool3d_3x3x3"]),
        new("avg_pool_3x3", OperationFamily.AveragePooling, "pooling", 3, 1, false, ["avg_pool", "avg_pool_3x3x3", "AvgPool", "avg_pool3d_3x3x3"]),
    ];

    /// <summary>The seven operations that a search offers unless told otherwise.</summary>
    public static IReadOnlyList<string> Default { get; } =
        ["none", "skip_connect", "conv_3x3", "sep_conv_3x3", "dil_conv_3x3", "max_pool_3x3", "avg_pool_3x3"];

    /// <summary>Operations that pass nothing on.</summary>
    public static IReadOnlySet<string> Zero { get; } = Ids(o => o.Family == OperationFamily.Zero);

    /// <summary>Operations that pass their input on.</summary>
    public static IReadOnlySet<string> Skip { get; } = Ids(o => o.Family == OperationFamily.Skip);

    /// <summary>Operations that pass something on and have no trainable weights.</summary>
    public static IReadOnlySet<string> ParameterFree { get; } = Ids(o => !o.IsParametric && o.Family != OperationFamily.Zero);

    /// <summary>The operation with an id; null when there is none.</summary>
    public static OperationInfo? Find(string id) => All.FirstOrDefault(o => o.Id == id);

    private static HashSet<string> Ids(Func<OperationInfo, bool> fits) => All.Where(fits).Select(o => o.Id).ToHashSet(StringComparer.Ordinal);
}

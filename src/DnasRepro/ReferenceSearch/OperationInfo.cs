namespace DnasRepro.ReferenceSearch;

/// <summary>What an operation computes, its kernel and dilation left aside.</summary>
public enum OperationFamily
{
    /// <summary>Zeros.</summary>
    Zero,

    /// <summary>The identity. Where it halves the size, DARTS' factorised reduction: ReLU, two 1×1 convolutions of stride 2, the second on the image shifted by one pixel along every axis, each to half of the channels, normalisation.</summary>
    Skip,

    /// <summary>ReLU, a convolution, normalisation.</summary>
    Convolution,

    /// <summary>Twice: ReLU, a depthwise and a pointwise convolution, normalisation. A stride acts in the first.</summary>
    Separable,

    /// <summary>ReLU, a depthwise convolution with a dilation, a pointwise one, normalisation.</summary>
    Dilated,

    /// <summary>ReLU, a depthwise and a pointwise convolution, normalisation.</summary>
    Depthwise,

    /// <summary>ReLU, a convolution along the last axis (in volumes along the last two), one along the first, normalisation: 1×3 and 3×1, or the pseudo-3D 1×3×3 and 3×1×1. A stride acts along the axes of each.</summary>
    Asymmetric,

    /// <summary>ReLU, a convolution, squeeze and excitation (Hu, Shen and Sun 2018: global mean, linear to a quarter of the channels, ReLU, linear back, sigmoid, scaling; both linear maps with bias), normalisation.</summary>
    SqueezeExcitation,

    /// <summary>The largest of a window, normalisation.</summary>
    MaxPooling,

    /// <summary>The mean of a window, of which pixels beyond the border do not count, normalisation.</summary>
    AveragePooling,
}

/// <summary>An operation of the reference search. All keep the number of channels; no convolution has a bias.</summary>
/// <param name="Id">As it stands in settings and architectures.</param>
/// <param name="Family">What it computes.</param>
/// <param name="Category">The card's word for it (<c>search_space.operations[].category</c>).</param>
/// <param name="Kernel">Pixels of its window along each axis; 0 where it has none.</param>
/// <param name="Dilation">Distance of the window's pixels; 1 for neighbours.</param>
/// <param name="IsParametric">Whether it has trainable weights. The skip counts as having none, as in the field, although its strided form has some.</param>
/// <param name="Aliases">What public searches call it.</param>
public sealed record OperationInfo(string Id, OperationFamily Family, string Category, int Kernel, int Dilation, bool IsParametric, IReadOnlyList<string> Aliases);

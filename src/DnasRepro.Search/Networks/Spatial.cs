using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace DnasRepro.Search.Networks;

/// <summary>
/// The arithmetic that differs between images and volumes. Feature maps are (batch, channels, axes…) whose memory is laid out with the channels fastest:
/// the small convolutions, poolings and normalisations here are two to five times as fast that way, and a 1×1 convolution is a plain matrix product.
/// </summary>
internal sealed record Spatial(int Dimensions)
{
    /// <summary>A map, laid out with the channels fastest.</summary>
    public Tensor ChannelsFastest(Tensor map)
    {
        using var last = Last(map);
        using var dense = last.contiguous();
        return First(dense);
    }

    /// <summary>A convolution without bias.</summary>
    public Tensor Convolution(Tensor map, Tensor weight, int stride, int padding, int dilation = 1, int groups = 1) =>
        Convolution(map, weight, stride, Repeated(padding), dilation, groups);

    /// <summary>The same with a padding of its own for each axis.</summary>
    public Tensor Convolution(Tensor map, Tensor weight, int stride, long[] padding, int dilation = 1, int groups = 1) => Dimensions == 2
        ? functional.conv2d(map, weight, null, Repeated(stride), padding, Repeated(dilation), groups)
        : functional.conv3d(map, weight, null, Repeated(stride), padding, Repeated(dilation), groups);

    /// <summary>A 1×1 convolution as a matrix product.</summary>
    /// <param name="weight">(channels out, channels in).</param>
    public Tensor Pointwise(Tensor map, Tensor weight, Tensor? bias = null)
    {
        using var last = Last(map);
        using var product = functional.linear(last, weight, bias);
        return First(product);
    }

    public Tensor MaxPool(Tensor map, int kernel, int stride, int padding) => Dimensions == 2
        ? functional.max_pool2d(map, Repeated(kernel), Repeated(stride), Repeated(padding))
        : functional.max_pool3d(map, Repeated(kernel), Repeated(stride), Repeated(padding));

    /// <summary>Twice the size along every axis, linear between pixel centres.</summary>
    public Tensor Upsample(Tensor map) => functional.interpolate(
        map, scale_factor: [.. Enumerable.Repeat(2.0, Dimensions)], mode: Dimensions == 2 ? InterpolationMode.Bilinear : InterpolationMode.Trilinear, align_corners: false);

    /// <summary>Every second pixel along every axis, from the first.</summary>
    public Tensor EverySecond(Tensor map) => map.index([TensorIndex.Colon, TensorIndex.Colon, .. Enumerable.Repeat(TensorIndex.Slice(step: 2), Dimensions)]);

    /// <summary>The sizes of the axes.</summary>
    public static long[] Axes(Tensor map) => map.shape[2..];

    /// <summary>The shape of a kernel with the same size along every axis.</summary>
    public long[] Kernel(long channelsOut, long channelsIn, int size) => [channelsOut, channelsIn, .. Repeated(size)];

    public long[] Repeated(int value) => [.. Enumerable.Repeat((long)value, Dimensions)];

    /// <summary>A view with the channels as the last axis.</summary>
    public Tensor Last(Tensor map) => Dimensions == 2 ? map.permute(0, 2, 3, 1) : map.permute(0, 2, 3, 4, 1);

    /// <summary>The view that undoes <see cref="Last"/>.</summary>
    public Tensor First(Tensor map) => Dimensions == 2 ? map.permute(0, 3, 1, 2) : map.permute(0, 4, 1, 2, 3);
}

using static TorchSharp.torch;

namespace DnasRepro.Search.Networks;

/// <summary>The beginning of a network: a 3×3 convolution to the cells' channels, and normalisation with a trained scale and shift.</summary>
internal sealed class Stem(Weights weights, Spatial spatial, int inputs, int channels)
{
    private readonly Weight weight = weights.Kernel("stem.0", spatial.Kernel(channels, inputs, 3));
    private readonly Norm norm = weights.Norm("stem.1", channels, isAffine: true);

    public Tensor Forward(Tensor images, bool isTraining)
    {
        using var map = spatial.Convolution(images, weight.Value, 1, 1);
        return norm.Apply(map, isTraining);
    }
}

/// <summary>The end of a network: a 1×1 convolution with bias to the classes' scores.</summary>
internal sealed class Head(Weights weights, Spatial spatial, int channels, int classes)
{
    private readonly Weight weight = weights.Kernel("head.weight", spatial.Kernel(classes, channels, 1));
    private readonly Weight bias = weights.Uniform("head.bias", [classes], channels);

    /// <summary>(pixels of the batch, classes).</summary>
    public Tensor Forward(Tensor map)
    {
        using var scope = NewDisposeScope();
        return nn.functional.linear(spatial.Last(map).reshape(-1, channels), weight.Value.view(classes, channels), bias.Value).MoveToOuterDisposeScope();
    }
}

namespace DnasRepro.ReferenceSearch.Costs;

/// <summary>The costs of single layers.</summary>
internal static class LayerCosts
{
    /// <summary>A convolution.</summary>
    /// <param name="inputs">Channels that it gets.</param>
    /// <param name="outputs">Channels that it gives.</param>
    /// <param name="window">Pixels of its window.</param>
    /// <param name="pixels">Pixels of its result.</param>
    /// <param name="groups">Groups of channels that do not mix; as many as channels for a depthwise one.</param>
    /// <param name="hasBias">Whether each channel has a bias.</param>
    public static Cost Convolution(long inputs, long outputs, long window, long pixels, long groups = 1, bool hasBias = false)
    {
        var weights = inputs / groups * outputs * window;
        return new Cost(weights + (hasBias ? outputs : 0), weights * pixels, outputs * pixels);
    }

    /// <summary>A normalisation over the batch.</summary>
    public static Cost Norm(long channels, long pixels, bool isAffine) => new(isAffine ? 2 * channels : 0, 0, channels * pixels);

    /// <summary>A layer without weights that writes a map: ReLU, sigmoid, pooling, scaling, enlarging.</summary>
    public static Cost Map(long channels, long pixels) => new(0, 0, channels * pixels);

    /// <summary>Pixels of a square or cube.</summary>
    public static long Pixels(long size, int dimensions) => dimensions == 3 ? size * size * size : size * size;
}

using DnasRepro.Search.Networks.Operations;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace DnasRepro.Search.Networks;

/// <summary>A batch normalisation (Ioffe and Szegedy 2015) with running statistics; momentum 0.1 and epsilon 1e-5, PyTorch's defaults.</summary>
internal sealed record Norm(string Name, Tensor Mean, Tensor Variance, Weight? Scale, Weight? Shift) : IDisposable
{
    /// <summary>With the channels fastest, libtorch normalises eight channels at a time; other numbers take up to ten times as long as with the pixels fastest (measured: docs/reference-search.md).</summary>
    private const int Lanes = 8;

    /// <summary>Normalises by the batch in training, by the running statistics otherwise.</summary>
    /// <param name="scales">A factor for each channel of the result, or null; not with a norm that has a scale of its own.</param>
    public Tensor Apply(Tensor map, bool isTraining, Tensor? scales = null) =>
        Apply(map, (Mean, Variance), scales ?? Scale?.Value, Shift?.Value, isTraining);

    /// <summary>The same for the channels of some edges; the statistics of the others stay as they are.</summary>
    public Tensor Apply(Tensor map, Selection edges, bool isTraining, Tensor? scales = null)
    {
        if (!edges.IsPart)
            return Apply(map, isTraining, scales);
        using var scope = NewDisposeScope();
        var (mean, variance) = (edges.Of(Mean), edges.Of(Variance));
        var result = Apply(map, (mean, variance), scales ?? (Scale is null ? null : edges.Of(Scale)), Shift is null ? null : edges.Of(Shift), isTraining);
        if (isTraining)
        {
            edges.Keep(Mean, mean);
            edges.Keep(Variance, variance);
        }
        return result.MoveToOuterDisposeScope();
    }

    private static Tensor Apply(Tensor map, (Tensor Mean, Tensor Variance) running, Tensor? scale, Tensor? shift, bool isTraining)
    {
        if (map.shape[1] % Lanes == 0)
            return functional.batch_norm(map, running.Mean, running.Variance, scale, shift, isTraining, 0.1, 1e-5);
        using var scope = NewDisposeScope();
        var result = functional.batch_norm(map.contiguous(), running.Mean, running.Variance, scale, shift, isTraining, 0.1, 1e-5);
        return new Spatial((int)map.dim() - 2).ChannelsFastest(result).MoveToOuterDisposeScope();
    }

    public void Dispose()
    {
        Mean.Dispose();
        Variance.Dispose();
    }
}

using DnasRepro.Search.Data;
using DnasRepro.Search.Networks;
using DnasRepro.Search.Searching;
using static TorchSharp.torch;

namespace DnasRepro.Search.Evaluation;

/// <summary>All images as tensors.</summary>
internal sealed class EvaluationImages(SearchData data, Spatial spatial, Device device) : IDisposable
{
    public SearchData Data => data;

    public ImageSet Training { get; } = new(data.Training, spatial, device);

    public ImageSet Validation { get; } = new(data.Validation, spatial, device);

    public ImageSet Test { get; } = new(data.Test, spatial, device);

    /// <summary>Null when there is no external site.</summary>
    public ImageSet? External { get; } = data.External.Count > 0 ? new ImageSet(data.External, spatial, device) : null;

    public void Dispose()
    {
        Training.Dispose();
        Validation.Dispose();
        Test.Dispose();
        External?.Dispose();
    }
}

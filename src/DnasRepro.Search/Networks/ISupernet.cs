using static TorchSharp.torch;

namespace DnasRepro.Search.Networks;

/// <summary>A network with every operation on every edge: the U of cells, or the grid of a searched topology.</summary>
internal interface ISupernet : IDisposable
{
    Weights Weights { get; }

    Spatial Spatial { get; }

    /// <summary>Class scores (pixels of the batch, classes), before softmax.</summary>
    /// <param name="images">(batch, channels, axes…).</param>
    /// <param name="weights">Those of each cell type, down and then up; or those of all edges of the grid.</param>
    Tensor Forward(Tensor images, IReadOnlyList<CellWeights> weights, bool isTraining);
}

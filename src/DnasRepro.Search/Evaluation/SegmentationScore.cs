using DnasRepro.Search.Data;
using DnasRepro.Search.Searching;
using static TorchSharp.torch;

namespace DnasRepro.Search.Evaluation;

/// <summary>How well a network segments images.</summary>
/// <param name="Dice">Over the pixels of all images together, the mean of the classes but background, as <see cref="PooledDice"/>.</param>
/// <param name="Hausdorff">HD95 in millimetres, the mean over cases and classes where it is defined; null where it is nowhere.</param>
/// <param name="Undefined">For how many pairs of a case and a class HD95 is not defined: only one of prediction and truth has the class.</param>
/// <param name="Pairs">How many pairs there are.</param>
internal sealed record SegmentationScore(double Dice, double? Hausdorff, int Undefined, int Pairs)
{
    /// <summary>Scores class scores of all images, not in training.</summary>
    /// <param name="forward">Class scores (pixels, classes) of images.</param>
    /// <param name="cases">The same images as in <paramref name="set"/>, in the same order.</param>
    public static SegmentationScore Of(Func<Tensor, Tensor> forward, ImageSet set, IReadOnlyList<LabelledImage> cases, int batchSize, int classes)
    {
        using var grad = no_grad();
        var counts = new DiceCounts(classes);
        var distances = new List<double?>();
        var next = 0;
        foreach (var batch in set.InOrder(batchSize))
        {
            using var scope = NewDisposeScope();
            using (batch)
            {
                using var predicted = forward(batch.Images).argmax(1).to_type(ScalarType.Byte).cpu();
                foreach (var prediction in predicted.data<byte>().ToArray().Chunk(cases[next].Labels.Length))
                {
                    var image = cases[next++];
                    counts.Add(prediction, image.Labels);
                    distances.AddRange(Enumerable.Range(1, classes - 1).Select(k => HausdorffDistance.Percentile95(prediction, image.Labels, k, image.Size, image.Spacing)));
                }
            }
        }
        var defined = distances.OfType<double>().ToList();
        return new SegmentationScore(counts.Dice.PerClass.Average(c => c ?? 1), defined.Count == 0 ? null : defined.Average(), distances.Count - defined.Count, distances.Count);
    }
}

using DnasRepro.Search.Searching;
using TorchSharp;
using static TorchSharp.torch;

namespace DnasRepro.Search.Evaluation;

/// <summary>Dice (Dice 1945) over the pixels of all images together, the mean of the classes but background; a class that neither labels nor predictions have counts as 1.</summary>
internal static class PooledDice
{
    /// <param name="forward">Class scores (pixels, classes) of images, not in training.</param>
    public static double Of(Func<Tensor, Tensor> forward, ImageSet set, int batchSize, int classes)
    {
        using var grad = no_grad();
        var (shared, all) = (new double[classes], new double[classes]);
        foreach (var batch in set.InOrder(batchSize))
        {
            using var scope = NewDisposeScope();
            using (batch)
            {
                var predicted = forward(batch.Images).argmax(1);
                for (var k = 1; k < classes; k++)
                {
                    var (mine, theirs) = (predicted.eq(k), batch.Labels.eq(k));
                    shared[k] += mine.logical_and(theirs).sum().ToInt64();
                    all[k] += mine.sum().ToInt64() + theirs.sum().ToInt64();
                }
            }
        }
        return Enumerable.Range(1, classes - 1).Average(k => all[k] == 0 ? 1 : 2 * shared[k] / all[k]);
    }
}

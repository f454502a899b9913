using DnasRepro.Search.Data;
using DnasRepro.Search.Evaluation;
using DnasRepro.Search.Native;
using DnasRepro.Search.Networks;
using DnasRepro.Search.Searching;
using static TorchSharp.torch;

namespace DnasRepro.Search.Tests.Evaluation;

public sealed class SegmentationScoreTests
{
    /// <summary>Each pixel's value is the class that is predicted for it.</summary>
    private static readonly float[][] Predicted = [[0, 1, 0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0, 0, 0], [0, 1, 1, 0, 2, 2, 0, 0]];
    private static readonly byte[][] Labels = [[0, 0, 1, 0, 0, 0, 0, 0], [0, 1, 0, 0, 0, 0, 0, 0], [0, 1, 1, 0, 2, 2, 0, 0]];

    public SegmentationScoreTests() => TorchLibrary.Require("cpu");

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(8)]
    public void Pools_Dice_and_averages_distances(int batchSize)
    {
        var score = Of(batchSize);

        // Class 1: 2 of 3 predicted and 4 labelled pixels are the same; class 2: all.
        Assert.Equal((4.0 / 7 + 1) / 2, score.Dice, 12);
        // One pixel aside along the axis of 3 mm; the second case's class 1 is not predicted; all else is the same or in neither.
        Assert.Equal((3.0 + 0 + 0 + 0 + 0) / 5, score.Hausdorff!.Value, 12);
        Assert.Equal(1, score.Undefined);
        Assert.Equal(6, score.Pairs);
    }

    private static SegmentationScore Of(int batchSize)
    {
        List<LabelledImage> cases = [.. Predicted.Select((p, i) => new LabelledImage($"{i}", "", [2, 4], 1, [2.0, 3.0], p, Labels[i]))];
        using var set = new ImageSet(cases, new Spatial(2), CPU);
        return SegmentationScore.Of(images => nn.functional.one_hot(images.reshape(-1).to_type(ScalarType.Int64), 3), set, cases, batchSize, 3);
    }
}

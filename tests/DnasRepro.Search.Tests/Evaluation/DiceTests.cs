using DnasRepro.Search.Evaluation;

namespace DnasRepro.Search.Tests.Evaluation;

public class DiceTests
{
    [Fact]
    public void Counts_each_class_of_the_foreground()
    {
        byte[] predicted = [0, 1, 1, 2, 2, 2], labels = [0, 1, 2, 2, 2, 0];

        var dice = Dice.Of(predicted, labels, 4);

        // Class 1: 2·1 / (2 + 1); class 2: 2·2 / (3 + 3); class 3 is in neither.
        Assert.Equal([2.0 / 3, 2.0 / 3, null], dice.PerClass);
        Assert.Equal(2.0 / 3, dice.Mean, 1e-15);
    }

    [Fact]
    public void Is_0_where_nothing_agrees_and_1_where_all_does()
    {
        Assert.Equal(0, Dice.Of([1, 0], [0, 1], 2).Mean);
        Assert.Equal(1, Dice.Of([0, 1], [0, 1], 2).Mean);
        Assert.Equal(1, Dice.Of([0, 0], [0, 0], 2).Mean);
        Assert.Equal(0, Dice.Of([0, 1], [0, 0], 2).Mean);
    }

    [Fact]
    public void Pooled_over_images_it_is_that_of_one_large_image()
    {
        (byte[] Prediction, byte[] Labels) small = ([0, 1], [0, 1]), large = ([1, 1, 1, 0, 0, 0], [0, 0, 1, 1, 1, 0]);
        var pooled = new DiceCounts(2);
        pooled.Add(small.Prediction, small.Labels);
        pooled.Add(large.Prediction, large.Labels);

        // 2·(1 + 1) / (1 + 1 + 3 + 3), and not the mean of 1 and 2·1 / 6.
        Assert.Equal(0.5, pooled.Dice.Mean, 1e-15);
    }

    [Fact]
    public void Images_of_different_sizes_cannot_be_compared() => Assert.Throws<ArgumentException>(() => Dice.Of([0], [0, 1], 2));
}

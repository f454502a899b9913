using DnasRepro.Architectures;

namespace DnasRepro.Statistics;

/// <summary>The test whether runs agree more than random architectures of the space do. It says "not random", never "stable".</summary>
public static class RandomTest
{
    /// <summary>How many sets of random architectures the runs are held against.</summary>
    public const int Sets = 19_999;

    private const ulong Seed = 20_260_102;

    /// <summary>p = (1 + the number of sets that agree at least as much) / (the number of sets + 1). Deterministic.</summary>
    /// <param name="space">The space.</param>
    /// <param name="runs">How many runs were compared, failed ones aside; two or more.</param>
    /// <param name="observed">The mean Dice agreement over their pairs.</param>
    public static double P(SearchSpace space, int runs, double observed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(runs, 2);
        var architectures = new RandomArchitectures(new SpaceIndex(space));
        var random = new Randomness(Seed);
        var set = new ChoiceSet[runs];
        var asGood = 0;
        for (var i = 0; i < Sets; i++)
        {
            for (var k = 0; k < runs; k++)
                set[k] = architectures.Next(random);
            asGood += ChoiceSet.MeanDice(set) >= observed - 1e-9 ? 1 : 0;
        }
        return (1.0 + asGood) / (Sets + 1);
    }
}

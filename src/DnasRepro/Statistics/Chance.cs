using DnasRepro.Architectures;

namespace DnasRepro.Statistics;

/// <summary>θ0, and how it was found.</summary>
/// <param name="Value">The expected Dice agreement of two random architectures of a space.</param>
/// <param name="IsClosedForm">True when a formula gave it, false when it was sampled.</param>
/// <param name="StandardError">The standard error of a sampled one; null of an exact one.</param>
public sealed record ChanceLevel(double Value, bool IsClosedForm, double? StandardError);

/// <summary>
/// The agreement that chance gives. It comes from the space and its decoder and not from what the runs chose, so that it does not grow
/// with the popularity of an operation, and a random search has exactly 0 beyond it.
/// </summary>
public static class Chance
{
    /// <summary>How many groups of architectures are sampled where there is no formula.</summary>
    public const int Groups = 2_000;

    /// <summary>
    /// How many architectures a group has. All their pairs are compared, which is four times as exact as as many architectures in pairs
    /// of two; groups do not depend on one another, so that their spread gives the standard error.
    /// </summary>
    public const int GroupSize = 20;

    private const ulong Seed = 20_260_101;

    /// <summary>θ0 of a space: by formula where all choices at a site are alike, else sampled with a fixed seed.</summary>
    public static ChanceLevel Of(SearchSpace space)
    {
        var architectures = new RandomArchitectures(new SpaceIndex(space));
        return architectures.ExpectedDice() is { } exact ? new ChanceLevel(exact, IsClosedForm: true, null) : Sampled(architectures);
    }

    /// <summary>θ0 by sampling, whatever the space.</summary>
    internal static ChanceLevel Sampled(RandomArchitectures architectures)
    {
        var random = new Randomness(Seed);
        var group = new ChoiceSet[GroupSize];
        var (sum, squares) = (0.0, 0.0);
        for (var g = 0; g < Groups; g++)
        {
            for (var i = 0; i < group.Length; i++)
                group[i] = architectures.Decoded(random);
            var dice = ChoiceSet.MeanDice(group);
            (sum, squares) = (sum + dice, squares + dice * dice);
        }
        var mean = sum / Groups;
        return new ChanceLevel(mean, IsClosedForm: false, Math.Sqrt(Math.Max(0, squares / Groups - mean * mean) / (Groups - 1)));
    }
}

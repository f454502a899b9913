using DnasRepro.Architectures;

namespace DnasRepro.Statistics;

/// <summary>What one seed, run twice, gave.</summary>
/// <param name="MaximumDifference">The largest difference of an architecture parameter; null when those of a run are not known or have no common form.</param>
/// <param name="Dice">How alike both architectures are; null when a run failed.</param>
/// <param name="IsBitwise">The same architecture from bit-identical parameters.</param>
/// <param name="IsNumeric">The same architecture, and parameters that differ by less than <see cref="SmallDifference"/>.</param>
public sealed record Repeatability(double? MaximumDifference, double? Dice, bool IsBitwise, bool IsNumeric)
{
    /// <summary>
    /// Half of the margin from which an edge counts as decided (<see cref="StabilityRules.DecidedMargin"/>, 0.01): two parameters that
    /// each move by less cannot change places on a decided edge.
    /// </summary>
    public const double SmallDifference = 0.005;

    /// <summary>The same architecture, whatever the parameters; null when a run failed.</summary>
    public bool? IsSameArchitecture => Dice is null ? null : Dice == 1;

    /// <summary>Compares two runs of one seed.</summary>
    /// <param name="a">The first run.</param>
    /// <param name="b">The second one.</param>
    /// <param name="hashesAreEqual">Whether the hashes of the raw bytes of both runs' parameters are known and equal; the values here may have gone through text.</param>
    public static Repeatability Of(StabilityRun a, StabilityRun b, bool hashesAreEqual)
    {
        double? difference = a.Parameters is { } first && b.Parameters is { } second ? Difference(first.ByCell, second.ByCell) : null;
        double? dice = a.Architecture is { } one && b.Architecture is { } other ? ArchitectureAgreement.Dice(one, other) : null;
        var same = dice == 1;
        return new Repeatability(difference, dice, same && hashesAreEqual, same && difference < SmallDifference);
    }

    private static double? Difference(
        IReadOnlyDictionary<string, IReadOnlyList<IReadOnlyList<double>>> a, IReadOnlyDictionary<string, IReadOnlyList<IReadOnlyList<double>>> b)
    {
        var largest = 0.0;
        if (a.Count != b.Count || a.Count == 0)
            return null;
        foreach (var (cell, rows) in a)
        {
            if (!b.TryGetValue(cell, out var others) || rows.Count != others.Count || rows.Zip(others).Any(r => r.First.Count != r.Second.Count))
                return null;
            foreach (var (row, other) in rows.Zip(others))
                largest = Math.Max(largest, ParameterStatistics.Difference(row, other));
        }
        return double.IsFinite(largest) ? largest : null;
    }
}

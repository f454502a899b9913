namespace DnasRepro.Statistics;

/// <summary>Proportions and their differences with 95 % intervals.</summary>
internal static class Proportion
{
    /// <summary>The 97.5 % point of the standard normal distribution.</summary>
    internal const double Normal = 1.959963984540054;

    /// <summary>
    /// A proportion with Wilson's score interval without continuity correction, which keeps within 0 and 1. Source: Wilson 1927,
    /// J Am Stat Assoc 22:209-212; method 3 of Newcombe 1998, Stat Med 17:857-872.
    /// </summary>
    /// <param name="count">How many have the property, 0 to <paramref name="of"/>.</param>
    /// <param name="of">How many there are.</param>
    /// <returns>Null when there are none.</returns>
    public static Interval? Of(int count, int of)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, of);
        if (of == 0)
            return null;
        var (x, n) = ((double)count, (double)of);
        var square = Normal * Normal;
        var middle = (x + square / 2) / (n + square);
        var half = Normal / (n + square) * Math.Sqrt(x * (n - x) / n + square / 4);
        return new Interval(x / n, count == 0 ? 0 : middle - half, count == of ? 1 : middle + half);
    }

    /// <summary>
    /// The first proportion less the second, with the interval that their Wilson intervals give. Source: method 10 (hybrid score, no
    /// continuity correction) of Newcombe 1998, Stat Med 17:873-890.
    /// </summary>
    /// <returns>Null when one of them has no denominator.</returns>
    public static Interval? Difference(int count, int of, int otherCount, int otherOf)
    {
        if (Of(count, of) is not { } one || Of(otherCount, otherOf) is not { } other)
            return null;
        var difference = one.Value - other.Value;
        var below = Length(one.Value - one.Low, other.High - other.Value);
        var above = Length(one.High - one.Value, other.Value - other.Low);
        return new Interval(difference, Math.Max(-1, difference - below), Math.Min(1, difference + above));
    }

    private static double Length(double a, double b) => Math.Sqrt(a * a + b * b);
}

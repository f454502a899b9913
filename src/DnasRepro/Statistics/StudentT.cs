namespace DnasRepro.Statistics;

/// <summary>Student's t distribution for whole degrees of freedom, exact but for rounding.</summary>
internal static class StudentT
{
    /// <summary>The value that t stays below with a probability above one half.</summary>
    public static double Quantile(double probability, int freedom)
    {
        var (low, high) = (0.0, 1.0);
        while (Below(high, freedom) < probability)
            high *= 2;
        for (var middle = high / 2; middle > low && middle < high; middle = low + (high - low) / 2)
        {
            if (Below(middle, freedom) < probability)
                low = middle;
            else
                high = middle;
        }
        return high;
    }

    /// <summary>P(T ≤ t) for t ≥ 0. Source: Abramowitz and Stegun, Handbook of Mathematical Functions, 26.7.3 and 26.7.4.</summary>
    public static double Below(double t, int freedom)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(freedom);
        var angle = Math.Atan2(t, Math.Sqrt(freedom));
        var (sine, square) = (Math.Sin(angle), Math.Cos(angle) * Math.Cos(angle));
        var odd = freedom % 2 == 1;
        var (term, sum) = (odd ? Math.Cos(angle) : 1.0, 0.0);
        for (var i = odd ? 3 : 2; i <= freedom; i += 2)
        {
            sum += term;
            term *= square * (i - 1) / i;
        }
        return 0.5 + 0.5 * (odd ? 2 / Math.PI * (angle + sine * sum) : sine * sum);
    }
}

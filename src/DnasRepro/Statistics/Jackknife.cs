namespace DnasRepro.Statistics;

/// <summary>
/// The jackknife over runs of a mean over pairs, with Student's t. It does not cover at ten runs or fewer (docs/stability.md), so no
/// report prints it as an interval.
/// </summary>
internal static class Jackknife
{
    /// <summary>The standard error and the nominal 95 % limits within [0, 1]; nulls with fewer than three runs.</summary>
    /// <param name="matrix">A symmetric matrix over runs; its diagonal is not used.</param>
    public static (double? Error, double? Low, double? High) Of(IReadOnlyList<IReadOnlyList<double>> matrix)
    {
        var runs = matrix.Count;
        if (runs < 3)
            return (null, null, null);
        var rows = matrix.Select((row, i) => row.Sum() - row[i]).ToList();
        var all = rows.Sum() / 2;
        var left = rows.Select(row => (all - row) / ((runs - 1) * (runs - 2) / 2.0)).ToList();
        var centre = left.Average();
        var error = Math.Sqrt((runs - 1.0) / runs * left.Sum(l => (l - centre) * (l - centre)));
        var (mean, reach) = (all / (runs * (runs - 1) / 2.0), StudentT.Quantile(0.975, runs - 1) * error);
        return (error, Math.Max(0, mean - reach), Math.Min(1, mean + reach));
    }
}

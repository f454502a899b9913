namespace DnasRepro.Statistics;

/// <summary>
/// Agreement of two raters beyond chance, with 95 % intervals from the large-sample variance. A table counts the units: rows are the
/// first rater's categories, columns the second's in the same order. Where the raters agree on every unit the variance is 0 and the interval has no length.
/// </summary>
internal static class RaterAgreement
{
    private const double Least = 1e-12;

    /// <summary>
    /// Cohen's kappa. Source: Cohen 1960, Educ Psychol Meas 20:37-46; variance: Fleiss, Cohen and Everitt 1969, Psychol Bull 72:323-327.
    /// </summary>
    /// <returns>Null without units, and when both raters put everything into one and the same category: chance then explains all agreement.</returns>
    public static Interval? Kappa(IReadOnlyList<IReadOnlyList<int>> table)
    {
        if (Shares.Of(table) is not { } shares)
            return null;
        var expected = Enumerable.Range(0, shares.Size).Sum(k => shares.Row(k) * shares.Column(k));
        if (1 - expected < Least)
            return null;
        var kappa = (shares.Observed - expected) / (1 - expected);
        var onDiagonal = Enumerable.Range(0, shares.Size).Sum(k => shares[k, k] * Squared(1 - (shares.Row(k) + shares.Column(k)) * (1 - kappa)));
        var offDiagonal = shares.Cells().Where(c => c.Row != c.Column).Sum(c => c.Share * Squared(shares.Column(c.Row) + shares.Row(c.Column)));
        var variance = (onDiagonal + Squared(1 - kappa) * offDiagonal - Squared(kappa - expected * (1 - kappa))) / Squared(1 - expected) / shares.Units;
        return Interval(kappa, variance);
    }

    /// <summary>
    /// Gwet's AC1, which does not fall with uneven categories as kappa does. Source, with its variance for an endless population of units:
    /// Gwet 2008, Br J Math Stat Psychol 61:29-48.
    /// </summary>
    /// <returns>Null without units, and with fewer than two categories.</returns>
    public static Interval? Ac1(IReadOnlyList<IReadOnlyList<int>> table)
    {
        if (Shares.Of(table) is not { Size: > 1 } shares)
            return null;
        var others = shares.Size - 1.0;
        var mean = Enumerable.Range(0, shares.Size).Select(k => (shares.Row(k) + shares.Column(k)) / 2).ToArray();
        var expected = mean.Sum(m => m * (1 - m)) / others;
        var ac1 = (shares.Observed - expected) / (1 - expected);
        var joint = Enumerable.Range(0, shares.Size).Sum(k => shares[k, k] * (1 - mean[k])) / others;
        var spread = shares.Cells().Sum(c => c.Share * Squared(1 - (mean[c.Row] + mean[c.Column]) / 2)) / Squared(others);
        var variance = (shares.Observed * (1 - shares.Observed) - 4 * (1 - ac1) * (joint - shares.Observed * expected) + 4 * Squared(1 - ac1) * (spread - Squared(expected)))
            / Squared(1 - expected) / shares.Units;
        return Interval(ac1, variance);
    }

    private static Interval Interval(double value, double variance)
    {
        // Below this the variance is 0 but for rounding.
        var half = variance < Least ? 0 : Proportion.Normal * Math.Sqrt(variance);
        return new Interval(value, Math.Max(-1, value - half), Math.Min(1, value + half));
    }

    private static double Squared(double value) => value * value;

    /// <summary>A table as shares of all units.</summary>
    private sealed class Shares(double[,] shares, double units)
    {
        private readonly double[] rows = [.. Enumerable.Range(0, shares.GetLength(0)).Select(r => Enumerable.Range(0, shares.GetLength(0)).Sum(c => shares[r, c]))];
        private readonly double[] columns = [.. Enumerable.Range(0, shares.GetLength(0)).Select(c => Enumerable.Range(0, shares.GetLength(0)).Sum(r => shares[r, c]))];

        public double Units => units;

        public int Size => rows.Length;

        public double Observed => Enumerable.Range(0, Size).Sum(k => shares[k, k]);

        public double this[int row, int column] => shares[row, column];

        public static Shares? Of(IReadOnlyList<IReadOnlyList<int>> table)
        {
            if (table.Any(r => r.Count != table.Count || r.Any(c => c < 0)))
                throw new ArgumentException("A table of agreement is square and counts units.", nameof(table));
            var units = table.Sum(r => r.Sum(c => (double)c));
            if (units == 0)
                return null;
            var shares = new double[table.Count, table.Count];
            for (var r = 0; r < table.Count; r++)
            {
                for (var c = 0; c < table.Count; c++)
                    shares[r, c] = table[r][c] / units;
            }
            return new Shares(shares, units);
        }

        public double Row(int category) => rows[category];

        public double Column(int category) => columns[category];

        public IEnumerable<(int Row, int Column, double Share)> Cells() =>
            Enumerable.Range(0, Size).SelectMany(r => Enumerable.Range(0, Size).Select(c => (r, c, shares[r, c])));
    }
}

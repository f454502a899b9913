namespace DnasRepro.Statistics;

/// <summary>How decided one edge of one run is.</summary>
/// <param name="SoftmaxMargin">The difference between the two largest shares after softmax.</param>
/// <param name="LogitMargin">The difference between the two largest values.</param>
/// <param name="Entropy">The entropy of the shares over that of equal ones, from 0 (decided) to 1.</param>
internal sealed record EdgeParameters(double SoftmaxMargin, double LogitMargin, double Entropy)
{
    /// <param name="row">Two or more values, one an operation.</param>
    public static EdgeParameters Of(IReadOnlyList<double> row)
    {
        var shares = Softmax(row);
        return new EdgeParameters(Margin(shares), Margin(row), EntropyNats(shares) / Math.Log(row.Count));
    }

    public static IReadOnlyList<double> Softmax(IReadOnlyList<double> row)
    {
        var largest = row.Max();
        var powers = row.Select(v => Math.Exp(v - largest)).ToList();
        var sum = powers.Sum();
        return [.. powers.Select(p => p / sum)];
    }

    /// <summary>-Σ p ln p, with 0 ln 0 = 0.</summary>
    public static double EntropyNats(IReadOnlyList<double> shares) => -shares.Sum(p => p > 0 ? p * Math.Log(p) : 0);

    private static double Margin(IReadOnlyList<double> values)
    {
        var (first, second) = (double.NegativeInfinity, double.NegativeInfinity);
        foreach (var value in values)
            (first, second) = value > first ? (value, first) : (first, Math.Max(second, value));
        return first - second;
    }
}

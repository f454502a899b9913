namespace DnasRepro.Bench.Stability;

/// <summary>
/// What another program (numpy, 1,799 scenarios of 4,000 audits) found for the same rule when it was designed: shares of stable and
/// unstable, and the mean number of runs under both ways of stopping.
/// </summary>
/// <param name="Target">κ_ρ; null for random search.</param>
internal sealed record DesignFigures(double? Target, double Stable, double Unstable, double Runs, double RunsHopeless)
{
    public static readonly IReadOnlyList<DesignFigures> All =
    [
        new(null, 0.000, 0.962, 8.2, 2.4),
        new(0.1, 0.000, 0.888, 8.4, 2.5),
        new(0.2, 0.000, 0.596, 9.0, 2.6),
        new(0.3, 0.000, 0.301, 9.6, 2.8),
        new(0.4, 0.001, 0.061, 9.9, 3.1),
        new(0.5, 0.006, 0.008, 10.0, 3.6),
        new(0.6, 0.023, 0.001, 10.0, 4.4),
        new(0.7, 0.084, 0.000, 9.9, 5.6),
        new(0.8, 0.390, 0.000, 9.5, 7.0),
        new(0.9, 0.777, 0.000, 8.4, 7.2),
        new(0.95, 0.886, 0.000, 7.7, 7.0),
        new(0.99, 0.978, 0.000, 7.0, 6.9),
    ];

    /// <summary>The largest share in any scenario at the boundary, κ_ρ = 0.5.</summary>
    public const double WorstFalseStable = 0.031, WorstFalseUnstable = 0.042;
}

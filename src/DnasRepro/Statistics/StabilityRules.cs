namespace DnasRepro.Statistics;

/// <summary>The settings of the verdict, all fixed before the first run. Defaults and reasons: docs/stability.md.</summary>
/// <param name="Alpha">The error rate of each side.</param>
/// <param name="ThresholdShare">How much of what chance does not explain a stable search has to find again, from 0 to 1.</param>
/// <param name="CollapseShare">From which share of skips and empty slots in a cell a run counts as collapsed.</param>
/// <param name="CollapsedRunShare">From which share of collapsed runs the search counts as collapsed.</param>
/// <param name="DecidedMargin">From which difference between the two largest logits an edge counts as decided.</param>
/// <param name="DecidedShare">The share of edges that have to be decided.</param>
/// <param name="MaximumSeeds">K_max: no seed beyond it counts.</param>
/// <param name="LeastForUnstable">With fewer seeds the verdict is never unstable.</param>
public sealed record StabilityRules(
    double Alpha = 0.05,
    double ThresholdShare = 0.5,
    double CollapseShare = 0.5,
    double CollapsedRunShare = 1.0 / 3,
    double DecidedMargin = 0.01,
    double DecidedShare = 0.5,
    int MaximumSeeds = 10,
    int LeastForUnstable = 8)
{
    /// <summary>After this many seeds the verdict is never unstable: its error rate was simulated up to here only.</summary>
    public const int MostForUnstable = 10;

    public static readonly StabilityRules Default = new();
}

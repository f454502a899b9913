namespace DnasRepro.Statistics;

/// <summary>What K runs can show at all in a space; printed before the first run. See docs/stability.md, section "What K runs can show".</summary>
/// <param name="Chance">θ0.</param>
/// <param name="Threshold">τ.</param>
/// <param name="StableAt">How many seeds stable needs if every X_k is 1, 0.95, 0.90, 0.80, in this order; null when never (or beyond 1000).</param>
/// <param name="UnstableAt">How many seeds unstable needs at least.</param>
/// <param name="DataLimitUnstable">From how many seeds on mutually unrelated results are evidence at all, whatever statistic is used.</param>
/// <param name="IsCertifiable">False when even X_k = 0.9 cannot be called stable within K_max: the space is too small.</param>
public sealed record Prospects(double Chance, double Threshold, IReadOnlyList<int?> StableAt, int UnstableAt, int DataLimitUnstable, bool IsCertifiable);

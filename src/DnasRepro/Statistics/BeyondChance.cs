namespace DnasRepro.Statistics;

/// <summary>κ: how much of what chance does not explain an agreement reaches.</summary>
internal static class BeyondChance
{
    /// <summary>(agreement - chance) / (1 - chance); null when there is no agreement, or nothing but chance.</summary>
    public static double? Of(double? agreement, double chance) => 1 - chance > 1e-12 ? (agreement - chance) / (1 - chance) : null;
}

using DnasRepro.Cards;

namespace DnasRepro.Checks.CardRules;

/// <summary>When two numbers of a card count as the same, and what is known of the card's metrics.</summary>
internal static class CardNumbers
{
    /// <summary>Numbers that were rounded for print may differ by this much from what they are recomputed to.</summary>
    public const double Tolerance = 0.01;

    // 0.86 - 0.85 is a little more than 0.01 in binary; a difference of exactly the tolerance is none.
    private const double Rounding = 1e-9;

    private static readonly HashSet<string> Shares = ["dice", "iou", "nsd", "cldice", "boundary_iou", "sensitivity", "specificity", "precision", "pixel_accuracy", "panoptic_quality"];
    private static readonly HashSet<string> Distances = ["hd95", "hd", "assd", "masd"];
    private static readonly HashSet<string> Errors = ["error_rate", "perplexity"];

    /// <summary>True when a stated number is not what it is recomputed to.</summary>
    public static bool Differ(double stated, double recomputed) => Math.Abs(stated - recomputed) > Tolerance + Rounding;

    /// <summary>A number for a message.</summary>
    public static string Text(double number) => $"{number:0.####}";

    /// <summary>True for a metric that lies between 0 and 1, or between 0 and 100 percent.</summary>
    public static bool IsShare(CardValue metric) => Shares.Contains(metric.Text?.ToLowerInvariant() ?? "");

    /// <summary>True for a metric that is a distance.</summary>
    public static bool IsDistance(CardValue metric) => Distances.Contains(metric.Text?.ToLowerInvariant() ?? "");

    /// <summary>1 when more is better, -1 when less is, null when the metric's name does not tell.</summary>
    public static int? Direction(CardValue metric) =>
        IsShare(metric) ? 1 : IsDistance(metric) || Errors.Contains(metric.Text?.ToLowerInvariant() ?? "") ? -1 : null;
}

using DnasRepro.Audits;
using DnasRepro.Statistics;

namespace DnasRepro.AuditReports;

/// <summary>Numbers as every format prints them.</summary>
internal static class AuditNumbers
{
    public const string None = "–";

    /// <summary>A share of 100 with its interval: 9.7 % (3.3-24.9).</summary>
    public static string Percent(Interval? share) => share is null ? None : $"{Percent(share.Value)} % ({Percent(share.Low)}-{Percent(share.High)})";

    /// <summary>A difference of shares in points of 100: -1.2 (-20.1 to 17.3).</summary>
    public static string Points(Interval? difference) => difference is null ? None : $"{Signed(difference.Value)} ({Signed(difference.Low)} to {Signed(difference.High)})";

    /// <summary>A coefficient of agreement: 0.61 (0.30 to 0.92); without an interval where it has no length.</summary>
    public static string Coefficient(Interval? value) =>
        value is null ? None : value.Low == value.High ? $"{value.Value:0.00}" : $"{value.Value:0.00} ({value.Low:0.00} to {value.High:0.00})";

    /// <summary>What the share would be with all unclear as no and as yes: 9.7-41.9 %.</summary>
    public static string Bounds(Figure figure) => figure is { Share: { } low, Highest: { } high } ? $"{Percent(low.Value)}-{Percent(high.Value)} %" : None;

    /// <summary>How many of how many.</summary>
    public static string Of(Figure figure) => $"{figure.Yes} of {figure.Of}";

    /// <summary>A share in points of 100, without its sign: 9.7.</summary>
    public static string Percent(double share) => $"{100 * share:0.0}";

    /// <summary>The same with a sign where it is not 0: +9.7.</summary>
    public static string Signed(double share) => $"{100 * share:+0.0;-0.0;0.0}";
}

using System.Globalization;

namespace DnasRepro.AuditRuns;

/// <summary>A part of a plan: shard i of n does the repositories at positions i - 1, i - 1 + n, … of the list.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Of">How many shards there are, at most 10,000.</param>
public sealed record AuditShard(int Number, int Of)
{
    /// <summary>The most parts.</summary>
    public const int Most = 10_000;

    /// <summary>Reads <c>i/n</c>; null when it is no such text.</summary>
    public static AuditShard? Parse(string text) =>
        text.Split('/') is [var number, var of]
        && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var i) && int.TryParse(of, NumberStyles.None, CultureInfo.InvariantCulture, out var n)
        && i >= 1 && n >= i && n <= Most
            ? new AuditShard(i, n)
            : null;

    public override string ToString() => $"{Number}/{Of}";
}

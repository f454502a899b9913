using DnasRepro.Results;

namespace DnasRepro.Runs;

/// <summary>A part of a plan's seeds: shard i of n owns the positions i - 1, i - 1 + n, …</summary>
/// <param name="Number">From 1.</param>
/// <param name="Of">How many shards there are.</param>
public sealed record Shard(int Number, int Of)
{
    /// <summary>Reads <c>i/n</c>; null when it is no such text.</summary>
    public static Shard? Parse(string text) =>
        text.Split('/') is [var number, var of] && int.TryParse(number, out var i) && int.TryParse(of, out var n) && i >= 1 && n >= i && n <= 10_000 ? new Shard(i, n) : null;

    /// <summary>True when a task is this shard's. The repeat and the other recipes are the first one's.</summary>
    public bool Owns(RunTask task) => task.Role == RunRole.Search ? task.Position % Of == Number - 1 : Number == 1;

    public override string ToString() => $"{Number}/{Of}";
}

using DnasRepro.Results;
using DnasRepro.Results.Selection;

namespace DnasRepro.Runs;

/// <summary>How far the architecture parameters of a run moved from their start.</summary>
internal static class Movement
{
    private const string History = "history.";

    /// <summary>The largest change; null when start or end is not known.</summary>
    public static double? Of(ProbeResult? probe, SelectedResult selected)
    {
        if (probe is { Parameters.Count: > 0 })
            return Largest(probe.Parameters.Where(p => p.Initial is not null).Select(p => (p.Initial!.Values, p.Final.Values)));
        foreach (var tables in selected.Tensors.Values)
        {
            var epochs = tables.Where(t => t.Name.StartsWith(History, StringComparison.Ordinal)).Select(t => (Parts: t.Name.Split('.', 3), Table: t)).Where(t => t.Parts.Length == 3).ToList();
            var first = epochs.GroupBy(t => t.Parts[2]).Select(g => (Cell: g.Key, First: g.First().Table, Last: g.Last().Table)).ToList();
            if (first.Count > 0 && first.TrueForAll(f => !ReferenceEquals(f.First, f.Last)))
                return Largest(first.Select(f => (f.First.Values, f.Last.Values)));
        }
        return null;
    }

    private static double? Largest(IEnumerable<(IReadOnlyList<double> From, IReadOnlyList<double> To)> tables)
    {
        double? largest = null;
        foreach (var (from, to) in tables.Where(t => t.From.Count == t.To.Count))
        {
            for (var i = 0; i < from.Count; i++)
                largest = Math.Max(largest ?? 0, Math.Abs(from[i] - to[i]));
        }
        return largest is { } value && double.IsFinite(value) ? value : null;
    }
}

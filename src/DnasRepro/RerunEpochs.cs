using DnasRepro.Reports;
using DnasRepro.Results;

namespace DnasRepro;

/// <summary>How decided the architecture parameters of a run were after each epoch.</summary>
internal static class RerunEpochs
{
    private const int MostEpochs = 200;
    private const int MostValues = 100_000;

    public static IReadOnlyList<EpochSummary> Of(IReadOnlyList<ProbedParameter> parameters)
    {
        var tables = parameters.Where(p => p.Final.Shape is [.., >= 2 and <= 1000] && p.History.Count > 0 && p.Final.Values.Count <= MostValues).ToList();
        if (tables.Count == 0)
            return [];
        var epochs = tables.SelectMany(t => t.History.Select(h => h.Epoch)).Distinct().Order().ToList();
        var step = Math.Max(1, (epochs.Count + MostEpochs - 1) / MostEpochs);
        var rows = epochs.Where((_, i) => i % step == 0 || i == epochs.Count - 1)
            .Select(e => Row(e, tables.Select(t => (t.Final.Shape[^1], t.History.FirstOrDefault(h => h.Epoch == e)?.Values))));
        var start = Row(0, tables.Select(t => (t.Final.Shape[^1], t.Initial?.Values)));
        return [.. rows.Prepend(start).OfType<EpochSummary>().DistinctBy(r => r.Epoch)];
    }

    /// <summary>One epoch over all tables; null when one of them has no values then, or values that are none.</summary>
    private static EpochSummary? Row(int epoch, IEnumerable<(int Width, IReadOnlyList<double>? Values)> tables)
    {
        var (margins, entropy) = (new List<double>(), 0.0);
        foreach (var (width, values) in tables)
        {
            if (values is null || values.Count == 0 || values.Count % width != 0 || values.Count > MostValues || !values.All(double.IsFinite))
                return null;
            for (var row = 0; row < values.Count; row += width)
            {
                var weights = Softmax(values, row, width);
                entropy += -weights.Sum(w => w > 0 ? w * Math.Log(w) : 0) / Math.Log(width);
                Array.Sort(weights);
                margins.Add(weights[^1] - weights[^2]);
            }
        }
        margins.Sort();
        var middle = margins.Count / 2;
        var median = margins.Count % 2 == 1 ? margins[middle] : (margins[middle - 1] + margins[middle]) / 2;
        return new EpochSummary(epoch, median, entropy / margins.Count);
    }

    private static double[] Softmax(IReadOnlyList<double> values, int start, int width)
    {
        var row = Enumerable.Range(start, width).Select(i => values[i]).ToArray();
        var largest = row.Max();
        var weights = Array.ConvertAll(row, v => Math.Exp(v - largest));
        var sum = weights.Sum();
        return Array.ConvertAll(weights, w => w / sum);
    }
}

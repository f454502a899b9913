using System.Globalization;
using System.Text;

namespace DnasRepro.Bench.Speed;

/// <summary>The comparison of both sides as a Markdown table.</summary>
internal static class StepTable
{
    public const string Title = "Seconds per step, processor time and memory";

    public static string Write(IReadOnlyList<StepComparison> rows, Versions versions, string load)
    {
        var text = new StringBuilder();
        text.Append(About(rows, versions, load));
        text.Append("| nodes | order | threads | PyTorch: s/step (least) | ours | ratio | PyTorch: CPU s/step | ours | ratio | PyTorch: peak MiB | ours | ratio | others |\n");
        text.Append("|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n");
        foreach (var row in rows)
            text.Append(Line(row));
        text.Append(Warning(rows.Max(r => r.Others)));
        return text.ToString();
    }

    /// <summary>A sentence for figures that were measured while others used the machine; nothing otherwise.</summary>
    public static string Warning(double others) => others > MachineTime.Disturbing
        ? $"\n**Other programs used up to {Percent(others)} of the machine during a run: do not trust these figures.**\n"
        : "";

    public static string Percent(double share) => (100 * share).ToString("0", CultureInfo.InvariantCulture) + " %";

    private static string About(IReadOnlyList<StepComparison> rows, Versions versions, string load)
    {
        var (setting, ours) = (rows[0].Setting, rows[0].Pairs[0].Ours);
        return $"""
            PyTorch {versions.PyTorch}; ours: libtorch {ours.Torch}, BLAS {ours.Blas}. {versions.Processor}; load average {load} at the start.
            {setting.Channels} channels, {setting.Size} × {setting.Size} pixels, batches of {setting.Batch}; whole processes in {rows[0].Pairs.Count} alternating pairs, each {setting.Warmup} + {setting.Steps} steps.
            Seconds are the median of the processes' medians (the least of all steps); ratios are ours / PyTorch, the median of the pairs (least to most).


            """.ReplaceLineEndings("\n");
    }

    private static string Line(StepComparison row)
    {
        var s = row.Setting;
        return $"| {s.Nodes} | {s.Order} | {s.Threads} | {Seconds(row, p => p.PyTorch)} | {Seconds(row, p => p.Ours)} | {Ratio(row, f => f.Seconds)} "
            + $"| {Median(row, p => p.PyTorch.CpuSeconds, "0.000")} | {Median(row, p => p.Ours.CpuSeconds, "0.000")} | {Ratio(row, f => f.CpuSeconds)} "
            + $"| {Median(row, p => p.PyTorch.PeakMegabytes, "0")} | {Median(row, p => p.Ours.PeakMegabytes, "0")} | {Ratio(row, f => f.PeakMegabytes)} | {Percent(row.Others)} |\n";
    }

    private static string Seconds(StepComparison row, Func<StepPair, StepFigures> side) =>
        $"{Median(row, p => side(p).Seconds, "0.000")} ({Number(row.Pairs.Min(p => side(p).LeastSeconds), "0.000")})";

    private static string Median(StepComparison row, Func<StepPair, double> value, string format) => Number(Statistic.Median(row.Pairs.Select(value)), format);

    private static string Ratio(StepComparison row, Func<StepFigures, double> value)
    {
        var ratios = row.Pairs.Select(p => value(p.Ours) / value(p.PyTorch)).ToList();
        return $"**{Number(Statistic.Median(ratios), "0.00")}** ({Number(ratios.Min(), "0.00")} to {Number(ratios.Max(), "0.00")})";
    }

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}

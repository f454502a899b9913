using System.Globalization;
using System.Text;

namespace DnasRepro.Bench.Speed;

/// <summary>What a step costs, as a Markdown table.</summary>
internal static class CostTable
{
    public const string Title = "Cost against nodes, channels and pixels";

    /// <param name="picture">The file with the picture of the same; null for none.</param>
    public static string Write(IReadOnlyList<CostRow> rows, string? picture)
    {
        var setting = rows[0].Setting;
        var text = new StringBuilder();
        text.Append($"Order {setting.Order}, threads: {setting.Threads}, batches of {setting.Batch}; one process of each side. GFLOP are those of the convolutions, counted from the network's description;\n");
        text.Append("the peak is that of a product of two large matrices in the same process as our steps.\n\n");
        if (picture is not null)
            text.Append($"![Seconds per step of both sides against nodes, channels and pixels]({picture})\n\n");
        text.Append("| nodes | channels | pixels | weights | GFLOP/step | ours: s/step | GFLOP/s | peak GFLOP/s | share | peak MiB | PyTorch: s/step | peak MiB | others |\n");
        text.Append("|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n");
        foreach (var row in rows)
            text.Append(Line(row));
        return text.Append(StepTable.Warning(rows.Max(r => r.Others))).ToString();
    }

    private static string Line(CostRow row)
    {
        var (s, ours, pytorch) = (row.Setting, row.Ours, row.PyTorch);
        var (speed, peak) = (row.Gigaflops / ours.Seconds, ours.PeakGigaflops!.Value);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {s.Nodes} | {s.Channels} | {s.Size} × {s.Size} | {ours.Weights} | {row.Gigaflops:0.00} | {ours.Seconds:0.000} | {speed:0.0} | {peak:0} | {StepTable.Percent(speed / peak)} | {ours.PeakMegabytes:0} | {pytorch.Seconds:0.000} | {pytorch.PeakMegabytes:0} | {StepTable.Percent(row.Others)} |\n");
    }
}

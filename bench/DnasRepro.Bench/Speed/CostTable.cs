using System.Globalization;
using System.Text;

namespace DnasRepro.Bench.Speed;

/// <summary>What a step costs as nodes, channels or pixels grow, each from the default on.</summary>
internal static class CostTable
{
    public const string Title = "Cost against nodes, channels and pixels";

    private static readonly int[] Nodes = [1, 2, 3, 4];
    private static readonly int[] Channels = [8, 16, 32];
    private static readonly int[] Sizes = [32, 64, 128];

    public static string Measure(StepSetting setting, Sides sides, Action<string> report)
    {
        var text = new StringBuilder($"Order {setting.Order}, {setting.Threads} thread{(setting.Threads == 1 ? "" : "s")}, batches of {setting.Batch}; one process each. GFLOP are those of the convolutions, counted from the description of the network;\n");
        text.Append("the peak is that of a product of two large matrices in the same process as our steps.\n\n");
        text.Append("| nodes | channels | pixels | weights | GFLOP/step | ours: s/step | GFLOP/s | share of the peak | peak MiB | PyTorch: s/step | peak MiB | others |\n");
        text.Append("|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n");
        var others = 0.0;
        foreach (var row in Rows(setting))
        {
            report($"{row.Nodes} nodes, {row.Channels} channels, {row.Size} pixels");
            var (ours, pytorch) = (Child.Run(Sides.Ours(row, measuresPeak: true)), Child.Run(sides.PyTorch(row)));
            others = Math.Max(others, Math.Max(ours.Others, pytorch.Others));
            text.Append(Line(row, StepFigures.Read(ours.Output), StepFigures.Read(pytorch.Output), Math.Max(ours.Others, pytorch.Others)));
        }
        return text.Append(StepTable.Warning(others)).ToString();
    }

    private static IReadOnlyList<StepSetting> Rows(StepSetting setting) =>
        [.. Nodes.Select(n => setting with { Nodes = n }).Concat(Channels.Select(c => setting with { Channels = c })).Concat(Sizes.Select(s => setting with { Size = s })).Distinct()];

    private static string Line(StepSetting row, StepFigures ours, StepFigures pytorch, double others)
    {
        var cost = SupernetCost.Of(row);
        if (cost.Weights != ours.Weights || cost.Weights != pytorch.Weights)
            throw new InvalidOperationException($"The description counts {cost.Weights} weights, we have {ours.Weights}, PyTorch {pytorch.Weights}.");
        var work = cost.FlopsOfStep(row) / 1e9;
        var speed = work / ours.Seconds;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {row.Nodes} | {row.Channels} | {row.Size}² | {ours.Weights} | {work:0.00} | {ours.Seconds:0.000} | {speed:0.0} | {StepTable.Percent(speed / ours.PeakGigaflops!.Value)} of {ours.PeakGigaflops:0} | {ours.PeakMegabytes:0} | {pytorch.Seconds:0.000} | {pytorch.PeakMegabytes:0} | {StepTable.Percent(others)} |\n");
    }
}

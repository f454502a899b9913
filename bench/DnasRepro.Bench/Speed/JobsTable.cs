using System.Globalization;
using System.Text;

namespace DnasRepro.Bench.Speed;

/// <summary>Several seeds of our engine, one process of one thread after another against two at a time.</summary>
internal static class JobsTable
{
    public const string Title = "Several seeds at a time";

    private const int AtATime = 2;

    public static string Measure(StepSetting setting, int seeds, int pairs)
    {
        var text = new StringBuilder($"{seeds} seeds, each a process of one thread with {setting.Warmup} + {setting.Steps} steps, in {pairs} alternating pairs; whole seconds of all, start of the processes included.\n\n");
        text.Append("| nodes | order | one after another: s | two at a time: s | throughput | others |\n|--:|--:|--:|--:|--:|--:|\n");
        var starts = Enumerable.Range(0, seeds).Select(seed => Sides.Ours(setting with { Threads = 1 }, seed)).ToList();
        var others = 0.0;
        var rows = new List<(double Single, double Double)>();
        for (var i = 0; i < pairs; i++)
        {
            var first = Child.RunSeveral(starts, i % 2 == 0 ? 1 : AtATime)[0];
            var second = Child.RunSeveral(starts, i % 2 == 0 ? AtATime : 1)[0];
            rows.Add(i % 2 == 0 ? (first.Seconds, second.Seconds) : (second.Seconds, first.Seconds));
            others = Math.Max(others, Math.Max(first.Others, second.Others));
        }
        var ratios = rows.Select(r => r.Single / r.Double).ToList();
        text.Append(CultureInfo.InvariantCulture, $"| {setting.Nodes} | {setting.Order} | {Statistic.Median(rows.Select(r => r.Single)):0.0} | {Statistic.Median(rows.Select(r => r.Double)):0.0} ");
        text.Append(CultureInfo.InvariantCulture, $"| **{Statistic.Median(ratios):0.00}** ({ratios.Min():0.00} to {ratios.Max():0.00}) | {StepTable.Percent(others)} |\n");
        return text.Append(StepTable.Warning(others)).ToString();
    }
}

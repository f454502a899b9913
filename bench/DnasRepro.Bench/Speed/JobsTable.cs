using System.Globalization;
using System.Text;

namespace DnasRepro.Bench.Speed;

/// <summary>Several seeds of our engine, one process of one thread after another against two at a time.</summary>
internal static class JobsTable
{
    public const string Title = "Several seeds at a time";

    private const int AtATime = 2;

    public static string Measure(IReadOnlyList<StepSetting> settings, int seeds, int pairs)
    {
        var text = new StringBuilder();
        text.Append($"{seeds} seeds of our engine, each a process of one thread with {settings[0].Warmup} + {settings[0].Steps} steps, in {pairs} alternating pairs; seconds of all together, start of the processes included.\n\n");
        text.Append("| nodes | order | one after another: s | two at a time: s | throughput | others |\n|--:|--:|--:|--:|--:|--:|\n");
        var others = settings.Max(s => Row(text, s, seeds, pairs));
        return text.Append(StepTable.Warning(others)).ToString();
    }

    /// <summary>Adds a row; gives the largest share of the machine that others used.</summary>
    private static double Row(StringBuilder text, StepSetting setting, int seeds, int pairs)
    {
        var starts = Enumerable.Range(0, seeds).Select(seed => Sides.Ours(setting with { Threads = 1 }, seed)).ToList();
        var (others, rows) = (0.0, new List<(double Single, double Twice)>());
        for (var i = 0; i < pairs; i++)
        {
            var beginsWithTwo = i % 2 == 1;
            var first = Child.RunSeveral(starts, beginsWithTwo ? AtATime : 1)[0];
            var second = Child.RunSeveral(starts, beginsWithTwo ? 1 : AtATime)[0];
            rows.Add(beginsWithTwo ? (second.Seconds, first.Seconds) : (first.Seconds, second.Seconds));
            others = Math.Max(others, Math.Max(first.Others, second.Others));
        }
        var ratios = rows.Select(r => r.Single / r.Twice).ToList();
        text.Append(CultureInfo.InvariantCulture, $"| {setting.Nodes} | {setting.Order} | {Statistic.Median(rows.Select(r => r.Single)):0.0} | {Statistic.Median(rows.Select(r => r.Twice)):0.0} ");
        text.Append(CultureInfo.InvariantCulture, $"| **{Statistic.Median(ratios):0.00}** ({ratios.Min():0.00} to {ratios.Max():0.00}) | {StepTable.Percent(others)} |\n");
        return others;
    }
}

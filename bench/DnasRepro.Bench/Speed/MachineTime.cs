using System.Globalization;

namespace DnasRepro.Bench.Speed;

/// <summary>How much processor time was used, in ticks of the kernel, since the machine started.</summary>
/// <param name="All">On all processors, idle time included.</param>
/// <param name="Busy">Of that, not idle; time that a hypervisor took away counts as busy.</param>
/// <param name="Children">By ended child processes of this process.</param>
/// <param name="Own">By this process.</param>
internal sealed record MachineTime(long All, long Busy, long Children, long Own)
{
    /// <summary>More than this share of the machine for others, and figures are not to be trusted.</summary>
    public const double Disturbing = 0.1;

    public static MachineTime Now()
    {
        var fields = Numbers(File.ReadLines("/proc/stat").First(), 1, 8);
        var idle = fields[3] + fields[4];
        var stat = File.ReadAllText("/proc/self/stat");
        var times = Numbers(stat[(stat.LastIndexOf(')') + 1)..], 11, 4);
        return new MachineTime(fields.Sum(), fields.Sum() - idle, times[2] + times[3], times[0] + times[1]);
    }

    /// <summary>The share of the machine that others than this process and its children used since then.</summary>
    public double OthersSince(MachineTime before)
    {
        var ours = Children - before.Children + Own - before.Own;
        return Math.Max(0, (double)(Busy - before.Busy - ours) / Math.Max(1, All - before.All));
    }

    /// <summary>The same over the next two seconds, in which this process does nothing.</summary>
    public static double Others()
    {
        var before = Now();
        Thread.Sleep(TimeSpan.FromSeconds(2));
        return Now().OthersSince(before);
    }

    public static string LoadAverage() => File.ReadAllText("/proc/loadavg").Split(' ')[0];

    private static List<long> Numbers(string line, int skip, int take) =>
        [.. line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(skip).Take(take).Select(n => long.Parse(n, CultureInfo.InvariantCulture))];
}

using System.Globalization;
using System.Text;

namespace DnasRepro.Runs.Isolation;

/// <summary>One process as the kernel lists it.</summary>
/// <param name="Started">Its start in clock ticks since boot: with the number it names one process for good.</param>
/// <param name="CpuTicks">Processor time of it and of its children that ended, in clock ticks.</param>
internal sealed record ProcessEntry(int Id, int Parent, int Session, string Name, bool IsOver, int Threads, long ResidentBytes, long CpuTicks, long Started);

/// <summary>Reads /proc. Everything in it may have gone a moment later.</summary>
internal static class ProcessTable
{
    /// <summary>Clock ticks a second: a constant of Linux's interface, whatever the kernel's own clock is.</summary>
    public const double TicksPerSecond = 100;

    /// <summary>All processes that can be seen; empty where there is no /proc.</summary>
    public static IReadOnlyList<ProcessEntry> All()
    {
        var entries = new List<ProcessEntry>();
        if (!Directory.Exists("/proc/self"))
            return entries;
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out var id) && Read(id) is { } entry)
                entries.Add(entry);
        }
        return entries;
    }

    /// <summary>One process; null when it has gone.</summary>
    public static ProcessEntry? Read(int id) => Text($"/proc/{id}/stat") is { } text ? Parse(id, text) : null;

    /// <summary>
    /// Reads a line of /proc/PID/stat (https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html). The name stands in parentheses and
    /// may hold anything, so the fields begin behind the last one.
    /// </summary>
    internal static ProcessEntry? Parse(int id, string text)
    {
        var (open, close) = (text.IndexOf('('), text.LastIndexOf(')'));
        if (open < 0 || close < open)
            return null;
        var fields = text[(close + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length < 22)
            return null;
        var cpu = Number(fields[11]) + Number(fields[12]) + Number(fields[13]) + Number(fields[14]);
        return new ProcessEntry(
            id, (int)Number(fields[1]), (int)Number(fields[3]), text[(open + 1)..close], fields[0] is "Z" or "X", (int)Number(fields[17]),
            Number(fields[21]) * Environment.SystemPageSize, cpu, Number(fields[19]));
    }

    /// <summary>Its number as it sees itself, in its own namespace.</summary>
    public static int InnerId(int id)
    {
        var line = Text($"/proc/{id}/status")?.Split('\n').FirstOrDefault(l => l.StartsWith("NSpid:", StringComparison.Ordinal));
        return line is null ? id : (int)Number(line.Split('\t', ' ')[^1]);
    }

    /// <summary>Its share of the memory that it uses, pages that several use divided among them; null when that may not be read.</summary>
    public static long? ProportionalBytes(int id)
    {
        var line = Text($"/proc/{id}/smaps_rollup")?.Split('\n').FirstOrDefault(l => l.StartsWith("Pss:", StringComparison.Ordinal));
        return line is null ? null : Number(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]) * 1024;
    }

    /// <summary>True when its environment at start held a text.</summary>
    public static bool StartedWith(int id, string variable) => Text($"/proc/{id}/environ")?.Split('\0').Contains(variable) == true;

    private static long Number(string text) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static string? Text(string path)
    {
        try
        {
            return Encoding.UTF8.GetString(File.ReadAllBytes(path));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}

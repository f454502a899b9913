using System.Globalization;

namespace DnasRepro.Runs.Isolation;

/// <summary>A control group of one run, in which the kernel itself holds memory and processes to their limits.</summary>
/// <param name="Version">2, or 1 with a folder for each controller.</param>
/// <param name="Memory">The folder in which memory is limited.</param>
/// <param name="Processes">The folder in which processes are limited; the same with version 2.</param>
internal sealed record Cgroup(int Version, string Memory, string Processes) : IDisposable
{
    private const string Prefix = "dnas-repro-";

    private IEnumerable<string> Folders => Version == 2 ? [Memory] : [Memory, Processes];

    /// <summary>Words that start a command inside the group.</summary>
    public IReadOnlyList<string> Join =>
    [
        "/bin/sh", "-c", "while [ \"$1\" != -- ]; do echo $$ > \"$1/cgroup.procs\" || exit 125; shift; done; shift; exec \"$@\"", "join", .. Folders, "--",
    ];

    /// <summary>True when the kernel killed a process of the group for want of memory.</summary>
    public bool HitMemoryLimit => Count(Memory, Version == 2 ? "memory.events" : "memory.oom_control", "oom_kill") > 0;

    /// <summary>True when the kernel refused the group a process.</summary>
    public bool HitProcessLimit => Count(Processes, "pids.events", "max") > 0;

    /// <summary>The largest memory of the group in bytes, cached files included; null when the kernel does not keep it.</summary>
    public long? PeakBytes => Number(Memory, Version == 2 ? "memory.peak" : "memory.max_usage_in_bytes");

    /// <summary>Kills every process of the group.</summary>
    public void Kill()
    {
        if (Version == 2 && TryWrite(Memory, "cgroup.kill", "1"))
            return;
        foreach (var line in Text(Processes, "cgroup.procs").Split('\n'))
        {
            if (int.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out var process))
                UnixSignal.Send(process, UnixSignal.Kill);
        }
    }

    /// <summary>Makes a group with its limits below the given ones; null when the kernel or the machine's owner does not allow it.</summary>
    public static Cgroup? TryMake(CgroupPlace place, RunLimits limits)
    {
        var name = $"{Prefix}{Guid.NewGuid():N}";
        var group = new Cgroup(place.Version, Path.Join(place.Memory, name), Path.Join(place.Processes, name));
        try
        {
            foreach (var folder in group.Folders)
                Directory.CreateDirectory(folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            group.Dispose();
            return null;
        }
        if (group.Limit(limits))
            return group;
        group.Dispose();
        return null;
    }

    /// <summary>Removes empty groups that were left a day ago or earlier, by runs of ours that were killed.</summary>
    public static void RemoveStale(CgroupPlace place)
    {
        foreach (var folder in ((string[])[place.Memory, place.Processes]).Distinct().SelectMany(f => Directory.EnumerateDirectories(f, Prefix + "*")))
        {
            if (Directory.GetLastWriteTimeUtc(folder) < DateTime.UtcNow - TimeSpan.FromDays(1))
                TryRemove(folder);
        }
    }

    /// <summary>Removes the group. It must be empty, which it is a moment after its processes were killed.</summary>
    public void Dispose()
    {
        foreach (var folder in Folders)
        {
            for (var attempt = 0; attempt < 50 && Directory.Exists(folder) && !TryRemove(folder); attempt++)
                Thread.Sleep(20);
        }
    }

    /// <summary>Sets the limits and reads them back: a controller that is not there leaves no file to write to.</summary>
    private bool Limit(RunLimits limits)
    {
        var memory = limits.MemoryBytes / Environment.SystemPageSize * Environment.SystemPageSize;
        var (memoryFile, swapFile, swap) = Version == 2 ? ("memory.max", "memory.swap.max", 0) : ("memory.limit_in_bytes", "memory.memsw.limit_in_bytes", memory);
        var isLimited = TryWrite(Memory, memoryFile, Words(memory)) && Number(Memory, memoryFile) == memory
            && TryWrite(Processes, "pids.max", Words(limits.Processes)) && Number(Processes, "pids.max") == limits.Processes;
        // Without swap there is no such file, and nothing to limit.
        return isLimited && (!File.Exists(Path.Join(Memory, swapFile)) || TryWrite(Memory, swapFile, Words(swap)));
    }

    private static string Words(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static bool TryRemove(string folder)
    {
        try
        {
            Directory.Delete(folder);
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static bool TryWrite(string folder, string file, string text)
    {
        try
        {
            using var handle = File.OpenHandle(Path.Join(folder, file), FileMode.Open, FileAccess.Write);
            RandomAccess.Write(handle, System.Text.Encoding.ASCII.GetBytes(text), 0);
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static long? Number(string folder, string file) =>
        long.TryParse(Text(folder, file).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static long Count(string folder, string file, string key) => Text(folder, file).Split('\n')
        .Select(l => l.Split(' ')).Where(w => w.Length == 2 && w[0] == key && long.TryParse(w[1], CultureInfo.InvariantCulture, out _)).Sum(w => long.Parse(w[1], CultureInfo.InvariantCulture));

    private static string Text(string folder, string file)
    {
        try
        {
            return File.ReadAllText(Path.Join(folder, file));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}

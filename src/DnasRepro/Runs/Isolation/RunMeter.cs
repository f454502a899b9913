using System.Diagnostics;

namespace DnasRepro.Runs.Isolation;

/// <summary>Measures a run while it lasts, and says when it breaks a limit. Looks less often where looking takes long.</summary>
internal sealed class RunMeter(RunStart start, RunLimits limits, OutputCapture capture, DiskUse disk, ProcessTree tree)
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(100);

    /// <summary>A look may take this share of the time.</summary>
    private const int Share = 20;

    private readonly Stopwatch clock = Stopwatch.StartNew();
    private TimeSpan nextProcesses;
    private TimeSpan nextDisk;
    private RunUsage last = new(0, 0, 0, 0, 0);
    private long cpuTicks;
    private long peak;

    public TimeSpan Elapsed => clock.Elapsed;

    /// <summary>The largest memory that was seen; null when no look was possible.</summary>
    public long? PeakBytes => peak > 0 ? peak : null;

    public double? CpuSeconds => peak > 0 ? cpuTicks / ProcessTable.TicksPerSecond : null;

    /// <summary>Looks where a look is due.</summary>
    /// <returns>The limit that is broken, or null.</returns>
    public EndCause? Look(Cgroup? group, IProgress<RunUsage>? progress)
    {
        if (capture.IsOver)
            return EndCause.OutputLimit;
        if (clock.Elapsed > limits.Time)
            return EndCause.TimeLimit;
        if (clock.Elapsed < nextProcesses)
            return null;
        var (memory, processes, entries) = LookAtProcesses();
        nextProcesses = clock.Elapsed + Between;
        if (clock.Elapsed >= nextDisk)
        {
            last = last with { DiskBytes = disk.Look(entries) };
            nextDisk = clock.Elapsed + Longer(Between * 2, disk.Took * Share);
        }
        last = last with { Seconds = clock.Elapsed.TotalSeconds, MemoryBytes = memory, Processes = processes, OutputBytes = capture.Bytes };
        progress?.Report(last);
        return Broken(group);
    }

    /// <summary>Looks once more, when the program has ended.</summary>
    public EndCause? LookLast(Cgroup? group)
    {
        var (_, _, entries) = LookAtProcesses();
        last = last with { DiskBytes = disk.Look(entries), MemoryBytes = 0, Processes = 0 };
        return capture.IsOver ? EndCause.OutputLimit : Broken(group);
    }

    /// <summary>Why a limit counts as broken, in one sentence.</summary>
    public string Message(EndCause cause) => cause switch
    {
        EndCause.TimeLimit => $"It ran longer than {Words.Time(limits.Time)} and was ended.",
        EndCause.MemoryLimit => $"It used more than {Words.Bytes(limits.MemoryBytes)} of memory and was ended.",
        EndCause.ProcessLimit => $"It started more than {limits.Processes} processes and threads and was ended.",
        EndCause.OutputLimit => $"It printed more than {Words.Bytes(limits.OutputBytes)} and was ended.",
        EndCause.DiskLimit when disk.Obstacle is { } obstacle => $"It made a folder {obstacle}, so that the space that it uses cannot be measured, and was ended.",
        EndCause.DiskLimit when last.DiskBytes < limits.DiskBytes => "The disk became full while it ran, and it was ended.",
        _ => $"It wrote more than {Words.Bytes(limits.DiskBytes)} to the disk and was ended.",
    };

    private EndCause? Broken(Cgroup? group)
    {
        if (last.DiskBytes >= limits.DiskBytes || disk.Obstacle is not null || disk.IsNearlyFull())
            return EndCause.DiskLimit;
        if (last.Processes > limits.Processes || group?.HitProcessLimit == true)
            return EndCause.ProcessLimit;
        return last.MemoryBytes > limits.MemoryBytes || group?.HitMemoryLimit == true ? EndCause.MemoryLimit : null;
    }

    private (long Memory, int Processes, IReadOnlyList<ProcessEntry> Entries) LookAtProcesses()
    {
        var before = clock.Elapsed;
        var entries = tree.Look();
        var memory = entries.Sum(e => e.ResidentBytes) + SharedMemory(entries);
        // Pages that several processes share are counted once each by the sum, so a limit that seems broken is measured exactly.
        if (memory > limits.MemoryBytes)
            memory = entries.Sum(e => ProcessTable.ProportionalBytes(e.Id) ?? e.ResidentBytes) + SharedMemory(entries);
        cpuTicks = Math.Max(cpuTicks, entries.Sum(e => e.CpuTicks));
        peak = Math.Max(peak, memory);
        nextProcesses = Longer(Between, (clock.Elapsed - before) * Share);
        return (memory, Math.Max(0, entries.Sum(e => e.Threads) - RunWatch.Machinery), entries);
    }

    private long SharedMemory(IReadOnlyList<ProcessEntry> entries)
    {
        if (!start.HasOwnSharedMemory || entries.Count < 2)
            return 0;
        try
        {
            var drive = new DriveInfo($"/proc/{entries[^1].Id}/root/dev/shm");
            return drive.DriveFormat == "tmpfs" ? drive.TotalSize - drive.TotalFreeSpace : 0;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return 0;
        }
    }

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;
}

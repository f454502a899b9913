using System.Diagnostics;
using DnasRepro.Locations;

namespace DnasRepro.Runs.Isolation;

/// <summary>
/// Starts one run and stays with it until nothing of it is left. Must be called on a thread that lives as long as the run: the kernel
/// ends a process that dies with its parent when the *thread* that started it ends
/// (https://man7.org/linux/man-pages/man2/PR_SET_PDEATHSIG.2const.html).
/// </summary>
internal sealed class RunWatch
{
    /// <summary>Processes of ours around the program: the sandbox, its first process, and the shell that notes the end.</summary>
    public const int Machinery = 3;

    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(20);

    /// <summary>After a polite request to end, this long until force is used.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    /// <summary>What ends by itself this soon after the program has not outlived it.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(300);

    private readonly RunStart start;
    private readonly RunLimits limits;
    private readonly OutputCapture capture;
    private readonly DiskUse disk;
    private readonly Process process;
    private readonly ProcessTree tree;
    private readonly RunMeter meter;
    private Cgroup? group;
    private bool hasStarted;
    private bool isKilled;

    private RunWatch(RunStart start, RunLimits limits, OutputCapture capture, DiskUse disk, Process process)
    {
        (this.start, this.limits, this.capture, this.disk, this.process) = (start, limits, capture, disk, process);
        tree = new ProcessTree(process.Id, start.Marker);
        meter = new RunMeter(start, limits, capture, disk, tree);
    }

    /// <summary>Runs it.</summary>
    /// <exception cref="OperationCanceledException">The user gave up; everything of the run is dead.</exception>
    public static LaunchEnd Run(RunStart start, RunLimits limits, KeptLimits kept, IProgress<RunUsage>? progress, CancellationToken cancellation)
    {
        using var capture = new OutputCapture(start.LogFolder, limits.OutputBytes);
        var disk = new DiskUse(start.Writable);
        var (process, message) = start.TryStart(kept.Join);
        using (process)
        {
            return process is null
                ? new LaunchEnd(
                    EndCause.NotStarted, null, $"It could not be started: {message}.", 0, null, null, 0, capture.StandardOutput, capture.StandardError, [])
                : new RunWatch(start, limits, capture, disk, process).Stay(kept.GroupOf, progress, cancellation);
        }
    }

    private LaunchEnd Stay(Func<int, Cgroup?> groupOf, IProgress<RunUsage>? progress, CancellationToken cancellation)
    {
        capture.Read(process.StandardOutput.BaseStream, process.StandardError.BaseStream);
        try
        {
            while (!process.WaitForExit(Step))
            {
                cancellation.ThrowIfCancellationRequested();
                group ??= groupOf(process.Id);
                var note = start.Note.Read();
                hasStarted |= note is not null;
                if (note is { State: not "started" })
                    return Ended(note);
                if (meter.Look(group, progress) is { } cause)
                    return Stopped(cause, cancellation);
            }
            cancellation.ThrowIfCancellationRequested();
            return Gone();
        }
        finally
        {
            Kill();
            start.Note.Remove();
        }
    }

    /// <summary>The program ended by itself; what still runs is named before it is killed.</summary>
    private LaunchEnd Ended(NotedEnd note)
    {
        var patience = Stopwatch.StartNew();
        var broken = meter.LookLast(group);
        var left = Left(note.Shell);
        while (left.Count > 0 && patience.Elapsed < Settling && !process.WaitForExit(Step))
            left = Left(note.Shell);
        Kill();
        if (note.State == "missing")
            return End(EndCause.NotStarted, null, "There is no such program where it runs.", []);
        return broken is { } cause ? End(cause, null, meter.Message(cause), left) : End(EndCause.Exited, note.Code, Said(note.Code), left);
    }

    private LaunchEnd Stopped(EndCause cause, CancellationToken cancellation)
    {
        if (cause == EndCause.TimeLimit)
            AskToEnd(cancellation);
        var message = meter.Message(cause);
        Kill();
        return End(cause, null, message, []);
    }

    /// <summary>What we started has ended without the program's end having been noted first.</summary>
    private LaunchEnd Gone()
    {
        capture.Finish(Grace);
        var note = start.Note.Read();
        if (note is { State: not "started" })
            return Ended(note);
        if ((group?.HitMemoryLimit == true ? EndCause.MemoryLimit : capture.IsOver ? EndCause.OutputLimit : (EndCause?)null) is { } cause)
            return End(cause, null, meter.Message(cause), []);
        var code = process.ExitCode;
        // What stands around a program says why it fails; a program that took its note away is not taken for that unless it says so itself.
        if (note is null && !hasStarted && code != 0 && OutputTail.Of(capture.StandardError, 300) is { Length: > 0 } words)
            return End(EndCause.NotStarted, null, $"It could not be started: {words.ReplaceLineEndings(" ")}", []);
        return code > EndNote.SignalBase
            ? End(EndCause.Killed, null, "It was killed from outside, by the machine or somebody on it.", [])
            : End(EndCause.Exited, code, Said(code), []);
    }

    private void AskToEnd(CancellationToken cancellation)
    {
        var shell = start.Note.Read()?.Shell;
        foreach (var entry in tree.Look(byMarker: true).Where(e => !IsMachinery(e, shell)))
            UnixSignal.Send(entry.Id, UnixSignal.Terminate);
        var patience = Stopwatch.StartNew();
        while (patience.Elapsed < Grace && !process.WaitForExit(Step) && !cancellation.IsCancellationRequested && !capture.IsOver)
        {
            if (start.Note.Read() is { State: not "started" } && Left(shell).Count == 0)
                return;
        }
    }

    private List<string> Left(int? shell) =>
        [.. tree.Look(byMarker: true).Where(e => !IsMachinery(e, shell)).Select(e => PrintableText.Of(e.Name)).Order(StringComparer.Ordinal)];

    private bool IsMachinery(ProcessEntry entry, int? shell) => entry.Id == process.Id || ProcessTable.InnerId(entry.Id) is var inner && (inner == 1 || inner == shell);

    /// <summary>Kills all of it, again and again until nothing is left: a process may fork while it is killed.</summary>
    private void Kill()
    {
        if (isKilled)
            return;
        isKilled = true;
        group?.Kill();
        if (start.KillCommand is { } command)
            _ = Programs.Ask(command, Grace);
        for (var attempt = 0; attempt < 100; attempt++)
        {
            var entries = tree.Look(byMarker: attempt % 10 < 2);
            if (entries.Count == 0 && process.HasExited)
                break;
            foreach (var entry in entries)
                UnixSignal.Send(entry.Id, UnixSignal.Kill);
            if (entries.Count == 0)
                process.Kill(entireProcessTree: true);
            process.WaitForExit(TimeSpan.FromMilliseconds(10));
        }
        capture.Finish(TimeSpan.FromSeconds(2));
    }

    private static string Said(int code) => code <= EndNote.SignalBase
        ? $"It exited with code {code}."
        : $"It exited with code {code}, as a program does that signal {code - EndNote.SignalBase} ended.";

    private LaunchEnd End(EndCause cause, int? code, string message, IReadOnlyList<string> left) => new(
        cause, code, message, meter.Elapsed.TotalSeconds, meter.CpuSeconds, meter.PeakBytes, capture.Bytes,
        capture.StandardOutput, capture.StandardError, left);
}

using System.Diagnostics;

namespace DnasRepro.Runs.Isolation;

/// <summary>Stays with one process of our own until it has ended, and ends it where it breaks a limit.</summary>
internal sealed class OwnWatch(Process process, RunLimits limits, OutputCapture capture, DiskUse disk)
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);

    /// <summary>After a polite request to end, this long until force is used.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private const string ErrorMark = "error: ";

    private readonly Stopwatch clock = Stopwatch.StartNew();
    private long peak;
    private double cpu;

    /// <exception cref="OperationCanceledException">The user gave up; the process is dead.</exception>
    public LaunchEnd Stay(CancellationToken cancellation)
    {
        try
        {
            for (var wait = TimeSpan.FromMilliseconds(10); !process.WaitForExit(wait); wait = Step)
            {
                cancellation.ThrowIfCancellationRequested();
                if (Look() is not { } cause)
                    continue;
                if (cause == EndCause.TimeLimit)
                    AskToEnd();
                Kill();
                return End(cause, null, Message(cause));
            }
            cancellation.ThrowIfCancellationRequested();
            capture.Finish(Grace);
            return capture.IsOver ? End(EndCause.OutputLimit, null, Message(EndCause.OutputLimit)) : Ended(process.ExitCode);
        }
        finally
        {
            Kill();
        }
    }

    private EndCause? Look()
    {
        try
        {
            process.Refresh();
            peak = Math.Max(peak, process.WorkingSet64);
            cpu = Math.Max(cpu, process.TotalProcessorTime.TotalSeconds);
        }
        catch (InvalidOperationException)
        {
            // It has just ended.
        }
        return capture.IsOver ? EndCause.OutputLimit
            : clock.Elapsed > limits.Time ? EndCause.TimeLimit
            : peak > limits.MemoryBytes ? EndCause.MemoryLimit
            : disk.Look([]) >= limits.DiskBytes || disk.IsNearlyFull() ? EndCause.DiskLimit
            : null;
    }

    /// <summary>A search that is asked to end writes its checkpoint.</summary>
    private void AskToEnd()
    {
        if (!OperatingSystem.IsWindows())
            UnixSignal.Send(process.Id, UnixSignal.Terminate);
        process.WaitForExit(Grace);
    }

    private void Kill()
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        process.WaitForExit();
        capture.Finish(TimeSpan.FromSeconds(2));
    }

    /// <summary>.NET gives 128 and the number of a signal as the code of a process that it ended.</summary>
    private LaunchEnd Ended(int code) => code is ExitCodes.WrongUsage or ExitCodes.NotAttempted
        ? End(EndCause.NotStarted, code, $"The search could not begin: {FirstError()}")
        : code > EndNote.SignalBase && !OperatingSystem.IsWindows()
        ? End(EndCause.Exited, code, $"It exited with code {code}: signal {code - EndNote.SignalBase} ended it, as when native code crashes.")
        : End(EndCause.Exited, code, $"It exited with code {code}.");

    /// <summary>Our own commands say in one line what keeps them from beginning.</summary>
    private string FirstError()
    {
        var line = OutputTail.Of(capture.StandardError).Split('\n').Select(l => l.Trim()).FirstOrDefault(l => l.StartsWith(ErrorMark, StringComparison.Ordinal));
        return line is null ? "it did not say why." : line[ErrorMark.Length..];
    }

    private string Message(EndCause cause) => cause switch
    {
        EndCause.TimeLimit => $"It ran longer than {Words.Time(limits.Time)} and was ended.",
        EndCause.MemoryLimit => $"It used more than {Words.Bytes(limits.MemoryBytes)} of memory and was ended.",
        EndCause.OutputLimit => $"It printed more than {Words.Bytes(limits.OutputBytes)} and was ended.",
        _ => $"It wrote more than {Words.Bytes(limits.DiskBytes)} to the disk, or the disk became full, and it was ended.",
    };

    private LaunchEnd End(EndCause cause, int? code, string message) => new(
        cause, code, message, clock.Elapsed.TotalSeconds, cpu > 0 ? cpu : null, peak > 0 ? peak : null, capture.Bytes, capture.StandardOutput, capture.StandardError, []);
}

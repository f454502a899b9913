using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace DnasRepro.Bench.Speed;

/// <summary>A program to run with some threads of arithmetic.</summary>
internal sealed record ChildStart(string Program, IReadOnlyList<string> Arguments, int Threads);

/// <summary>A program that ran to its end.</summary>
/// <param name="Output">What it wrote.</param>
/// <param name="Seconds">From its start to its end.</param>
/// <param name="Others">The share of the machine that other programs used meanwhile.</param>
internal sealed record Child(string Output, double Seconds, double Others)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(30);

    /// <summary>Runs a program alone.</summary>
    public static Child Run(ChildStart start) => RunSeveral([start], 1)[0];

    /// <summary>Runs programs, so many at a time; <see cref="Seconds"/> and <see cref="Others"/> of each are those of all together.</summary>
    public static IReadOnlyList<Child> RunSeveral(IReadOnlyList<ChildStart> starts, int atATime)
    {
        var (before, clock) = (MachineTime.Now(), Stopwatch.GetTimestamp());
        var outputs = new string[starts.Count];
        try
        {
            Parallel.For(0, starts.Count, new ParallelOptions { MaxDegreeOfParallelism = atATime }, i => outputs[i] = AnswerOf(starts[i]));
        }
        catch (AggregateException failure) when (failure.InnerExceptions[0] is UserErrorException error)
        {
            throw error;
        }
        var (seconds, others) = (Stopwatch.GetElapsedTime(clock).TotalSeconds, MachineTime.Now().OthersSince(before));
        return [.. outputs.Select(o => new Child(o, seconds, others))];
    }

    private static string AnswerOf(ChildStart start)
    {
        var info = new ProcessStartInfo(start.Program, start.Arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        info.Environment["OMP_NUM_THREADS"] = start.Threads.ToString(CultureInfo.InvariantCulture);
        try
        {
            using var process = Process.Start(info)!;
            var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            if (!process.WaitForExit(Limit))
                process.Kill(entireProcessTree: true);
            return process.HasExited && process.ExitCode == 0
                ? output.Result
                : throw new UserErrorException($"'{start.Program} {string.Join(' ', start.Arguments)}' failed:\n{error.Result.Trim()}", "Run it by hand to see more.");
        }
        catch (Win32Exception failure)
        {
            throw new UserErrorException($"'{start.Program}' cannot be started: {failure.Message}", "Name another interpreter by --python.");
        }
    }
}

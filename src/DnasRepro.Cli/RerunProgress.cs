using System.Globalization;
using DnasRepro.Reports;
using DnasRepro.Results;
using DnasRepro.Runs;

namespace DnasRepro.Cli;

/// <summary>Tells on stderr how a rerun goes: a line for each run, with the time that is left.</summary>
internal static class RerunProgress
{
    public static void Report(SessionEvent what)
    {
        var line = what switch
        {
            SessionEvent.Resumed resumed => $"{resumed.Runs} finished {(resumed.Runs == 1 ? "run is" : "runs are")} there from an earlier session (--fresh runs them again)",
            SessionEvent.Started started => $"{Name(started.Task)}: started",
            SessionEvent.Finished done => $"{Name(done.Task)}: {Outcome(done.Record)}{Left(done)}",
            SessionEvent.Restarted again => $"{Name(again.Task)}: {again.Why} It is started once more.",
            _ => "",
        };
        Console.Error.WriteLine(Escaping.Terminal(line));
    }

    private static string Name(RunTask task) => task.Role switch
    {
        RunRole.Search => $"seed {task.Seed}",
        RunRole.Repeat => $"seed {task.Seed} once more",
        _ => $"recipe {task.Recipe.Id}",
    };

    private static string Outcome(RunRecord record) => record.Failure is { } failure
        ? $"does not count: {failure.Message}"
        : string.Create(CultureInfo.InvariantCulture, $"done in {record.Measured?.Seconds ?? 0:0.0} s");

    private static string Left(SessionEvent.Finished done) => done.Left is { } left && done.Done < done.AtMost
        ? $"; {done.Done} of at most {done.AtMost} runs, at most {Words(left)} left"
        : "";

    private static string Words(TimeSpan time) => time.TotalMinutes >= 2 ? $"{Math.Ceiling(time.TotalMinutes)} minutes" : $"{Math.Ceiling(time.TotalSeconds)} seconds";
}

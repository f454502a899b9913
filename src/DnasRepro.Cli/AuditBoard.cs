using DnasRepro.AuditRuns;

namespace DnasRepro.Cli;

/// <summary>What a display of a running audit shows: how much is done, what is worked on, and what failed.</summary>
/// <param name="of">How many studies there are.</param>
/// <param name="clock">Tells for how long a study is worked on.</param>
internal sealed class AuditBoard(int of, TimeProvider clock)
{
    private const int MostFailuresTold = 200;
    private readonly Lock guard = new();
    private readonly Dictionary<string, long> running = new(StringComparer.Ordinal);
    private readonly List<string> failures = [];
    private int done;
    private int kept;
    private int failed;
    private TimeSpan? left;
    private string? pause;
    private bool isClosed;

    /// <summary>What is told of studies that failed, to be printed when the display is gone.</summary>
    public IReadOnlyList<string> Failures => failed > MostFailuresTold ? [.. failures, "…"] : failures;

    /// <summary>Events and the clock's ticks come from several threads.</summary>
    public void Locked(Action act)
    {
        lock (guard)
        {
            if (!isClosed)
                act();
        }
    }

    /// <summary>After this nothing is drawn any more.</summary>
    public void Close() => isClosed = true;

    public void Take(AuditEvent what)
    {
        switch (what)
        {
            case AuditEvent.Started started:
                running[started.Study] = clock.GetTimestamp();
                break;
            case AuditEvent.Paused paused:
                pause = AuditProgress.Lines(paused).First();
                break;
            case AuditEvent.Finished finished:
                running.Remove(finished.Outcome.Study);
                (done, left, pause) = (finished.Done, finished.Left, null);
                kept += finished.WasKept ? 1 : 0;
                Fail(finished);
                break;
        }
    }

    /// <summary>The display, in at most so many lines of so many characters.</summary>
    public IEnumerable<string> Lines(int width, int height)
    {
        var bar = Math.Clamp(width - 60, 10, 40);
        var full = of == 0 ? bar : done * bar / of;
        var time = left is { } rest && done < of ? $", about {AuditProgress.Words(rest)} left" : "";
        List<string> lines = [$"{new string('█', full)}{new string('░', bar - full)} {done}/{of}{(kept > 0 ? $", {kept} from earlier" : "")}{(failed > 0 ? $", {failed} failed" : "")}{time}"];
        lines.AddRange(running.OrderBy(r => r.Value).ThenBy(r => r.Key, StringComparer.Ordinal).Select(r => $"  {r.Key}  {clock.GetElapsedTime(r.Value).TotalSeconds:0} s"));
        if (pause is not null)
            lines.Add("  " + pause);
        return lines.Take(Math.Max(1, height - 2)).Select(l => l.Length < width ? l : l[..Math.Max(0, width - 2)] + "…");
    }

    private void Fail(AuditEvent.Finished finished)
    {
        if (finished.Outcome.Failure is null)
            return;
        failed++;
        if (failed <= MostFailuresTold)
            failures.AddRange(AuditProgress.Lines(finished with { Left = null }));
    }
}

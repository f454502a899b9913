using System.Diagnostics;
using DnasRepro.Results;

namespace DnasRepro.Runs;

/// <summary>Runs a plan's tasks, some at a time, until they decide it; keeps each as soon as it is finished.</summary>
/// <param name="store">Keeps the records.</param>
/// <param name="run">Does one run.</param>
/// <param name="options">How to go on.</param>
public sealed class RerunSession(RunStore store, Func<RunTask, CancellationToken, Task<RunRecord>> run, SessionOptions options)
{
    /// <summary>Timers take no longer times.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(20);

    private readonly Dictionary<string, RunRecord> records = [];
    private readonly HashSet<string> restarted = [];
    private readonly Stopwatch clock = Stopwatch.StartNew();

    /// <summary>Runs what is to be run: first the seeds, then the other recipes.</summary>
    /// <exception cref="OperationCanceledException">The user gave up; what was finished is kept.</exception>
    public async Task<SessionEnd> RunAsync(CancellationToken cancellation)
    {
        var tasks = store.Plan.Tasks().Where(t => options.Shard?.Owns(t) != false).ToList();
        Resume(tasks);
        var end = await Phase(tasks.Where(t => t.Role != RunRole.Recipe), isDecided: Decision, cancellation);
        if (end is SessionEnd.DoesNotRun or SessionEnd.Budget)
            return end;
        var others = await Phase(tasks.Where(t => t.Role == RunRole.Recipe), isDecided: () => null, cancellation);
        return others == SessionEnd.Budget ? others : end;
    }

    private void Resume(IReadOnlyList<RunTask> tasks)
    {
        foreach (var record in store.Records())
        {
            if (tasks.FirstOrDefault(t => t.Role == record.Role && t.Position == record.Position) is { } task)
                records[task.Name] = record;
        }
        if (records.Count > 0)
            options.Report(new SessionEvent.Resumed(records.Count));
    }

    private SessionEnd? Decision() => options.Shard is null ? options.Decide([.. records.Values]) : null;

    private async Task<SessionEnd> Phase(IEnumerable<RunTask> tasks, Func<SessionEnd?> isDecided, CancellationToken cancellation)
    {
        var waiting = new Queue<RunTask>(tasks.Where(t => !records.ContainsKey(t.Name)));
        var running = new Dictionary<Task<RunRecord>, RunTask>();
        using var scope = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        try
        {
            while (true)
            {
                if (isDecided() is { } end)
                    return end;
                if (waiting.Count == 0 && running.Count == 0)
                    return SessionEnd.Complete;
                if (!HasTime(running.Count))
                    return SessionEnd.Budget;
                await StartSome(waiting, running, scope.Token);
                if (running.Count > 0)
                    await FinishOne(waiting, running, cancellation);
            }
        }
        finally
        {
            await scope.CancelAsync();
            await Task.WhenAll(running.Keys.Select(t => t.ContinueWith(done => _ = done.Exception, TaskScheduler.Default)));
        }
    }

    /// <summary>A run that only the end of the time would end is not started.</summary>
    private bool HasTime(int running) =>
        options.Budget is not { } budget || clock.Elapsed + (running > 0 ? TimeSpan.Zero : Typical() ?? TimeSpan.Zero) < budget;

    private async Task StartSome(Queue<RunTask> waiting, Dictionary<Task<RunRecord>, RunTask> running, CancellationToken stop)
    {
        while (running.Count < options.Jobs && waiting.TryDequeue(out var task))
        {
            if (IsIdle(task))
                continue;
            if (running.Count > 0)
                await Task.Delay(options.Stagger, stop);
            options.Report(new SessionEvent.Started(task));
            running.Add(run(task, stop), task);
        }
    }

    /// <summary>A seed that failed is not repeated: there is nothing to compare.</summary>
    private bool IsIdle(RunTask task) =>
        task.Role == RunRole.Repeat && records.Values.Any(r => r.Role == RunRole.Search && r.Position == task.Position && r.Status == RunStatus.Failed);

    private async Task FinishOne(Queue<RunTask> waiting, Dictionary<Task<RunRecord>, RunTask> running, CancellationToken cancellation)
    {
        using var timer = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var deadline = Task.Delay(options.Budget is { } budget ? TimeSpan.FromTicks(Math.Clamp((budget - clock.Elapsed).Ticks, 0, LongestWait.Ticks)) : Timeout.InfiniteTimeSpan, timer.Token);
        var first = await Task.WhenAny([.. running.Keys, deadline]);
        await timer.CancelAsync();
        cancellation.ThrowIfCancellationRequested();
        if (first is not Task<RunRecord> done)
            return;
        running.Remove(done, out var task);
        Keep(task!, await done, waiting, running.Count);
    }

    private void Keep(RunTask task, RunRecord record, Queue<RunTask> waiting, int running)
    {
        if (record.Failure?.Kind == FailureKind.OutsideCause && restarted.Add(task.Name))
        {
            options.Report(new SessionEvent.Restarted(task, record.Failure.Message));
            waiting.Enqueue(task);
            return;
        }
        store.Add(task, record);
        records[task.Name] = record;
        var rounds = Math.Ceiling((double)(waiting.Count + running) / options.Jobs);
        options.Report(new SessionEvent.Finished(task, record, records.Count, records.Count + waiting.Count + running, Typical() * rounds));
    }

    /// <summary>The median time of the runs so far.</summary>
    private TimeSpan? Typical()
    {
        var seconds = records.Values.Select(r => r.Measured?.Seconds).OfType<double>().Order().ToList();
        return seconds.Count == 0 ? null : TimeSpan.FromSeconds(seconds[seconds.Count / 2]);
    }
}

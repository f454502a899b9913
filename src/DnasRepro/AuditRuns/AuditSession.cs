using System.Diagnostics;
using System.Runtime.ExceptionServices;
using DnasRepro.Audits;

namespace DnasRepro.AuditRuns;

/// <summary>Works on many studies at a time. The outcomes are the same whatever was finished first, was there before, or was killed in between.</summary>
/// <param name="kept">The results of earlier audits.</param>
/// <param name="options">How it is run.</param>
/// <param name="tell">Hears how it goes; one event at a time.</param>
public sealed class AuditSession(KeptResults kept, AuditRunOptions options, Action<AuditEvent> tell)
{
    private readonly Lock guard = new();
    private readonly Dictionary<string, HostGate> gates = new(StringComparer.OrdinalIgnoreCase);
    private readonly Stopwatch watch = new();
    private int next;
    private int done;
    private int found;
    private int running;
    private ExceptionDispatchInfo? fatal;

    /// <summary>Does the work.</summary>
    /// <exception cref="UserErrorException">Results cannot be kept.</exception>
    /// <exception cref="OperationCanceledException">The user gave up; what was finished is kept.</exception>
    public AuditRunResult Run(IReadOnlyList<StudyWork> works, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        kept.RemoveAbandoned(options.Clock.GetUtcNow());
        var outcomes = new StudyOutcome?[works.Count];
        watch.Start();
        var threads = Enumerable.Range(0, Math.Min(options.Jobs, works.Count)).Select(_ => new Thread(() => Work(works, outcomes, stop)) { IsBackground = true, Name = "audit" }).ToList();
        threads.ForEach(t => t.Start());
        threads.ForEach(t => t.Join());
        foreach (var gate in gates.Values)
            gate.Dispose();
        cancellation.ThrowIfCancellationRequested();
        fatal?.Throw();
        return new AuditRunResult([.. outcomes.Select(o => o!)], done - found, found);
    }

    private void Work(IReadOnlyList<StudyWork> works, StudyOutcome?[] outcomes, CancellationTokenSource stop)
    {
        var study = new StudyRun(kept, options, Gate, Tell);
        try
        {
            for (var i = Interlocked.Increment(ref next) - 1; i < works.Count && !stop.IsCancellationRequested; i = Interlocked.Increment(ref next) - 1)
            {
                Tell(new AuditEvent.Started(works[i].Study.Id));
                Interlocked.Increment(ref running);
                var began = Stopwatch.GetTimestamp();
                (outcomes[i], var wasKept) = study.Run(works[i], stop.Token);
                Finish(outcomes[i]!, wasKept, Stopwatch.GetElapsedTime(began), works.Count);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Said by the one who waits for all.
        }
        catch (Exception error)
        {
            // What one study is not to blame for ends the audit.
            Interlocked.CompareExchange(ref fatal, ExceptionDispatchInfo.Capture(error), null);
            stop.Cancel();
        }
    }

    private HostGate Gate(string host)
    {
        lock (guard)
            return gates.TryGetValue(host, out var gate) ? gate : gates[host] = new HostGate(options.Pauses, options.Clock);
    }

    private void Tell(AuditEvent what)
    {
        lock (guard)
            tell(what);
    }

    private void Finish(StudyOutcome outcome, bool wasKept, TimeSpan took, int of)
    {
        lock (guard)
        {
            done++;
            running--;
            found += wasKept ? 1 : 0;
            var left = TimeLeft.Of(watch.Elapsed, done - found, running, of - done);
            tell(new AuditEvent.Finished(outcome, wasKept, took, done, of, left));
        }
    }
}

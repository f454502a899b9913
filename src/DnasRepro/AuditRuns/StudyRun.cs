using System.Diagnostics;
using DnasRepro.Audits;

namespace DnasRepro.AuditRuns;

/// <summary>Does the work on one study: finds its result among those that are kept, or opens, assesses and keeps it.</summary>
internal sealed class StudyRun(KeptResults kept, AuditRunOptions options, Func<string, HostGate> gateOf, Action<AuditEvent> tell)
{
    /// <summary>Files of a clone may be taken away by another process that makes room; once.</summary>
    private const int Attempts = 2;

    /// <summary>
    /// Does it. What goes wrong with a study is its failure, but not what no study is to blame for: no memory is left, or results cannot be kept.
    /// </summary>
    /// <exception cref="OperationCanceledException">The user gave up.</exception>
    public (StudyOutcome Outcome, bool WasKept) Run(StudyWork work, CancellationToken stop)
    {
        try
        {
            var (result, inputs) = Result(work, stop);
            if (inputs is not null)
                kept.Keep(inputs, result);
            return (new StudyOutcome(work.Study.Id, result, null), inputs is null);
        }
        catch (StudyFailedException failed)
        {
            return (new StudyOutcome(work.Study.Id, null, failed.Failure), false);
        }
    }

    /// <summary>The result, and its inputs when it is a new one.</summary>
    private (StudyResult Result, StudyInputs? New) Result(StudyWork work, CancellationToken stop)
    {
        try
        {
            if (!options.IsFresh && work.Known() is { } known && kept.Find(known) is { } there)
                return (there, null);
            return Opened(work, stop);
        }
        catch (UserErrorException error)
        {
            throw new StudyFailedException(new StudyFailure(error.Message, error.Hint, error.ExitCode));
        }
        catch (Exception error) when (error is not (OutOfMemoryException or OperationCanceledException))
        {
            throw new StudyFailedException(new StudyFailure(
                $"A fault of this program: {error.GetType().Name}: {error.Message}", "Please report it with the study's repository; DNAS_REPRO_DEBUG=1 shows where it happened with 'check'.", ExitCodes.OurFault));
        }
    }

    private (StudyResult Result, StudyInputs? New) Opened(StudyWork work, CancellationToken stop)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var began = Stopwatch.GetTimestamp();
            var opened = work.Host is { } host
                ? gateOf(host).Ask(() => Timed(work, ref began, stop), pause => tell(new AuditEvent.Paused(work.Study.Id, host, pause)), stop)
                : work.Open(stop);
            if (!options.IsFresh && kept.Find(opened.Inputs) is { } there)
            {
                opened.Close();
                return (there, null);
            }
            if (BoundedAssessment.Run(opened, options.TimeLimit - Stopwatch.GetElapsedTime(began), stop) is { } result)
                return (result, opened.Inputs);
        }
        throw new UserErrorException("The clone that was read was taken away while it was read, twice.", "Give the audit more room for clones with --clone-budget, or a cache of its own with --cache.", ExitCodes.NotAttempted);
    }

    /// <summary>Waiting for others does not count.</summary>
    private static OpenedStudy Timed(StudyWork work, ref long began, CancellationToken stop)
    {
        began = Stopwatch.GetTimestamp();
        return work.Open(stop);
    }

    private sealed class StudyFailedException(StudyFailure failure) : Exception(failure.Message)
    {
        public StudyFailure Failure { get; } = failure;
    }
}

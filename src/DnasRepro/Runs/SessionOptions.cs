using DnasRepro.Results;

namespace DnasRepro.Runs;

/// <summary>How a session goes on.</summary>
/// <param name="Jobs">How many runs at a time.</param>
/// <param name="Budget">Wall time for all runs of this session; null for no limit.</param>
/// <param name="Shard">The part of the seeds to run; null for all.</param>
/// <param name="Stagger">The least time between two starts: programs name folders by the second.</param>
/// <param name="Decide">Whether the records so far end the search for more; never asked for a shard.</param>
/// <param name="Report">Gets every event, for progress.</param>
public sealed record SessionOptions(
    int Jobs, TimeSpan? Budget, Shard? Shard, TimeSpan Stagger, Func<IReadOnlyList<RunRecord>, SessionEnd?> Decide, Action<SessionEvent> Report);

/// <summary>Why a session ended.</summary>
public enum SessionEnd
{
    /// <summary>Everything of the plan ran.</summary>
    Complete,

    /// <summary>The sequential rule has decided, or stable is out of reach and that was to end it.</summary>
    Verdict,

    /// <summary>The search does not run, and another seed would not change that.</summary>
    DoesNotRun,

    /// <summary>The time is used up.</summary>
    Budget,
}

/// <summary>Something that happened, for progress.</summary>
public abstract record SessionEvent
{
    private SessionEvent()
    {
    }

    /// <summary>Runs that an earlier session had finished.</summary>
    public sealed record Resumed(int Runs) : SessionEvent;

    public sealed record Started(RunTask Task) : SessionEvent;

    /// <param name="Left">The time that the runs which may still come would take at the pace so far; null when not known.</param>
    public sealed record Finished(RunTask Task, RunRecord Record, int Done, int AtMost, TimeSpan? Left) : SessionEvent;

    /// <summary>A run that failed for a cause outside the search is started once more.</summary>
    public sealed record Restarted(RunTask Task, string Why) : SessionEvent;
}

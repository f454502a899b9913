using DnasRepro.Audits;

namespace DnasRepro.AuditRuns;

/// <summary>What an audit tells while it goes on. Events come one at a time, from any thread.</summary>
public abstract record AuditEvent
{
    private AuditEvent()
    {
    }

    /// <summary>The work on a study begins.</summary>
    public sealed record Started(string Study) : AuditEvent;

    /// <summary>A host is not asked for some time, because it could not or would not answer.</summary>
    /// <param name="Study">For which study it was asked.</param>
    /// <param name="Host">The host.</param>
    /// <param name="Pause">How long it is left alone.</param>
    public sealed record Paused(string Study, string Host, TimeSpan Pause) : AuditEvent;

    /// <summary>A study is done.</summary>
    /// <param name="Outcome">Its result or failure.</param>
    /// <param name="WasKept">True when the result was there from an earlier audit.</param>
    /// <param name="Took">How long it took.</param>
    /// <param name="Done">How many studies are done.</param>
    /// <param name="Of">Of how many.</param>
    /// <param name="Left">An estimate of the time that the others take; null while nothing was assessed yet.</param>
    public sealed record Finished(StudyOutcome Outcome, bool WasKept, TimeSpan Took, int Done, int Of, TimeSpan? Left) : AuditEvent;
}

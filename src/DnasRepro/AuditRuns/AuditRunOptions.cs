using DnasRepro.Audits;

namespace DnasRepro.AuditRuns;

/// <summary>How an audit is run. Nothing of this changes a result.</summary>
/// <param name="Jobs">How many studies are worked on at a time.</param>
/// <param name="TimeLimit">The longest that the assessment of one study may take.</param>
/// <param name="IsFresh">True to assess again what is kept, and to keep the new results.</param>
public sealed record AuditRunOptions(int Jobs, TimeSpan TimeLimit, bool IsFresh)
{
    /// <summary>How long a host is left alone after each of its failures that may pass; after these the study has failed.</summary>
    public IReadOnlyList<TimeSpan> Pauses { get; init; } = [TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(60)];

    /// <summary>Tells the time.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}

/// <summary>What came of an audit's work.</summary>
/// <param name="Outcomes">One for each study, in the order of the work.</param>
/// <param name="Assessed">How many were assessed now, failures among them.</param>
/// <param name="Kept">How many results were there from before.</param>
public sealed record AuditRunResult(IReadOnlyList<StudyOutcome> Outcomes, int Assessed, int Kept);

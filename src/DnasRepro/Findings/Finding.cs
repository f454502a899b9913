using DnasRepro.Locations;

namespace DnasRepro.Findings;

/// <summary>What a check says about one repository.</summary>
public enum Outcome
{
    /// <summary>Looked at, and as it should be.</summary>
    Satisfied,

    /// <summary>Looked at, and not as it should be; evidence says where.</summary>
    Violated,

    /// <summary>The question has no meaning for this repository.</summary>
    NotApplicable,

    /// <summary>The repository does not tell, or this program cannot; never the same as satisfied.</summary>
    NotDetermined,

    /// <summary>The check itself broke: a fault of this program.</summary>
    CheckFailed,
}

/// <summary>How bad a violation is.</summary>
public enum Severity
{
    Info,
    Warning,
    Error,
}

/// <summary>How sure a finding is; separate from how bad it would be.</summary>
public enum Confidence
{
    Low,
    Medium,
    High,
}

/// <summary>What a check is.</summary>
/// <param name="Id">Stable id, <c>DNAS</c> and four digits; never reused.</param>
/// <param name="Slug">The problem in a few words with hyphens.</param>
/// <param name="Title">The problem as a phrase, without a full stop.</param>
/// <param name="Severity">How bad a violation is unless a finding says otherwise.</param>
/// <param name="Source">Where the demand comes from: a checklist item, a paper, or this project.</param>
public sealed record CheckInfo(string Id, string Slug, string Title, Severity Severity, string Source);

/// <summary>One answer of one check.</summary>
/// <param name="Check">Which check.</param>
/// <param name="Outcome">Its answer.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="Confidence">How sure it is.</param>
/// <param name="Message">What was found, in one or two sentences; offending values are quoted.</param>
/// <param name="Evidence">Where; the first piece is the primary one. Empty when the thing is absent.</param>
/// <param name="Fix">What to do, in one sentence; null where nothing need be done.</param>
public sealed record Finding(
    CheckInfo Check,
    Outcome Outcome,
    Severity Severity,
    Confidence Confidence,
    string Message,
    IReadOnlyList<Evidence> Evidence,
    string? Fix)
{
    /// <summary>A violation of the check's own severity.</summary>
    public static Finding Violated(CheckInfo check, string message, string fix, params IReadOnlyList<Evidence> evidence) =>
        new(check, Outcome.Violated, check.Severity, Confidence.High, message, evidence, fix);

    public static Finding Satisfied(CheckInfo check, string message, params IReadOnlyList<Evidence> evidence) =>
        new(check, Outcome.Satisfied, check.Severity, Confidence.High, message, evidence, null);

    public static Finding NotApplicable(CheckInfo check, string message) =>
        new(check, Outcome.NotApplicable, check.Severity, Confidence.High, message, [], null);

    public static Finding NotDetermined(CheckInfo check, string message, params IReadOnlyList<Evidence> evidence) =>
        new(check, Outcome.NotDetermined, check.Severity, Confidence.High, message, evidence, null);
}

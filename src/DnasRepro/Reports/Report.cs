using System.Text.Json.Serialization;
using DnasRepro.Findings;

namespace DnasRepro.Reports;

/// <summary>The result of one check of one repository: the product, from which every format is written. See schemas/report.schema.json.</summary>
/// <param name="SchemaVersion">The version of this form.</param>
/// <param name="Tool">What made the report.</param>
/// <param name="Target">What was read.</param>
/// <param name="Card">The Reporting Card.</param>
/// <param name="Level">The level reached and what keeps the next one away.</param>
/// <param name="SearchCode">Whether the search is there.</param>
/// <param name="Stability">What a rerun showed; null when nothing was rerun.</param>
/// <param name="Checks">The checks that ran, ordered by id.</param>
/// <param name="Findings">Their answers: violations first, the worst first, then by check and place.</param>
/// <param name="Skipped">What the repository lists but was not read.</param>
/// <param name="ExitCode">The exit code of the run.</param>
/// <param name="ExitMeaning">That code in words.</param>
/// <param name="Generated">What differs from run to run; null when it was asked to be left out.</param>
public sealed record Report(
    string SchemaVersion,
    ToolSummary Tool,
    TargetSummary Target,
    CardSummary Card,
    LevelSummary Level,
    SearchCodeSummary SearchCode,
    StabilitySummary? Stability,
    IReadOnlyList<CheckSummary> Checks,
    IReadOnlyList<ReportFinding> Findings,
    IReadOnlyList<SkippedSummary> Skipped,
    int ExitCode,
    string ExitMeaning,
    GeneratedSummary? Generated)
{
    /// <summary>What GitHub said of the repository; null (and absent in JSON) when it was not asked or gave no answer.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public HostSummary? Host { get; init; }

    /// <summary>The violations that count: those that nobody suppressed.</summary>
    [JsonIgnore]
    public IEnumerable<ReportFinding> Open => Findings.Where(f => f.Outcome == Outcome.Violated && f.Suppression is null);

    /// <summary>How many open violations have a severity.</summary>
    public int CountOpen(Severity severity) => Open.Count(f => f.Severity == severity);
}

/// <summary>What made a report.</summary>
public sealed record ToolSummary(string Name, string Version, string RuleSet);

/// <summary>What was read.</summary>
/// <param name="Address">The address as typed; nothing of this machine.</param>
/// <param name="Commit">The commit that was read, or HEAD of the working tree; null outside git.</param>
/// <param name="Dirty">True when a working tree was read that differs from the commit.</param>
/// <param name="WorkingTree">True when files on disk were read and not a commit's.</param>
/// <param name="Remote">The repository's web address, or null.</param>
public sealed record TargetSummary(string Address, string? Commit, bool Dirty, bool WorkingTree, string? Remote);

/// <summary>Whether there is a card that can be used.</summary>
public enum CardStatus
{
    Valid,
    Invalid,
    Missing,
    Unreadable,
}

/// <summary>The Reporting Card.</summary>
public sealed record CardSummary(CardStatus Status, string? Path, string? Sha256, string Profile, CompletenessSummary? Completeness);

/// <summary>How many of the profile's keys that apply hold a real value.</summary>
public sealed record CompletenessSummary(int Reported, int Expected);

/// <summary>The level.</summary>
/// <param name="Grade">0 to 5.</param>
/// <param name="Name">none, declared, available, functional, repeated, reproduced or stable.</param>
/// <param name="Next">What the next grade lacks; null at the top.</param>
public sealed record LevelSummary(int Grade, string Name, NextLevelSummary? Next);

/// <summary>The next grade and the checks that are not satisfied.</summary>
public sealed record NextLevelSummary(int Grade, string Name, IReadOnlyList<string> BlockedBy);

/// <summary>Something that was not read, and why.</summary>
public sealed record SkippedSummary(string Path, string Reason);

/// <summary>A check that ran.</summary>
/// <param name="Url">The page that explains it.</param>
public sealed record CheckSummary(string Id, string Slug, string Title, Severity Severity, string Source, string Url);

/// <summary>One answer of one check.</summary>
public sealed record ReportFinding(
    string Check,
    string Slug,
    Outcome Outcome,
    Severity Severity,
    Confidence Confidence,
    string Message,
    string? Fix,
    IReadOnlyList<ReportEvidence> Evidence,
    SuppressionSummary? Suppression);

/// <summary>A place that shows something. Lines and columns count from 1.</summary>
/// <param name="Url">A permanent link to the place at the commit; null when the remote is not known or the file was changed.</param>
public sealed record ReportEvidence(string Path, int Line, int EndLine, int Column, string? Excerpt, string? Note, string? Url)
{
    /// <summary>A file beside the report that shows the place with what stands around it, relative to the report; null outside a review folder.</summary>
    [JsonIgnore]
    public string? ExcerptFile { get; init; }
}

/// <summary>Why a violation does not count.</summary>
public sealed record SuppressionSummary(string Reason, string? Owner, string? Expires);

/// <summary>What differs from run to run.</summary>
/// <param name="At">When the report was made, UTC, ISO 8601.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="Rerun">Times, memory and surplus runs of a rerun; null when nothing was rerun.</param>
public sealed record GeneratedSummary(string At, double Seconds, RerunMeasured? Rerun = null)
{
    /// <summary>When GitHub was asked; null (and absent in JSON) when it was not.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public HostMeasured? Host { get; init; }
}

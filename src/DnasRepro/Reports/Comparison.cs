using System.Text.Json.Serialization;
using DnasRepro.Findings;

namespace DnasRepro.Reports;

/// <summary>What differs between two reports of one repository. See schemas/comparison.schema.json and docs/compare.md.</summary>
/// <param name="SchemaVersion">The version of this form.</param>
/// <param name="Kind">Always <c>comparison</c>, which tells it from a report.</param>
/// <param name="Tool">What compared.</param>
/// <param name="Base">The state that is compared with.</param>
/// <param name="Head">The state that is judged.</param>
/// <param name="Terms">Whether both were measured alike.</param>
/// <param name="New">Open findings of HEAD that BASE does not have.</param>
/// <param name="Reclassified">Findings of both that weigh more or less at HEAD.</param>
/// <param name="Fixed">Open findings of BASE whose checks looked again and no longer find them.</param>
/// <param name="Lapsed">Open findings of BASE whose checks give no answer on them any more; neither fixed nor new.</param>
/// <param name="Unchanged">Open findings of HEAD that BASE has too.</param>
/// <param name="Broken">Checks that broke at HEAD or BASE: a fault of this program.</param>
/// <param name="Checks">The checks that the findings name, ordered by id.</param>
/// <param name="LinesKnown">Whether changed lines were looked for.</param>
/// <param name="ExitCode">The exit code of the comparison.</param>
/// <param name="ExitMeaning">That code in words.</param>
public sealed record Comparison(
    string SchemaVersion,
    string Kind,
    ToolSummary Tool,
    ComparedSide Base,
    ComparedSide Head,
    ComparisonTerms Terms,
    IReadOnlyList<ComparedFinding> New,
    IReadOnlyList<ReclassifiedFinding> Reclassified,
    IReadOnlyList<ReportFinding> Fixed,
    IReadOnlyList<LapsedFinding> Lapsed,
    IReadOnlyList<ComparedFinding> Unchanged,
    IReadOnlyList<ReportFinding> Broken,
    IReadOnlyList<CheckSummary> Checks,
    bool LinesKnown,
    int ExitCode,
    string ExitMeaning)
{
    /// <summary>The findings that weigh more at HEAD than at BASE.</summary>
    [JsonIgnore]
    public IEnumerable<ReclassifiedFinding> Worse => Reclassified.Where(r => r.Finding.Severity > r.Before);

    /// <summary>The findings that weigh less at HEAD than at BASE.</summary>
    [JsonIgnore]
    public IEnumerable<ReclassifiedFinding> Milder => Reclassified.Where(r => r.Finding.Severity < r.Before);

    /// <summary>What HEAD brings: what is new, and what weighs more; this is what a gate looks at.</summary>
    [JsonIgnore]
    public IEnumerable<ReportFinding> Arisen => New.Select(n => n.Finding).Concat(Worse.Select(w => w.Finding));

    /// <summary>All open findings of HEAD.</summary>
    [JsonIgnore]
    public IEnumerable<ReportFinding> Open => New.Select(n => n.Finding).Concat(Reclassified.Select(r => r.Finding)).Concat(Unchanged.Select(u => u.Finding));
}

/// <summary>One of the two states.</summary>
/// <param name="Target">What was read.</param>
/// <param name="Level">The level reached.</param>
/// <param name="Card">Whether there is a card that can be used.</param>
/// <param name="Profile">Which keys the card has to state.</param>
/// <param name="SearchCode">How complete the search is.</param>
/// <param name="Differentiable">Whether it is differentiable.</param>
/// <param name="Stability">What a rerun of the repository's own search showed; null when there was none.</param>
/// <param name="ToolVersion">The version of the tool that made the report.</param>
/// <param name="RuleSet">The rules' version.</param>
/// <param name="ExitCode">The exit code of the report; for a target that <c>compare</c> read itself, 0 or 70.</param>
public sealed record ComparedSide(
    TargetSummary Target,
    LevelSummary Level,
    CardStatus Card,
    string Profile,
    SearchCodeVerdict SearchCode,
    Differentiable Differentiable,
    StabilityAnswer? Stability,
    string ToolVersion,
    string RuleSet,
    int ExitCode)
{
    /// <summary>What a report says of one state. A reference engine says nothing of the repository's own search.</summary>
    public static ComparedSide Of(Report report) => new(
        report.Target, report.Level, report.Card.Status, report.Card.Profile, report.SearchCode.Verdict, report.SearchCode.Differentiable,
        report.Stability is { Engine: "repository", End: not RerunEnding.RecipesOnly } stability ? stability.Verdict : null,
        report.Tool.Version, report.Tool.RuleSet, report.ExitCode);
}

/// <summary>Whether both states were measured alike. Where rules or profile differ, a new finding may be due to them.</summary>
/// <param name="SameRules">Whether the rules were the same.</param>
/// <param name="SameTool">Whether the tool's version was the same; another version with the same rules gives the same verdicts.</param>
/// <param name="SameProfile">Whether the profile was the same.</param>
/// <param name="SettingsChanged">Whether HEAD has other settings than BASE, which were not applied; false when not known.</param>
public sealed record ComparisonTerms(bool SameRules, bool SameTool, bool SameProfile, bool SettingsChanged)
{
    /// <summary>Whether a difference is the repository's own.</summary>
    [JsonIgnore]
    public bool AreSame => SameRules && SameProfile;
}

/// <summary>A finding of HEAD.</summary>
/// <param name="Finding">The finding.</param>
/// <param name="OnChangedLine">Whether its first place lies on a line that differs from BASE; null when not known or without a place.</param>
public sealed record ComparedFinding(ReportFinding Finding, bool? OnChangedLine);

/// <summary>A finding that weighs more or less than at BASE.</summary>
/// <param name="Before">Its severity at BASE.</param>
/// <param name="Finding">The finding at HEAD.</param>
public sealed record ReclassifiedFinding(Severity Before, ReportFinding Finding);

/// <summary>A finding of BASE on which HEAD gives no answer.</summary>
/// <param name="Finding">The finding at BASE.</param>
/// <param name="Now">Why there is no answer.</param>
public sealed record LapsedFinding(ReportFinding Finding, Lapse Now);

/// <summary>Why a finding of BASE is neither there nor fixed at HEAD.</summary>
public enum Lapse
{
    /// <summary>The check could not tell.</summary>
    NotDetermined,

    /// <summary>The question has no meaning any more, for instance because the card is gone.</summary>
    NotApplicable,

    /// <summary>The check broke.</summary>
    CheckFailed,

    /// <summary>The check was not among those of HEAD's report.</summary>
    NotAsked,

    /// <summary>It is there, and the settings of HEAD's report suppress it.</summary>
    Suppressed,
}

using DnasRepro.Cards;
using DnasRepro.Checks;
using DnasRepro.Configuration;
using DnasRepro.Facts;
using DnasRepro.Findings;
using DnasRepro.Levels;
using DnasRepro.Locations;
using DnasRepro.Reports;
using DnasRepro.Snapshots;

namespace DnasRepro;

/// <summary>Puts facts, findings and level into the form of the report.</summary>
internal static class ReportBuilder
{
    public static Report Build(
        RepositorySnapshot snapshot, RepositoryFacts facts, IReadOnlyList<Finding> findings, IReadOnlyList<Suppression?> suppressions, Level level, AssessmentOptions options)
    {
        var links = Links(snapshot, options);
        var rows = findings.Zip(suppressions, (finding, suppression) => Row(finding, suppression, links)).Order(FindingOrder.Instance).ToList();
        var exitCode = ExitCodes.Of(rows, options.FailOn, facts.Rerun?.End is RerunEnd.Budget or RerunEnd.Incomplete);
        var card = Card(facts.Card);
        return new Report(
            ReportJson.SchemaVersion,
            new ToolSummary("dnas-repro", options.ToolVersion, CheckCatalog.RuleSet),
            Target(snapshot),
            card,
            new LevelSummary(level.Grade, level.Name, level.Next is { } next ? new NextLevelSummary(next.Grade, next.Name, next.BlockedBy) : null),
            SearchCodeReport.Of(facts, e => Row(e, links)),
            facts.Rerun is { } rerun ? RerunReport.Of(rerun, facts.Card.Valid, e => Row(e, links)) : null,
            [.. CheckCatalog.Infos.OrderBy(i => i.Id, StringComparer.Ordinal).Select(i => new CheckSummary(i.Id, i.Slug, i.Title, i.Severity, i.Source, ProjectLinks.CheckPage(i)))],
            rows,
            [.. facts.Files.Unread.Where(s => s.Path != card.Path || card.Status == CardStatus.Unreadable).Select(s => new SkippedSummary(s.Path, s.Reason))],
            exitCode,
            ExitCodes.Meaning(exitCode),
            Generated: null)
        {
            Host = facts.GitHub is { } host ? HostReport.Of(host, snapshot.Origin is { IsDirty: false } origin ? origin.Commit : null) : null,
        };
    }

    /// <summary>The links of a report on a snapshot.</summary>
    internal static Permalinks Links(RepositorySnapshot snapshot, AssessmentOptions options) =>
        new(snapshot.Origin, options.CardFile is { } named && snapshot.Find(named.Path) is null ? named.Path : null);

    private static TargetSummary Target(RepositorySnapshot snapshot) => new(
        snapshot.Name,
        snapshot.Origin?.Commit,
        snapshot.Origin?.IsDirty ?? false,
        snapshot.Origin?.IsWorkingTree ?? true,
        snapshot.Origin?.Remote);

    private static CardSummary Card(CardFacts card)
    {
        var profile = card.Profile.Name;
        return card.Reading switch
        {
            CardReading.Valid { Card: var valid } => new(CardStatus.Valid, valid.Path.Value, valid.Sha256, profile, Completeness(valid, card.Profile)),
            CardReading.Invalid { Card: var invalid } => new(CardStatus.Invalid, invalid.Path.Value, invalid.Sha256, profile, null),
            CardReading.Unreadable unreadable => new(CardStatus.Unreadable, unreadable.Path.Value, unreadable.Sha256, profile, null),
            _ => new(CardStatus.Missing, null, null, profile, null),
        };
    }

    private static CompletenessSummary Completeness(ReportingCard card, CardProfile profile)
    {
        var counts = CardCompleteness.Of(card, profile);
        return new CompletenessSummary(counts.Reported, counts.Expected);
    }

    private static ReportFinding Row(Finding finding, Suppression? suppression, Permalinks links) => new(
        finding.Check.Id,
        finding.Check.Slug,
        finding.Outcome,
        finding.Severity,
        finding.Confidence,
        finding.Message,
        finding.Fix,
        [.. finding.Evidence.Select(e => Row(e, links))],
        suppression is null ? null : new SuppressionSummary(suppression.Reason, suppression.Owner, suppression.Expires?.ToString("yyyy-MM-dd")));

    internal static ReportEvidence Row(Evidence evidence, Permalinks links) => new(
        evidence.Location.Path.Value,
        evidence.Location.StartLine,
        evidence.Location.EndLine,
        evidence.Location.StartColumn,
        evidence.Excerpt,
        evidence.Note,
        links.To(evidence.Location));
}

/// <summary>What fails first comes first: broken checks, violations by severity, then what is not determined, then the rest.</summary>
internal sealed class FindingOrder : IComparer<ReportFinding>
{
    public static readonly FindingOrder Instance = new();

    public int Compare(ReportFinding? x, ReportFinding? y)
    {
        var (a, b) = (x!, y!);
        var order = Rank(a).CompareTo(Rank(b));
        order = order != 0 ? order : string.CompareOrdinal(a.Check, b.Check);
        var (p, q) = (a.Evidence.FirstOrDefault(), b.Evidence.FirstOrDefault());
        order = order != 0 ? order : string.CompareOrdinal(p?.Path, q?.Path);
        order = order != 0 ? order : (p?.Line ?? 0).CompareTo(q?.Line ?? 0);
        return order != 0 ? order : string.CompareOrdinal(a.Message, b.Message);
    }

    private static int Rank(ReportFinding finding) => finding.Outcome switch
    {
        Outcome.CheckFailed => 0,
        Outcome.Violated when finding.Suppression is null => 3 - (int)finding.Severity,
        Outcome.Violated => 4,
        Outcome.NotDetermined => 5,
        Outcome.Satisfied => 6,
        _ => 7,
    };
}

using DnasRepro.Audits;
using DnasRepro.Audits.Answers;
using DnasRepro.Cards;
using DnasRepro.Configuration;
using DnasRepro.Findings;
using DnasRepro.Locations;
using DnasRepro.Reports;
using DnasRepro.Snapshots;

namespace DnasRepro;

/// <summary>What one study's card and repository say on the four questions. Touches nothing but what it is given.</summary>
public static class StudyAssessor
{
    private const int MostFindings = 5;
    private const int MostPlaces = 4;

    /// <summary>Checks that look at the card alone, so that they hold without a repository.</summary>
    private static readonly string[] OfCardAlone = ["card-data-ext-", "card-stab-level", "card-obj-", "card-unreadable", "card-schema"];

    /// <summary>Assesses a study. Never throws for what the repository or the card holds.</summary>
    /// <param name="repository">The repository as it was read; null for a study without one.</param>
    /// <param name="folder">The folder of it that holds the study; null for all of it. Files at the root are read too.</param>
    /// <param name="card">The card that the list names; null to look for one in the repository.</param>
    /// <param name="toolVersion">The version to print.</param>
    /// <param name="today">The day of the assessment.</param>
    public static StudyResult Assess(RepositorySnapshot? repository, string? folder, SnapshotFile? card, string toolVersion, DateOnly today)
    {
        if (repository is null)
            return WithoutCode(null, null, null, card, toolVersion, today);
        var scope = StudyScope.Of(repository, folder);
        return scope.Problem is { } problem
            ? WithoutCode(repository, folder, problem, card, toolVersion, today)
            : WithCode(scope, folder, card ?? scope.Card, toolVersion, today);
    }

    private static StudyResult WithCode(StudyScope scope, string? folder, SnapshotFile? card, string toolVersion, DateOnly today)
    {
        var options = Options(card, toolVersion, today);
        var (report, facts) = Assessor.AssessWithFacts(scope.Snapshot, options);
        var links = ReportBuilder.Links(scope.Snapshot, options);
        var sources = new StudySources(CardOf(facts.Card.Valid), facts, report.Findings, e => ReportBuilder.Row(e, links), null);
        var files = SearchFiles.Of(facts.SearchCode).Select(scope.Snapshot.Find).OfType<SnapshotFile>();
        return new StudyResult(
            Read(scope.Snapshot, folder), report.Card, Identity(facts.Card.Valid), report.Level, report.SearchCode, ReleaseReader.Of(sources), Questions(sources),
            [.. files.Select(Hash).OfType<SearchFile>()], Worst(report.Findings));
    }

    /// <summary>A card without code that could be read: only what it says by itself is judged.</summary>
    private static StudyResult WithoutCode(RepositorySnapshot? repository, string? folder, string? problem, SnapshotFile? card, string toolVersion, DateOnly today)
    {
        var nothing = new RepositorySnapshot(repository?.Name ?? "", null, [], []);
        var options = Options(card, toolVersion, today) with { CardPath = card is null ? RepoPath.Parse("none") : null };
        var (report, facts) = Assessor.AssessWithFacts(nothing, options);
        var links = ReportBuilder.Links(nothing, options);
        IReadOnlyList<ReportFinding> findings = [.. report.Findings.Where(f => Array.Exists(OfCardAlone, s => f.Slug.StartsWith(s, StringComparison.Ordinal)))];
        var sources = new StudySources(CardOf(facts.Card.Valid), null, findings, e => ReportBuilder.Row(e, links), problem);
        return new StudyResult(
            repository is null ? null : Read(repository, folder), report.Card, Identity(facts.Card.Valid), null, null, ReleaseReader.Of(sources), Questions(sources), [], Worst(findings));
    }

    private static AssessmentOptions Options(SnapshotFile? card, string toolVersion, DateOnly today) =>
        new("core", RequireCard: false, FailOn.Error, card, ProjectConfiguration.None, IgnoredConfiguration: null, toolVersion, today);

    private static IReadOnlyList<QuestionResult> Questions(StudySources sources) =>
        [ExternalValidation.Of(sources), FullRelease.Of(sources), SearchStability.Of(sources), MultiObjective.Of(sources)];

    /// <summary>A template is no statement about any study.</summary>
    private static CardValue? CardOf(ReportingCard? card) => card is null or { Type: "template" } ? null : card.Root;

    private static RepositoryRead Read(RepositorySnapshot snapshot, string? folder) => new(
        snapshot.Name, snapshot.Origin?.Commit, snapshot.Origin?.Remote, folder is null ? null : PrintableText.Of(Evidence.Cut(folder)), snapshot.Origin?.IsDirty ?? false);

    private static SearchFile? Hash(SnapshotFile file) => file.ReadText() is FileContent.Text text ? SearchFileHash.Of(file.Path.Value, text.Value) : null;

    private static CardIdentity? Identity(ReportingCard? card)
    {
        if (CardOf(card) is not { } root)
            return null;
        var identity = root["identity"];
        return new CardIdentity(
            identity["method_id"].Text, identity["method_name"].Text, identity["in_scope"].Flag, identity["out_of_scope_reason"].Text,
            [.. identity["papers"].Items.Where(p => p["title"].Text is not null).Select(Paper)],
            root.At("search_space.spatial_dims").Text, root.At("search_space.level").Text);
    }

    private static Studies.Paper Paper(CardValue paper) =>
        new(paper["title"].Text!, paper["doi"].Text, paper["arxiv"].Text, paper["year"].Integer, paper["role"].Text ?? CardValue.Unknown);

    /// <summary>The findings that weigh most; the report has them in that order.</summary>
    private static IReadOnlyList<ReportFinding> Worst(IReadOnlyList<ReportFinding> findings) =>
    [
        .. findings.Where(f => f.Outcome is Outcome.CheckFailed or Outcome.Violated).Take(MostFindings).Select(f => f with { Evidence = [.. f.Evidence.Take(MostPlaces)] }),
    ];
}

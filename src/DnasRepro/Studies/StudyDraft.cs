using DnasRepro.Cards;
using DnasRepro.Locations;

namespace DnasRepro.Studies;

/// <summary>A first list of studies, for people to complete.</summary>
public static class StudyDraft
{
    private static readonly SourceLocation Nowhere = SourceLocation.WholeFile(RepoPath.Parse("studies.yaml"));

    /// <summary>What the list's first lines tell its reader, the place of the schema for editors first.</summary>
    public static readonly IReadOnlyList<string> Comments =
    [
        "yaml-language-server: $schema=https://dnas-repro.github.io/schemas/study-list-1.schema.json",
        "Made by 'dotnet dnas-repro audit init'. What to fill in, study by study ('dotnet dnas-repro schema study-list' has all keys):",
        "title, method (one id for all studies of a method), papers (title, doi, arxiv, year, role), tasks, dimensionality, level;",
        "repository as owner/name@commit: a study without a commit is read as it is on the day;",
        "screening: {stage: full_text, reason: not_differentiable} for a study that is excluded;",
        "answers: {external_validation: {value: yes, source: section 4, confidence: high}, code_release: no, search_stability: unclear, multi_objective: not_reported}",
        "are what you read yourself; what cards and repositories say is added by 'dotnet dnas-repro audit'.",
    ];

    /// <summary>A study of which only the repository is known.</summary>
    /// <param name="target">The repository as <c>check</c> takes it.</param>
    /// <param name="name">What its id is made of.</param>
    /// <exception cref="UserErrorException">A list cannot hold it.</exception>
    public static Study OfRepository(string target, string name) => StudyListRules.IsTarget(target)
        ? new Study(StudyIds.Slug(name), null, null, null, null, [], [], null, null, new StudyRepository(target, null), null, Screening.Included, [], Nowhere)
        : throw new UserErrorException($"'{PrintableText.Of(target)}' cannot stand in a list: it begins with '-', is too long or has characters that nobody sees.", "Rename the folder, or write the list by hand.");

    /// <summary>The study of a card.</summary>
    /// <param name="card">The card.</param>
    /// <param name="path">Its file, relative to the list.</param>
    /// <exception cref="UserErrorException">A list cannot hold it.</exception>
    public static Study OfCard(ReportingCard card, string path)
    {
        var file = StudyListRules.CardPath(path) ?? throw new UserErrorException($"'{PrintableText.Of(path)}' does not lie in the list's folder or below it.", "Write the list (-o) beside the cards or above them.");
        var study = CardStudy.Of(card, file);
        return study.Repository is null || StudyListRules.IsTarget(study.Repository.Target) ? study : study with { Repository = null };
    }

    /// <summary>The list: studies of one method stand together, each with an id of its own, a method with one name.</summary>
    /// <param name="studies">The studies, in the order in which they were found.</param>
    public static StudyList List(IReadOnlyList<Study> studies)
    {
        var names = studies.Where(s => s.Method is not null && s.MethodName is not null).GroupBy(s => s.Method!, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First().MethodName, StringComparer.Ordinal);
        var together = studies.GroupBy(s => s.Method ?? $" {s.Id}", StringComparer.Ordinal).SelectMany(g => g).Select(s => s.Method is { } method ? s with { MethodName = names.GetValueOrDefault(method) } : s);
        return new StudyList("", "", null, null, StudyIds.Distinct(together), ReferenceTable.Review, []);
    }
}

using DnasRepro.Locations;

namespace DnasRepro.Studies;

/// <summary>One study of a list: what was published, where its code is, whether it is included, and what a human reader answered.</summary>
/// <param name="Id">A short name, unique in its list: lower-case letters, digits and hyphens.</param>
/// <param name="Title">The title, or null.</param>
/// <param name="Method">The method's id; studies of one method are counted once. Null where the list does not say.</param>
/// <param name="MethodName">The method's name as people write it, or null.</param>
/// <param name="Year">The year of publication, or null.</param>
/// <param name="Papers">The papers that report it; empty where the list names none.</param>
/// <param name="Tasks">What is segmented, each in a word or two.</param>
/// <param name="Dimensionality">2d, 3d, pseudo_3d or mixed; null when not known.</param>
/// <param name="Level">What is searched: cell, topology, network, hybrid or implanted_module; null when not known.</param>
/// <param name="Repository">Where the code is; null for none that is known.</param>
/// <param name="Card">The file of its Reporting Card, as the list writes it; null for none beside that of the repository.</param>
/// <param name="Screening">Whether it is in the review, and why not.</param>
/// <param name="Answers">What a human reader answered; a question may lack.</param>
/// <param name="Location">Where the list describes it.</param>
public sealed record Study(
    string Id,
    string? Title,
    string? Method,
    string? MethodName,
    int? Year,
    IReadOnlyList<Paper> Papers,
    IReadOnlyList<string> Tasks,
    string? Dimensionality,
    string? Level,
    StudyRepository? Repository,
    string? Card,
    Screening Screening,
    IReadOnlyList<ReaderAnswer> Answers,
    SourceLocation Location)
{
    /// <summary>True when the list says that there is no repository, which is more than that none is known.</summary>
    public bool SaysNoRepository { get; init; }

    /// <summary>The reader's answer to a question, or null.</summary>
    public ReaderAnswer? Answer(AuditQuestion question) => Answers.FirstOrDefault(a => a.Question == question);
}

/// <summary>A publication. Papers with the same DOI, arXiv number or title are one paper.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Doi">Its DOI, without the resolver, or null.</param>
/// <param name="Arxiv">Its arXiv number, or null.</param>
/// <param name="Year">The year, or null.</param>
/// <param name="Role">primary, extension, preprint, application or reanalysis, as in the card; primary and extension are counted.</param>
public sealed record Paper(string Title, string? Doi, string? Arxiv, int? Year, string Role);

/// <summary>Where a study's code is.</summary>
/// <param name="Target">A target as <c>check</c> takes it: owner/name@commit, a git URL, a folder.</param>
/// <param name="Folder">The folder of a larger repository that holds the study; null for all of it.</param>
public sealed record StudyRepository(string Target, string? Folder);

/// <summary>How far a study came in the selection (PRISMA 2020: identification, screening, eligibility, inclusion).</summary>
public enum ScreeningStage
{
    /// <summary>Excluded because the report could not be had.</summary>
    Retrieval,

    /// <summary>Excluded on title and abstract.</summary>
    TitleAbstract,

    /// <summary>Excluded on the full text, or on the code.</summary>
    FullText,

    Included,
}

/// <summary>The decision on one study.</summary>
/// <param name="Stage">Where it was excluded, or that it is included.</param>
/// <param name="Reason">Why it was excluded, in one slug that groups: not_differentiable; null when included.</param>
/// <param name="Note">Why, in a sentence, or null.</param>
public sealed record Screening(ScreeningStage Stage, string? Reason, string? Note)
{
    public static readonly Screening Included = new(ScreeningStage.Included, null, null);

    public bool IsIncluded => Stage == ScreeningStage.Included;
}

/// <summary>What a human reader answered.</summary>
/// <param name="Question">To which question.</param>
/// <param name="Value">The answer; null where an answer in other terms could not be recoded into these: it is left out of agreement and counted.</param>
/// <param name="Written">The answer in the reader's own terms, where they differ; else null.</param>
/// <param name="Source">Where the reader read it: a locator.</param>
/// <param name="Note">What the source says, in the reader's words, or null.</param>
/// <param name="Confidence">high, medium or low; null where not given.</param>
/// <param name="Location">Where the list holds it.</param>
public sealed record ReaderAnswer(
    AuditQuestion Question, AuditValue? Value, string? Written, string? Source, string? Note, string? Confidence, SourceLocation Location);

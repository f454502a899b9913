using DnasRepro.Reports;
using DnasRepro.Studies;

namespace DnasRepro.Audits;

/// <summary>What the program found out about one study, from its card and repository alone. The same inputs give the same result, so it can be kept.</summary>
/// <param name="Repository">What was read; null for a study without a repository.</param>
/// <param name="Card">Its Reporting Card.</param>
/// <param name="Identity">What the card says that the study is; null without a card that fits the schema.</param>
/// <param name="Level">The level that <c>check</c> gives; null without a repository.</param>
/// <param name="SearchCode">Whether the search is in the code; null without a repository.</param>
/// <param name="Release">What is released; null without a repository and without a card.</param>
/// <param name="Questions">The four questions, in their order.</param>
/// <param name="SearchFiles">The files that hold the search, by path: what near-copies are told by.</param>
/// <param name="Findings">The open findings that weigh most, at most five, the worst first.</param>
public sealed record StudyResult(
    RepositoryRead? Repository,
    CardSummary Card,
    CardIdentity? Identity,
    LevelSummary? Level,
    SearchCodeSummary? SearchCode,
    ReleaseSummary? Release,
    IReadOnlyList<QuestionResult> Questions,
    IReadOnlyList<SearchFile> SearchFiles,
    IReadOnlyList<ReportFinding> Findings)
{
    /// <summary>What was found on a question.</summary>
    public QuestionResult On(AuditQuestion question) => Questions.First(q => q.Question == question);
}

/// <summary>A repository as it was read.</summary>
/// <param name="Name">Its address as shown; nothing of this machine.</param>
/// <param name="Commit">The commit, or null outside git.</param>
/// <param name="Remote">Its web address, or null.</param>
/// <param name="Folder">The folder of it that holds the study; null for all of it.</param>
/// <param name="Dirty">True when a working tree was read that differs from the commit.</param>
public sealed record RepositoryRead(string Name, string? Commit, string? Remote, string? Folder, bool Dirty);

/// <summary>What a card says of itself.</summary>
/// <param name="MethodId">identity.method_id.</param>
/// <param name="MethodName">identity.method_name.</param>
/// <param name="InScope">identity.in_scope; null when it is not stated.</param>
/// <param name="OutOfScopeReason">Why not, in the card's word, or null.</param>
/// <param name="Papers">identity.papers.</param>
/// <param name="Dimensionality">search_space.spatial_dims, or null.</param>
/// <param name="Level">search_space.level, or null.</param>
public sealed record CardIdentity(
    string? MethodId, string? MethodName, bool? InScope, string? OutOfScopeReason, IReadOnlyList<Paper> Papers, string? Dimensionality, string? Level);

/// <summary>What is released. Null means that it could not be told.</summary>
/// <param name="CodeRelease">In the card's words: none, promised, inference_only, training_without_search, search_without_evaluation or full.</param>
/// <param name="Licence">The SPDX id, "none", or "other" for a text that is not recognised.</param>
/// <param name="Environment">True when a file states the software environment.</param>
/// <param name="Pinned">True when every requirement is pinned to a version.</param>
/// <param name="Archived">True when an archive with a DOI is named.</param>
/// <param name="Weights">True when trained weights are there or linked.</param>
public sealed record ReleaseSummary(string? CodeRelease, string? Licence, bool? Environment, bool? Pinned, bool? Archived, bool? Weights);

/// <summary>What was found on one question.</summary>
/// <param name="Question">Which.</param>
/// <param name="Declared">What the card says; null when it does not say it or there is no card.</param>
/// <param name="Computed">What follows from the card's details and the code; null when nothing follows either way because there is nothing to compute from.</param>
public sealed record QuestionResult(AuditQuestion Question, AuditAnswer? Declared, AuditAnswer? Computed);

/// <summary>An answer with its reason.</summary>
/// <param name="Value">The answer.</param>
/// <param name="Reason">Why, in one sentence.</param>
/// <param name="Evidence">Where it is seen: in the card, or in the repository.</param>
public sealed record AuditAnswer(AuditValue Value, string Reason, IReadOnlyList<ReportEvidence> Evidence);

/// <summary>A file that takes part in the search.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Hash">A hash of what it says: comments, blank lines and spacing do not count. 16 hex digits.</param>
/// <param name="Tokens">How many tokens it has: how much an equal hash weighs.</param>
public sealed record SearchFile(string Path, string Hash, int Tokens);

/// <summary>A study's result, or why there is none.</summary>
/// <param name="Study">The study's id.</param>
/// <param name="Result">What was found; null when it could not be assessed.</param>
/// <param name="Failure">Why not; null when there is a result.</param>
public sealed record StudyOutcome(string Study, StudyResult? Result, StudyFailure? Failure);

/// <summary>Why a study could not be assessed.</summary>
/// <param name="Message">What is wrong.</param>
/// <param name="Hint">How to mend it.</param>
/// <param name="ExitCode">What it would be for <c>check</c>: 2 the list or a card file, 3 not reachable, 4 a limit, 70 our own fault.</param>
public sealed record StudyFailure(string Message, string? Hint, int ExitCode);

using DnasRepro.Audits;
using DnasRepro.Reports;
using DnasRepro.Studies;

namespace DnasRepro.AuditReports;

/// <summary>Why a study's code is not released in full, told apart by what was looked at.</summary>
internal enum WithheldKind
{
    /// <summary>The code was read and no search was found.</summary>
    NoSearchFound,

    /// <summary>The code was read and parts of a search were not found.</summary>
    PartsMissing,

    /// <summary>No code was read, and a human reader says that it is not released.</summary>
    ReaderSays,

    /// <summary>There is no repository to read.</summary>
    NoRepository,

    /// <summary>Only the card says so.</summary>
    CardSays,

    /// <summary>The search was found; something else is missing.</summary>
    SearchIsThere,

    /// <summary>The code was read, and it could not be told whether the search is in it.</summary>
    SearchNotDetermined,

    /// <summary>Whether the code is released could not be told.</summary>
    Unclear,
}

/// <summary>Sorts studies by why their code is not released in full. Nobody is said to withhold a search that was found.</summary>
internal static class WithheldSearch
{
    /// <summary>The kinds in the order in which they are shown.</summary>
    public static readonly IReadOnlyList<WithheldKind> Kinds = Enum.GetValues<WithheldKind>();

    /// <summary>The kinds that stand under "withhold the search".</summary>
    public static bool IsWithheld(WithheldKind kind) => kind < WithheldKind.SearchIsThere;

    /// <summary>Why; null for a study whose code is released, or to which the question does not apply.</summary>
    public static WithheldKind? Of(AuditedStudy study) => study.On(AuditQuestion.CodeRelease) switch
    {
        { Value: AuditValue.Unclear } => WithheldKind.Unclear,
        { Value: AuditValue.No or AuditValue.NotReported } answer => Kind(study, answer),
        _ => null,
    };

    /// <summary>A kind as a heading.</summary>
    public static string Title(WithheldKind kind) => kind switch
    {
        WithheldKind.NoSearchFound => "The repository was read, and no search was found in it",
        WithheldKind.PartsMissing => "Parts of the search were not found",
        WithheldKind.ReaderSays => "A human reader says so",
        WithheldKind.NoRepository => "No code repository",
        WithheldKind.CardSays => "The study's own card says so",
        WithheldKind.SearchIsThere => "The search was found; something else is missing",
        WithheldKind.SearchNotDetermined => "Not a full code release; whether the search is in the code could not be determined",
        _ => "Could not be told",
    };

    /// <summary>What a kind means, and what it does not.</summary>
    public static string Meaning(WithheldKind kind) => kind switch
    {
        WithheldKind.NoSearchFound => "The repository was read at the commit named, and no search was found in the code that was read. It may be elsewhere, or in a form that the program does not follow.",
        WithheldKind.PartsMissing => "The repository was read at the commit named. Something of a search is there, but it is not complete in the code that was read.",
        WithheldKind.ReaderSays => "No code was read by the program. A human reader answered, and the source is named.",
        WithheldKind.NoRepository => "There is no repository to read. That none is known does not prove that there is none.",
        WithheldKind.CardSays => "No code was read. The Reporting Card that the list or the study gives says that the code is not released in full.",
        WithheldKind.SearchIsThere => "These studies do not withhold the search: a search was found in the code that was read. They count as no because a full code release also needs retraining, evaluation and the environment, and a search by gradients, or because a source says no.",
        WithheldKind.SearchNotDetermined => "The code was read, but it could not be decided from it whether the search is there. Nothing is said about the search; the reason for the no is beside each study.",
        _ => "What could be read does not decide whether the code is released in full. Nobody is accused of anything here.",
    };

    private static WithheldKind Kind(AuditedStudy study, StudyAnswer answer) => (study.Result?.SearchCode?.Verdict, study.Result?.Repository) switch
    {
        (SearchCodeVerdict.Full, _) => WithheldKind.SearchIsThere,
        (SearchCodeVerdict.Partial, _) => WithheldKind.PartsMissing,
        (SearchCodeVerdict.None, _) => WithheldKind.NoSearchFound,
        (SearchCodeVerdict.NotDetermined, _) => WithheldKind.SearchNotDetermined,
        _ => answer.Basis switch
        {
            AnswerBasis.Reader => WithheldKind.ReaderSays,
            AnswerBasis.Declared => WithheldKind.CardSays,
            _ => WithheldKind.NoRepository,
        },
    };
}

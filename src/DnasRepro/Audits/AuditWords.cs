using DnasRepro.Studies;

namespace DnasRepro.Audits;

/// <summary>The words for questions, answers and bases; the same in all formats.</summary>
internal static class AuditWords
{
    /// <summary>The four questions in their order.</summary>
    public static readonly IReadOnlyList<AuditQuestion> Questions = Enum.GetValues<AuditQuestion>();

    /// <summary>A question's name, with its noun: what is released in full is the code.</summary>
    public static string Name(AuditQuestion question) => question switch
    {
        AuditQuestion.ExternalValidation => "external validation",
        AuditQuestion.CodeRelease => "full code release",
        AuditQuestion.SearchStability => "search stability",
        _ => "multi-objective search",
    };

    /// <summary>What a yes takes; the thresholds are this project's, the questions the review's.</summary>
    public static string Definition(AuditQuestion question) => question switch
    {
        AuditQuestion.ExternalValidation =>
            "yes when the found network, its weights fixed (or only recalibrated), was tested on data of another site, no case of which took part in search or training. Retraining the found architecture on other data is no.",
        AuditQuestion.CodeRelease =>
            "yes when programs for search, retraining and evaluation are in the repository, the search is complete and differentiable, and a file states the environment. Complete search code alone is no.",
        AuditQuestion.SearchStability =>
            "yes when the search was run at least 3 times independently, the spread over these is given, and one diagnostic is: agreement over seeds, rank correlation, the measured discretisation gap, a check for collapse, or a random baseline trained alike.",
        _ => "yes when latency or memory is a term of what the search optimises, or constrains it. Other resources (multiply-adds, parameters) are no.",
    };

    /// <summary>An answer in a word or two; not reported counts as no and is marked.</summary>
    public static string Value(AuditValue value) => value switch
    {
        AuditValue.Yes => "yes",
        AuditValue.No => "no",
        AuditValue.NotReported => "no*",
        AuditValue.Unclear => "unclear",
        _ => "n/a",
    };

    /// <summary>On whose word an answer rests, in a word.</summary>
    public static string Basis(AnswerBasis basis) => basis switch
    {
        AnswerBasis.Reader => "reader",
        AnswerBasis.Computed => "computed",
        AnswerBasis.Declared => "declared",
        AnswerBasis.Both => "declared and computed",
        _ => "nobody",
    };

    /// <summary>The same in a letter, for tables.</summary>
    public static string Mark(AnswerBasis basis) => basis switch
    {
        AnswerBasis.Reader => "R",
        AnswerBasis.Computed => "C",
        AnswerBasis.Declared => "D",
        AnswerBasis.Both => "B",
        _ => "",
    };

    /// <summary>Some names in a sentence; the others are counted.</summary>
    public static string Some(IReadOnlyList<string> names, int most = 5) =>
        string.Join(", ", names.Take(most)) + (names.Count > most ? $" and {names.Count - most} more" : "");
}

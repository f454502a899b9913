using DnasRepro.Audits;
using DnasRepro.Studies;

namespace DnasRepro.AuditRuns;

/// <summary>What results from a file must hold to beyond their types: a file may be damaged, or made by somebody else.</summary>
internal static class ResultForm
{
    private const int MostRows = 100_000;

    private static readonly IReadOnlyList<AuditQuestion> Questions = Enum.GetValues<AuditQuestion>();

    /// <summary>True for a result with the four questions in their order, and without null in a list.</summary>
    public static bool Fits(StudyResult result) =>
        Whole(result.Questions) && result.Questions.Select(q => q.Question).SequenceEqual(Questions)
        && result.Questions.All(q => Fits(q.Declared) && Fits(q.Computed))
        && Whole(result.SearchFiles) && result.SearchFiles.All(f => f.Tokens >= 0)
        && Whole(result.Findings) && result.Findings.All(f => Whole(f.Evidence))
        && (result.Identity is not { } identity || Whole(identity.Papers))
        && (result.SearchCode is not { } code || (Whole(code.Components) && code.Components.All(c => Whole(c.Evidence))));

    /// <summary>True for an outcome that is either a result or a failure.</summary>
    public static bool Fits(StudyOutcome outcome) => (outcome.Result is null) != (outcome.Failure is null) && (outcome.Result is not { } result || Fits(result));

    private static bool Fits(AuditAnswer? answer) => answer is null || Whole(answer.Evidence);

    /// <summary>The serialiser lets null into lists.</summary>
    private static bool Whole<T>(IReadOnlyList<T> list)
        where T : class => list.Count <= MostRows && list.All(i => i is not null);
}

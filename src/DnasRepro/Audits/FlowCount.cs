using DnasRepro.Studies;

namespace DnasRepro.Audits;

/// <summary>Counts the way from identified to included.</summary>
internal static class FlowCount
{
    /// <param name="all">All studies of the list.</param>
    /// <param name="included">Those that are left when the cards have been read.</param>
    /// <param name="papers">How many papers they have.</param>
    /// <param name="methods">How many methods.</param>
    public static AuditFlow Of(IReadOnlyList<StudyCase> all, IReadOnlyList<StudyCase> included, int papers, int methods)
    {
        var excluded = all.Select(Excluded).OfType<ExcludedStudy>().ToList();
        var notRetrieved = At(excluded, ScreeningStage.Retrieval);
        var onTitle = At(excluded, ScreeningStage.TitleAbstract);
        var screened = all.Count - notRetrieved.Sum(r => r.Count);
        return new AuditFlow(
            all.Count, notRetrieved, screened, onTitle, screened - onTitle.Sum(r => r.Count), At(excluded, ScreeningStage.FullText), included.Count, papers, methods, excluded);
    }

    /// <summary>What the list says of its sums that its studies do not bear out.</summary>
    public static IEnumerable<AuditRemark> Differences(AuditFlow flow, StudyList list)
    {
        foreach (var stated in list.Stated)
        {
            if (Counted(flow, stated.Step) is { } counted && counted != stated.Count)
                yield return new AuditRemark("sum", [], $"{list.Name} states {stated.Count} for '{stated.Step}'; counted from its studies it is {counted}.");
        }
    }

    private static int? Counted(AuditFlow flow, string step) => step switch
    {
        "identified" => flow.Identified,
        "not_retrieved" => flow.NotRetrieved.Sum(r => r.Count),
        "screened" => flow.Screened,
        "excluded_on_title" => flow.ExcludedOnTitle.Sum(r => r.Count),
        "assessed" => flow.Assessed,
        "excluded_on_text" => flow.ExcludedOnText.Sum(r => r.Count),
        "included" => flow.Included,
        "included_papers" => flow.Papers,
        "included_methods" => flow.Methods,
        _ => null,
    };

    private static ExcludedStudy? Excluded(StudyCase study) => study.Study.Screening is { IsIncluded: false } screening
        ? new ExcludedStudy(study.Id, study.Name, screening.Stage, screening.Reason ?? "no_reason_given", screening.Note)
        : study.OutOfScope;

    private static IReadOnlyList<ReasonCount> At(IEnumerable<ExcludedStudy> excluded, ScreeningStage stage) =>
        [.. excluded.Where(e => e.Stage == stage).GroupBy(e => e.Reason, StringComparer.Ordinal)
            .Select(g => new ReasonCount(g.Key, g.Count())).OrderByDescending(r => r.Count).ThenBy(r => r.Reason, StringComparer.Ordinal)];
}

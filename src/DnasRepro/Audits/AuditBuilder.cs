using DnasRepro.Reports;
using DnasRepro.Studies;

namespace DnasRepro.Audits;

/// <summary>Joins list and results: answers, methods, figures, agreement. A pure function; the order of the outcomes does not matter.</summary>
public static class AuditBuilder
{
    /// <summary>The version of the form that this library writes.</summary>
    public const string SchemaVersion = "1.0";

    /// <summary>Builds the audit.</summary>
    /// <param name="list">The list.</param>
    /// <param name="outcomes">What was found for each included study that has a card or a repository. One that is missing is named in a remark, and the exit code is 4.</param>
    /// <param name="tool">What makes it.</param>
    /// <param name="generated">What differs from run to run; null to leave it out.</param>
    /// <param name="failuresAllowed">True when studies that could not be assessed are no matter for the exit code; they are named all the same.</param>
    /// <exception cref="UserErrorException">Outcomes contradict each other, or are of another list.</exception>
    public static Audit Build(StudyList list, IReadOnlyList<StudyOutcome> outcomes, ToolSummary tool, AuditMeasured? generated, bool failuresAllowed = false)
    {
        var index = OutcomeIndex.Of(list, outcomes);
        var all = list.Studies.Select(s => index.TryGetValue(s.Id, out var o) ? new StudyCase(s, o.Result, o.Failure) : new StudyCase(s, null, null)).ToList();
        var included = all.Where(s => s.Study.Screening.IsIncluded && s.OutOfScope is null).ToList();
        var found = CodeClusters.Of(included);
        var assigned = Methods.Assign(included, found);
        var clusters = found.Select(c => c with { Methods = [.. c.Studies.Select(id => assigned[id]).Distinct(StringComparer.Ordinal)], Share = Figures.Rounded(c.Share) }).ToList();
        var methods = Methods.Of([.. included.Select(s => (s, assigned[s.Id], FinalAnswers.Of(s, list.Name)))]);
        var studies = Studies(included, assigned, methods, list.Name);
        var papers = PaperCount.Of(included);
        var flow = FlowCount.Of(all, included, papers.Count, methods.Count);
        IReadOnlyList<AuditRemark> remarks =
        [
            .. FlowCount.Differences(flow, list), .. Remarks.Gaps(included), .. Remarks.SameCode(clusters, included.ToDictionary(s => s.Id, StringComparer.Ordinal)),
            .. Remarks.Conflicts(studies), .. Remarks.Disagreements(studies), .. Remarks.Unpinned(included),
        ];
        var code = ExitCode(failuresAllowed ? [] : included, remarks);
        return new Audit(
            SchemaVersion, tool, new ListSummary(list.Name, list.Sha256, list.Title, list.Note), list.Reference, flow, studies, methods, clusters,
            Overall(studies, methods, papers, list.Reference), Figures.Groups(methods), Bases.Of(studies, list.Reference),
            [.. AuditWords.Questions.Select(q => Agreements.Of(q, studies))], remarks, code, code == ExitCodes.Findings ? "the list's sums differ from its studies" : ExitCodes.Meaning(code), generated);
    }

    private static IReadOnlyList<AuditedStudy> Studies(IReadOnlyList<StudyCase> included, IReadOnlyDictionary<string, string> assigned, IReadOnlyList<AuditedMethod> methods, string listName)
    {
        var names = methods.ToDictionary(m => m.Id, m => m.Name, StringComparer.Ordinal);
        return [.. included.Select(s => new AuditedStudy(
            s.Id, s.Study.Title, assigned[s.Id], names[assigned[s.Id]], s.Year, s.Study.Tasks, s.Dimensionality, s.Level,
            s.Study.Repository?.Target, s.Papers, FinalAnswers.Of(s, listName), s.Result, s.Failure))];
    }

    /// <summary>Over methods, over papers (a paper has the answers of all studies that report it, merged as those of a method are) and over studies.</summary>
    private static IReadOnlyList<FigureGroup> Overall(
        IReadOnlyList<AuditedStudy> studies, IReadOnlyList<AuditedMethod> methods, IReadOnlyList<IReadOnlyList<StudyCase>> papers, ReferenceTable reference)
    {
        var answers = studies.ToDictionary(s => s.Id, s => s.Answers, StringComparer.Ordinal);
        return
        [
            Figures.Group("all", "methods", [.. methods.Select(m => m.Answers)], reference),
            Figures.Group("all", "papers", [.. papers.Select(p => (IReadOnlyList<AuditValue>)[.. AuditWords.Questions.Select(q => MergedAnswer.Of(p.Select(s => answers[s.Id][(int)q].Value)))])], reference),
            Figures.Group("all", "studies", [.. studies.Select(s => (IReadOnlyList<AuditValue>)[.. s.Answers.Select(a => a.Value)])], reference),
        ];
    }

    private static int ExitCode(IReadOnlyList<StudyCase> included, IReadOnlyList<AuditRemark> remarks)
    {
        var failures = included.Select(s => s.Failure).OfType<StudyFailure>().ToList();
        return failures.Any(f => f.ExitCode != ExitCodes.OurFault) ? ExitCodes.NotAttempted
            : failures.Count > 0 ? ExitCodes.OurFault
            : remarks.Any(r => r.Kind == Remarks.Missing) ? ExitCodes.LimitReached
            : remarks.Any(r => r.Kind == Remarks.Sum) ? ExitCodes.Findings
            : ExitCodes.Passed;
    }
}

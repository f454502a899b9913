using System.Text.RegularExpressions;
using DnasRepro.Audits;
using DnasRepro.Reports;
using DnasRepro.Statistics;

namespace DnasRepro.AuditReports;

/// <summary>What an audit that somebody hands us must hold to beyond its types, so that the writers need not fear it. schemas/audit.schema.json says the same.</summary>
internal static partial class AuditForm
{
    /// <summary>The first thing that is wrong, as a place and a sentence; null when nothing is.</summary>
    public static string? Problem(Audit audit) => Rules(audit).FirstOrDefault(r => !r.Holds).Problem;

    private static IEnumerable<(bool Holds, string Problem)> Rules(Audit audit) =>
        Head(audit).Concat(Parts(audit)).Concat(audit.Studies.SelectMany(Study)).Concat(Methods(audit)).Concat(Groups(audit)).Concat(audit.Agreement.SelectMany(Agreement));

    private static IEnumerable<(bool Holds, string Problem)> Head(Audit audit) =>
    [
        .. ReportForm.Tool(audit.Tool), .. ReportForm.ExitCode(audit.ExitCode),
        (ReportForm.IsSha256(audit.List.Sha256), "list.sha256: this is no SHA-256."),
        (audit.Reference.Figures.All(f => f is { Yes: >= 0 } && f.Yes <= f.Of), "reference.figures: this is no part of a whole."),
        (audit.Flow is { Identified: >= 0, Screened: >= 0, Assessed: >= 0, Included: >= 0, Papers: >= 0, Methods: >= 0 }, "flow: a count is below 0."),
        (audit.Generated is not { } g || (Time().IsMatch(g.At) && double.IsFinite(g.Seconds) && g is { Seconds: >= 0, Assessed: >= 0, Kept: >= 0, PeakMemoryMb: >= 0 }), "generated: this is no time."),
    ];

    private static IEnumerable<(bool Holds, string Problem)> Parts(Audit audit) =>
    [
        (audit.Flow.Excluded.All(e => e is not null), "flow.excluded: there is a null."),
        (audit.Flow.NotRetrieved.Concat(audit.Flow.ExcludedOnTitle).Concat(audit.Flow.ExcludedOnText).All(r => r is { Count: >= 0 }), "flow: a reason has no count."),
        (audit.Clusters.All(c => c is { Share: >= 0 and <= 1 } && NoNull(c.Studies, c.Methods, c.Files)), "clusters: a share is no share, or there is a null."),
        (audit.Remarks.All(r => r is not null && NoNull(r.Studies)), "remarks: there is a null."),
    ];

    private static IEnumerable<(bool Holds, string Problem)> Study(AuditedStudy study)
    {
        if (study is null)
            return [(false, "studies: there is a null.")];
        return
        [
            (study.Answers.Select(a => a?.Question).SequenceEqual(AuditWords.Questions.Select(q => (Studies.AuditQuestion?)q)), "studies: the four answers are not there in their order."),
            (NoNull(study.Tasks) && study.Papers.All(p => p is not null), "studies: there is a null."),
            .. study.Answers.OfType<StudyAnswer>().SelectMany(a => new[] { a.Reader, a.Declared, a.Computed }).OfType<AuditAnswer>().SelectMany(a => ReportForm.Evidence(a.Evidence, "studies.answers")),
            .. study.Result is { } result ? Result(result) : [],
        ];
    }

    private static IEnumerable<(bool Holds, string Problem)> Result(StudyResult result) =>
    [
        (result.Repository is not { } r || ((r.Commit is null || Commit().IsMatch(r.Commit)) && (r.Remote is null || Escaping.Link(r.Remote) is not null)), "studies.result.repository: this is no commit, or no https address."),
        (result.Questions.All(q => q is not null) && result.SearchFiles.All(f => f is { Tokens: >= 0 }), "studies.result: there is a null."),
        .. result.Level is { } level ? ReportForm.Level(level, "studies.result.level") : [],
        .. ReportForm.Profile(result.Card.Profile, "studies.result.card"),
        .. result.Findings.SelectMany(ReportForm.Finding),
    ];

    private static IEnumerable<(bool Holds, string Problem)> Methods(Audit audit)
    {
        var four = AuditWords.Questions.Count;
        yield return (audit.Methods.All(m => m is not null && m.Answers.Count == four && NoNull(m.Studies, m.Tasks)), "methods: a method has not four answers, or there is a null.");
    }

    private static IEnumerable<(bool Holds, string Problem)> Groups(Audit audit)
    {
        var groups = audit.Overall.Concat(audit.Groups).Concat(audit.Bases).ToList();
        yield return (groups.All(g => g is not null && g.Figures.Select(f => f?.Question).SequenceEqual(AuditWords.Questions.Select(q => (Studies.AuditQuestion?)q))), "figures: the four figures are not there in their order.");
        yield return (audit.Overall.Select(g => g.Key).SequenceEqual(["methods", "papers", "studies"]), "overall: it is not over methods, papers and studies.");
        foreach (var figure in groups.SelectMany(g => g.Figures))
        {
            yield return (figure is { Yes: >= 0, No: >= 0, NotReported: >= 0, Unclear: >= 0, NotApplicable: >= 0 }, "figures: a count is below 0.");
            yield return (new[] { figure.Share, figure.Decided, figure.Highest, figure.Difference }.All(IsInterval), "figures: this is no interval.");
        }
    }

    private static IEnumerable<(bool Holds, string Problem)> Agreement(QuestionAgreement agreement)
    {
        if (agreement is null)
            return [(false, "agreement: there is a null.")];
        return
        [
            (agreement is { Studies: >= 0, LeftOut: >= 0, Table.Count: 3 } && agreement.Table.All(r => r is { Count: 3 } && r.All(c => c >= 0)), "agreement: this is no table of three by three counts."),
            (new[] { agreement.Kappa, agreement.Ac1, agreement.DecidedKappa, agreement.DecidedAc1, agreement.Precision, agreement.Recall }.All(IsInterval), "agreement: this is no interval."),
        ];
    }

    private static bool IsInterval(Interval? interval) => interval is null || (interval.Low >= -1 && interval.High <= 1 && interval.Low <= interval.Value && interval.Value <= interval.High);

    private static bool NoNull(params IReadOnlyList<string>[] lists) => lists.All(l => l.All(t => t is not null));

    [GeneratedRegex(@"^[0-9a-f]{40}([0-9a-f]{24})?\z")]
    private static partial Regex Commit();

    [GeneratedRegex(@"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?Z\z")]
    private static partial Regex Time();
}

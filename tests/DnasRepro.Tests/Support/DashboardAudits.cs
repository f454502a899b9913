using DnasRepro.Audits;
using DnasRepro.Findings;
using DnasRepro.Reports;
using DnasRepro.Statistics;
using DnasRepro.Studies;

namespace DnasRepro.Tests.Support;

/// <summary>Audits that tests of the dashboard write by hand, so that every kind of row is there.</summary>
internal static class DashboardAudits
{
    private const string Sha = "38f54d6e3698211e8c19a1161a4bda16b9ac3268";

    private static readonly AuditQuestion[] Questions = Enum.GetValues<AuditQuestion>();

    /// <summary>Nine studies, one of each kind that the dashboard tells apart.</summary>
    public static Audit Usual => Of(
        [
            Study("full", "FullNet", 2019, "cell", Code(SearchCodeVerdict.Full), Computed(AuditValue.Yes, "search.py, train.py and test.py are there, and the search code is complete."), "3d", ["prostate"]),
            Study("no-search", "HiddenNAS", 2020, "cell", Code(SearchCodeVerdict.None), Computed(AuditValue.No, "The repository trains a network that is written out; no search was found in the code that was read."), "2d", ["nerve", "liver"]),
            Study("part", "HalfNAS", 2021, "topology", Code(SearchCodeVerdict.Partial), Computed(AuditValue.No, "Architecture parameters are there, but nothing changes them."), "2d", ["skin"]),
            Study("by-reader", "PaperOnly", 2021, null, null, Reader(AuditValue.No, "The paper says that code is available on request."), null, []) with { Target = null },
            Study("no-repository", "NoCodeNet", 2022, "network", null, Declared(AuditValue.No, AnswerBasis.Computed, "The list names no repository and the card none."), "3d", ["brain"]) with { Target = null },
            Study("by-card", "CardNet", null, "hybrid", null, Declared(AuditValue.NotReported, AnswerBasis.Declared, "artefacts.code_release is not reported."), "mixed", ["brain"]),
            Study("no-evaluation", "NoEvalNet", 2022, "cell", Code(SearchCodeVerdict.Full), Computed(AuditValue.No, "The search is there; no program for evaluation was found."), "2d", ["polyp"]),
            Study("unclear", "MurkyNet", 2023, "cell", Code(SearchCodeVerdict.NotDetermined), Computed(AuditValue.Unclear, "The code is in another language than Python."), "2d", ["heart"]),
            Study("contradiction", "TwoWords", 2023, "cell", Code(SearchCodeVerdict.None), new StudyAnswer(AuditQuestion.CodeRelease, AuditValue.Yes, AnswerBasis.Reader, Answer(AuditValue.Yes, "README names the search script."), "full", null, Answer(AuditValue.No, "No search was found in the code that was read.", Place("train.py", 3)), "The reader says yes and the program computes no."), "2d", ["heart"]) with { Failure = null },
            Study("unreachable", "GoneNet", 2024, "cell", null, new StudyAnswer(AuditQuestion.CodeRelease, AuditValue.Unclear, AnswerBasis.None, null, null, null, null, null), "3d", ["lung"]) with { Result = null, Failure = new StudyFailure("'owner/gone' cannot be read: there is no such repository.", "Name the address under which it is published now.", 3) },
        ], ReferenceTable.Review);

    /// <summary>Nothing in the list.</summary>
    public static Audit Empty => Of([], ReferenceTable.Review) with { Groups = [], Bases = [], Agreement = [], Remarks = [], Clusters = [] };

    /// <summary>One text wherever a list, a card or a repository can put one.</summary>
    public static Audit Hostile(string text)
    {
        var place = new ReportEvidence(text, 1, 1, 1, text, text, "javascript:" + text);
        var answer = new AuditAnswer(AuditValue.No, text, [place, place with { Url = "https://" + text }]);
        var study = Study("hostile", text, 2021, text, Code(SearchCodeVerdict.None) with { Reason = text, Components = [new ComponentSummary(text, ComponentStatus.Found, [place]), new ComponentSummary(text, ComponentStatus.NotFound, [])] },
            new StudyAnswer(AuditQuestion.CodeRelease, AuditValue.No, AnswerBasis.Reader, answer, text, answer, answer, text), text, [text, text]);
        study = study with
        {
            Id = text, Title = text, Method = text, Target = text, Papers = [new Paper(text, text, text, 2021, text)], Failure = new StudyFailure(text, text, 3),
            Result = study.Result! with
            {
                Repository = new RepositoryRead(text, text.PadRight(40, 'x'), "https://github.com/" + text, text, true),
                Card = new CardSummary(CardStatus.Invalid, text, null, text, null), Release = new ReleaseSummary(text, text, null, true, false, null),
                Findings = [new ReportFinding(text, text, Outcome.Violated, Severity.Error, Confidence.High, text, text, [place], null)],
            },
        };
        var audit = Of([study, study with { Id = "2" }], new ReferenceTable(text, text, text, ReferenceTable.Review.Figures));
        return audit with
        {
            Tool = new ToolSummary(text, text, text), List = new ListSummary(text, text, text, text), ExitCode = 4, ExitMeaning = text,
            Flow = audit.Flow with { NotRetrieved = [new ReasonCount(text, 1)], ExcludedOnText = [new ReasonCount(text, 2)], Excluded = [new ExcludedStudy(text, text, ScreeningStage.FullText, text, text)] },
            Groups = [.. new[] { "year", "task", "dimensionality", "level" }.Select(by => new FigureGroup(by, text, Figures(1, 2, 1)))],
            Bases = [new FigureGroup("basis", text, Figures(1, 2, 1))],
            Clusters = [new CodeCluster([text, "2"], [text, "2"], 0.9, [text])], Remarks = [new AuditRemark(text, [text, "nobody"], text)],
            Generated = new AuditMeasured(text, 1, 2, 0, 10),
        };
    }

    /// <summary>Many studies, of all kinds in turn.</summary>
    public static Audit Many(int count) => Of([.. Enumerable.Range(0, count).Select(i => Usual.Studies[i % Usual.Studies.Count] is var s ? s with { Id = $"study-{i}", MethodName = $"{s.MethodName} {i}", Year = s.Year + (i / 40 % 3) } : null!)], ReferenceTable.Review);

    public static Audit Of(IReadOnlyList<AuditedStudy> studies, ReferenceTable reference) => new(
        "1.0", new ToolSummary("dnas-repro", "0.1.0", "2026.11"), new ListSummary("field.yaml", new string('a', 64), "Differentiable architecture search in segmentation", "Made by hand for tests; it describes no study."), reference,
        new AuditFlow(studies.Count + 12, [new ReasonCount("report_not_retrieved", 3)], studies.Count + 9, [new ReasonCount("not_differentiable", 4), new ReasonCount("not_segmentation", 2)], studies.Count + 3, [new ReasonCount("no_paper_found", 3)], studies.Count, studies.Count, studies.Count,
            [new ExcludedStudy("evo", "EvoNet", ScreeningStage.TitleAbstract, "not_differentiable", "Architectures are searched by evolution."), new ExcludedStudy("lost", "LostNet", ScreeningStage.Retrieval, "report_not_retrieved", null)]),
        studies, [], [new CodeCluster(["full", "no-evaluation"], ["full"], 0.93, ["search.py", "net.py = model/net.py"])],
        [new FigureGroup("all", "methods", Figures(3, 18, 7, 3)), new FigureGroup("all", "papers", Figures(3, 20, 7, 3))],
        [.. new[] { "2019", "2020", "2021", "2022", "2023", "not known" }.Select((y, i) => new FigureGroup("year", y, Figures(i % 3, 3 + i, i % 2))), .. new[] { "brain", "heart", "prostate" }.Select((t, i) => new FigureGroup("task", t, Figures(i, 4, 1))), new FigureGroup("dimensionality", "2d", Figures(2, 9, 1)), new FigureGroup("dimensionality", "pseudo_3d", Figures(0, 1, 0)), new FigureGroup("level", "cell", Figures(2, 9, 1)), new FigureGroup("level", "implanted_module", Figures(0, 0, 0))],
        [new FigureGroup("basis", "reader", Figures(2, 9, 10)), new FigureGroup("basis", "computed", Figures(1, 8, 12))],
        [.. Questions.Select(q => new QuestionAgreement(q, 9, 2, [[2, 1, 0], [0, 4, 1], [0, 0, 1]], new Interval(0.6, -0.05, 0.98), new Interval(0.72, 0.51, 0.93), null, new Interval(0.8, 0.5, 1), new Interval(1, 0.34, 1), null))],
        [new AuditRemark("conflict", ["full", "contradiction"], "Two cards of one method answer differently.")], 0, "passed", null);

    /// <summary>Four figures of one shape; the intervals are for the eye, not computed.</summary>
    public static IReadOnlyList<Figure> Figures(int yes, int no, int silent, int unclear = 0)
    {
        var of = yes + no + silent + unclear;
        var share = of == 0 ? null : Around((double)yes / of, of);
        return [.. Questions.Select(q => new Figure(q, yes, no, silent, unclear, 1, share, yes + no + silent == 0 ? null : Around((double)yes / (yes + no + silent), of), of == 0 ? null : Around((double)(yes + unclear) / of, of), share is null ? null : new Interval(share.Value - 0.2, share.Value - 0.35, share.Value + 0.05)))];
    }

    private static Interval Around(double share, int of) => new(share, Math.Max(0, share - (0.5 / Math.Sqrt(of + 1))), Math.Min(1, share + (0.9 / Math.Sqrt(of + 1))));

    private static AuditedStudy Study(string id, string name, int? year, string? level, SearchCodeSummary? code, StudyAnswer release, string? dimensionality, IReadOnlyList<string> tasks) => new(
        id, $"{name}: architecture search for segmentation", id, name, year, tasks, dimensionality, level, $"owner/{id}@{Sha}", [new Paper($"{name}: architecture search for segmentation", "10.1000/" + id, "2001.00001", year, "primary")],
        [Other(AuditQuestion.ExternalValidation, AuditValue.Yes), release, Other(AuditQuestion.SearchStability, AuditValue.Unclear), Other(AuditQuestion.MultiObjective, AuditValue.NotApplicable)],
        code is null ? null : new StudyResult(
            new RepositoryRead($"owner/{id}", Sha, $"https://github.com/owner/{id}", id == "part" ? "segmentation" : null, false), new CardSummary(CardStatus.Missing, null, null, "core", null), null,
            new LevelSummary(year % 3 ?? 0, "declared", null), code, new ReleaseSummary("inference_only", "MIT", true, false, false, null), [], [],
            [new ReportFinding("DNAS4004", "versions-not-pinned", Outcome.Violated, Severity.Warning, Confidence.High, "7 of 7 requirements leave their version open.", null, [], null)]), null);

    private static StudyAnswer Other(AuditQuestion question, AuditValue value) => new(question, value, value == AuditValue.Yes ? AnswerBasis.Reader : AnswerBasis.Computed, value == AuditValue.Yes ? Answer(value, "Tested on a second hospital's data.") : null, null, null, value == AuditValue.Yes ? null : Answer(value, "What could be read does not decide it."), null);

    private static StudyAnswer Computed(AuditValue value, string reason) => new(AuditQuestion.CodeRelease, value, AnswerBasis.Computed, null, null, null, Answer(value, reason, Place("train.py", 12), Place("README.md", 40)), null);

    private static StudyAnswer Reader(AuditValue value, string reason) => new(AuditQuestion.CodeRelease, value, AnswerBasis.Reader, Answer(value, reason, new ReportEvidence("field.yaml", 30, 30, 5, null, "doi 10.1000/x, section 5", null)), null, null, null, null);

    private static StudyAnswer Declared(AuditValue value, AnswerBasis basis, string reason) => new(AuditQuestion.CodeRelease, value, basis, null, null, basis == AnswerBasis.Declared ? Answer(value, reason) : null, basis == AnswerBasis.Computed ? Answer(value, reason) : null, null);

    private static AuditAnswer Answer(AuditValue value, string reason, params ReportEvidence[] places) => new(value, reason, places);

    private static ReportEvidence Place(string path, int line) => new(path, line, line, 1, "net = Network(genotype=NAS_UNET)", null, $"https://github.com/owner/study/blob/{Sha}/{path}#L{line}");

    private static SearchCodeSummary Code(SearchCodeVerdict verdict) => new(
        verdict, verdict == SearchCodeVerdict.Full ? Differentiable.Yes : Differentiable.Undecided,
        verdict switch { SearchCodeVerdict.Full => "search.py trains the architecture parameters of a supernet by gradients.", SearchCodeVerdict.Partial => "Architecture parameters are there, but nothing changes them.", SearchCodeVerdict.None => "No part of a search was found in 14 Python files.", _ => "No Python file was found; other languages are not read." },
        verdict == SearchCodeVerdict.NotDetermined ? [] : [.. new[] { "supernet", "architecture_parameters", "architecture_update", "discretisation", "search_entry_point", "found_architecture", "retrain_entry_point", "resource_term" }.Select((name, i) => Part(name, verdict, i))],
        null, [], new CoverageSummary(14, 14, []));

    private static ComponentSummary Part(string name, SearchCodeVerdict verdict, int index)
    {
        var isFound = index < 7 && (verdict == SearchCodeVerdict.Full || index > 4 || (verdict == SearchCodeVerdict.Partial && index < 2));
        return new ComponentSummary(name, isFound ? ComponentStatus.Found : ComponentStatus.NotFound, isFound ? [Place("net.py", 20 + index), Place("train.py", 90)] : []);
    }
}

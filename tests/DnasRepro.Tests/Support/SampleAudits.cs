using DnasRepro.Audits;
using DnasRepro.Findings;
using DnasRepro.Locations;
using DnasRepro.Reports;
using DnasRepro.Studies;

namespace DnasRepro.Tests.Support;

/// <summary>Audits that tests make from lists and results written by hand.</summary>
internal static class SampleAudits
{
    public static readonly ToolSummary Tool = new("dnas-repro", "0.1.0", "5");
    public static readonly AuditMeasured Measured = new("2026-11-24T10:00:00Z", 83.2, 6, 2, 212);

    /// <summary>Twelve included studies and six excluded ones, one of them by its card: all answers, all bases, a copy, a contradiction, a failure.</summary>
    public static Audit Usual => AuditBuilder.Build(UsualList, UsualOutcomes, Tool, Measured);

    /// <summary>A list from which nothing is included.</summary>
    public static Audit Empty => AuditBuilder.Build(List([Excluded("only-one", ScreeningStage.FullText, "not_differentiable", null)]), [], Tool, null);

    /// <summary>31 methods of which 3, 8, 7 and 7 are yes: the review's figures.</summary>
    public static Audit Review => AuditBuilder.Build(ReviewList, [], Tool, null);

    public static StudyList ReviewList => List([.. Enumerable.Range(0, 31).Select(i => Study($"synthetic-{i + 1:00}") with
    {
        Answers =
        [
            Reader(AuditQuestion.ExternalValidation, i < 3 ? AuditValue.Yes : AuditValue.No), Reader(AuditQuestion.CodeRelease, i < 8 ? AuditValue.Yes : AuditValue.No),
            Reader(AuditQuestion.SearchStability, i < 7 ? AuditValue.Yes : AuditValue.No), Reader(AuditQuestion.MultiObjective, i < 7 ? AuditValue.Yes : AuditValue.No),
        ],
    })]);

    public static StudyList UsualList => List(
        [
            Study("alpha-unet") with
            {
                Title = "Alpha-UNet: cells for abdominal organs", Method = "alpha", MethodName = "Alpha-UNet", Year = 2019, Tasks = ["abdomen", "prostate"], Dimensionality = "2d", Level = "cell",
                Papers = [new Paper("Alpha-UNet: cells for abdominal organs", "10.1000/alpha", null, 2019, "primary"), new Paper("Alpha-UNet", null, "1901.00001", 2019, "preprint")],
                Repository = new StudyRepository("owner/alpha@" + Commit('a'), null),
                Answers = [Reader(AuditQuestion.ExternalValidation, AuditValue.No), Reader(AuditQuestion.CodeRelease, AuditValue.Yes), Reader(AuditQuestion.SearchStability, null, "repeats of retraining"), Reader(AuditQuestion.MultiObjective, AuditValue.No)],
            },
            Study("alpha-unet-journal") with
            {
                Title = "Alpha-UNet at other hospitals", Method = "alpha", Year = 2021, Tasks = ["abdomen"], Dimensionality = "3d", Level = "cell",
                Papers = [new Paper("Alpha-UNet at other hospitals", "10.1000/alpha2", null, 2021, "extension")],
                Card = "cards/alpha.nas-card.yaml",
                Answers = [Reader(AuditQuestion.ExternalValidation, AuditValue.Yes)],
            },
            Study("beta-nas") with
            {
                Title = "Beta-NAS", MethodName = "Beta-NAS", Method = "beta", Year = 2020, Tasks = ["brain tumour"], Dimensionality = "3d", Level = "cell", Repository = new StudyRepository("owner/beta@" + Commit('b'), null),
                Answers = [Reader(AuditQuestion.ExternalValidation, AuditValue.Unclear), Reader(AuditQuestion.CodeRelease, AuditValue.Yes), Reader(AuditQuestion.SearchStability, AuditValue.No), Reader(AuditQuestion.MultiObjective, AuditValue.No)],
            },
            Study("beta-copy") with { Title = "Beta for retinal vessels", Year = 2021, Tasks = ["retina"], Repository = new StudyRepository("other/beta-retina@" + Commit('c'), null) },
            Study("gamma") with
            {
                Title = "Gamma: topology search", MethodName = "Gamma", Year = 2021, Tasks = ["pancreas"], Dimensionality = "3d", Level = "topology", Repository = new StudyRepository("owner/gamma@" + Commit('d'), "automl/gamma"),
                Answers = [Reader(AuditQuestion.SearchStability, AuditValue.Yes), Reader(AuditQuestion.MultiObjective, AuditValue.Yes), Reader(AuditQuestion.CodeRelease, AuditValue.Yes), Reader(AuditQuestion.ExternalValidation, AuditValue.No)],
            },
            Study("delta-fork") with { Title = "Delta", MethodName = "Delta", Method = "delta", Year = 2022, Tasks = ["pancreas"], Dimensionality = "3d", Level = "topology", Repository = new StudyRepository("owner/delta@" + Commit('e'), null) },
            Study("epsilon") with
            {
                Title = "Epsilon", MethodName = "Epsilon", Year = 2022, Tasks = ["heart"], Dimensionality = "2d", Level = "network", Repository = new StudyRepository("owner/epsilon", null),
                Answers = [Reader(AuditQuestion.CodeRelease, AuditValue.Yes), Reader(AuditQuestion.MultiObjective, AuditValue.Yes), Reader(AuditQuestion.SearchStability, AuditValue.Unclear)],
            },
            Study("zeta") with { Title = "Zeta", MethodName = "Zeta", Year = 2023, Tasks = ["heart"], Dimensionality = "pseudo_3d", Level = "hybrid", Repository = new StudyRepository("owner/zeta@" + Commit('f'), null) },
            Study("eta") with
            {
                Title = "Eta", MethodName = "Eta", Year = 2023, Tasks = ["skin"], Dimensionality = "2d", Level = "implanted_module",
                Answers = [Reader(AuditQuestion.CodeRelease, AuditValue.No), Reader(AuditQuestion.ExternalValidation, AuditValue.NotReported), Reader(AuditQuestion.SearchStability, AuditValue.NotApplicable)],
            },
            Study("theta") with { Title = "Theta", MethodName = "Theta", Year = 2024, Tasks = ["skin"], Dimensionality = "2d", Repository = new StudyRepository("https://git.example/theta", null) },
            Study("iota") with { Repository = new StudyRepository("owner/iota@" + Commit('1'), null) },
            Study("kappa-net") with { Title = "Kappa-Net", Year = 2024, Repository = new StudyRepository("owner/kappa@" + Commit('2'), null) },
            Study("lambda") with { Title = "Lambda", Card = "cards/lambda.nas-card.yaml" },
            Excluded("no-text", ScreeningStage.Retrieval, "report_not_available", null),
            Excluded("evolution", ScreeningStage.FullText, "not_differentiable", "Its search.py is an evolutionary searcher."),
            Excluded("transformer", ScreeningStage.TitleAbstract, "no_search", null),
            Excluded("chest-films", ScreeningStage.TitleAbstract, "not_segmentation", "Classification of chest films."),
            Excluded("kidney", ScreeningStage.TitleAbstract, "no_search", null),
        ]) with
    {
        Stated = [new StatedCount("identified", 18), new StatedCount("included", 13)],
        Note = "Compiled from abstracts where the full text could not be had.",
    };

    public static IReadOnlyList<StudyOutcome> UsualOutcomes =>
    [
        Outcome("alpha-unet", Result("alpha", 'a', SearchCodeVerdict.Full, [
            Question(AuditQuestion.ExternalValidation, null, AuditValue.Unclear), Question(AuditQuestion.CodeRelease, null, AuditValue.Yes),
            Question(AuditQuestion.SearchStability, null, AuditValue.Unclear), Question(AuditQuestion.MultiObjective, null, AuditValue.No)], [new SearchFile("search/net.py", "00000000000000a1", 900)])),
        Outcome("alpha-unet-journal", Result(null, ' ', null, [
            Question(AuditQuestion.ExternalValidation, AuditValue.Yes, AuditValue.Yes), Question(AuditQuestion.CodeRelease, AuditValue.Yes, null),
            Question(AuditQuestion.SearchStability, AuditValue.No, AuditValue.No), Question(AuditQuestion.MultiObjective, AuditValue.No, AuditValue.No)], []) with
        {
            Identity = new CardIdentity("alpha", "Alpha-UNet", true, null, [], "3d", "cell"),
        }),
        Outcome("beta-nas", Result("beta", 'b', SearchCodeVerdict.Full, [
            Question(AuditQuestion.ExternalValidation, null, null), Question(AuditQuestion.CodeRelease, null, AuditValue.Yes),
            Question(AuditQuestion.SearchStability, null, AuditValue.Unclear), Question(AuditQuestion.MultiObjective, null, AuditValue.No)], Beta)),
        Outcome("beta-copy", Result("beta-retina", 'c', SearchCodeVerdict.Full, [
            Question(AuditQuestion.ExternalValidation, null, null), Question(AuditQuestion.CodeRelease, null, AuditValue.No),
            Question(AuditQuestion.SearchStability, null, AuditValue.Unclear), Question(AuditQuestion.MultiObjective, null, AuditValue.No)],
            [.. Beta.SkipLast(1), new SearchFile("retina/data.py", "00000000000000c9", 80)])),
        Outcome("gamma", Result("gamma", 'd', SearchCodeVerdict.Full, [
            Question(AuditQuestion.ExternalValidation, AuditValue.No, AuditValue.No), Question(AuditQuestion.CodeRelease, AuditValue.Yes, AuditValue.Yes),
            Question(AuditQuestion.SearchStability, AuditValue.Yes, AuditValue.No), Question(AuditQuestion.MultiObjective, AuditValue.Yes, AuditValue.Yes)], Gamma)),
        Outcome("delta-fork", Result("delta", 'e', SearchCodeVerdict.Full, [
            Question(AuditQuestion.ExternalValidation, null, AuditValue.Unclear), Question(AuditQuestion.CodeRelease, null, AuditValue.Yes),
            Question(AuditQuestion.SearchStability, null, AuditValue.Unclear), Question(AuditQuestion.MultiObjective, null, AuditValue.Yes)], Gamma)),
        Outcome("epsilon", Result("epsilon", '3', SearchCodeVerdict.None, [
            Question(AuditQuestion.ExternalValidation, null, null), Question(AuditQuestion.CodeRelease, AuditValue.Yes, AuditValue.No),
            Question(AuditQuestion.SearchStability, null, AuditValue.Unclear), Question(AuditQuestion.MultiObjective, null, AuditValue.Unclear)], [])),
        Outcome("zeta", Result("zeta", 'f', SearchCodeVerdict.Partial, [
            Question(AuditQuestion.ExternalValidation, AuditValue.NotApplicable, null), Question(AuditQuestion.CodeRelease, AuditValue.No, AuditValue.No),
            Question(AuditQuestion.SearchStability, AuditValue.NotReported, AuditValue.NotReported), Question(AuditQuestion.MultiObjective, AuditValue.Unclear, null)], [])),
        new StudyOutcome("theta", null, new StudyFailure("https://git.example/theta cannot be reached.", "Look whether the address is right.", 3)),
        Outcome("iota", Result("iota", '1', SearchCodeVerdict.NotDetermined, [
            Question(AuditQuestion.ExternalValidation, null, null), Question(AuditQuestion.CodeRelease, null, AuditValue.Unclear),
            Question(AuditQuestion.SearchStability, null, null), Question(AuditQuestion.MultiObjective, null, AuditValue.Unclear)], [])),
        Outcome("lambda", Result(null, ' ', null, [.. Enum.GetValues<AuditQuestion>().Select(q => Question(q, null, null))], []) with
        {
            Identity = new CardIdentity("lambda", "Lambda", false, "not_segmentation", [], null, null),
        }),
    ];

    /// <summary>An audit with one text wherever a list, a card or a repository may put one.</summary>
    public static Audit Hostile(string text)
    {
        var paper = new Paper(text, text, text, 2020, "primary");
        var study = Study("one") with { Title = text, Method = "same", MethodName = text, Year = 2020, Tasks = [text], Dimensionality = "2d", Level = "cell", Papers = [paper], Repository = new StudyRepository(text, text), Answers = [Reader(AuditQuestion.CodeRelease, AuditValue.Yes) with { Source = text, Note = text, Confidence = text }, Reader(AuditQuestion.MultiObjective, null, text)] };
        var list = List([study, study with { Id = "two", Method = null, MethodName = null }, study with { Id = "three" }, Excluded("four", ScreeningStage.TitleAbstract, "no_search", text) with { Title = text }]) with
        {
            Title = text,
            Note = text,
            Reference = new ReferenceTable(text, text, text, ReferenceTable.Review.Figures),
            Stated = [new StatedCount("identified", 3)],
        };
        IReadOnlyList<QuestionResult> questions = [.. Enum.GetValues<AuditQuestion>().Select(q => new QuestionResult(q, Answer(AuditValue.Yes, text), Answer(AuditValue.No, text)))];
        IReadOnlyList<SearchFile> files = [new SearchFile(text, "00000000000000a1", 900), new SearchFile(text + "2", "00000000000000a2", 90)];
        var result = Result("one", 'a', SearchCodeVerdict.Full, questions, files) with
        {
            Repository = new RepositoryRead(text, null, null, text, false),
            Card = new CardSummary(CardStatus.Unreadable, text, null, "core", null),
            Identity = new CardIdentity("same", text, true, text, [paper], "2d", "cell"),
            Findings = [new ReportFinding("DNAS4001", "licence-missing", Findings.Outcome.Violated, Severity.Error, Confidence.High, text, text, [Place(text)], null)],
        };
        return AuditBuilder.Build(list, [Outcome("one", result), Outcome("two", result with { Identity = null }), new StudyOutcome("three", null, new StudyFailure(text, text, 4))], Tool, Measured);

        AuditAnswer Answer(AuditValue value, string reason) => new(value, reason, [Place(reason)]);
    }

    /// <summary>A list with nothing stated, in the review's terms.</summary>
    public static StudyList List(IReadOnlyList<Study> studies) => new("studies.yaml", new string('9', 64), "Sample studies", null, studies, ReferenceTable.Review, []);

    /// <summary>An included study of which the list says nothing else.</summary>
    public static Study Study(string id) => new(id, null, null, null, null, [], [], null, null, null, null, Screening.Included, [], Line(10));

    public static ReaderAnswer Reader(AuditQuestion question, AuditValue? value, string? written = null) =>
        new(question, value, written, "paper, section 4.2", "The text says so.", "high", Line(20 + (int)question));

    public static QuestionResult Question(AuditQuestion question, AuditValue? declared, AuditValue? computed) => new(
        question,
        declared is { } d ? new AuditAnswer(d, "The card states it.", [new ReportEvidence("nas-reporting-card.yml", 40 + (int)question, 40 + (int)question, 3, null, null, null)]) : null,
        computed is { } c ? new AuditAnswer(c, $"What was read leads to {c}.", [new ReportEvidence("search.py", 90, 90, 1, "if __name__ == '__main__':", "The search starts here.", $"https://github.com/owner/study/blob/{Commit('a')}/search.py#L90")]) : null);

    /// <summary>A result. Without a name it is that of a card alone.</summary>
    public static StudyResult Result(string? name, char commit, SearchCodeVerdict? verdict, IReadOnlyList<QuestionResult> questions, IReadOnlyList<SearchFile> files) => new(
        name is null ? null : new RepositoryRead($"owner/{name}", Commit(commit), $"https://github.com/owner/{name}", null, false),
        new CardSummary(name is null ? CardStatus.Valid : CardStatus.Missing, name is null ? "card.yaml" : null, null, "core", null),
        null,
        name is null ? null : new LevelSummary(0, "none", new NextLevelSummary(1, "declared", ["DNAS1001"])),
        verdict is { } v ? new SearchCodeSummary(v, Differentiable.Yes, "The search is followed from its parameters to their optimiser.", [], null, [], new CoverageSummary(4, 4, [])) : null,
        name is null ? null : new ReleaseSummary(verdict == SearchCodeVerdict.Full ? "full" : "training_without_search", "MIT", true, false, null, false),
        questions, files, []);

    public static StudyOutcome Outcome(string study, StudyResult result) => new(study, result, null);

    public static string Commit(char digit) => new(digit, 40);

    private static readonly IReadOnlyList<SearchFile> Beta = [new("search.py", "00000000000000b1", 400), new("models/cell.py", "00000000000000b2", 500), new("utils.py", "00000000000000b3", 90)];

    private static readonly IReadOnlyList<SearchFile> Gamma = [new("search_net.py", "00000000000000d1", 700), new("topology.py", "00000000000000d2", 800)];

    private static Study Excluded(string id, ScreeningStage stage, string reason, string? note) => Study(id) with { Screening = new Screening(stage, reason, note) };

    private static ReportEvidence Place(string text) => new(text, 1, 1, 1, text, text, null);

    private static SourceLocation Line(int line) => SourceLocation.Line(RepoPath.Parse("studies.yaml"), line);
}

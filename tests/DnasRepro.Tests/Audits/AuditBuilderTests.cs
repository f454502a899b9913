using DnasRepro.AuditReports;
using DnasRepro.Audits;
using DnasRepro.Reports;
using DnasRepro.Studies;
using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.Audits;

public class AuditBuilderTests
{
    private static readonly IReadOnlyList<SearchFile> Code = [new("search.py", "00000000000000f1", 800), new("net.py", "00000000000000f2", 300)];

    [Fact]
    public void A_decided_reader_counts_first_then_the_computed_then_the_declared()
    {
        var audit = SampleAudits.Usual;

        Assert.Equal((AuditValue.Yes, AnswerBasis.Reader), Answer(audit, "epsilon", AuditQuestion.CodeRelease));
        Assert.Equal((AuditValue.No, AnswerBasis.Computed), Answer(audit, "beta-copy", AuditQuestion.CodeRelease));
        Assert.Equal((AuditValue.NotApplicable, AnswerBasis.Declared), Answer(audit, "zeta", AuditQuestion.ExternalValidation));
        Assert.Equal((AuditValue.No, AnswerBasis.Both), Answer(audit, "zeta", AuditQuestion.CodeRelease));
    }

    [Fact]
    public void Who_contradicts_whom_is_named() =>
        Assert.Equal("The human reader and the card say yes, the program says no.", Study(SampleAudits.Usual, "epsilon").On(AuditQuestion.CodeRelease).Disagreement);

    [Fact]
    public void A_failed_study_has_no_answer_and_never_a_no()
    {
        var theta = Study(SampleAudits.Usual, "theta");

        Assert.All(theta.Answers, a => Assert.Equal((AuditValue.Unclear, AnswerBasis.None), (a.Value, a.Basis)));
        Assert.Contains(SampleAudits.Usual.Remarks, r => r.Kind == "left_out" && r.Studies.Contains("theta"));
    }

    [Fact]
    public void No_repository_is_no_code_release_only_where_the_list_says_so()
    {
        var audit = AuditBuilder.Build(SampleAudits.List([SampleAudits.Study("said") with { SaysNoRepository = true }, SampleAudits.Study("silent")]), [], SampleAudits.Tool, null);

        Assert.Equal((AuditValue.No, AnswerBasis.Computed), Answer(audit, "said", AuditQuestion.CodeRelease));
        Assert.Equal((AuditValue.Unclear, AnswerBasis.None), Answer(audit, "silent", AuditQuestion.CodeRelease));
    }

    [Theory]
    [InlineData(new[] { AuditValue.No, AuditValue.Yes, AuditValue.Unclear }, AuditValue.Yes)]
    [InlineData(new[] { AuditValue.No, AuditValue.Unclear }, AuditValue.Unclear)]
    [InlineData(new[] { AuditValue.NotReported, AuditValue.No }, AuditValue.No)]
    [InlineData(new[] { AuditValue.NotApplicable, AuditValue.NotReported }, AuditValue.NotReported)]
    [InlineData(new[] { AuditValue.NotApplicable }, AuditValue.NotApplicable)]
    public void An_unclear_study_may_hold_the_yes(AuditValue[] values, AuditValue merged) => Assert.Equal(merged, MergedAnswer.Of(values));

    [Fact]
    public void A_near_copy_without_a_method_is_counted_with_its_original()
    {
        Assert.Equal("beta", Study(SampleAudits.Usual, "beta-copy").Method);
        Assert.Contains(SampleAudits.Usual.Clusters, c => c.Studies.SequenceEqual(["beta-nas", "beta-copy"]) && Math.Abs(c.Share - 900.0 / 990) < 1e-6);
    }

    [Fact]
    public void Methods_that_are_named_differently_are_never_joined()
    {
        var studies = new[] { "one", "two" }.Select(id => SampleAudits.Study(id) with { Method = id, Repository = new StudyRepository("owner/" + id, null) }).ToList();
        var audit = AuditBuilder.Build(SampleAudits.List(studies), [Of("one", 'a', Code), Of("two", 'b', Code)], SampleAudits.Tool, null);

        Assert.Equal(2, audit.Methods.Count);
        Assert.Equal(["one", "two"], Assert.Single(audit.Clusters).Methods);
        Assert.Single(audit.Remarks, r => r.Kind == "same_code");
    }

    [Fact]
    public void Two_folders_of_one_commit_are_two_studies_unless_their_code_is_the_same()
    {
        var studies = new[] { "one", "two" }.Select(id => SampleAudits.Study(id) with { Repository = new StudyRepository("owner/all", id) }).ToList();
        var outcomes = new[] { "one", "two" }.Select(id => SampleAudits.Outcome(id, Of(id, 'a', []).Result! with { Repository = new RepositoryRead("owner/all", SampleAudits.Commit('a'), null, id, false) })).ToList();

        Assert.Empty(AuditBuilder.Build(SampleAudits.List(studies), outcomes, SampleAudits.Tool, null).Clusters);
    }

    [Fact]
    public void A_card_out_of_scope_leaves_the_included_ones_and_sums_are_checked()
    {
        var flow = SampleAudits.Usual.Flow;

        Assert.Equal((18, 12), (flow.Identified, flow.Included));
        Assert.Equal(flow.Identified, flow.Included + flow.Excluded.Count);
        Assert.Contains(flow.Excluded, e => e is { Id: "lambda", Reason: "not_segmentation" });
        Assert.Equal("studies.yaml states 13 for 'included'; counted from its studies it is 12.", Assert.Single(SampleAudits.Usual.Remarks, r => r.Kind == "sum").Message);
    }

    [Fact]
    public void A_paper_is_counted_once_whatever_it_is_called()
    {
        Paper[] papers = [new("A", "10.1/X", "2001.00001", 2020, "primary"), new("a!", null, "2001.00001v2", 2020, "extension"), new("B", "https://doi.org/10.1/x", null, 2021, "primary"), new("C", null, null, null, "preprint")];
        var studies = papers.Select((p, i) => SampleAudits.Study($"s{i}") with { Papers = [p] }).ToList();

        Assert.Equal(1, AuditBuilder.Build(SampleAudits.List(studies), [], SampleAudits.Tool, null).Flow.Papers);
    }

    [Fact]
    public void The_order_of_outcomes_and_their_repetition_change_nothing()
    {
        var outcomes = SampleAudits.UsualOutcomes;
        var wanted = AuditJson.Write(SampleAudits.Usual);

        Assert.Equal(wanted, AuditJson.Write(AuditBuilder.Build(SampleAudits.UsualList, [.. outcomes.Reverse(), .. outcomes], SampleAudits.Tool, SampleAudits.Measured)));
    }

    [Fact]
    public void Outcomes_that_contradict_each_other_name_the_study()
    {
        var other = SampleAudits.UsualOutcomes[0] with { Result = null, Failure = new StudyFailure("x", null, 3) };

        Assert.Contains("'alpha-unet'", Assert.Throws<UserErrorException>(() => AuditBuilder.Build(SampleAudits.UsualList, [.. SampleAudits.UsualOutcomes, other], SampleAudits.Tool, null)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3, 3)]
    [InlineData(4, 3)]
    [InlineData(70, 70)]
    public void A_failure_is_in_the_exit_code(int failure, int code)
    {
        var list = SampleAudits.List([SampleAudits.Study("one") with { Repository = new StudyRepository("owner/one", null) }]);

        Assert.Equal(code, AuditBuilder.Build(list, [new StudyOutcome("one", null, new StudyFailure("x", null, failure))], SampleAudits.Tool, null).ExitCode);
        Assert.Equal(4, AuditBuilder.Build(list, [], SampleAudits.Tool, null).ExitCode);
    }

    [Fact]
    public void Agreement_counts_pairs_and_what_is_left_out()
    {
        var release = SampleAudits.Usual.Agreement[(int)AuditQuestion.CodeRelease];

        // alpha, beta and gamma yes of both; epsilon yes of the reader alone; eta has no counterpart.
        Assert.Equal((4, 1), (release.Studies, release.LeftOut));
        Assert.Equal([3, 1, 0], release.Table[0]);
        Assert.Equal((1.0, 0.75), (release.Precision!.Value, release.Recall!.Value));
        Assert.Equal(1, SampleAudits.Usual.Agreement[(int)AuditQuestion.SearchStability].Table[1].Sum());
    }

    private static (AuditValue Value, AnswerBasis Basis) Answer(Audit audit, string study, AuditQuestion question) => (Study(audit, study).On(question).Value, Study(audit, study).On(question).Basis);

    private static AuditedStudy Study(Audit audit, string id) => audit.Studies.Single(s => s.Id == id);

    private static StudyOutcome Of(string id, char commit, IReadOnlyList<SearchFile> files) =>
        SampleAudits.Outcome(id, SampleAudits.Result(id, commit, SearchCodeVerdict.Full, [.. Enum.GetValues<AuditQuestion>().Select(q => SampleAudits.Question(q, null, null))], files));
}

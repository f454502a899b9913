using DnasRepro.Audits;
using DnasRepro.Studies;
using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.Audits;

public class ExternalValidationTests
{
    [Fact]
    public void A_test_on_data_of_another_site_with_a_result_is_yes()
    {
        var answer = On("{}");

        Assert.Equal(AuditValue.Yes, answer.Declared!.Value);
        Assert.Equal(AuditValue.Yes, answer.Computed!.Value);
        Assert.Equal("independence: …", answer.Computed.Evidence[0].Excerpt);
    }

    [Theory]
    [InlineData("{independence: [different_scanner]}", "not by another site")]
    [InlineData("{independence: []}", "not by another site")]
    [InlineData("{adaptation: fine_tuned}", "fine tuned")]
    [InlineData("{adaptation: re_searched}", "re searched")]
    public void A_condition_that_fails_is_no_although_the_card_says_yes(string external, string reason)
    {
        var answer = On($"{{card: {{data: {{external_validation: {external}}}}}}}");

        Assert.Equal(AuditValue.Yes, answer.Declared!.Value);
        Assert.Equal(AuditValue.No, answer.Computed!.Value);
        Assert.Contains(reason, answer.Computed.Reason);
    }

    [Theory]
    [InlineData("{independence: unknown}")]
    [InlineData("{independence: null}")]
    [InlineData("{adaptation: not_reported}")]
    [InlineData("{adaptation: null}")]
    public void What_the_card_leaves_open_is_unclear(string external) =>
        Assert.Equal(AuditValue.Unclear, On($"{{card: {{data: {{external_validation: {external}}}}}}}").Computed!.Value);

    [Theory]
    [InlineData("sites: unknown")]
    [InlineData("sites: not_reported")]
    public void Sites_that_nobody_states_are_unclear(string sites) => Assert.Equal(AuditValue.Unclear, On(Outer(sites + ", roles: [external_test]")).Computed!.Value);

    [Fact]
    public void The_same_site_on_both_sides_is_no()
    {
        var answer = On(Outer("sites: [Lublin], roles: [external_test]")).Computed!;

        Assert.Equal(AuditValue.No, answer.Value);
        Assert.Contains("'Lublin'", answer.Reason);
    }

    [Fact]
    public void Data_that_trained_the_model_too_are_no() => Assert.Equal(AuditValue.No, On(Outer("sites: [Krakow], roles: [external_test, train]")).Computed!.Value);

    [Fact]
    public void Without_a_result_it_is_no() => Assert.Equal(
        AuditValue.No, On("{card: {evaluation: {metrics: [{name: dice, dataset: inner, partition: internal_test, value: 0.85, unit: fraction, aggregation: per_case_mean}]}}}").Computed!.Value);

    [Fact]
    public void A_certain_failure_comes_before_what_is_open() =>
        Assert.Equal(AuditValue.No, On("{card: {data: {external_validation: {independence: unknown, adaptation: fine_tuned}}}}").Computed!.Value);

    [Theory]
    [InlineData("false", AuditValue.No)]
    [InlineData("not_reported", AuditValue.NotReported)]
    [InlineData("unknown", AuditValue.Unclear)]
    [InlineData("not_applicable", AuditValue.NotApplicable)]
    public void What_was_not_performed_is_answered_as_the_card_says(string performed, AuditValue expected)
    {
        var answer = On($"{{card: {{data: {{external_validation: {{performed: {performed}}}}}}}}}");

        Assert.Equal(expected, answer.Declared!.Value);
        Assert.Equal(expected, answer.Computed!.Value);
    }

    [Fact]
    public void Not_reported_is_doubted_where_no_paper_was_read_in_full()
    {
        const string Unread = "sources: [{id: paper, kind: paper, locator: '10.1000/example', coverage: abstract_only}, {id: repo, kind: repository, locator: owner/example, coverage: full}]";

        var answer = On($"{{card: {{identity: {{{Unread}}}, data: {{external_validation: {{performed: not_reported}}}}}}}}").Declared!;

        Assert.Equal(AuditValue.NotReported, answer.Value);
        Assert.Contains("not read in full", answer.Reason);
        Assert.DoesNotContain("not read in full", On("{card: {data: {external_validation: {performed: not_reported}}}}").Declared!.Reason);
    }

    [Fact]
    public void Code_alone_says_nothing_of_it() =>
        Assert.Equal(new QuestionResult(AuditQuestion.ExternalValidation, null, null), On("{no_card: true}"));

    private static string Outer(string fields) =>
        $"{{card: {{data: {{datasets: [{{id: inner, name: Inner set, roles: [search_weights, search_architecture, train, validation, internal_test], medical: true, sites: [Lublin]}}, {{id: outer, name: Outer set, medical: true, {fields}}}]}}}}}}";

    private static QuestionResult On(string patch) => StudyExamples.Assess(patch).On(AuditQuestion.ExternalValidation);
}

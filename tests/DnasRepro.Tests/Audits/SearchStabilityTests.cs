using DnasRepro.Audits;
using DnasRepro.Studies;
using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.Audits;

public class SearchStabilityTests
{
    [Fact]
    public void Three_searches_their_dispersion_and_a_diagnostic_are_yes()
    {
        var answer = On("{}");

        Assert.Equal(AuditValue.Yes, answer.Declared!.Value);
        Assert.Equal(AuditValue.Yes, answer.Computed!.Value);
        Assert.NotEmpty(answer.Computed.Evidence);
    }

    [Theory]
    [InlineData("{search_protocol: {independent_searches: 1}}")]
    [InlineData("{stability: {performance_dispersion: {n_searches: 2}}}")]
    [InlineData("{stability: {performance_dispersion: not_reported}}")]
    public void A_criterion_that_is_not_met_is_no_although_the_card_says_substantive(string card)
    {
        var answer = On($"{{card: {card}}}");

        Assert.Equal(AuditValue.Yes, answer.Declared!.Value);
        Assert.Equal(AuditValue.No, answer.Computed!.Value);
    }

    [Theory]
    [InlineData("{search_protocol: {independent_searches: unknown}}")]
    [InlineData("{stability: {performance_dispersion: unknown}}")]
    public void A_criterion_that_is_unknown_is_unclear(string card) => Assert.Equal(AuditValue.Unclear, On($"{{card: {card}}}").Computed!.Value);

    [Fact]
    public void A_key_that_nobody_filled_in_is_not_held_against_the_study() => Assert.Equal(AuditValue.Unclear, On("{card: {stability: {performance_dispersion: {n_searches: null}}}}").Computed!.Value);

    [Theory]
    [InlineData("none", AuditValue.No)]
    [InlineData("mentioned", AuditValue.No)]
    [InlineData("partial", AuditValue.No)]
    [InlineData("not_reported", AuditValue.NotReported)]
    [InlineData("unknown", AuditValue.Unclear)]
    [InlineData("not_applicable", AuditValue.NotApplicable)]
    public void The_cards_word_is_declared(string word, AuditValue expected) => Assert.Equal(expected, On($"{{card: {{stability: {{investigated: {word}}}}}}}").Declared!.Value);

    [Theory]
    [InlineData("not_reported", AuditValue.NotReported)]
    [InlineData("unknown", AuditValue.Unclear)]
    public void A_block_without_details_answers_with_its_word(string word, AuditValue expected)
    {
        var answer = On($"{{card: {{stability: {word}}}}}");

        Assert.Equal(expected, answer.Declared!.Value);
        Assert.Equal(expected, answer.Computed!.Value);
    }

    [Fact]
    public void Code_alone_says_nothing_of_it() => Assert.Equal(new QuestionResult(AuditQuestion.SearchStability, null, null), On("{no_card: true}"));

    private static QuestionResult On(string patch) => StudyExamples.Assess(patch).On(AuditQuestion.SearchStability);
}

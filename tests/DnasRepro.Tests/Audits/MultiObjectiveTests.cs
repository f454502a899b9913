using DnasRepro.Audits;
using DnasRepro.Studies;
using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.Audits;

public class MultiObjectiveTests
{
    private const string Latency = "{name: lat, quantity: latency, role: loss_term, unit: ms, device: V100}";
    private const string Flops = "{name: flops, quantity: flops, role: loss_term}";

    [Theory]
    [InlineData("true", Latency, AuditValue.Yes, AuditValue.Yes)]
    [InlineData("true", "{name: ram, quantity: memory, role: soft_constraint, unit: MiB}", AuditValue.Yes, AuditValue.Yes)]
    [InlineData("true", Flops, AuditValue.No, AuditValue.No)]
    [InlineData("true", "{name: lat, quantity: latency, role: reported_only}", AuditValue.Yes, AuditValue.No)]
    [InlineData("false", Latency, AuditValue.No, AuditValue.Yes)]
    [InlineData("false", "{name: dice loss, quantity: segmentation_loss, role: primary_loss}", AuditValue.No, AuditValue.No)]
    [InlineData("not_reported", Latency, AuditValue.NotReported, AuditValue.Yes)]
    [InlineData("unknown", Latency, AuditValue.Unclear, AuditValue.Yes)]
    public void Only_latency_and_memory_count(string claimed, string term, AuditValue declared, AuditValue computed)
    {
        var answer = On($"{{card: {{objectives: {{multi_objective: {claimed}, terms: [{term}]}}}}}}");

        Assert.Equal((declared, computed), (answer.Declared!.Value, answer.Computed!.Value));
    }

    [Fact]
    public void Counts_are_named_in_the_reason() => Assert.Contains("only flops", On($"{{card: {{objectives: {{multi_objective: true, terms: [{Flops}]}}}}}}").Computed!.Reason);

    [Fact]
    public void Without_its_terms_a_claim_is_not_strict() => Assert.Equal(AuditValue.Unclear, On("{card: {objectives: {multi_objective: true, terms: unknown}}}").Declared!.Value);

    [Fact]
    public void A_card_that_the_code_contradicts_leaves_it_open()
    {
        var answer = On($"{{{Loss("latency(net)")}}}").Computed!;

        Assert.Equal(AuditValue.Unclear, answer.Value);
        Assert.Contains("latency", answer.Reason);
        Assert.Equal("search.py", answer.Evidence[0].Path);
    }

    [Theory]
    [InlineData("latency(net)", AuditValue.Yes)]
    [InlineData("0.1 * net.memory", AuditValue.Yes)]
    [InlineData("flops(net)", AuditValue.Unclear)]
    [InlineData("net.resource_cost()", AuditValue.Unclear)]
    public void A_term_in_the_loss_of_the_search_shows_it_when_it_names_latency_or_memory(string term, AuditValue expected) =>
        Assert.Equal(expected, On($"{{no_card: true, {Loss(term)}}}").Computed!.Value);

    [Fact]
    public void Nothing_found_in_code_is_no_proof() => Assert.Equal(AuditValue.Unclear, On("{no_card: true}").Computed!.Value);

    [Fact]
    public void A_card_alone_is_judged_by_its_terms() =>
        Assert.Equal(AuditValue.Yes, StudyExamples.AssessCard($"{{card: {{objectives: {{multi_objective: true, terms: [{Latency}]}}}}}}").On(AuditQuestion.MultiObjective).Computed!.Value);

    private static string Loss(string term) => $"edits: {{search.py: [{{replace: 'loss = loss_of(net(x), y)', by: 'loss = loss_of(net(x), y) + {term}'}}]}}";

    private static QuestionResult On(string patch) => StudyExamples.Assess(patch).On(AuditQuestion.MultiObjective);
}

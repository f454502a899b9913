using DnasRepro.Findings;
using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.Checks.CardRules;

/// <summary>The expectations are those of the table of rules in the card's design, not of the code.</summary>
public class SentinelRuleTests
{
    private const string Paper = "{id: p, kind: paper, locator: p, coverage: full}";
    private const string Abstract = "{id: a, kind: preprint, locator: a, coverage: abstract_only}";
    private const string Repo = "{id: r, kind: repository, locator: r, coverage: full}";
    private const string HalfRepo = "{id: h, kind: repository, locator: h, coverage: partial}";
    private const string Archive = "{id: z, kind: archive, locator: z, coverage: full}";

    [Theory]
    [InlineData($"{Paper}, {Repo}", "artefacts", Outcome.Satisfied)]
    [InlineData($"{Abstract}, {Repo}", "artefacts", Outcome.Satisfied)]
    [InlineData($"{Paper}, {HalfRepo}", "artefacts", Outcome.Violated)]
    [InlineData($"{Paper}, {HalfRepo}, {Archive}", "artefacts", Outcome.Satisfied)]
    [InlineData(Paper, "artefacts", Outcome.Violated)]
    [InlineData($"{Paper}, {HalfRepo}", "stability", Outcome.Satisfied)]
    [InlineData($"{Paper}, {Abstract}, {Repo}", "stability", Outcome.Violated)]
    [InlineData(Repo, "stability", Outcome.NotDetermined)]
    [InlineData("", "stability", Outcome.NotApplicable)]
    public void Not_reported_needs_a_source_that_was_read_in_full(string sources, string block, Outcome expected)
    {
        var field = block == "artefacts" ? "archive_doi" : "agreement";

        var finding = RuleRun.Finding("card-miss-coverage", $$"""{card: {identity: {sources: [{{sources}}]}, {{block}}: { {{field}}: not_reported} } }""");

        Assert.Equal(expected, finding.Outcome);
        Assert.True(expected != Outcome.Violated || finding.Message.Contains($"{block}.{field}", StringComparison.Ordinal));
    }

    [Fact]
    public void A_third_party_without_sources_has_read_no_repository() =>
        Assert.Equal(Outcome.Violated, RuleRun.Outcome("card-miss-coverage", "{card: {identity: {card_type: third_party_audit, sources: []}, artefacts: {archive_doi: not_reported}}}"));

    [Fact]
    public void A_card_without_not_reported_gives_the_rule_nothing() => Assert.Equal(Outcome.NotApplicable, RuleRun.Outcome("card-miss-coverage", "{card: {}}"));

    [Theory]
    [InlineData("/architecture/genotypes/1/seed", Outcome.Satisfied)]
    [InlineData("/architecture/genotypes/1", Outcome.Satisfied)]
    [InlineData("/architecture/genotypes", Outcome.Satisfied)]
    [InlineData("/evaluation/baselines/0/kind", Outcome.Satisfied)]
    [InlineData("/evaluation/baselines/kind", Outcome.Satisfied)]
    [InlineData("/evaluation/base", Outcome.Violated)]
    [InlineData("/evaluation/baselines/1", Outcome.Violated)]
    public void A_reason_speaks_for_its_field_and_for_what_is_inside(string pointer, Outcome expected)
    {
        var baseline = pointer.StartsWith("/evaluation", StringComparison.Ordinal) ? "evaluation: {baselines: [{name: U-Net, kind: not_applicable}]}, " : "";

        Assert.Equal(expected, RuleRun.Outcome("card-miss-na-reason", $$"""
            card: { {{baseline}}clinical: null, search_space: {topology: null}, artefacts: {archive_commit: null}, task: {target_kinds: not_applicable}, statement: {not_applicable_reasons: [{field: /task, reason: none}, {field: {{pointer}}, reason: none}]} }
            """));
    }

    [Fact]
    public void An_optional_field_needs_no_reason() => Assert.Equal(Outcome.Satisfied, RuleRun.Outcome("card-miss-na-reason", "{card: {data: {split_seed: not_applicable}}}"));

    [Fact]
    public void A_block_needs_a_reason() =>
        Assert.Contains("search_space.topology", RuleRun.Finding("card-miss-na-reason", "{card: {statement: {not_applicable_reasons: [{field: /clinical, reason: none}]}}}").Message);

    [Theory]
    [InlineData("'-'")]
    [InlineData("TBD")]
    [InlineData("none reported")]
    [InlineData("Unknown")]
    [InlineData("Not reported")]
    [InlineData("not-applicable")]
    [InlineData("'  '")]
    public void A_look_alike_is_ambiguous(string word) =>
        Assert.Equal(Outcome.Violated, RuleRun.Outcome("card-miss-word", $$"""{card: {data: {preprocessing: {{word}} } } }"""));

    [Theory]
    [InlineData("not_reported")]
    [InlineData("none")]
    [InlineData("crop; unknown regions are masked")]
    public void A_sentinel_or_a_text_is_not(string word) =>
        Assert.Equal(Outcome.Satisfied, RuleRun.Outcome("card-miss-word", $$"""{card: {data: {preprocessing: {{word}} } } }"""));

    [Theory]
    [InlineData("statement: {evidence: [{fields: [/task], source: unknown, where: here}]}", "statement.evidence[0].source")]
    [InlineData("identity: {papers: [{title: not_reported, role: primary}]}", "identity.papers[0].title")]
    [InlineData("evaluation: {metrics: [{name: dice, dataset: unknown, partition: validation, value: 0.5}]}", "evaluation.metrics[0].dataset")]
    public void A_name_or_an_id_needs_a_real_value(string patch, string field) =>
        Assert.StartsWith(field, RuleRun.Finding("card-miss-hard", $$"""{card: { {{patch}} } }""").Message);

    [Fact]
    public void A_block_sentinel_breaks_no_name_inside() => Assert.Equal(Outcome.Satisfied, RuleRun.Outcome("card-miss-hard", "{card: {evaluation: unknown, rerun: {recipes: not_reported}}}"));

    [Theory]
    [InlineData("third_party_audit", Severity.Error)]
    [InlineData("author_declared", Severity.Info)]
    public void A_missing_note_is_an_error_only_in_an_audit(string type, Severity expected)
    {
        var findings = RuleRun.Findings("card-evid-cover", $$"""{card: {identity: {card_type: {{type}} }, statement: {evidence: [{fields: [/data, /search_space, /search_strategy, /search_protocol, /stability, /objectives, /architecture, /artefacts], source: paper, where: here}]} } }""");

        Assert.All(findings, f => Assert.Equal((Outcome.Violated, expected), (f.Outcome, f.Severity)));
        Assert.All(findings, f => Assert.StartsWith("evaluation.", f.Message));
    }

    [Fact]
    public void A_source_that_was_not_accessed_is_no_evidence() => Assert.Contains("'paper', which was never read", RuleRun.Finding(
        "card-evid-source", "{card: {identity: {sources: [{id: paper, kind: paper, locator: p, coverage: not_accessed}, {id: repo, kind: repository, locator: r, coverage: full}]}}}").Message);

    [Fact]
    public void Two_sources_of_one_id_do_not_break_the_rules()
    {
        const string Twice = "{card: {identity: {sources: [{id: paper, kind: paper, locator: p, coverage: full}, {id: paper, kind: secondary, locator: q, coverage: full}, {id: repo, kind: repository, locator: r, coverage: full}]}}}";

        Assert.Equal(Outcome.Satisfied, RuleRun.Outcome("card-evid-source", Twice));
        Assert.All(RuleRun.Findings("card-evid-secondary", Twice), f => Assert.NotEqual(Outcome.CheckFailed, f.Outcome));
    }

    [Fact]
    public void One_first_hand_note_is_enough() => Assert.Equal(Outcome.Satisfied, RuleRun.Outcome("card-evid-secondary", """
        {card: {identity: {sources: [{id: s, kind: secondary, locator: s, coverage: full}, {id: p, kind: paper, locator: p, coverage: full}]},
        statement: {evidence: [{fields: [/stability], source: s, where: a review}, {fields: [/stability/investigated], source: p, where: section 4}, {fields: [/data/external], source: s, where: nowhere}]}}}
        """));
}

using DnasRepro.Findings;
using DnasRepro.SearchCode;
using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.Checks;

/// <summary>What the checks of the search say of repositories that differ from the base example in one thing.</summary>
public class SearchCheckTests
{
    private const string Nothing = "search.py: null, supernet.py: null, retrain.py: null, genotypes.py: null";

    [Fact]
    public void A_search_that_the_card_claims_and_the_code_lacks_is_an_error()
    {
        var finding = Finding("search-withheld", $$"""files: { {{Nothing}} }""");

        Assert.Equal((Outcome.Violated, Severity.Error), (finding.Outcome, finding.Severity));
        Assert.Equal("nas-reporting-card.yml", finding.Evidence[0].Location.Path.Value);
    }

    [Fact]
    public void A_card_that_says_so_itself_is_only_noted()
    {
        var finding = Finding("search-withheld", $$"""{card: {artefacts: {code_release: training_without_search, entry_points: {search: {path: none} } } }, files: { {{Nothing}} } }""");

        Assert.Equal((Outcome.Violated, Severity.Info), (finding.Outcome, finding.Severity));
    }

    [Theory]
    [InlineData("# NAS-Net: architecture search for organs", Severity.Warning, Confidence.Medium)]
    [InlineData("# Net\\n\\nFound by differentiable architecture search.", Severity.Info, Confidence.Low)]
    [InlineData("# Searching for a net\\n\\nFound by differentiable architecture search.", Severity.Warning, Confidence.Medium)]
    public void Without_a_card_the_readme_speaks(string readme, Severity severity, Confidence confidence)
    {
        var finding = Finding("search-withheld", $$"""{no_card: true, files: {README.md: "{{readme}}", {{Nothing}} } }""");

        Assert.Equal((Outcome.Violated, severity, confidence), (finding.Outcome, finding.Severity, finding.Confidence));
    }

    [Fact]
    public void A_sentence_weighs_more_beside_a_stored_architecture()
    {
        var finding = Finding("search-withheld", """{no_card: true, files: {README.md: "# Net\n\nFound by neural architecture search.", search.py: null, supernet.py: "CANDIDATES = {}"} }""");

        Assert.Equal(Severity.Warning, finding.Severity);
        Assert.Contains("genotypes.py:", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_withheld_that_nobody_spoke_of() =>
        Assert.Equal(Outcome.NotApplicable, Finding("search-withheld", $$"""{no_card: true, files: {README.md: "# A net for organs", {{Nothing}} } }""").Outcome);

    [Fact]
    public void Code_in_another_language_is_not_determined()
    {
        const string julia = """{files: {search.py: null, supernet.py: null, retrain.py: null, genotypes.py: null, evaluate.py: null, data.py: null, a.jl: "x = 1", b.jl: "y = 2"} }""";

        Assert.Equal(Outcome.NotDetermined, Finding("search-withheld", julia).Outcome);
        Assert.Equal(Outcome.NotDetermined, Finding("seed-not-set", julia).Outcome);
    }

    [Fact]
    public void Code_that_cannot_be_read_is_not_determined()
    {
        var snapshot = Memory.Snapshot(new Dictionary<string, string> { ["README.md"] = "# Neural architecture search", ["search.py"] = "\0\0\0" });

        Assert.Equal(SearchVerdict.NotDetermined, Memory.Facts(snapshot).SearchCode.Verdict);
    }

    [Fact]
    public void Frozen_epochs_within_the_run_are_only_noted()
    {
        var finding = Finding("architecture-frozen-longer-than-run", """
            edits: {search.py: [{replace: "            architecture_step(net, architecture_optimiser, x_valid, y_valid)\n", by: "            if epoch >= 5:\n                architecture_step(net, architecture_optimiser, x_valid, y_valid)\n"}]}
            """);

        Assert.Equal((Outcome.Violated, Severity.Info), (finding.Outcome, finding.Severity));
        Assert.Contains("epoch 5 of 20", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_declared_use_of_the_test_data_is_only_noted()
    {
        var example = File.ReadAllText(Path.Combine(CheckExample.Folder, "search-uses-test-data.yml"));
        var edits = example[(example.IndexOf("edits:", StringComparison.Ordinal) - 2)..example.IndexOf("  expect", StringComparison.Ordinal)];

        var finding = Finding("search-uses-test-data", "  card: {search_protocol: {test_data_used_in_search: true}}\n" + edits);

        Assert.Equal((Outcome.Violated, Severity.Info), (finding.Outcome, finding.Severity));
    }

    [Theory]
    [InlineData("search-withheld")]
    [InlineData("seed-not-set")]
    [InlineData("search-command-does-not-search")]
    public void Every_violation_has_a_fix_and_a_sentence(string slug)
    {
        var finding = CheckExample.Read(slug, "violates") is var example ? DnasRepro.Checks.CheckCatalog.Find(slug)!.Run(example.Facts()).First() : null;

        Assert.NotNull(finding!.Fix);
        Assert.EndsWith(".", finding.Message, StringComparison.Ordinal);
        Assert.NotEmpty(finding.Evidence);
    }

    [Fact]
    public void A_repository_without_code_has_no_verdict_to_accuse_with() =>
        Assert.Equal(SearchVerdict.None, CheckExample.Of("""{no_card: true, files: {search.py: null, supernet.py: null, retrain.py: null, genotypes.py: null, evaluate.py: null, data.py: null} }""").Facts().SearchCode.Verdict);

    private static Finding Finding(string slug, string yaml) => Assert.Single(DnasRepro.Checks.CheckCatalog.Find(slug)!.Run(CheckExample.Of(yaml).Facts()));
}

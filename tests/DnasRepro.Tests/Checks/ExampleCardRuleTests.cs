using DnasRepro.Checks;
using DnasRepro.Findings;
using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.Checks;

/// <summary>The rules up to the search protocol over cards of real studies: what they find there is true, and is listed here.</summary>
public class ExampleCardRuleTests
{
    [Theory]
    // Nothing in DARTS' statement.evidence speaks of the data sets, of what was not done, or of the objectives.
    [InlineData("darts", "card-evid-cover data.datasets; card-evid-cover data.external_validation; card-evid-cover stability.discretisation_gap; card-evid-cover stability.collapse; card-evid-cover objectives.multi_objective; card-evid-cover objectives.terms")]
    // The notes of both speak of single fields of the evaluation, and of none of the data sets.
    [InlineData("dints", "card-evid-cover data.datasets; card-evid-cover evaluation.retraining")]
    [InlineData("nasunet", "card-evid-cover data.datasets; card-evid-cover evaluation.retraining")]
    // It keeps the number of an early draft on purpose.
    [InlineData("minimal", "card-schema-version identity.card_schema")]
    public void Only_true_findings(string name, string expected)
    {
        var file = Path.Combine(Repository.Root, "tests", "DnasRepro.Tests", "Fixtures", "cards", "positive", name + ".nas-card.yaml");
        var facts = Memory.Facts([new(Path.GetFileName(file), File.ReadAllText(file))]);

        var violated = CheckCatalog.Rules.Where(r => string.CompareOrdinal(r.Info.Id, "DNAS1080") < 0).SelectMany(r => r.Run(facts)).Where(f => f.Outcome == Outcome.Violated);

        Assert.Equal(expected, string.Join("; ", violated.Select(f => $"{f.Check.Slug} {f.Message.Split(' ')[0]}")));
    }
}

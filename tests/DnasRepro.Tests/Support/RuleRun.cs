using DnasRepro.Checks;
using DnasRepro.Findings;

namespace DnasRepro.Tests.Support;

/// <summary>One rule over the base repository with differences.</summary>
internal static class RuleRun
{
    /// <summary>What the rule says; differences are written as an example's YAML.</summary>
    public static IReadOnlyList<Finding> Findings(string slug, string yaml)
    {
        var facts = CheckExample.Of(yaml).Facts();
        Assert.True(facts.Card.Valid is not null, "The test's card does not fit the schema.");
        return [.. CheckCatalog.Find(slug)!.Run(facts)];
    }

    /// <summary>The one answer of a rule.</summary>
    public static Finding Finding(string slug, string yaml) => Assert.Single(Findings(slug, yaml));

    public static Outcome Outcome(string slug, string yaml) => Finding(slug, yaml).Outcome;
}

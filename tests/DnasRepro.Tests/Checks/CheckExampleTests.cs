using DnasRepro.Checks;
using DnasRepro.Findings;
using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.Checks;

/// <summary>Every check has one example that violates it and one that satisfies it, run with that check alone.</summary>
public class CheckExampleTests
{
    public static TheoryData<string> Slugs => [.. CheckCatalog.All.Where(c => !c.Info.Id.StartsWith("DNAS3", StringComparison.Ordinal)).Select(c => c.Info.Slug)];

    [Theory]
    [MemberData(nameof(Slugs))]
    public void The_violating_example_violates_the_check(string slug)
    {
        var example = CheckExample.Read(slug, "violates");

        var findings = CheckCatalog.Find(slug)!.Run(example.Facts()).ToList();

        Assert.Contains(findings, f => f.Outcome == Outcome.Violated && f.Message.Contains(example.Expect ?? "", StringComparison.Ordinal));
        Assert.All(findings, f => Assert.False(string.IsNullOrWhiteSpace(f.Fix)));
    }

    [Theory]
    [MemberData(nameof(Slugs))]
    public void The_satisfying_example_satisfies_the_check(string slug)
    {
        var findings = CheckCatalog.Find(slug)!.Run(CheckExample.Read(slug, "satisfies").Facts()).ToList();

        Assert.All(findings, f => Assert.True(f.Outcome == Outcome.Satisfied, $"{f.Outcome}: {f.Message}"));
        Assert.NotEmpty(findings);
    }

    [Fact]
    public void The_base_repository_violates_nothing()
    {
        var facts = CheckExample.Base.Facts();

        Assert.NotNull(facts.Card.Valid);
        Assert.DoesNotContain(CheckCatalog.All.SelectMany(c => c.Run(facts)), f => f.Outcome == Outcome.Violated);
    }
}

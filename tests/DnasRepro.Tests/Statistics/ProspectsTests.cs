using DnasRepro.Statistics;

namespace DnasRepro.Tests.Statistics;

public class ProspectsTests
{
    /// <summary>The rows of docs/stability.md, "What K runs can show".</summary>
    [Theory]
    [InlineData(0.0917, 0.546, new[] { 6, 7, 7, 9 }, 7, true)]
    [InlineData(0.120, 0.560, new[] { 7, 7, 8, 10 }, 7, true)]
    [InlineData(0.151, 0.576, new[] { 7, 7, 8, 11 }, 7, true)]
    [InlineData(0.200, 0.600, new[] { 7, 8, 9, 12 }, 6, true)]
    [InlineData(0.321, 0.660, new[] { 9, 10, 11, 17 }, 5, false)]
    [InlineData(0.500, 0.750, new[] { 12, 14, 18, 48 }, 5, false)]
    public void A_space_allows_what_its_chance_allows(double chance, double threshold, int[] stable, int data, bool certifiable)
    {
        var prospects = Prospects.Of(chance, StabilityRules.Default);

        Assert.Equal(threshold, prospects.Threshold, 0.0006);
        Assert.Equal(stable.Select(s => (int?)s), prospects.StableAt);
        Assert.Equal(8, prospects.UnstableAt);
        Assert.Equal(data, prospects.DataLimitUnstable);
        Assert.Equal(certifiable, prospects.IsCertifiable);
    }

    [Fact]
    public void A_recovery_below_the_threshold_never_gives_stable() => Assert.Null(Prospects.Of(0.7, StabilityRules.Default).StableAt[3]);

    [Fact]
    public void In_a_space_without_choice_nothing_can_be_shown()
    {
        var prospects = Prospects.Of(1, StabilityRules.Default);

        Assert.All(prospects.StableAt, Assert.Null);
        Assert.False(prospects.IsCertifiable);
    }

    /// <summary>The largest limits that can be certified, when every run repeats the first.</summary>
    [Fact]
    public void The_largest_limits_are_those_of_the_documentation()
    {
        var evidence = new RunEvidence(0.546, StabilityRules.Default, [.. Enumerable.Repeat(1.0, 9)], [.. Enumerable.Repeat(1.0, 9)]);

        Assert.Equal([0.05, 0.224, 0.368, 0.473, 0.549, 0.607, 0.652, 0.688, 0.717], evidence.Lower().Select(l => Math.Round(l, 3)));
    }
}

using System.Text.Json;
using DnasRepro.Architectures;
using DnasRepro.Statistics;

namespace DnasRepro.Tests.Statistics;

public class StabilityTests
{
    [Fact]
    public void One_run_has_the_measures_that_need_no_second()
    {
        var report = Searches.Evaluate(Searches.Repeated(1).Select(r => r with { Parameters = Searches.Parameters((e, o) => e * o) }));

        Assert.Equal(StabilityVerdict.Inconclusive, report.Verdict);
        Assert.Equal(InconclusiveReason.TooFew, SequentialRule.WhyInconclusive(report, StabilityRules.Default));
        Assert.Empty(report.Recovery.Values);
        Assert.Null(report.Recovery.LeaveOneOut);
        Assert.Null(report.Agreement.DiceMean);
        Assert.Null(report.Labels.FleissKappa);
        Assert.Equal([1.0], Assert.Single(report.Agreement.Dice));
        Assert.Equal(1, report.Forms!.DistinctCanonical);
        Assert.Equal([0.0], report.Collapse.ShareOfWorstCell);
        Assert.NotNull(report.Parameters!.LogitMarginMedian);
        Assert.Null(report.Parameters.JensenShannonNats);
        Assert.Equal(new Outlook(5, null, null, true), report.Outlook);
    }

    [Fact]
    public void No_run_at_all_is_the_callers_mistake() => Assert.Throws<ArgumentOutOfRangeException>(() => Searches.Evaluate([]));

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(5)]
    public void A_failed_run_ends_stable(int failed)
    {
        var report = Searches.Evaluate(Searches.Repeated(20).Select((r, i) => i == failed ? r with { Architecture = null } : r), StabilityRules.Default with { MaximumSeeds = 20 });

        Assert.Equal(StabilityVerdict.Inconclusive, report.Verdict);
        Assert.Equal(0, report.Recovery.WealthStable[^1]);
        Assert.False(report.Outlook.StableIsReachable);
        Assert.Equal(20, report.Runs);
        Assert.Equal(1, report.Agreement.DiceMean);
        Assert.Equal(19, report.Agreement.Dice.Count);
        Assert.Equal(0.95, report.Recovery.LeaveOneOut!.Value, 1e-12);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    [InlineData(9)]
    public void A_failed_run_ends_unstable(int failed)
    {
        var good = Searches.Evaluate(Searches.Disjoint(10));

        var report = Searches.Evaluate(Searches.Disjoint(10).Select((r, i) => i == failed ? r with { Architecture = null } : r));

        Assert.Equal(StabilityVerdict.Unstable, good.Verdict);
        Assert.Equal(failed < 8 ? StabilityVerdict.Inconclusive : StabilityVerdict.Unstable, report.Verdict);
        Assert.Equal(0, report.Recovery.WealthUnstable[^1]);
    }

    /// <summary>After a failed first run an empty architecture would find an empty consensus again, with a score of 1.</summary>
    [Fact]
    public void Nothing_found_after_a_failure_is_not_a_perfect_recovery()
    {
        var report = Searches.Evaluate(Searches.Runs(null, new Architecture([])));

        Assert.Equal([0.0], report.Recovery.Values);
        Assert.Equal([1.0], report.Recovery.BestMatch);
    }

    [Fact]
    public void Runs_that_all_failed_show_nothing()
    {
        var report = Searches.Evaluate(Searches.Runs(null, null, null));

        Assert.Equal(StabilityVerdict.Inconclusive, report.Verdict);
        Assert.Empty(report.Gates);
        Assert.Empty(report.Agreement.Dice);
        Assert.Equal(0, report.Recovery.LeaveOneOut);
        Assert.Equal([0, 0, 0], report.Collapse.ShareOfWorstCell);
        Assert.Null(report.Parameters);
    }

    /// <summary>argmax of NaN is the first operation for every seed: perfect agreement about nothing.</summary>
    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_run_whose_parameters_diverged_failed(double value)
    {
        var report = Searches.Evaluate(Searches.Repeated(8).Select(r => r with { Parameters = Searches.Parameters((e, o) => o == 2 ? value : r.Seed * e - o) }));

        Assert.Equal(StabilityVerdict.Inconclusive, report.Verdict);
        Assert.All(report.Recovery.Values, x => Assert.Equal(0, x));
    }

    [Fact]
    public void Operations_may_be_ruled_out_by_minus_infinity()
    {
        var report = Searches.Evaluate(Searches.Repeated(7).Select(r => r with { Parameters = Searches.Parameters((e, o) => o == 4 ? r.Seed + e : double.NegativeInfinity) }));

        Assert.Equal(StabilityVerdict.Stable, report.Verdict);
        Assert.Null(report.Parameters!.LogitMarginMedian);
        Assert.Equal(1, report.Parameters.DecidedShare);
        Assert.Equal(6, report.Parameters.MaximumDifference);
        Assert.DoesNotContain("Infinity", JsonSerializer.Serialize(report), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.01, 1)]
    [InlineData(0.0099999, 0)]
    public void An_edge_is_decided_from_the_margin_on(double margin, double share)
    {
        var parameters = Searches.Runs(Searches.Plain("op4")).Select(r => r with { Parameters = Searches.Parameters((e, o) => o == 4 ? margin : 0) });

        Assert.Equal(share, Searches.Evaluate(parameters).Parameters!.DecidedShare);
    }

    [Fact]
    public void Parameters_of_another_form_are_not_known()
    {
        var runs = Searches.Repeated(3).Select(r => r with { Parameters = new ArchitectureParameters(new Dictionary<string, IReadOnlyList<IReadOnlyList<double>>> { ["normal"] = [[1, 2]] }) });

        Assert.Null(Searches.Evaluate(runs).Parameters);
        Assert.Equal(1, Searches.Evaluate(runs).Agreement.DiceMean);
    }

    [Fact]
    public void Parameters_that_one_run_lacks_are_not_compared() => Assert.Null(Searches.Evaluate(
        Searches.Repeated(3).Select(r => r with { Parameters = r.Seed == 2 ? null : Searches.Parameters((e, o) => r.Seed * e - o) })).Parameters);

    [Fact]
    public void Choices_outside_the_space_agree_in_pairs_but_are_never_recovered()
    {
        var foreign = Searches.Runs([.. Enumerable.Repeat(Searches.Plain("op99"), 10)]);

        var report = Searches.Evaluate(foreign);

        Assert.Equal(1, report.Agreement.DiceMean);
        Assert.Equal(StabilityVerdict.Inconclusive, report.Verdict);
        Assert.Equal(16, Stability.Outside(Spaces.Darts, foreign[0].Architecture!).Count);
        Assert.Empty(Stability.Outside(Spaces.Darts, Searches.Plain("op3")));
        Assert.Empty(Stability.Outside(Spaces.Darts, Searches.Plain("none")));
    }

    [Fact]
    public void A_cell_of_many_nodes_has_no_canonical_form() => Assert.Null(Stability.Evaluate(
        Spaces.Of("wide", Spaces.Nodes("c", 12, 3)), Searches.Runs(new Architecture([]), new Architecture([])), 0.1, StabilityRules.Default).Forms);

    [Fact]
    public void A_space_without_choice_gives_no_verdict_and_no_kappa()
    {
        var space = Spaces.Of("one", new SpaceCell("c", 1, 1, ["op4"], [new(0, 1, 0)], 1, 1));
        var only = new Architecture([new("c", [new(1, 0, "op4")])]);

        var report = Stability.Evaluate(space, Searches.Runs([.. Enumerable.Repeat(only, 10)]), Chance.Of(space).Value, StabilityRules.Default);

        Assert.Equal(StabilityVerdict.Inconclusive, report.Verdict);
        Assert.Null(report.Recovery.Kappa);
        Assert.Null(report.Agreement.KappaDesign);
        Assert.DoesNotContain("NaN", JsonSerializer.Serialize(report), StringComparison.Ordinal);
    }

    [Fact]
    public void One_seed_twice_is_bitwise_numeric_or_different()
    {
        var first = new StabilityRun(1, Searches.Plain("op4"), Searches.Parameters((e, o) => e - o));
        var near = first with { Parameters = Searches.Parameters((e, o) => e - o + (o == 3 ? 0.001 : 0)) };
        var far = first with { Parameters = Searches.Parameters((e, o) => e - o + (o == 3 ? 0.1 : 0)) };

        Assert.Equal(new Repeatability(0, 1, IsBitwise: true, IsNumeric: true), Repeatability.Of(first, first, hashesAreEqual: true));
        Assert.Equal(new Repeatability(0, 1, IsBitwise: false, IsNumeric: true), Repeatability.Of(first, first, hashesAreEqual: false));
        Assert.Equal(0.001, Repeatability.Of(first, near, false).MaximumDifference!.Value, 1e-12);
        Assert.True(Repeatability.Of(first, near, false).IsNumeric);
        Assert.False(Repeatability.Of(first, far, false).IsNumeric);
        Assert.True(Repeatability.Of(first, far, false).IsSameArchitecture);
        Assert.Equal(new Repeatability(0, 0, false, false), Repeatability.Of(first, first with { Architecture = Searches.Plain("op5") }, hashesAreEqual: true));
        Assert.Equal(new Repeatability(null, null, false, false), Repeatability.Of(first, new StabilityRun(1, null, null), false));
    }
}

using DnasRepro.Architectures;
using DnasRepro.Statistics;

namespace DnasRepro.Tests.Statistics;

public class SequentialRuleTests
{
    [Fact]
    public void Equal_runs_are_stable_at_the_sixth()
    {
        Assert.Equal((6, Decision.Stable), Stopped(Searches.Repeated(10), SequentialRule.Decided));
        Assert.Equal((6, Decision.Stable), Stopped(Searches.Repeated(10), SequentialRule.Hopeless));
    }

    [Fact]
    public void Unrelated_runs_are_unstable_at_the_eighth_or_out_of_reach_at_the_second()
    {
        Assert.Equal((8, Decision.Unstable), Stopped(Searches.Disjoint(10), SequentialRule.Decided));
        Assert.Equal((2, Decision.OutOfReach), Stopped(Searches.Disjoint(10), SequentialRule.Hopeless));
    }

    [Fact]
    public void What_cannot_be_decided_runs_to_the_last_seed()
    {
        IReadOnlyList<StabilityRun> twoAttractors = [.. Searches.Repeated(10).Zip(Searches.Repeated(10, "op5"), (a, b) => a.Seed % 2 == 0 ? a : b)];

        Assert.Equal((10, Decision.MaximumReached), Stopped(twoAttractors, SequentialRule.Decided));
    }

    [Fact]
    public void The_last_seed_is_the_maximum_of_the_rules() =>
        Assert.Equal((4, Decision.MaximumReached), Stopped(Searches.Repeated(10), SequentialRule.Decided, StabilityRules.Default with { MaximumSeeds = 4 }));

    [Fact]
    public void Seeds_without_effect_stop_at_once()
    {
        var parameters = Searches.Parameters((e, o) => e - o);
        var runs = Searches.Repeated(10).Select(r => r with { Parameters = parameters }).ToList();

        Assert.Equal((2, Decision.Invalid), Stopped(runs, SequentialRule.Decided));
        Assert.Equal(StabilityVerdict.Invalid, Searches.Evaluate(runs).Verdict);
    }

    [Fact]
    public void Equal_hashes_of_parameters_that_have_no_place_in_the_space_show_it_too()
    {
        var runs = Searches.Repeated(8).Select(r => r with { ParametersSha256 = r.Seed == 5 ? "AB1" : $"ab{(r.Seed == 3 ? 1 : r.Seed + 10)}" }).ToList();

        Assert.Equal((5, Decision.Invalid), Stopped(runs, SequentialRule.Decided));
        Assert.Equal((6, Decision.Stable), Stopped([.. runs.Select(r => r with { ParametersSha256 = $"{r.Seed}" })], SequentialRule.Decided));
    }

    /// <summary>Its error rate was simulated up to there only.</summary>
    [Theory]
    [InlineData(4, null)]
    [InlineData(5, 10)]
    public void Unstable_is_never_said_after_the_tenth_run(int unrelatedAmongNine, int? decidedAt)
    {
        IReadOnlyList<double> matches = [.. Enumerable.Repeat(0.454, 9 - unrelatedAmongNine), .. Enumerable.Repeat(0.25, unrelatedAmongNine), .. Enumerable.Repeat(0.0, 5)];

        var evidence = new RunEvidence(0.546, StabilityRules.Default, matches, matches);

        Assert.True(evidence.WealthUnstable[^1] > 100);
        Assert.Equal(decidedAt, evidence.UnstableAt);
    }

    [Fact]
    public void Another_word_for_stopping_is_refused() =>
        Assert.Throws<ArgumentException>(() => SequentialRule.After(Searches.Evaluate(Searches.Repeated(2)), StabilityRules.Default, "soon"));

    [Fact]
    public void An_inconclusive_verdict_has_its_reason()
    {
        var rules = StabilityRules.Default;

        Assert.Equal(InconclusiveReason.TooFew, Why(Searches.Repeated(5), rules));
        Assert.Equal(InconclusiveReason.OutOfReach, Why(Searches.Disjoint(3), rules));
        Assert.Equal(InconclusiveReason.MaximumReached, Why(Searches.Repeated(4), rules with { MaximumSeeds = 4 }));
        Assert.Null(Why(Searches.Repeated(6), rules));
        Assert.Null(Why(Searches.Disjoint(8), rules));
        Assert.Equal(InconclusiveReason.Open, Why([.. Searches.Repeated(6).Select((r, i) => i == 5 ? r with { Architecture = Half } : r)], rules));
    }

    [Fact]
    public void Agreement_of_undecided_runs_is_inconclusive()
    {
        var runs = Searches.Repeated(7).Select(r => r with { Parameters = Searches.Parameters((e, o) => 1e-6 * (r.Seed * e - o)) }).ToList();

        var report = Searches.Evaluate(runs);

        Assert.Equal((StabilityVerdict.Stable, StabilityVerdict.Inconclusive), (report.RawVerdict, report.Verdict));
        Assert.Equal([StabilityGate.Undecided], report.Gates);
        Assert.Equal(InconclusiveReason.Undecided, SequentialRule.WhyInconclusive(report, StabilityRules.Default));
    }

    [Fact]
    public void Agreement_by_collapse_is_degenerate()
    {
        var report = Searches.Evaluate(Searches.Repeated(6, "op1"));

        Assert.Equal((StabilityVerdict.Stable, StabilityVerdict.Degenerate), (report.RawVerdict, report.Verdict));
        Assert.Equal([StabilityGate.Collapsed], report.Gates);
        Assert.Equal(6, report.Collapse.CollapsedRuns);
    }

    /// <summary>Two thirds of its choices are those of the repeated architecture.</summary>
    private static Architecture Half => new([.. Searches.Plain("op4").Cells.Select(c => c with { Edges = [.. c.Edges.Select((e, i) => i < 4 ? e with { Operation = "op6" } : e)] })]);

    private static InconclusiveReason? Why(IReadOnlyList<StabilityRun> runs, StabilityRules rules) => SequentialRule.WhyInconclusive(Searches.Evaluate(runs, rules), rules);

    private static (int Run, Decision Decision) Stopped(IReadOnlyList<StabilityRun> runs, string stop, StabilityRules? rules = null)
    {
        for (var k = 1; ; k++)
        {
            var decision = SequentialRule.After(Searches.Evaluate(runs.Take(k), rules), rules ?? StabilityRules.Default, stop);
            if (decision != Decision.Continue)
                return (k, decision);
        }
    }
}

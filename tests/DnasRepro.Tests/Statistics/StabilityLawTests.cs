using CsCheck;
using DnasRepro.Statistics;

namespace DnasRepro.Tests.Statistics;

public class StabilityLawTests
{
    private static readonly string[] Names = ["darts", "unet2", "nb201", "multipath", "path"];

    private static readonly Gen<IReadOnlyList<StabilityRun>> FewAttractors = Gen.ULong[0, 3].Array[2, 8]
        .Select(seeds => Searches.Runs([.. seeds.Select(s => Searches.Random(Spaces.Darts, s))]));

    [Fact]
    public void Measures_of_pairs_and_labels_ignore_the_order_of_runs() =>
        Gen.Select(FewAttractors, Gen.ULong).Sample(
            (runs, seed) =>
            {
                var random = new Randomness(seed);
                var (before, after) = (Searches.Evaluate(runs), Searches.Evaluate(runs.OrderBy(_ => random.Next())));
                Near(Pairwise(before), Pairwise(after));
                Near([before.Recovery.LeaveOneOut, before.Recovery.InSample], [after.Recovery.LeaveOneOut, after.Recovery.InSample]);
            },
            seed: "0000KOIPe036", iter: 200);

    [Fact]
    public void Measures_of_parameters_ignore_the_order_of_runs()
    {
        Assert.All(ReferenceCases.All.Values.Where(c => c.Expected["decidedShare"] is not null).Take(60), reference =>
        {
            var before = Stability.Evaluate(reference.Space, reference.Runs, reference.Chance, reference.Rules).Parameters!;
            var after = Stability.Evaluate(reference.Space, [.. reference.Runs.Reverse()], reference.Chance, reference.Rules).Parameters!;
            Near(
                [before.KendallTauB, before.Spearman, before.Top1Agreement, before.EntropyMean, before.JensenShannonNats, before.MaximumDifference, before.BitIdenticalPairs],
                [after.KendallTauB, after.Spearman, after.Top1Agreement, after.EntropyMean, after.JensenShannonNats, after.MaximumDifference, after.BitIdenticalPairs]);
        });
    }

    /// <summary>The recovery is a prediction in a fixed order, so it may change with it: the law above would be empty if nothing could.</summary>
    [Fact]
    public void The_recovery_may_change_with_the_order_of_runs()
    {
        var runs = Searches.Runs(Searches.Plain("op4"), Searches.Plain("op4"), Searches.Plain("op5"));

        Assert.NotEqual(Searches.Evaluate(runs).Recovery.Mean, Searches.Evaluate(runs.Reverse()).Recovery.Mean);
    }

    /// <summary>Every prefix has the values that the whole sequence has up to there: no run looks ahead.</summary>
    [Fact]
    public void A_run_is_judged_by_earlier_runs_only() => FewAttractors.Sample(
        runs =>
        {
            var whole = Searches.Evaluate(runs).Recovery;
            for (var k = 1; k <= runs.Count; k++)
                Assert.Equal(whole.WealthStable.Take(k - 1), Searches.Evaluate(runs.Take(k)).Recovery.WealthStable);
        },
        seed: "0000KOIPe036", iter: 50);

    /// <summary>The short way that the simulations take stops where the rule over whole reports stops.</summary>
    [Fact]
    public void The_rule_over_reports_stops_where_the_evidence_says() => Gen.ULong[0, 2].Array[10].Sample(
        seeds =>
        {
            var runs = Searches.Runs([.. seeds.Select((s, k) => Searches.Random(Spaces.Darts, s < 2 ? s : (ulong)(100 + k)))]);
            var index = new SpaceIndex(Spaces.Darts);
            var evidence = RunEvidence.Of(index, [.. runs.Select(r => index.Read(r.Architecture!))], Stability.Threshold(Searches.Chance, StabilityRules.Default), StabilityRules.Default);

            Assert.Equal(evidence.DecidedAt ?? 10, Stop(runs, SequentialRule.Decided));
            Assert.Equal(Math.Min(evidence.DecidedAt ?? 10, evidence.HopelessAt ?? 10), Stop(runs, SequentialRule.Hopeless));
        },
        seed: "0000KOIPe036", iter: 100);

    /// <summary>L ≥ τ exactly when the product reached 1/α.</summary>
    [Fact]
    public void The_lower_limit_reaches_the_threshold_exactly_when_stable_is_said() => Gen.Double[0.3, 1].Array[2, 15].Sample(
        values =>
        {
            var evidence = new RunEvidence(0.546, StabilityRules.Default, values, values);
            Assert.Equal(evidence.StableAt is not null, evidence.Lower()[^1] >= 0.546 * (1 - 1e-12));
        },
        seed: "0000KOIPe036", iter: 2000);

    /// <summary>At most 2 of 20,000: the rule allows 5 %, simulations of it saw none in 80,000.</summary>
    [Fact]
    public void Random_searches_are_almost_never_stable_and_mostly_unstable()
    {
        var index = new SpaceIndex(Spaces.Darts);
        var architectures = new RandomArchitectures(index);
        var random = new Randomness(20_261_124);
        var (stable, unstable) = (0, 0);
        var runs = new ChoiceSet?[10];

        for (var search = 0; search < 20_000; search++)
        {
            for (var k = 0; k < runs.Length; k++)
                runs[k] = architectures.Next(random);
            var verdict = RunEvidence.Of(index, runs, Stability.Threshold(Searches.Chance, StabilityRules.Default), StabilityRules.Default).Verdict;
            stable += verdict == StabilityVerdict.Stable ? 1 : 0;
            unstable += verdict == StabilityVerdict.Unstable ? 1 : 0;
        }

        Assert.InRange(stable, 0, 2);
        Assert.InRange(unstable, 19_900, 20_000);
    }

    /// <summary>Garbage in the place of an architecture gives a report all the same.</summary>
    [Fact]
    public void Any_edges_give_a_report() => Gen.Select(Gen.Int[-3, 40], Gen.Int[-3, 40], Gen.OneOf(Gen.String[0, 5], Gen.OneOf("none", "on", "off", "skip_connect", "identity")))
        .Select(e => new DnasRepro.Architectures.ArchitectureEdge(e.Item1, e.Item2, e.Item3)).Array[0, 30].Array[1, 6].Select(Gen.OneOf(Names)).Sample(
        (runs, name) =>
        {
            var space = ReferenceCases.Space(name);
            var report = Stability.Evaluate(space, [.. runs.Select((e, i) => new StabilityRun(i, new([new(space.Cells[0].Id, e)]), null))], 0.2, StabilityRules.Default);
            Assert.All(report.Recovery.Values, x => Assert.InRange(x, 0, 1));
            Assert.All(report.Agreement.Dice.SelectMany(r => r), d => Assert.InRange(d, 0, 1));
            Assert.DoesNotContain("NaN", System.Text.Json.JsonSerializer.Serialize(report with { Forms = null }), StringComparison.Ordinal);
        },
        seed: "0000KOIPe036", iter: 500);

    private static int Stop(IReadOnlyList<StabilityRun> runs, string stop) => Enumerable.Range(1, 10)
        .First(k => SequentialRule.After(Searches.Evaluate(runs.Take(k)), StabilityRules.Default, stop) != Decision.Continue);

    private static List<double?> Pairwise(StabilityReport report) =>
    [
        report.Agreement.DiceMean, report.Agreement.DiceMin, report.Agreement.DiceMax, report.Agreement.JaccardMean, report.Agreement.EditsMean,
        report.Agreement.IdenticalPairShare, report.Agreement.TopologyDiceMean, report.Agreement.OperationAgreementOnSharedEdges,
        report.Agreement.PlacementExpected, report.Agreement.KappaPlacement, report.Agreement.JackknifeStandardError,
        report.Labels.HammingMean, report.Labels.FleissKappa, report.Labels.KrippendorffAlpha, report.Labels.GwetAc1, report.Labels.BrennanPrediger,
        report.Forms?.IsomorphicPairShare, report.Forms?.AlignedDiceMean, report.Collapse.CollapsedRuns, report.Collapse.DistinctRaw,
    ];

    private static void Near(IReadOnlyList<double?> before, IReadOnlyList<double?> after) =>
        Assert.All(before.Zip(after), v => Assert.True(v.First is null ? v.Second is null : Math.Abs(v.First.Value - v.Second!.Value) < 1e-9, $"{v.First} {v.Second}"));
}

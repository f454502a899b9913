using System.Globalization;
using System.Text.Json.Nodes;
using DnasRepro.Statistics;

namespace DnasRepro.Tests.Statistics;

/// <summary>Every measure against 151 cases that a plain program on numpy and scipy worked out to twelve digits.</summary>
public class ReferenceCaseTests
{
    public static TheoryData<string> Ids => [.. ReferenceCases.All.Keys];

    /// <summary>Each expected key and where the report has it. A list, a number, a truth value, a word or null.</summary>
    private static readonly Dictionary<string, Func<StabilityReport, object?>> Measures = new()
    {
        ["diceMean"] = r => r.Agreement.DiceMean,
        ["diceMin"] = r => r.Agreement.DiceMin,
        ["diceMax"] = r => r.Agreement.DiceMax,
        ["jaccardMean"] = r => r.Agreement.JaccardMean,
        ["editsMean"] = r => r.Agreement.EditsMean,
        ["identicalPairShare"] = r => r.Agreement.IdenticalPairShare,
        ["topologyDiceMean"] = r => r.Agreement.TopologyDiceMean,
        ["opAgreementOnSharedEdges"] = r => r.Agreement.OperationAgreementOnSharedEdges,
        ["dicePlacementExpected"] = r => r.Agreement.PlacementExpected,
        ["kappaPlacement"] = r => r.Agreement.KappaPlacement,
        ["kappaDesign"] = r => r.Agreement.KappaDesign,
        ["hammingMean"] = r => r.Labels.HammingMean,
        ["edgeAgreement"] = r => r.Labels.EdgeAgreement,
        ["fleissKappa"] = r => r.Labels.FleissKappa,
        ["krippendorffAlpha"] = r => r.Labels.KrippendorffAlpha,
        ["gwetAC1"] = r => r.Labels.GwetAc1,
        ["brennanPrediger"] = r => r.Labels.BrennanPrediger,
        ["diceJackknifeSE"] = r => r.Agreement.JackknifeStandardError,
        ["diceT95Low"] = r => r.Agreement.JackknifeLow,
        ["diceT95High"] = r => r.Agreement.JackknifeHigh,
        ["recovery"] = r => r.Recovery.Values,
        ["recoveryMean"] = r => r.Recovery.Mean,
        ["recoveryLoo"] = r => r.Recovery.LeaveOneOut,
        ["recoveryInSample"] = r => r.Recovery.InSample,
        ["tau"] = r => r.Threshold,
        ["kappaRecoveryLoo"] = r => r.Recovery.Kappa,
        ["bestMatch"] = r => r.Recovery.BestMatch,
        ["wealthStable"] = r => r.Recovery.WealthStable,
        ["wealthUnstable"] = r => r.Recovery.WealthUnstable,
        ["lower"] = r => r.Recovery.Lower,
        ["upper"] = r => r.Recovery.Upper,
        ["kappaLower"] = r => r.Recovery.KappaLower,
        ["kappaUpper"] = r => r.Recovery.KappaUpper,
        ["moreRunsStableBestCase"] = r => r.Outlook.StableAtBest,
        ["moreRunsStableIfPaceHolds"] = r => r.Outlook.StableAtThisPace,
        ["moreRunsUnstableIfPaceHolds"] = r => r.Outlook.UnstableAtThisPace,
        ["stableReachable"] = r => r.Outlook.StableIsReachable,
        ["collapseShareMaxCell"] = r => r.Collapse.ShareOfWorstCell,
        ["paramFreeShare"] = r => r.Collapse.ParameterFreeShare,
        ["collapsedRuns"] = r => r.Collapse.CollapsedRuns,
        ["canonical"] = r => r.Forms?.Canonical,
        ["distinctCanonical"] = r => r.Forms?.DistinctCanonical,
        ["distinctRaw"] = r => r.Collapse.DistinctRaw,
        ["isomorphicPairShare"] = r => r.Forms?.IsomorphicPairShare,
        ["alignedDiceMean"] = r => r.Forms?.AlignedDiceMean,
        ["kendallTauBMean"] = r => r.Parameters?.KendallTauB,
        ["kendallDefined"] = r => r.Parameters?.KendallDefined,
        ["spearmanMean"] = r => r.Parameters?.Spearman,
        ["alphaTop1Agreement"] = r => r.Parameters?.Top1Agreement,
        ["softmaxMarginMean"] = r => r.Parameters?.SoftmaxMarginMean,
        ["softmaxMarginMedian"] = r => r.Parameters?.SoftmaxMarginMedian,
        ["logitMarginMedian"] = r => r.Parameters?.LogitMarginMedian,
        ["entropyMean"] = r => r.Parameters?.EntropyMean,
        ["entropyMedian"] = r => r.Parameters?.EntropyMedian,
        ["decidedShare"] = r => r.Parameters?.DecidedShare,
        ["jsdMeanNats"] = r => r.Parameters?.JensenShannonNats,
        ["maxAbsAlphaDiff"] = r => r.Parameters?.MaximumDifference,
        ["bitIdenticalAlphaPairs"] = r => r.Parameters?.BitIdenticalPairs,
        ["rawVerdict"] = r => Word(r.RawVerdict.ToString()),
        ["flags"] = r => r.Gates.Select(g => Word(g.ToString())).ToList(),
        ["verdict"] = r => Word(r.Verdict.ToString()),
        ["decidedAtRun"] = r => r.DecidedAtRun,
    };

    [Fact]
    public void There_are_151_cases_and_every_verdict_occurs()
    {
        var verdicts = ReferenceCases.All.Values.CountBy(c => (string)c.Expected["verdict"]!).ToDictionary();

        Assert.Equal(151, ReferenceCases.All.Count);
        Assert.Equal(new() { ["inconclusive"] = 118, ["stable"] = 11, ["unstable"] = 9, ["invalid"] = 9, ["degenerate"] = 4 }, verdicts);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_measure_of_a_case_is_as_expected(string id)
    {
        var reference = ReferenceCases.All[id];

        var report = Stability.Evaluate(reference.Space, reference.Runs, reference.Chance, reference.Rules);

        Assert.Equal(Measures.Keys.Order(), reference.Expected.Select(e => e.Key).Order());
        Assert.All(reference.Expected, e => Matches(e.Key, e.Value, Measures[e.Key](report)));
        Assert.Equal(reference.Runs.Count, report.Runs);
    }

    [Theory]
    [InlineData("061-unet-allzero-ties", 54)]
    [InlineData("001-darts-random", 0)]
    public void Exact_ties_are_counted(string id, int ties)
    {
        var reference = ReferenceCases.All[id];

        Assert.Equal(ties, Stability.Evaluate(reference.Space, reference.Runs, reference.Chance, reference.Rules).Parameters!.Ties);
    }

    private static void Matches(string key, JsonNode? expected, object? actual)
    {
        if (expected is JsonArray list)
        {
            var values = Assert.IsAssignableFrom<System.Collections.IEnumerable>(actual).Cast<object?>().ToList();
            Assert.Equal(list.Count, values.Count);
            for (var i = 0; i < list.Count; i++)
                Matches($"{key}[{i}]", list[i], values[i]);
        }
        else if (expected is null || actual is string or bool)
        {
            Assert.Equal(expected is null ? null : expected.GetValueKind() == System.Text.Json.JsonValueKind.String ? (object)(string)expected! : (bool)expected, actual);
        }
        else
        {
            var (wanted, got) = ((double)expected, Convert.ToDouble(actual, CultureInfo.InvariantCulture));
            Assert.True(actual is not null && Math.Abs(got - wanted) <= 1e-9 * Math.Max(1, Math.Abs(wanted)), $"{key}: {got:R} instead of {wanted:R}");
        }
    }

    /// <summary>SeedIneffective → seed-ineffective.</summary>
    private static string Word(string name) => string.Concat(name.Select((c, i) => char.IsUpper(c) ? (i > 0 ? "-" : "") + char.ToLowerInvariant(c) : c.ToString()));
}

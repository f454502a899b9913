using DnasRepro.Reports;
using DnasRepro.Statistics;
using static DnasRepro.RerunReport;

namespace DnasRepro;

/// <summary>The verdict's measures in the form of the report. The internal upper limit and the jackknife stay out: neither is an interval that may be printed.</summary>
internal static class RerunMeasures
{
    public static StabilityMeasures Of(StabilityReport report) => new(
        Enum.Parse<StabilityAnswer>(report.RawVerdict.ToString()),
        [.. report.Gates.Select(g => Word(g))],
        report.DecidedAtRun,
        report.Runs,
        report.Chance,
        report.Threshold,
        Recovery(report.Recovery),
        Agreement(report.Agreement),
        Labels(report.Labels),
        report.Forms is { } forms ? new FormSummary(forms.DistinctCanonical, Finite(forms.IsomorphicPairShare), Finite(forms.AlignedDiceMean)) : null,
        new CollapseSummary(report.Collapse.CollapsedRuns, report.Collapse.DistinctRaw),
        report.Parameters is { } parameters ? Parameters(parameters) : null,
        new OutlookSummary(report.Outlook.StableAtBest, report.Outlook.StableAtThisPace, report.Outlook.UnstableAtThisPace, report.Outlook.StableIsReachable));

    private static RecoverySummary Recovery(RecoveryMeasures m) => new(
        m.Values, Finite(m.Mean), Finite(m.LeaveOneOut), Finite(m.InSample), Finite(m.Kappa), m.BestMatch, [.. m.WealthStable.Select(Held)], [.. m.WealthUnstable.Select(Held)], m.Lower, Finite(m.KappaLower));

    private static AgreementSummary Agreement(AgreementMeasures m) => new(
        Finite(m.DiceMean), Finite(m.DiceMin), Finite(m.DiceMax), Finite(m.KappaDesign), Finite(m.JaccardMean), Finite(m.EditsMean), Finite(m.IdenticalPairShare),
        Finite(m.TopologyDiceMean), Finite(m.OperationAgreementOnSharedEdges), Finite(m.PlacementExpected), Finite(m.KappaPlacement), Finite(m.RandomTest), m.Dice);

    private static LabelSummary Labels(LabelMeasures m) => new(
        Finite(m.HammingMean), Finite(m.EdgeAgreement), Finite(m.FleissKappa), Finite(m.KrippendorffAlpha), Finite(m.GwetAc1), Finite(m.BrennanPrediger));

    private static ParameterSummary Parameters(ParameterMeasures m) => new(
        Finite(m.KendallTauB), m.KendallDefined, Finite(m.Spearman), Finite(m.Top1Agreement), Finite(m.SoftmaxMarginMean), Finite(m.SoftmaxMarginMedian), Finite(m.LogitMarginMedian),
        Finite(m.EntropyMean), Finite(m.EntropyMedian), Finite(m.DecidedShare), Finite(m.JensenShannonNats), Finite(m.MaximumDifference), m.BitIdenticalPairs, m.Ties,
        Finite(m.NoneLeads), Finite(m.DecidedShareOfChoice));

    /// <summary>A product that grew beyond what a number holds is as decided as the largest number.</summary>
    private static double Held(double wealth) => double.IsFinite(wealth) ? wealth : double.MaxValue;
}

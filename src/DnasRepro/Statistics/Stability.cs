using DnasRepro.Architectures;

namespace DnasRepro.Statistics;

/// <summary>
/// Whether several searches of one program lead to a common architecture. The measures and their sources are in docs/stability.md.
/// </summary>
/// <remarks>
/// A run failed when it has no architecture, or when its architecture parameters hold NaN or cannot be put through softmax: then an
/// argmax is the order of operations and agrees for no reason. A failed run may help no verdict. It finds nothing again (X_k = 0),
/// which ends stable; and as nobody knows what it would have found, it is taken for a perfect repeat of an earlier run (B_k = 1), which
/// ends unstable. So is a run before which no other succeeded. A failed run adds nothing to the consensus, scores 0 in R and R⁺, and is
/// left out of everything that compares pairs, edges or parameters.
/// <para>
/// Choices that the space does not offer never belong to a consensus, so they lower the recovery; see <see cref="Outside"/>.
/// </para>
/// </remarks>
public static class Stability
{
    /// <summary>τ: chance plus the set share of what chance does not explain.</summary>
    public static double Threshold(double chance, StabilityRules rules) => chance + rules.ThresholdShare * (1 - chance);

    /// <summary>The verdict over runs in the order of their seeds; it holds for that order only. One run is enough for the measures that need no second.</summary>
    /// <param name="space">What the search could choose from.</param>
    /// <param name="runs">The runs, at least one, failed ones included.</param>
    /// <param name="chance">θ0 of the space, see <see cref="Chance"/>.</param>
    /// <param name="rules">The settings, fixed before the first run.</param>
    public static StabilityReport Evaluate(SearchSpace space, IReadOnlyList<StabilityRun> runs, double chance, StabilityRules rules)
    {
        ArgumentOutOfRangeException.ThrowIfZero(runs.Count);
        var index = new SpaceIndex(space);
        var good = runs.Select(r => HasFailed(space, r) ? null : r).ToList();
        var choices = good.Select(r => r is null ? null : index.Read(r.Architecture!)).ToList();
        var evidence = RunEvidence.Of(index, choices, Threshold(chance, rules), rules);
        var parameters = ParameterStatistics.Of(space, [.. good.OfType<StabilityRun>()], rules);
        var collapse = CollapseCount.Of(index, choices, rules);
        var gates = Gates(collapse, parameters, [.. good.OfType<StabilityRun>()], rules);
        return new StabilityReport(
            Gated(evidence.Verdict, gates), evidence.Verdict, gates, evidence.DecidedAt, runs.Count, chance, evidence.Threshold,
            RecoveryOf(index, choices, evidence, chance),
            PairwiseAgreement.Of(index, [.. good.OfType<StabilityRun>().Select(r => r.Architecture!)], chance),
            LabelAgreement.Of(index, [.. choices.OfType<ChoiceSet>()]),
            CanonicalForms.Of(space, [.. good.Select(r => r?.Architecture)]), collapse, parameters, OutlookReader.Of(evidence, runs.Count));
    }

    /// <summary>
    /// The choices of an architecture that the space does not offer, none aside: when there are any, the space is not the program's, and
    /// no verdict should be given.
    /// </summary>
    public static IReadOnlyList<(string Cell, ArchitectureEdge Edge)> Outside(SearchSpace space, Architecture architecture)
    {
        var offered = space.Cells.SelectMany(c => c.Edges.SelectMany((e, i) => c.OperationsOf(i).Select(o => (c.Id, new ArchitectureEdge(e.Node, e.From, o))))).ToHashSet();
        return [.. architecture.Cells.SelectMany(c => c.Edges.Select(e => (c.Id, e))).Where(c => !space.NoneOperations.Contains(c.e.Operation) && !offered.Contains(c))];
    }

    private static bool HasFailed(SearchSpace space, StabilityRun run) =>
        run.Architecture is null || (run.Parameters is { } parameters && ParameterTable.Of(space, parameters) is { IsBroken: true });

    private static List<StabilityGate> Gates(CollapseMeasures collapse, ParameterMeasures? parameters, List<StabilityRun> good, StabilityRules rules)
    {
        var gates = new List<StabilityGate>();
        var hashes = good.Select(r => r.ParametersSha256).OfType<string>().ToList();
        if (parameters is { BitIdenticalPairs: > 0 } || hashes.Distinct(StringComparer.OrdinalIgnoreCase).Count() < hashes.Count)
            gates.Add(StabilityGate.SeedIneffective);
        if (good.Count > 0 && collapse.CollapsedRuns >= rules.CollapsedRunShare * good.Count)
            gates.Add(StabilityGate.Collapsed);
        if (parameters?.DecidedShare < rules.DecidedShare)
            gates.Add(StabilityGate.Undecided);
        return gates;
    }

    private static StabilityVerdict Gated(StabilityVerdict raw, List<StabilityGate> gates) => raw switch
    {
        _ when gates.Contains(StabilityGate.SeedIneffective) => StabilityVerdict.Invalid,
        StabilityVerdict.Stable when gates.Contains(StabilityGate.Collapsed) => StabilityVerdict.Degenerate,
        StabilityVerdict.Stable when gates.Contains(StabilityGate.Undecided) => StabilityVerdict.Inconclusive,
        _ => raw,
    };

    private static RecoveryMeasures RecoveryOf(SpaceIndex index, List<ChoiceSet?> runs, RunEvidence evidence, double chance)
    {
        var (leaveOneOut, inSample) = runs.Count < 2 ? (null, null) : Brackets(index, runs);
        var (lower, upper) = (evidence.Lower(), evidence.Upper());
        return new RecoveryMeasures(
            evidence.Recovery, evidence.Recovery.Count == 0 ? null : evidence.Recovery.Average(), leaveOneOut, inSample, BeyondChance.Of(leaveOneOut, chance),
            evidence.BestMatch, evidence.WealthStable, evidence.WealthUnstable, lower, upper)
        {
            KappaLower = lower.Count == 0 ? null : BeyondChance.Of(lower[^1], chance),
            KappaUpper = upper.Count == 0 ? null : BeyondChance.Of(upper[^1], chance),
        };
    }

    /// <summary>R and R⁺.</summary>
    private static (double? LeaveOneOut, double? InSample) Brackets(SpaceIndex index, List<ChoiceSet?> runs)
    {
        var consensus = new Consensus(index);
        foreach (var run in runs.OfType<ChoiceSet>())
            consensus.Add(run);
        var (leaveOneOut, inSample) = (0.0, 0.0);
        foreach (var run in runs.OfType<ChoiceSet>())
        {
            inSample += consensus.Score(run);
            consensus.Remove(run);
            leaveOneOut += consensus.IsEmpty ? 0 : consensus.Score(run);
            consensus.Add(run);
        }
        return (leaveOneOut / runs.Count, inSample / runs.Count);
    }
}

namespace DnasRepro.SearchCode.Verdicts.Other;

/// <summary>A search by other means as far as it is there: who makes candidates, where they become networks, where the best stay.</summary>
/// <param name="Proposal">What makes the candidates.</param>
/// <param name="Builds">Where a candidate decides what a network is made of.</param>
/// <param name="Picks">Where candidates are kept or ranked by their scores.</param>
internal sealed record OtherSearch(Proposal Proposal, IReadOnlyList<Use> Builds, IReadOnlyList<Use> Picks)
{
    /// <summary>How many steps between functions lie at most between a candidate and its network where nothing else tells that it is one.</summary>
    private const int NearSteps = 3;

    /// <summary>True when nothing measures and keeps the candidates.</summary>
    public bool IsFragment => Picks.Count == 0;

    /// <summary>The searches that the flow of values shows; where there are none, the fragments of one.</summary>
    public static IReadOnlyList<OtherSearch> Of(ChoiceGraph graph)
    {
        var found = InBatches(graph, ChoiceGraph.MostSteps, Of);
        return found.Count > 0 ? found : InBatches(graph, NearSteps, Fragment);
    }

    private static List<OtherSearch> InBatches(ChoiceGraph graph, int steps, Func<ChoiceGraph, Proposal, ulong, ulong[], ulong[], OtherSearch?> decide)
    {
        var found = new List<OtherSearch>();
        for (var start = 0; start < graph.Proposals.Count; start += 64)
        {
            var batch = graph.Proposals.Skip(start).Take(64).ToList();
            var (candidates, scores) = graph.Spread(batch, steps);
            for (var i = 0; i < batch.Count; i++)
            {
                if (decide(graph, batch[i], 1UL << i, candidates, scores) is { } search)
                    found.Add(search);
            }
        }
        return found;
    }

    /// <summary>Candidates that are drawn outside of the network and decide what it is made of, though nothing chooses among them.</summary>
    private static OtherSearch? Fragment(ChoiceGraph graph, Proposal proposal, ulong bit, ulong[] candidates, ulong[] scores)
    {
        if (proposal.Kind != ProposalKind.Random || (ChoiceScope.Owner(proposal.Function) is { } owner && (owner.Find("forward") ?? owner.Find("call") ?? owner.Find("__call__")) is not null))
            return null;
        var builds = graph.Uses.Where(u => u.Kind is UseKind.Operation or UseKind.Architecture && (candidates[u.Main] & bit) != 0).ToList();
        return builds.Count == 0 ? null : new OtherSearch(proposal, builds, []);
    }

    private static OtherSearch? Of(ChoiceGraph graph, Proposal proposal, ulong bit, ulong[] candidates, ulong[] scores)
    {
        bool IsCandidate(int node) => node >= 0 && (candidates[node] & bit) != 0;
        bool IsScore(int node) => node >= 0 && (scores[node] & bit) != 0;
        var builds = graph.Uses.Where(u => u.Kind is UseKind.Layer or UseKind.Operation or UseKind.Architecture && IsCandidate(u.Main)).ToList();
        if (builds.Count == 0)
            return null;
        var kept = graph.Uses.Where(u => u.Kind == UseKind.Keep && IsScore(u.Main) && IsScore(u.Second) && IsCandidate(u.Other)).ToList();
        var ranked = graph.Uses.Where(u => u.Kind == UseKind.Rank && IsScore(u.Main)).ToList();
        var isPaired = graph.Uses.Exists(u => u.Kind is UseKind.Pair or UseKind.Record && IsCandidate(u.Main) && !IsScore(u.Main) && IsScore(u.Other));
        var rewarded = graph.Uses.Where(u => u.Kind == UseKind.PolicyLoss && (IsScore(u.Main) || IsCandidate(u.Main))).ToList();
        List<Use> picks = proposal.Kind switch
        {
            ProposalKind.Optimiser => [.. graph.Uses.Where(u => u.Kind == UseKind.Start), .. ranked],
            ProposalKind.Policy when rewarded.Count > 0 => [.. rewarded, .. ranked, .. kept],
            ProposalKind.EachInTurn => [.. ranked.Where(r => r.Function == proposal.Function)],
            _ when kept.Count > 0 => [.. kept, .. ranked],
            _ when isPaired => ranked,
            _ => [],
        };
        return picks.Count == 0 ? null : new OtherSearch(proposal, builds, picks);
    }
}

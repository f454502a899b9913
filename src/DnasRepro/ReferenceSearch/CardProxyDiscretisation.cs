using DnasRepro.Cards;

namespace DnasRepro.ReferenceSearch;

/// <summary>How the proxy reads its architecture off, as declared.</summary>
internal static class CardProxyDiscretisation
{
    public static StrategySettings With(CardValue root, SpaceSettings space, StrategySettings strategy, List<string> notes)
    {
        var block = root.At("search_strategy.discretisation");
        var kept = Kept(root, block);
        var most = space.Nodes + 1;
        var rule = block["rule"].Text switch
        {
            // One operation an edge where a node keeps all of its edges.
            "argmax_operation" => kept < most ? DiscretisationRule.TopInputs : DiscretisationRule.ArgmaxPerEdge,
            "threshold" => DiscretisationRule.Threshold,
            _ => DiscretisationRule.TopInputs,
        };
        if (block["rule"].Text is "progressive_pruning" or "sampling" or "none" or "viterbi_path" or "dijkstra_topology" && !CardProxyTopology.IsSearched(root))
            notes.Add($"The declared discretisation ({block["rule"].Text}) is the strongest edges of each node in the proxy.");
        if (rule == DiscretisationRule.Threshold)
            notes.Add($"The declared threshold is {CardNumbers.Text(strategy.Threshold)} of an edge's weight in the proxy.");
        if (kept > most)
            notes.Add($"{kept} edges a node are declared to be kept; a node of the proxy has at most {most}.");
        return strategy with { Discretisation = rule, KeptInputs = Math.Min(kept ?? strategy.KeptInputs, most), KeepsNone = block["zero_excluded"].Flag == false };
    }

    private static int? Kept(CardValue root, CardValue block)
    {
        var declared = block["k"].Integer is > 0 ? block["k"] : root.At("search_space.cells").Items.Take(100).Select(c => c["edges_kept_per_node"]).FirstOrNowhere(k => k.Integer is > 0);
        return declared.Integer;
    }
}

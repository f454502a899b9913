using DnasRepro.Cards;

namespace DnasRepro.ReferenceSearch;

/// <summary>A declared search of paths between resolutions, in miniature.</summary>
internal static class CardProxyTopology
{
    /// <summary>Whether a card declares that paths are searched.</summary>
    public static bool IsSearched(CardValue root) => root.At("search_space.topology.path_mode").Text is "single_path" or "multi_path";

    public static SpaceSettings With(CardValue root, SpaceSettings space, List<string> notes)
    {
        var block = root.At("search_space.topology");
        var usual = new TopologySettings();
        if (!IsSearched(root))
            return space;
        var topology = usual with
        {
            Blocks = Math.Clamp(block["blocks"].Integer ?? usual.Blocks, 2, usual.Blocks),
            Levels = Math.Clamp(block["levels"].Integer ?? usual.Levels, 2, usual.Levels),
            MemoryWeight = MemoryWeight(root, notes),
        };
        notes.Add($"The declared topology ({block["path_mode"].Text}, {block["blocks"].Text ?? "?"} blocks, {block["levels"].Text ?? "?"} levels) is searched as a grid of {topology.Blocks} blocks and {topology.Levels} levels, whose edges are on with independent probabilities; the likeliest single path through the levels is read off it.");
        notes.Add("The proxy's grid has no cells: each edge between two levels has one choice of operations, with architecture parameters of its own.");
        if (block["path_mode"].Text == "multi_path")
            notes.Add("Several paths at a time are declared; the proxy's result is one.");
        return space with { Topology = topology };
    }

    /// <summary>The strategy for a grid: its memory has a term of its own, and channels are never partial.</summary>
    public static StrategySettings With(StrategySettings strategy, List<string> notes)
    {
        var isPartial = strategy.Relaxation == Relaxation.PartialChannels;
        if (isPartial)
            notes.Add("Partial channels are declared; all channels go through the operations of the proxy's grid, weighed by softmax.");
        return strategy with
        {
            Discretisation = DiscretisationRule.ValidPath,
            Relaxation = isPartial ? Relaxation.Softmax : strategy.Relaxation,
            Resources = [.. strategy.Resources.Where(r => r.Resource != Resource.Activations)],
        };
    }

    private static double MemoryWeight(CardValue root, List<string> notes)
    {
        var term = root.At("objectives.terms").Items.FirstOrNowhere(t => t["quantity"].Text == "memory" && CardProxyResources.IsInLoss(t));
        return term.IsStated ? CardNumbers.Into(CardNumbers.First(term["weight"]) ?? 1, term["weight"].Field, "space.topology.memory_weight", 0, notes) : 0;
    }
}

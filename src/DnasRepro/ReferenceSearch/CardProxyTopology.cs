using DnasRepro.Cards;

namespace DnasRepro.ReferenceSearch;

/// <summary>A declared search of paths between resolutions, in miniature.</summary>
internal static class CardProxyTopology
{
    public static SpaceSettings With(CardValue root, SpaceSettings space, List<string> notes)
    {
        var block = root.At("search_space.topology");
        var usual = new TopologySettings();
        if (block["path_mode"].Text is not ("single_path" or "multi_path"))
            return space;
        var topology = usual with
        {
            Blocks = Math.Clamp(block["blocks"].Integer ?? usual.Blocks, 2, usual.Blocks),
            Levels = Math.Clamp(block["levels"].Integer ?? usual.Levels, 2, usual.Levels),
            MemoryWeight = MemoryWeight(root, notes),
        };
        notes.Add($"The declared topology ({block["path_mode"].Text}, {block["blocks"].Text ?? "?"} blocks, {block["levels"].Text ?? "?"} levels) is searched with {topology.Blocks} blocks and {topology.Levels} levels, and one valid path is read off it.");
        return space with { Topology = topology };
    }

    private static double MemoryWeight(CardValue root, List<string> notes)
    {
        var term = root.At("objectives.terms").Items.FirstOrNowhere(t => t["quantity"].Text == "memory" && CardProxyResources.IsInLoss(t));
        return term.IsStated ? CardNumbers.Into(CardNumbers.First(term["weight"]) ?? 1, term["weight"].Field, "space.topology.memory_weight", 0, notes) : 0;
    }
}

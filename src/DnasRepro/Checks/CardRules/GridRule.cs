using DnasRepro.Cards;

namespace DnasRepro.Checks.CardRules;

/// <summary>A genotype on a grid of blocks and resolutions: its sizes, and that active paths join active nodes.</summary>
internal static class GridRule
{
    public static void Look(CardRuleRun run)
    {
        foreach (var genotype in run.Card.At("architecture.genotypes").Items.Where(g => g["format"].Text == "grid"))
        {
            var grid = genotype["grid"];
            if (run.Knows(grid["edge_from"], grid["edge_to"], grid["node_active"], grid["edge_active"], grid["edge_operation"]) && HasSizes(run, grid))
                Paths(run, grid);
        }
    }

    private static bool HasSizes(CardRuleRun run, CardValue grid)
    {
        var (blocks, levels, edges) = (grid["edge_active"].Count, run.Card.At("search_space.topology.levels").Integer, grid["edge_from"].Count);
        var isRight = Size(run, grid["edge_to"], edges, "entries, one for each path")
            & Size(run, grid["node_active"], blocks + 1, "rows, one more than blocks")
            & Size(run, grid["edge_operation"], blocks, "rows, one for each block");
        foreach (var row in grid["edge_active"].Items.Concat(grid["edge_operation"].Items))
            isRight &= Size(run, row, edges, "entries, one for each path");
        foreach (var row in grid["node_active"].Items)
            isRight &= levels is null || Size(run, row, levels.Value, "entries, one for each resolution");
        if (run.Card.At("search_space.topology.blocks").Integer is { } declared)
            isRight &= Size(run, grid["edge_active"], declared, "rows, one for each block");
        return isRight;
    }

    private static bool Size(CardRuleRun run, CardValue list, int wanted, string what)
    {
        if (list.Count == wanted)
            return true;
        run.Breach(list, $"{list.Field} has {list.Count} entries where there should be {wanted} {what}.");
        return false;
    }

    private static void Paths(CardRuleRun run, CardValue grid)
    {
        var (from, to) = (Row(grid["edge_from"]), Row(grid["edge_to"]));
        var nodes = grid["node_active"].Items.Select(Row).ToArray();
        var edges = grid["edge_active"].Items.ToArray();
        for (var block = 0; block < edges.Length; block++)
        {
            var active = Row(edges[block]);
            for (var path = 0; path < active.Length; path++)
            {
                if (active[path] == 1 && (!IsActive(nodes[block], from[path]) || !IsActive(nodes[block + 1], to[path])))
                    run.Breach(edges[block], $"Block {block}, path {path}: the path from level {from[path]} to level {to[path]} is active between nodes of which one is not.");
            }
            for (var level = 0; level < nodes[block + 1].Length; level++)
            {
                if (nodes[block + 1][level] == 1 && !Enumerable.Range(0, active.Length).Any(p => active[p] == 1 && to[p] == level))
                    run.Breach(edges[block], $"Block {block}: the node at level {level} is active but no active path reaches it.");
            }
        }
    }

    private static bool IsActive(int[] nodes, int level) => level >= 0 && level < nodes.Length && nodes[level] == 1;

    private static int[] Row(CardValue list) => [.. list.Items.Select(i => i.Integer ?? 0)];
}

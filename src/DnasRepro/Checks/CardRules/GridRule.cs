using DnasRepro.Cards;

namespace DnasRepro.Checks.CardRules;

/// <summary>A genotype on a grid of blocks and resolutions: its sizes, and that active paths join active nodes.</summary>
internal static class GridRule
{
    /// <summary>The operation of an active path.</summary>
    /// <param name="At">Its place in <c>edge_operation</c>.</param>
    /// <param name="Name">The operation, or null when the index is that of none.</param>
    public sealed record ActiveOperation(CardValue At, string? Name);

    /// <summary>The operations of all active paths.</summary>
    public static IEnumerable<ActiveOperation> ActiveOperations(CardValue card, CardValue grid)
    {
        var names = card.At("search_space.operations").Items.Select(o => o["id"].Text).ToList();
        return grid["edge_active"].Items.Zip(grid["edge_operation"].Items)
            .SelectMany(block => block.First.Items.Zip(block.Second.Items))
            .Where(path => path.First.Integer == 1)
            .Select(path => new ActiveOperation(path.Second, path.Second.Integer is { } index && index >= 0 && index < names.Count ? names[index] : null));
    }

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
        var topology = run.Card.At("search_space.topology");
        var (blocks, paths) = (topology["blocks"].Integer ?? grid["edge_active"].Count, topology["edges_per_block"].Integer ?? grid["edge_from"].Count);
        var levels = topology["levels"].Integer ?? grid["node_active"].Items.FirstOrNowhere(_ => true).Count;
        var isRight = Size(run, grid["edge_from"], paths, "one for each path")
            & Size(run, grid["edge_to"], paths, "one for each path")
            & Size(run, grid["node_active"], blocks + 1, "one more than blocks")
            & Size(run, grid["edge_active"], blocks, "one for each block")
            & Size(run, grid["edge_operation"], blocks, "one for each block");
        foreach (var row in grid["edge_active"].Items.Concat(grid["edge_operation"].Items))
            isRight &= Size(run, row, paths, "one for each path");
        foreach (var row in grid["node_active"].Items)
            isRight &= Size(run, row, levels, "one for each resolution");
        return isRight;
    }

    private static bool Size(CardRuleRun run, CardValue list, int wanted, string what)
    {
        if (list.Count == wanted)
            return true;
        run.Breach(list, $"{list.Field} has '{list.Count}' entries where there should be {wanted}, {what}.");
        return false;
    }

    private static void Paths(CardRuleRun run, CardValue grid)
    {
        var (from, to) = (Row(grid["edge_from"]), Row(grid["edge_to"]));
        var nodes = grid["node_active"].Items.Select(Row).ToArray();
        var blocks = grid["edge_active"].Items.ToArray();
        for (var block = 0; block < blocks.Length; block++)
        {
            var active = Row(blocks[block]);
            for (var path = 0; path < active.Length; path++)
            {
                if (active[path] == 1 && (!IsActive(nodes[block], from[path]) || !IsActive(nodes[block + 1], to[path])))
                    run.Breach(blocks[block], $"Block {block}, path {path}: the path from level '{from[path]}' to level '{to[path]}' is active, but not both of its nodes are.");
            }
            for (var level = 0; level < nodes[block + 1].Length; level++)
            {
                if (nodes[block + 1][level] == 1 && !Enumerable.Range(0, active.Length).Any(p => active[p] == 1 && to[p] == level))
                    run.Breach(blocks[block], $"Block {block}: the node at level '{level}' is active, but no active path reaches it.");
            }
        }
    }

    private static bool IsActive(int[] nodes, int level) => level >= 0 && level < nodes.Length && nodes[level] == 1;

    private static int[] Row(CardValue list) => [.. list.Items.Select(i => i.Integer ?? 0)];
}

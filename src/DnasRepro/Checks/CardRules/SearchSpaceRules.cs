using DnasRepro.Cards;
using DnasRepro.Findings;

namespace DnasRepro.Checks.CardRules;

/// <summary>The declared search space against itself.</summary>
internal static class SearchSpaceRules
{
    public static readonly CardRule[] All =
    [
        CardRule.Row(1051, "space-level", Severity.Error, "The search space lacks the block that its level needs", "the review's taxonomy; DARTS; DiNTS; Auto-DeepLab",
            "A cell search without cells, or a topology search without a topology, describes no space.", "Add the block, or correct search_space.level.", Level),
        CardRule.Row(1052, "space-edges", Severity.Error, "The number of candidate edges does not fit the cell", "CLAIM 2024 item 22",
            "In a cell every node may take every earlier node: inputs times nodes plus n(n-1)/2 edges.", "Correct candidate_edges, or the counts of nodes.", Edges),
        CardRule.Row(1053, "space-grid", Severity.Warning, "The number of paths does not fit the grid", "DiNTS, topology space",
            "Between neighbouring resolutions a block has 3 times levels minus 2 paths.", "Correct edges_per_block, or say in backbone which paths there are.", Grid),
        CardRule.Row(1054, "space-card", Severity.Warning, "The size of the search space does not fit its description", "DARTS, appendix C",
            "The size follows from nodes, inputs and operations; another number means another space.", "Correct cardinality_log10, or the space's description.", Cardinality),
        CardRule.Row(1055, "space-ops", Severity.Error, "An operation is declared twice or not at all", "CLAIM 2024 item 22",
            "Genotypes are read through the operations' ids.", "Declare each operation once under search_space.operations.", Operations),
    ];

    private static void Level(CardRuleRun run)
    {
        var space = run.Card["search_space"];
        if (!run.Knows(space["level"]))
            return;
        var level = space["level"].Text!;
        var hasGrid = space["topology"].IsStated || run.Card.At("architecture.genotypes").Items.Any(g => g["format"].Text == "grid");
        if (level == "cell" && !space["cells"].IsStated && space["cells"].Sentinel != CardValue.Unknown && IsDetailed(run))
            run.Breach(space["level"], "The level 'cell' needs search_space.cells.");
        if ((level is "topology" or "network" or "hybrid") && !hasGrid && !space["cells"].Items.Any(c => c["kind"].Text == "grid_edge") && space["topology"].Sentinel != CardValue.Unknown && IsDetailed(run))
            run.Breach(space["level"], $"The level '{level}' needs search_space.topology.");
        if (level == "hybrid" && space["operations"].Count == 0 && space["operations"].Sentinel is null && IsDetailed(run))
            run.Breach(space["level"], "The level 'hybrid' needs search_space.operations.");
    }

    /// <summary>An author may leave operations and cells to the definition files; only a third party's card, or a started list, has to be whole.</summary>
    private static bool IsDetailed(CardRuleRun run) =>
        run.Source.Type == "third_party_audit" || !run.Card.At("search_space.operations").IsAbsent || !run.Card.At("search_space.cells").IsAbsent || !run.Card.At("search_space.topology").IsAbsent;

    private static void Edges(CardRuleRun run)
    {
        foreach (var cell in run.Card.At("search_space.cells").Items)
        {
            if (cell["kind"].Text == "grid_edge" || !run.Knows(cell["input_nodes"], cell["intermediate_nodes"], cell["candidate_edges"]))
                continue;
            if (cell["input_nodes"].Integer is not { } inputs || cell["intermediate_nodes"].Integer is not { } nodes)
                continue;
            var edges = ((long)inputs * nodes) + ((long)nodes * (nodes - 1) / 2);
            if (cell["candidate_edges"].Number != edges)
                run.Breach(cell["candidate_edges"], $"'{cell["id"].Text}': {inputs} inputs and {nodes} nodes give {edges} edges, not {cell["candidate_edges"].Text}.");
        }
    }

    private static void Grid(CardRuleRun run)
    {
        var topology = run.Card.At("search_space.topology");
        if (topology["path_mode"].Text != "multi_path" || !run.Knows(topology["levels"], topology["edges_per_block"]) || topology["levels"].Integer is not { } levels)
            return;
        if (topology["edges_per_block"].Integer != (3 * levels) - 2)
            run.Breach(topology["edges_per_block"], $"Paths between neighbouring resolutions only would be {(3 * levels) - 2}, not {topology["edges_per_block"].Text}.");
    }

    private static void Cardinality(CardRuleRun run)
    {
        var declared = run.Card.At("search_space.cardinality_log10");
        if (!declared.IsStated || run.Card.At("search_space.edge_specific_operations").Flag == true || run.Card.At("search_space.level").Text != "cell")
            return;
        if (DagCardinality(run.Card) is not { } recomputed)
            return;
        run.Looked();
        if (Math.Abs(declared.Number!.Value - recomputed) > 0.5)
            run.Breach(declared, $"The declared size is 10^{declared.Text}; the described cells give 10^{recomputed:0.00}.");
    }

    /// <summary>
    /// log10 of the number of discrete architectures: for each cell and node, the ways to choose its k inputs times the operations of
    /// each (DARTS: C(2,2) C(3,2) C(4,2) C(5,2) · 7^8, squared for two cells, is 10^18.03).
    /// </summary>
    internal static double? DagCardinality(CardValue card)
    {
        var zeroExcluded = card.At("search_strategy.discretisation.zero_excluded").Flag == true;
        var operations = card.At("search_space.operations").Items.ToList();
        var total = 0.0;
        foreach (var cell in card.At("search_space.cells").Items)
        {
            if (cell["input_nodes"].Integer is not { } inputs || cell["intermediate_nodes"].Integer is not (> 0 and < 100) || cell["edges_kept_per_node"].Integer is not (> 0 and < 100))
                return null;
            var offered = cell["operations"].Count > 0 ? [.. cell["operations"].Texts] : operations.Select(o => o["id"].Text).ToList();
            var count = offered.Count(id => !zeroExcluded || !operations.Any(o => o["id"].Text == id && o["category"].Text == "zero"));
            var (nodes, kept) = (cell["intermediate_nodes"].Integer!.Value, cell["edges_kept_per_node"].Integer!.Value);
            for (var node = 0; node < nodes; node++)
                total += LogChoose(inputs + node, kept) + (kept * Math.Log10(count));
        }
        return total > 0 && double.IsFinite(total) ? total : null;
    }

    private static double LogChoose(int n, int k) => Enumerable.Range(1, Math.Max(0, Math.Min(k, n))).Sum(i => Math.Log10(n - k + i) - Math.Log10(i));

    private static void Operations(CardRuleRun run)
    {
        var operations = run.Card.At("search_space.operations");
        if (!operations.IsStated)
            return;
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var operation in operations.Items.Where(o => run.Knows(o["id"])))
        {
            if (!ids.Add(operation["id"].Text!))
                run.Breach(operation["id"], $"The operation '{operation["id"].Text}' is declared twice.");
        }
        foreach (var named in run.Card.At("search_space.cells").Items.SelectMany(c => c["operations"].Items))
        {
            if (named.Text is { } id && !ids.Contains(id))
                run.Breach(named, $"The cell offers the operation '{id}', which search_space.operations does not declare.");
        }
    }
}

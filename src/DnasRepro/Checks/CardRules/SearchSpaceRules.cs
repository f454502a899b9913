using DnasRepro.Cards;
using DnasRepro.Documents;
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
        if (!IsDetailed(run) || !run.Knows(space["level"]))
            return;
        var isGrid = space["cells"].Items.Any(c => c["kind"].Text == "grid_edge");
        switch (space["level"].Text)
        {
            case "cell":
                Needs(run, space, "cells");
                break;
            case "topology" or "network" when !isGrid:
                Needs(run, space, "topology");
                break;
            case "hybrid":
                Needs(run, space, "operations");
                if (!isGrid)
                    Needs(run, space, "topology");
                break;
        }
    }

    private static void Needs(CardRuleRun run, CardValue space, string block)
    {
        var value = space[block];
        if (!run.Knows(value) && value.Sentinel is null or CardValue.NotApplicable || value is { IsStated: true, Node: DocumentList, Count: 0 })
            run.Breach(space["level"], $"The level '{space["level"].Text}' needs search_space.{block}.", more: value.IsAbsent ? [] : [value.Evidence()]);
    }

    /// <summary>An author may leave operations and cells to the definition files; only a third party's card, or a started list, has to be whole.</summary>
    private static bool IsDetailed(CardRuleRun run) =>
        run.Source.Type == "third_party_audit" || !run.Card.At("search_space.operations").IsAbsent || !run.Card.At("search_space.cells").IsAbsent || !run.Card.At("search_space.topology").IsAbsent;

    private static void Edges(CardRuleRun run)
    {
        run.IsOpen(run.Card.At("search_space.cells"));
        foreach (var cell in run.Card.At("search_space.cells").Items)
        {
            if (cell["kind"].Text == "grid_edge" || !run.Knows(cell["input_nodes"], cell["intermediate_nodes"], cell["candidate_edges"]))
                continue;
            if (cell["input_nodes"].Integer is not { } inputs || cell["intermediate_nodes"].Integer is not { } nodes)
                continue;
            var edges = ((long)inputs * nodes) + ((long)nodes * (nodes - 1) / 2);
            if (cell["candidate_edges"].Number != edges)
                run.Breach(cell["candidate_edges"], $"'{cell["id"].Text}': {inputs} inputs and {nodes} nodes give {edges} edges, not '{cell["candidate_edges"].Text}'.");
        }
    }

    private static void Grid(CardRuleRun run)
    {
        var topology = run.Card.At("search_space.topology");
        var (mode, levels, edges) = (topology["path_mode"], topology["levels"], topology["edges_per_block"]);
        if (mode.Text is "fixed" or "single_path" || !run.Knows(mode, levels, edges) || levels.Integer is not { } count)
            return;
        if (edges.Number != (3L * count) - 2)
            run.Breach(edges, $"Paths between neighbouring resolutions only would be {(3L * count) - 2}, not '{edges.Text}'.", more: [levels.Evidence()]);
    }

    private static void Cardinality(CardRuleRun run)
    {
        var declared = run.Card.At("search_space.cardinality_log10");
        var level = run.Card.At("search_space.level");
        if (declared.IsAbsent || run.IsOpen(level) || level.Text != "cell" || run.Card.At("search_space.edge_specific_operations").Flag == true || !run.Knows(declared))
            return;
        if (DagCardinality(run.Card) is not var (least, most))
            run.Undecided(declared, "the described cells do not give a number");
        else if (declared.Number > most + HalfADecade && run.Card.At("search_space.cardinality_method").Text == "upper_bound")
            run.Undecided(declared, $"an upper bound may be larger than the 10^{most:0.00} of the described cells");
        else if (declared.Number < least - HalfADecade || declared.Number > most + HalfADecade)
            run.Breach(declared, $"The declared log10 of the size is '{declared.Text}'; the described cells give 10^{(declared.Number < least ? least : most):0.00}.");
    }

    private const double HalfADecade = 0.5;

    /// <summary>
    /// log10 of the number of discrete architectures: for each kind of cell and each node, the ways to choose its k inputs times the
    /// operations of each (DARTS, appendix C: C(2,2) C(3,2) C(4,2) C(5,2) · 7^8, squared for two kinds, is 10^18.03). Two numbers,
    /// without and with the zero operation, where the card does not say whether it may be kept; null where counts are missing.
    /// </summary>
    internal static (double Least, double Most)? DagCardinality(CardValue card)
    {
        var isZeroExcluded = card.At("search_strategy.discretisation.zero_excluded").Flag;
        var zeros = card.At("search_space.operations").Items.Where(o => o["category"].Text == "zero").Select(o => o["id"].Text).ToHashSet();
        var (least, most) = (0.0, 0.0);
        foreach (var cell in card.At("search_space.cells").Items)
        {
            var offered = cell["operations"].Count > 0 ? [.. cell["operations"].Texts] : card.At("search_space.operations").Items.Select(o => o["id"].Text).ToList();
            if (cell["weights_shared"].Flag == false || cell["kind"].Text == "grid_edge" || Wirings(cell) is not var (wirings, edges))
                return null;
            var withoutZero = offered.Count(o => !zeros.Contains(o));
            least += wirings + (edges * Math.Log10(isZeroExcluded == false ? offered.Count : withoutZero));
            most += wirings + (edges * Math.Log10(isZeroExcluded == true ? withoutZero : offered.Count));
        }
        return double.IsFinite(least) && double.IsFinite(most) && most > 0 ? (least, most) : null;
    }

    /// <summary>log10 of the ways to choose each node's inputs, and how many edges are chosen. A node keeps all inputs when there are fewer than k.</summary>
    private static (double Log10, int Edges)? Wirings(CardValue cell)
    {
        if (cell["input_nodes"].Integer is not (> 0 and < 100) || cell["intermediate_nodes"].Integer is not (> 0 and < 100) || cell["edges_kept_per_node"].Integer is not (> 0 and < 100))
            return null;
        var inputs = Enumerable.Range(cell["input_nodes"].Integer!.Value, cell["intermediate_nodes"].Integer!.Value).ToList();
        var kept = inputs.ConvertAll(n => Math.Min(n, cell["edges_kept_per_node"].Integer!.Value));
        return (inputs.Zip(kept, LogChoose).Sum(), kept.Sum());
    }

    private static double LogChoose(int n, int k) => Enumerable.Range(1, k).Sum(i => Math.Log10(n - k + i) - Math.Log10(i));

    private static void Operations(CardRuleRun run)
    {
        var operations = run.Card.At("search_space.operations");
        if (run.IsOpen(operations) || !operations.IsStated)
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

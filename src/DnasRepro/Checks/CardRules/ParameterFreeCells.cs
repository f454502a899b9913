using DnasRepro.Cards;
using DnasRepro.Findings;

namespace DnasRepro.Checks.CardRules;

/// <summary>Counts the edges of the selected architectures whose operations have no weights.</summary>
internal static class ParameterFreeCells
{
    private const double DegenerateShare = 0.75;
    private static readonly HashSet<string> DistanceMeasures = ["hamming", "graph_edit_distance", "alpha_js_divergence"];

    /// <summary>A cell of an architecture (or its whole grid) with its edges.</summary>
    /// <param name="At">Where it stands.</param>
    /// <param name="Name">What messages call it.</param>
    /// <param name="Free">Edges whose operation has no weights by the card's list of operations.</param>
    /// <param name="Strided">
    /// Those among them that have weights all the same: a skip from an input of a reduction cell is a factorised convolution in DARTS' code.
    /// </param>
    /// <param name="All">All edges.</param>
    private sealed record Cell(CardValue At, string Name, int Free, int Strided, int All)
    {
        public int Weightless => Free - Strided;

        public bool IsDegenerate => All > 0 && Weightless >= DegenerateShare * All;
    }

    public static void Look(CardRuleRun run)
    {
        if (Selected(run) is not { Count: > 0 } architectures)
            return;
        foreach (var cell in architectures.SelectMany(a => a).Where(c => c.IsDegenerate))
            run.Breach(cell.At, $"The {cell.Name}: {cell.Weightless} of {cell.All} edges have no weights.");
        var declared = run.Card.At("stability.collapse.parameter_free_fraction");
        if (declared.IsAbsent || !run.Knows(declared))
            return;
        var fractions = architectures.SelectMany(Fractions).Distinct().ToList();
        if (fractions.Count > 0 && fractions.TrueForAll(f => CardNumbers.Differ(declared.Number!.Value, f)))
            run.Breach(declared, $"The parameter-free fraction is '{declared.Text}'; recomputed from the selected architecture it is {string.Join(" or ", fractions.Select(CardNumbers.Text))}.", "Correct the fraction.", Severity.Error);
    }

    public static void Agreed(CardRuleRun run)
    {
        var agreement = run.Card.At("stability.agreement");
        if (agreement.IsAbsent || !run.Knows(agreement))
            return;
        var measured = agreement.Items.Where(a => a["scope"].Text == "across_seeds" && !DistanceMeasures.Contains(a["metric"].Text ?? "") && run.Knows(a["value"])).ToList();
        var agreed = measured.FirstOrNowhere(a => a["value"].Number >= 0.9);
        if (agreed.IsAbsent || Selected(run) is not { } architectures)
            return;
        foreach (var cell in architectures.SelectMany(a => a).Where(c => c.IsDegenerate).Take(1))
            run.Breach(agreed["value"], $"The runs agree ('{agreed["value"].Text}') on an architecture with hardly any weights: {cell.Weightless} of {cell.All} edges of the {cell.Name} have none.", more: [cell.At.Evidence()]);
    }

    /// <summary>The share of edges without weights, as the card's operations tell it and with strided skips counted as weighted.</summary>
    private static double[] Fractions(IReadOnlyList<Cell> architecture)
    {
        double all = architecture.Sum(c => c.All);
        return all == 0 ? [] : [architecture.Sum(c => c.Free) / all, architecture.Sum(c => c.Weightless) / all];
    }

    /// <summary>The cells of each selected architecture; null when it cannot be told which operations have weights, which is then said.</summary>
    private static List<IReadOnlyList<Cell>>? Selected(CardRuleRun run)
    {
        var (operations, genotypes) = (run.Card.At("search_space.operations"), run.Card.At("architecture.genotypes"));
        if (!run.Knows(operations, genotypes))
            return null;
        var selected = genotypes.Items.Where(g => g["selected"].Flag == true).ToList();
        var used = selected.SelectMany(g => g["cells"].Items).SelectMany(c => c["edges"].Items).Select(e => e["op"].Text).ToHashSet();
        var isGrid = selected.Exists(g => g["grid"].IsStated);
        if (operations.Items.Where(o => isGrid || used.Contains(o["id"].Text)).Any(o => run.IsOpen(o["parametric"])))
            return null;
        List<IReadOnlyList<Cell>> architectures = [.. selected.Select(g => Cells(run.Card, g)).Where(c => c.Count > 0)];
        if (architectures.Count == 0)
            run.Undecided(genotypes, "no selected genotype lists its edges");
        return architectures;
    }

    private static IReadOnlyList<Cell> Cells(CardValue card, CardValue genotype)
    {
        var free = card.At("search_space.operations").Items.Where(o => o["parametric"].Flag == false).ToList();
        if (genotype["grid"]["edge_active"].Count > 0)
            return [Grid(card, genotype["grid"], [.. free.Select(o => o["id"].Text)])];
        return [.. genotype["cells"].Items.Where(c => c["edges"].Count > 0).Select(c => Dag(card, c, free))];
    }

    private static Cell Dag(CardValue card, CardValue cell, List<CardValue> free)
    {
        var declared = card.At("search_space.cells").Items.FirstOrNowhere(d => d["id"].Text == cell["cell"].Text);
        var weightless = cell["edges"].Items.Where(e => free.Exists(o => o["id"].Text == e["op"].Text)).ToList();
        var strided = declared["kind"].Text != "reduction" ? 0 : weightless.Count(e =>
            e["from"].Number < declared["input_nodes"].Number && free.Exists(o => o["id"].Text == e["op"].Text && o["category"].Text == "skip"));
        return new Cell(cell["cell"], $"cell '{cell["cell"].Text}'", weightless.Count, strided, cell["edges"].Count);
    }

    private static Cell Grid(CardValue card, CardValue grid, HashSet<string?> free)
    {
        var names = GridRule.ActiveOperations(card, grid).Select(o => o.Name).ToList();
        return new Cell(grid["edge_operation"], "grid", names.Count(free.Contains), 0, names.Count);
    }
}

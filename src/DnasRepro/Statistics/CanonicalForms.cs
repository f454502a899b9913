using DnasRepro.Architectures;

namespace DnasRepro.Statistics;

/// <summary>
/// Cells that are the same but for the numbering of their intermediate nodes. The canonical form of a cell is the ordinally smallest
/// text over all numberings.
/// </summary>
internal static class CanonicalForms
{
    /// <summary>Seven nodes have 5,040 numberings; cells with more are not searched through.</summary>
    public const int MostNodes = 7;

    /// <summary>Null where nodes are not alike or too many.</summary>
    /// <param name="space">The space.</param>
    /// <param name="runs">The architectures; null for a failed run, whose form is empty.</param>
    public static FormMeasures? Of(SearchSpace space, IReadOnlyList<Architecture?> runs)
    {
        if (!space.HasCanonicalForm || space.Cells.Any(c => c.Nodes > MostNodes))
            return null;
        var forms = runs.Select(r => r is null ? "" : Form(space, r)).ToList();
        var good = Enumerable.Range(0, runs.Count).Where(i => runs[i] is not null).ToList();
        var pairs = PairwiseAgreement.Pairs(good.Count).Select(p => (A: good[p.A], B: good[p.B])).ToList();
        return new FormMeasures(
            forms,
            good.Select(i => forms[i]).Distinct(StringComparer.Ordinal).Count(),
            pairs.Count == 0 ? null : pairs.Average(p => forms[p.A] == forms[p.B] ? 1.0 : 0),
            pairs.Count == 0 ? null : pairs.Average(p => AlignedDice(space, runs[p.A]!, runs[p.B]!)));
    }

    private static string Form(SearchSpace space, Architecture architecture) => string.Join('#', space.Cells.Select(cell =>
    {
        var edges = Edges(space, cell, architecture);
        return cell.Id + "|" + Numberings(cell).Select(n => Text(edges.Select(e => Renumbered(e, cell, n)))).Min(StringComparer.Ordinal);
    }));

    /// <summary>Dice when the nodes of each cell of one are numbered so that most is shared. Inflated by that choice.</summary>
    private static double AlignedDice(SearchSpace space, Architecture a, Architecture b)
    {
        var (shared, total) = (0, 0);
        foreach (var cell in space.Cells)
        {
            var (ofA, ofB) = (Edges(space, cell, a), Edges(space, cell, b).ToHashSet());
            shared += Numberings(cell).Max(n => ofA.Count(e => ofB.Contains(Renumbered(e, cell, n))));
            total += ofA.Count + ofB.Count;
        }
        return total == 0 ? 1 : 2.0 * shared / total;
    }

    private static List<ArchitectureEdge> Edges(SearchSpace space, SpaceCell cell, Architecture architecture) =>
        [.. architecture.Cells.Where(c => c.Id == cell.Id).SelectMany(c => c.Edges).Where(e => !space.NoneOperations.Contains(e.Operation)).Distinct()];

    private static string Text(IEnumerable<ArchitectureEdge> edges) =>
        string.Join(';', edges.Select(e => $"{e.Node},{e.From},{e.Operation}").Order(StringComparer.Ordinal));

    private static ArchitectureEdge Renumbered(ArchitectureEdge edge, SpaceCell cell, int[] numbering) =>
        edge with { Node = Number(edge.Node, cell, numbering), From = Number(edge.From, cell, numbering) };

    private static int Number(int node, SpaceCell cell, int[] numbering) =>
        node >= cell.Inputs && node < cell.Inputs + cell.Nodes ? cell.Inputs + numbering[node - cell.Inputs] : node;

    private static IEnumerable<int[]> Numberings(SpaceCell cell)
    {
        var numbering = Enumerable.Range(0, cell.Nodes).ToArray();
        return Permutations(numbering, 0);
    }

    private static IEnumerable<int[]> Permutations(int[] numbers, int from)
    {
        if (from >= numbers.Length - 1)
            yield return numbers;
        for (var i = from; i < numbers.Length && from < numbers.Length - 1; i++)
        {
            (numbers[from], numbers[i]) = (numbers[i], numbers[from]);
            foreach (var permutation in Permutations(numbers, from + 1))
                yield return permutation;
            (numbers[from], numbers[i]) = (numbers[i], numbers[from]);
        }
    }
}

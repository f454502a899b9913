using DnasRepro.Architectures;

namespace DnasRepro.Cards;

/// <summary>Reads architectures off a card.</summary>
public static class CardArchitectures
{
    /// <summary>
    /// The architecture of a genotype in the form <c>dag_cells</c>; null for other forms and incomplete ones. Edges with a zero
    /// operation are left out: a search that keeps "nothing" keeps no edge.
    /// </summary>
    public static Architecture? Read(CardValue card, CardValue genotype)
    {
        if (genotype["format"].Text != "dag_cells" || genotype["cells"].Count == 0)
            return null;
        var zero = ZeroOperations(card);
        var cells = new List<ArchitectureCell>();
        foreach (var cell in genotype["cells"].Items)
        {
            var edges = cell["edges"].Items.Select(Edge).ToList();
            if (cell["cell"].Text is not { } id || !cell["edges"].IsStated || edges.Contains(null))
                return null;
            cells.Add(new ArchitectureCell(id, [.. edges.OfType<ArchitectureEdge>().Where(e => !zero.Contains(e.Operation))]));
        }
        return new Architecture(cells);
    }

    /// <summary>The operations of the search space that pass nothing on.</summary>
    public static IReadOnlySet<string> ZeroOperations(CardValue card) =>
        card.At("search_space.operations").Items.Where(o => o["category"].Text == "zero").Select(o => o["id"].Text).OfType<string>().ToHashSet(StringComparer.Ordinal);

    private static ArchitectureEdge? Edge(CardValue edge) =>
        edge["node"].Integer is { } node && edge["from"].Integer is { } from && edge["op"].Text is { } operation ? new ArchitectureEdge(node, from, operation) : null;
}

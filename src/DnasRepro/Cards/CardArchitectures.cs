using DnasRepro.Architectures;

namespace DnasRepro.Cards;

/// <summary>Reads architectures off a card.</summary>
public static class CardArchitectures
{
    /// <summary>The architecture of a genotype in the form <c>dag_cells</c>; null for other forms and incomplete ones.</summary>
    public static Architecture? Read(CardValue genotype)
    {
        if (genotype["format"].Text != "dag_cells" || genotype["cells"].Count == 0)
            return null;
        var edges = new List<ArchitectureEdge>();
        foreach (var cell in genotype["cells"].Items)
        {
            foreach (var edge in cell["edges"].Items)
            {
                if (cell["cell"].Text is not { } name || edge["node"].Integer is not { } node || edge["from"].Integer is not { } from || edge["op"].Text is not { } operation)
                    return null;
                edges.Add(new ArchitectureEdge(name, node, from, operation));
            }
        }
        return new Architecture(edges);
    }
}

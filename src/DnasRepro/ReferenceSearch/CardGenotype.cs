using DnasRepro.Cards;
using DnasRepro.Locations;

namespace DnasRepro.ReferenceSearch;

/// <summary>A genotype of a card as an architecture of the reference search.</summary>
public static class CardGenotype
{
    /// <summary>The genotype with an id; without one the selected genotype, or the first.</summary>
    /// <exception cref="UserErrorException">There is none.</exception>
    public static CardValue Find(CardValue root, string? id = null)
    {
        var all = root.At("architecture.genotypes").Items.Take(1000).ToList();
        return (id is not null ? all.Find(g => g["id"].Text == id) : all.Find(g => g["selected"].Flag == true) ?? all.FirstOrDefault()) ?? throw new UserErrorException(
            id is null ? "The card states no genotype (architecture.genotypes)." : $"The card has no genotype '{Evidence.Cut(id)}'.",
            all.Count == 0 ? "Name an architecture.json, or state the genotype in the card." : $"It has: {CardNumbers.List([.. all.Select(g => g["id"].Text ?? "?")])}.");
    }

    /// <summary>Such a genotype's architecture.</summary>
    /// <exception cref="UserErrorException">There is none, or it has no cells that the reference search could have.</exception>
    public static ReferenceArchitecture Read(CardValue root, string? id = null)
    {
        var chosen = Find(root, id);
        var found = CardArchitectures.Read(root, chosen) ?? throw new UserErrorException(
            $"{chosen.Location}: the genotype '{Evidence.Cut(chosen["id"].Text ?? "?")}' does not state cells with edges and operations.", "Its format has to be dag_cells, with 'cells'.");
        return ReferenceArchitecture.Of(found, name => CardOperations.Match(root, name));
    }
}

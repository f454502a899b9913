using DnasRepro.Architectures;
using DnasRepro.Cards;
using DnasRepro.Results;

namespace DnasRepro.Facts;

/// <summary>The runs beside the architecture that a card claims.</summary>
/// <param name="Genotype">Where the card states it.</param>
/// <param name="Id">Its id.</param>
/// <param name="Comparator">exact, operation_jaccard, edge_jaccard or none.</param>
/// <param name="Threshold">From which value on it counts as found; null without one.</param>
/// <param name="Values">The comparator's value (the operations' Jaccard where there is none) of each run that gave an architecture.</param>
public sealed record ClaimedArchitecture(
    CardValue Genotype, string Id, string Comparator, double? Threshold, IReadOnlyList<(long Seed, double Value)> Values)
{
    /// <summary>True when a recipe says that its runs should find the architecture again.</summary>
    public bool IsExpected => Comparator == "exact" || (Comparator is "operation_jaccard" or "edge_jaccard" && Threshold is not null);

    /// <summary>The runs that found it.</summary>
    public IEnumerable<long> FoundBy => Values.Where(v => v.Value >= (Comparator == "exact" ? 1 : Threshold ?? 1)).Select(v => v.Seed);

    /// <summary>Compares the runs with the selected genotype that fits them best; null when the card has none of cells, or no run found anything.</summary>
    public static ClaimedArchitecture? Of(RerunFacts rerun, ReportingCard? card)
    {
        if (card is null)
            return null;
        var found = rerun.Runs.Where(r => r is { Status: RunStatus.Completed, Architectures.Count: > 0 }).Select(r => (r.Seed, r.Architectures[0].Architecture)).ToList();
        if (found.Count == 0)
            return null;
        var comparator = rerun.Recipe.GenotypeComparator ?? "none";
        return card.Root.At("architecture.genotypes").Items
            .Where(g => g["selected"].Flag == true)
            .Select(g => (Genotype: g, Architecture: CardArchitectures.Read(card.Root, g)))
            .Where(g => g.Architecture is not null)
            .Select(g => new ClaimedArchitecture(
                g.Genotype, g.Genotype["id"].Text ?? "", comparator, rerun.Recipe.GenotypeThreshold, [.. found.Select(f => (f.Seed, Measure(comparator, f.Architecture, g.Architecture!)))]))
            .MaxBy(c => c.Values.Average(v => v.Value));
    }

    private static double Measure(string comparator, Architecture found, Architecture claimed) => (comparator switch
    {
        "exact" => ArchitectureAgreement.ExactMatch([found, claimed]),
        "edge_jaccard" => ArchitectureAgreement.EdgeJaccard([found, claimed]),
        _ => ArchitectureAgreement.OperationJaccard([found, claimed]),
    }) ?? 0;
}

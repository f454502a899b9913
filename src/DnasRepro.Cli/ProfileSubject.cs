using DnasRepro.Architectures;
using DnasRepro.Cards;
using DnasRepro.Locations;
using DnasRepro.ReferenceSearch;
using DnasRepro.Results;
using DnasRepro.Results.Json;

namespace DnasRepro.Cli;

/// <summary>What is profiled.</summary>
/// <param name="Source">The file or target, as the user named it.</param>
/// <param name="Genotype">The genotype's id in the card; null for an architecture.json.</param>
/// <param name="Found">The architecture as it is there.</param>
/// <param name="Dimensions">2 or 3 where a card says it; null otherwise.</param>
/// <param name="Declared">What the card declares of its network; null where it declares nothing or of another genotype.</param>
internal sealed record ProfileSubject(string Source, string? Genotype, Architecture Found, int? Dimensions, DeclaredCosts? Declared)
{
    /// <summary>Reads a file (architecture.json or card) or the card of a target.</summary>
    /// <param name="genotype">The genotype's id; null for the selected one.</param>
    /// <param name="openCard">Reads the card of a target that is no file.</param>
    /// <exception cref="UserErrorException">There is no architecture that could be read.</exception>
    public static ProfileSubject Read(string source, string? genotype, Func<CardValue> openCard)
    {
        if (!File.Exists(source))
            return OfCard(source, openCard(), genotype);
        var text = LocalFile.ReadText(source, "FILE");
        var reading = ArchitectureJsonReader.Read(text, source);
        if (reading is ReadResult.Found found)
        {
            return genotype is null ? new ProfileSubject(source, null, found.Architectures[^1].Architecture, null, null)
                : throw new UserErrorException($"--genotype {genotype}: '{source}' is an architecture.json, which has no genotypes.", "Leave --genotype out, or name a card.");
        }
        if (reading is ReadResult.Refused refused && source.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
            throw new UserErrorException($"'{source}' cannot be read: {refused.Why}.", "Name an architecture.json, see 'dotnet dnas-repro schema architecture', or a card.");
        return OfCard(source, Card(CardReader.Read(LocalFile.Open(source, "FILE")), source), genotype);
    }

    private static CardValue Card(CardReading reading, string source) => reading switch
    {
        CardReading.Valid valid => valid.Card.Root,
        CardReading.Invalid invalid => throw new UserErrorException($"'{source}' does not fit the card's schema: {invalid.Problems[0].Field}: {invalid.Problems[0].Message}.", "'dotnet dnas-repro check --card' lists all problems."),
        CardReading.Unreadable { Problems: [var first, ..] } => throw new UserErrorException($"'{source}' is neither an architecture.json nor a card: {first.Message}.", first.Fix),
        _ => CardValue.Nowhere,
    };

    private static ProfileSubject OfCard(string source, CardValue card, string? id)
    {
        if (card.IsAbsent)
            throw new UserErrorException($"'{source}' has no card that fits the schema.", "Name an architecture.json or a card; 'dotnet dnas-repro check' says what is wrong with a repository's card.");
        var genotypes = card.At("architecture.genotypes").Items.ToList();
        var ids = genotypes.ConvertAll(g => g["id"].Text ?? "?");
        var chosen = id is null ? genotypes.Find(g => g["selected"].Flag == true) ?? (genotypes.Count == 1 ? genotypes[0] : null) : genotypes.Find(g => g["id"].Text == id);
        if (chosen is null)
            throw new UserErrorException(id is null ? $"The card of '{source}' selects none of its {ids.Count} genotypes." : $"The card of '{source}' has no genotype '{id}'.", ids.Count == 0 ? "A card's genotypes stand under architecture.genotypes." : $"Name one with --genotype: {Names(ids)}.");
        var architecture = CardArchitectures.Read(card, chosen) ?? throw new UserErrorException(
            $"The genotype '{Evidence.Cut(chosen["id"].Text ?? "?")}' does not write out its cells and edges, so there is nothing to profile.", "Its form has to be dag_cells with cell, node, from and op for every edge; or name an architecture.json.");
        return new ProfileSubject(source, chosen["id"].Text, architecture, CardSettings.Of(card).Settings.Space.Dimensions, chosen["selected"].Flag == true ? DeclaredCosts.Of(card) : null);
    }

    private static string Names(List<string> ids) => string.Join(", ", ids.Take(20).Select(i => Evidence.Cut(i))) + (ids.Count > 20 ? " …" : "");
}

/// <summary>What a card declares of the study's own network.</summary>
/// <param name="ParametersInMillions">evaluation.params_m.</param>
/// <param name="FlopsInBillions">evaluation.flops_g: studies mean multiply-adds or twice as many by it.</param>
internal sealed record DeclaredCosts(double? ParametersInMillions, double? FlopsInBillions)
{
    /// <summary>Null when it declares none of them.</summary>
    public static DeclaredCosts? Of(CardValue card)
    {
        var declared = new DeclaredCosts(card.At("evaluation.params_m").Number, card.At("evaluation.flops_g").Number);
        return declared is { ParametersInMillions: null, FlopsInBillions: null } ? null : declared;
    }
}

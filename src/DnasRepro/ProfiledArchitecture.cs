using DnasRepro.Cards;
using DnasRepro.Locations;
using DnasRepro.ReferenceSearch;
using DnasRepro.Results;
using DnasRepro.Results.Json;

namespace DnasRepro;

/// <summary>The architecture that a profile is made of: of an architecture.json, or of a reporting card's genotype.</summary>
/// <param name="Architecture">In the names of the reference search.</param>
/// <param name="Card">The card; null for an architecture.json.</param>
/// <param name="Genotype">The genotype in it.</param>
public sealed record ProfiledArchitecture(ReferenceArchitecture Architecture, CardValue? Card, CardValue? Genotype)
{
    /// <summary>Reads the architecture and puts it into the names of the reference search.</summary>
    /// <param name="path">The file's name; its ending tells JSON from YAML.</param>
    /// <param name="text">Its text.</param>
    /// <param name="genotype">The id of the card's genotype; null for the selected one.</param>
    /// <exception cref="UserErrorException">It holds no architecture, or none of cells that the reference search could have.</exception>
    public static ProfiledArchitecture Read(string path, string text, string? genotype = null)
    {
        var file = RepoPath.OfFile(path, "settings.yml");
        if (file.Extension == ".json")
        {
            switch (ArchitectureJsonReader.Read(text, file.Value))
            {
                case ReadResult.Found when genotype is not null:
                    throw new UserErrorException($"{file} is an architecture.json, which has no genotypes.", "Leave --genotype out, or name a card.");
                case ReadResult.Found { Architectures: [.., var last] }:
                    return new ProfiledArchitecture(ReferenceArchitecture.Of(last.Architecture), null, null);
                case ReadResult.Refused refused when genotype is null:
                    throw new UserErrorException($"{file}: {refused.Why}.", "See `dotnet dnas-repro schema architecture` for the form of an architecture.json.");
            }
        }
        return OfCard(RootOf(CardReader.Read(text, file), file), genotype);
    }

    /// <summary>The architecture of a card.</summary>
    /// <param name="root">The card's root.</param>
    /// <param name="genotype">The genotype's id; null for the selected one.</param>
    /// <exception cref="UserErrorException">It has no such genotype, or none of cells that the reference search could have.</exception>
    public static ProfiledArchitecture OfCard(CardValue root, string? genotype) => new(CardGenotype.Read(root, genotype), root, CardGenotype.Find(root, genotype));

    private static CardValue RootOf(CardReading reading, RepoPath file) => reading switch
    {
        CardReading.Valid valid => valid.Card.Root,
        CardReading.Invalid { Card: var card, Problems: var problems } => card.Root["architecture"].IsAbsent
            ? throw new UserErrorException($"{file} is neither an architecture.json nor a reporting card.", "An architecture.json says its 'format'; a card has 'identity' and 'architecture'.")
            : throw new UserErrorException($"{problems[0].Location}: {problems[0].Field}: {problems[0].Message}.", problems[0].Fix),
        CardReading.Unreadable unreadable => throw new UserErrorException($"{unreadable.Problems[0].Location}: {unreadable.Problems[0].Message}.", unreadable.Problems[0].Fix),
        _ => throw new UserErrorException($"{file} holds no architecture.", "Name an architecture.json or a reporting card."),
    };
}

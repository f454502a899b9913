using DnasRepro.Cards;
using DnasRepro.ReferenceSearch;

namespace DnasRepro.Cli;

/// <summary>What is profiled.</summary>
/// <param name="Source">The file or target, as the user named it.</param>
/// <param name="Genotype">The genotype's id in the card; null for an architecture.json.</param>
/// <param name="Architecture">In the names of the reference search.</param>
/// <param name="Dimensions">2 or 3 where it is of a card; null otherwise.</param>
/// <param name="Declared">What the card declares of its network; null where it declares nothing, or of another genotype.</param>
internal sealed record ProfileSubject(string Source, string? Genotype, ReferenceArchitecture Architecture, int? Dimensions, DeclaredCosts? Declared)
{
    /// <summary>Reads a file (architecture.json or card) or the card of a target.</summary>
    /// <param name="genotype">The genotype's id; null for the selected one.</param>
    /// <exception cref="UserErrorException">There is no architecture that could be profiled.</exception>
    public static ProfileSubject Read(string source, string? genotype, CancellationToken cancellation)
    {
        var isText = File.Exists(source) && Path.GetExtension(source) is not (".md" or ".markdown");
        var profiled = isText ? ProfiledArchitecture.Read(source, LocalFile.ReadText(source, "FILE"), genotype)
            : ProfiledArchitecture.OfCard(CardArgument.Read(source, cancellation, "FILE|TARGET", "an architecture.json can be profiled without a card"), genotype);
        if (profiled is not { Card: { } card, Genotype: { } chosen })
            return new ProfileSubject(source, null, profiled.Architecture, null, null);
        var declared = chosen["selected"].Flag == true ? DeclaredCosts.Of(card) : null;
        return new ProfileSubject(source, chosen["id"].Text, profiled.Architecture, CardSettings.Of(card).Settings.Space.Dimensions, declared);
    }
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

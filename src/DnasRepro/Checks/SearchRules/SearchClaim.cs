using DnasRepro.Cards;
using DnasRepro.Facts;
using DnasRepro.Findings;
using DnasRepro.Locations;
using DnasRepro.SearchCode;

namespace DnasRepro.Checks.SearchRules;

/// <summary>Where a repository says that it has a search of its own.</summary>
/// <param name="Sentence">The claim as a sentence.</param>
/// <param name="Fix">What to do when the search is not there.</param>
/// <param name="Severity">How bad its absence is.</param>
/// <param name="Confidence">How sure it is that the claim is one.</param>
/// <param name="Evidence">Where it stands.</param>
internal sealed record SearchClaim(string Sentence, string Fix, Severity Severity, Confidence Confidence, Evidence Evidence)
{
    private const string AddOrSay = "Add the search program with its supernet and the update of the architecture parameters, or say in the README that only the found network is released.";

    /// <summary>True when it is said that the search's code is in the repository.</summary>
    public bool IsRelease { get; private init; }

    /// <summary>The strongest claim, or null.</summary>
    public static SearchClaim? Of(RepositoryFacts facts) => OfCard(facts) ?? (facts.Card.Valid is { } card && card.Root.At("identity.in_scope").Flag == false ? null : OfDocuments(facts));

    /// <summary>What the card claims; null without a valid card that describes a search.</summary>
    public static SearchClaim? OfCard(RepositoryFacts facts)
    {
        if (facts.Card.Valid is not { Type: not "template" } card)
            return null;
        var (path, release) = (card.Root.At("artefacts.entry_points.search.path"), card.Root.At("artefacts.code_release"));
        var isThere = path.Text is { } name && facts.Files.Contains(name);
        if (release.Text is "full" or "search_without_evaluation")
            return Released($"The card says that the search is released (code_release: {release.Text}).", release, isThere);
        if (path.IsStated && path.Text != "none")
            return Released($"The card names '{path.Text}' as the search program.", path, isThere);
        if (release.IsStated)
            return new("As the card says, the search is not released.", "Nothing in the card need be changed; releasing the search would let others repeat it.", Severity.Info, Confidence.High, release.Evidence());
        return Relaxation(facts) is { } relaxation
            ? new($"The card describes a differentiable search (relaxation: {relaxation.Text}).", "Add the search program, or state artefacts.code_release as it is.", Severity.Warning, Confidence.High, relaxation.Evidence())
            : null;
    }

    /// <summary>The relaxation that the card states, or null.</summary>
    public static CardValue? Relaxation(RepositoryFacts facts) =>
        facts.Card.Valid?.Root.At("search_strategy.relaxation") is { IsStated: true, Text: not "none" } relaxation ? relaxation : null;

    /// <summary>Where the program that the card names is there, it may hold a search that was not recognised.</summary>
    private static SearchClaim Released(string sentence, CardValue at, bool isThere) =>
        new(sentence, "Add the search program with its supernet and the update of the architecture parameters, or correct the card.", isThere ? Severity.Warning : Severity.Error, isThere ? Confidence.Medium : Confidence.High, at.Evidence()) { IsRelease = true };

    /// <summary>A title on architecture search, or a sentence beside a stored architecture, is a claim; a sentence alone may be on something that was only used.</summary>
    private static SearchClaim? OfDocuments(RepositoryFacts facts)
    {
        if (facts.Documentation.Readme is not { } readme || SearchMention.IsCollection(readme.Headings.FirstOrDefault()?.Text ?? ""))
            return null;
        var found = facts.SearchCode[SearchPart.FoundArchitecture];
        if (readme.Headings.FirstOrDefault(h => SearchMention.IsIn(h.Text)) is { } heading)
            return new($"{readme.Path} describes an architecture search.", AddOrSay, Severity.Warning, found.IsFound ? Confidence.High : Confidence.Medium, heading.Evidence);
        if (readme.SearchMention is not { } mention)
            return null;
        if (readme.Headings.FirstOrDefault() is { } title && SearchMention.IsTitle(title.Text))
            return new($"{readme.Path} describes an architecture search.", AddOrSay, Severity.Warning, Confidence.Medium, mention);
        return found.IsFound
            ? new($"{readme.Path} speaks of an architecture search.", AddOrSay, Severity.Warning, Confidence.Medium, mention)
            : new($"{readme.Path} mentions architecture search.", "If the study searched an architecture, add the search or say that only its result is released; if it only uses one, nothing need be done.", Severity.Info, Confidence.Low, mention);
    }
}

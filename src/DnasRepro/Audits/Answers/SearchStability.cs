using DnasRepro.Cards;
using DnasRepro.Checks.CardRules;
using DnasRepro.Studies;

namespace DnasRepro.Audits.Answers;

/// <summary>A3: the card's word, and the level that its details reach. What was studied is not in the code.</summary>
internal static class SearchStability
{
    private const string Enough = "substantive";

    public static QuestionResult Of(StudySources sources) => sources.Card is not { } card
        ? new QuestionResult(AuditQuestion.SearchStability, null, null)
        : new QuestionResult(AuditQuestion.SearchStability, Declared(sources, card.At("stability.investigated")), Computed(sources, card));

    private static AuditAnswer? Declared(StudySources sources, CardValue investigated) => investigated.Text switch
    {
        Enough => sources.Say(AuditValue.Yes, "The card says that the stability of the search was investigated substantively.", investigated.Evidence()),
        { } word => sources.Say(AuditValue.No, $"The card says of the investigation of search stability: {word}.", investigated.Evidence()),
        null => sources.Sentinel(investigated),
    };

    private static AuditAnswer? Computed(StudySources sources, CardValue card)
    {
        var stability = card["stability"];
        if (stability.Sentinel is not null)
            return sources.Sentinel(stability);
        var level = StabilityLevel.Of(card);
        var places = level.Places.Select(p => p.Evidence());
        if (!level.Places.Any())
            return null;
        if (level.Least == Enough)
            return sources.Say(AuditValue.Yes, $"The card shows it: {level.Criteria}.", places);
        if (level.Most == Enough)
            return sources.Say(AuditValue.Unclear, $"The card leaves it open: {level.Criteria}.", [.. level.Open.Select(p => p.Evidence()), .. places]);
        return level.IsShortfallStated
            ? sources.Say(AuditValue.No, $"The card shows less than a substantive investigation: {level.Criteria}.", places)
            : sources.Say(AuditValue.Unclear, $"The card leaves out what would tell it: {level.Criteria}.", places);
    }
}

using DnasRepro.Cards;
using DnasRepro.Facts;
using DnasRepro.Findings;
using DnasRepro.Locations;

namespace DnasRepro.Checks.CardRules;

/// <summary>One rule at work on one card: gives the rule what it may look at and gathers what it says.</summary>
public sealed class CardRuleRun(CardRule rule, ReportingCard card, RepositoryFacts facts)
{
    private readonly List<Finding> breaches = [];
    private readonly List<OpenPlace> undecided = [];
    private int compared;

    /// <summary>The card's root.</summary>
    public CardValue Card => card.Root;

    /// <summary>The card with its type and file.</summary>
    public ReportingCard Source => card;

    /// <summary>What the card is compared with.</summary>
    public RepositoryFacts Facts => facts;

    /// <summary>
    /// True when all these places state a value; the rule then counts as having looked. A place that says <c>unknown</c> or
    /// <c>not_reported</c> makes the rule undecided; one that is absent or <c>not_applicable</c> leaves it without a subject.
    /// </summary>
    public bool Knows(params ReadOnlySpan<CardValue> places)
    {
        var all = true;
        foreach (var place in places)
        {
            if (place.IsStated)
                continue;
            all = false;
            if (place.Sentinel is CardValue.Unknown or CardValue.NotReported)
                undecided.Add(new OpenPlace(place, null));
        }
        compared += all ? 1 : 0;
        return all;
    }

    /// <summary>True when a place says <c>unknown</c> or <c>not_reported</c>; the rule is then undecided. Being stated or absent decides nothing.</summary>
    public bool IsOpen(CardValue place) => (place.Sentinel is CardValue.Unknown or CardValue.NotReported) && !Knows(place);

    /// <summary>Says that the rule looked at something, where <see cref="Knows"/> was not what decided it.</summary>
    public void Looked() => compared++;

    /// <summary>Says that a place cannot be decided, and why.</summary>
    public void Undecided(CardValue at, string why) => undecided.Add(new OpenPlace(at, why));

    /// <summary>Says that a place breaks the rule.</summary>
    /// <param name="at">The place in the card.</param>
    /// <param name="message">What is wrong, beginning with a capital letter; offending values in single quotes.</param>
    /// <param name="fix">What to do in one sentence; the rule's remedy when null.</param>
    /// <param name="severity">When this breach is more or less bad than the rule as such.</param>
    /// <param name="confidence">When the comparison is not sure.</param>
    /// <param name="more">Further evidence, in the card or in files.</param>
    public void Breach(
        CardValue at, string message, string? fix = null, Severity? severity = null, Confidence confidence = Confidence.High, params IReadOnlyList<Evidence> more)
    {
        compared++;
        breaches.Add(new Finding(rule.Info, Outcome.Violated, severity ?? rule.Info.Severity, confidence, message, [at.Evidence(), .. more], fix ?? rule.Remedy));
    }

    internal IReadOnlyList<Finding> Findings()
    {
        if (breaches.Count > 0)
            return breaches;
        if (undecided.Count > 0)
        {
            var places = undecided.DistinctBy(u => u.At.Field).ToList();
            var fields = string.Join(", ", places.Take(5).Select(u => u.Why is null ? $"{u.At.Field} is '{u.At.Sentinel}'" : $"{u.At.Field}: {u.Why}"));
            var rest = places.Count > 5 ? $" and {places.Count - 5} more" : "";
            return [Finding.NotDetermined(rule.Info, $"Cannot be decided: {fields}{rest}.", [.. places.Take(5).Select(u => u.At.Evidence())])];
        }
        return compared > 0
            ? [Finding.Satisfied(rule.Info, "Holds.")]
            : [Finding.NotApplicable(rule.Info, "The card says nothing that this rule could compare.")];
    }

    /// <summary>A place that cannot be decided; why is null when its sentinel says it.</summary>
    private sealed record OpenPlace(CardValue At, string? Why);
}

using DnasRepro.Cards;
using DnasRepro.Findings;
using DnasRepro.Locations;
using DnasRepro.Studies;

namespace DnasRepro.Audits.Answers;

/// <summary>A1: the card's word, and what follows from its details. No code can tell it.</summary>
internal static class ExternalValidation
{
    public static QuestionResult Of(StudySources sources) => sources.Card is not { } card
        ? new QuestionResult(AuditQuestion.ExternalValidation, null, null)
        : new QuestionResult(AuditQuestion.ExternalValidation, Declared(sources, card.At("data.external_validation.performed")), Computed(sources, card));

    private static AuditAnswer? Declared(StudySources sources, CardValue performed) => performed.Flag switch
    {
        true => sources.Say(AuditValue.Yes, "The card says that external validation was performed.", performed.Evidence()),
        false => sources.Say(AuditValue.No, "The card says that no external validation was performed.", performed.Evidence()),
        null => sources.Sentinel(performed),
    };

    private static AuditAnswer? Computed(StudySources sources, CardValue card)
    {
        var external = card.At("data.external_validation");
        if (external["performed"].Flag != true)
            return Declared(sources, external["performed"]);
        List<Condition> conditions = [Independence(external), Adaptation(external), OnlyForTest(sources), Sites(sources, external), Metric(card)];
        var failed = conditions.Find(c => c.IsMet == false);
        var open = conditions.Find(c => c.IsMet is null);
        return (failed, open) switch
        {
            ({ } f, _) => sources.Say(AuditValue.No, f.Reason, [.. f.Evidence, external["performed"].Evidence()]),
            (_, { } o) => sources.Say(AuditValue.Unclear, o.Reason, [.. o.Evidence, external["performed"].Evidence()]),
            _ => sources.Say(AuditValue.Yes, "The trained model was tested on data of another site, without training it again, and a result is given.", [external["independence"].Evidence(), external["adaptation"].Evidence(), external["performed"].Evidence()]),
        };
    }

    /// <summary>One condition of the formula: met, failed, or open, and then why.</summary>
    private sealed record Condition(bool? IsMet, string Reason, IReadOnlyList<Evidence> Evidence);

    private static Condition Independence(CardValue external)
    {
        var kinds = external["independence"];
        if (!kinds.IsStated)
            return Open(kinds, "whether the data are of another site");
        var isFar = kinds.Texts.Any(k => k is "different_site" or "different_country");
        var kind = kinds.Count == 0 ? "nothing" : string.Join(", ", kinds.Texts.Select(k => k.Replace('_', ' ')));
        return new Condition(isFar, $"The data of the external test are independent by {kind}, not by another site.", [kinds.Evidence()]);
    }

    private static Condition Adaptation(CardValue external)
    {
        var adaptation = external["adaptation"];
        return adaptation.Text is { } how
            ? new Condition(how is "none" or "recalibrated", $"The model was adapted before the external test ({how.Replace('_', ' ')}), which tests the architecture and not the trained model.", [adaptation.Evidence()])
            : Open(adaptation, "whether the model was trained again before the external test");
    }

    private static Condition OnlyForTest(StudySources sources) => sources.Finding("card-data-ext-intersect") switch
    {
        { Outcome: Outcome.Violated, Severity: Severity.Error } finding => new Condition(false, finding.Message, []),
        { Outcome: Outcome.NotDetermined } => new Condition(null, "The card leaves open whether the external data were used for something else too.", []),
        _ => new Condition(true, "", []),
    };

    /// <summary>Where another site is claimed, the sites have to be stated and to differ.</summary>
    private static Condition Sites(StudySources sources, CardValue external)
    {
        if (!external["independence"].Texts.Contains("different_site"))
            return new Condition(true, "", []);
        return sources.Finding("card-data-ext-sites") switch
        {
            { Outcome: Outcome.Satisfied } => new Condition(true, "", []),
            { Outcome: Outcome.Violated, Severity: Severity.Error } finding => new Condition(false, finding.Message, []),
            _ => new Condition(null, "The card does not state the sites of the data on both sides.", [external["independence"].Evidence()]),
        };
    }

    private static Condition Metric(CardValue card)
    {
        var metrics = card.At("evaluation.metrics");
        if (!metrics.IsStated)
            return Open(metrics, "whether there is a result of the external test");
        var partitions = metrics.Items.Select(m => m["partition"]).ToList();
        if (partitions.Find(p => p.Text == "external_test") is { } found)
            return new Condition(true, "", [found.Evidence()]);
        return partitions.Find(p => !p.IsStated) is { } open
            ? Open(open, "which partition a result is of")
            : new Condition(false, "External validation is claimed, but no result of an external test is given.", [metrics.Evidence()]);
    }

    private static Condition Open(CardValue place, string what) => new(null, $"The card does not say {what}{(place.Sentinel is { } word ? $" ({place.Field}: {word})" : "")}.", [place.Evidence()]);
}

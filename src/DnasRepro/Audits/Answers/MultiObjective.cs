using DnasRepro.Cards;
using DnasRepro.Checks.CardRules;
using DnasRepro.SearchCode;
using DnasRepro.Studies;

namespace DnasRepro.Audits.Answers;

/// <summary>A4, in the strict sense: latency or memory is in the loss of the search or constrains it. Counts of operations and parameters are proxies.</summary>
internal static class MultiObjective
{
    public static QuestionResult Of(StudySources sources)
    {
        var declared = sources.Card is { } card ? Declared(sources, card.At("objectives.multi_objective"), card.At("objectives.terms")) : null;
        return new QuestionResult(AuditQuestion.MultiObjective, declared, Computed(sources));
    }

    private static AuditAnswer? Declared(StudySources sources, CardValue claimed, CardValue terms)
    {
        if (claimed.Flag == false)
            return sources.Say(AuditValue.No, "The card says that the search is not multi-objective.", claimed.Evidence());
        if (claimed.Flag is null)
            return sources.Sentinel(claimed);
        if (!terms.IsStated)
            return sources.Say(AuditValue.Unclear, "The card says that the search is multi-objective, but not whether latency or memory is among its terms.", claimed.Evidence(), terms.Evidence());
        var optimised = terms.Items.Where(ObjectiveRules.IsOptimised).ToList();
        return optimised.Count == 0 || optimised.Exists(IsStrict)
            ? sources.Say(AuditValue.Yes, "The card says that the search is multi-objective.", claimed.Evidence())
            : sources.Say(AuditValue.No, $"The card says that the search is multi-objective, but its terms are only {Quantities(optimised)}, neither latency nor memory.", [claimed.Evidence(), .. optimised.Select(t => t["quantity"].Evidence())]);
    }

    private static AuditAnswer? Computed(StudySources sources)
    {
        var (card, code) = (sources.Card is { } root ? FromTerms(sources, root.At("objectives.terms")) : null, FromCode(sources));
        if (card is null || card.Value == AuditValue.Unclear)
            return code is { Value: AuditValue.Yes or AuditValue.No } || card is null ? code : card;
        return card.Value == AuditValue.No && code is { Value: AuditValue.Yes }
            ? new AuditAnswer(AuditValue.Unclear, $"By the card's terms it is no, but the code says otherwise: {code.Reason}", [.. code.Evidence.Take(2), .. card.Evidence.Take(2)])
            : card;
    }

    private static AuditAnswer? FromTerms(StudySources sources, CardValue terms)
    {
        if (!terms.IsStated)
            return sources.Sentinel(terms);
        var optimised = terms.Items.Where(ObjectiveRules.IsOptimised).ToList();
        if (optimised.Find(IsStrict) is { } strict)
            return sources.Say(AuditValue.Yes, $"By the card's terms the search optimises {strict["quantity"].Text}.", strict["quantity"].Evidence(), strict["role"].Evidence());
        if (optimised.Count > 0)
            return sources.Say(AuditValue.No, $"By the card's terms the search optimises only {Quantities(optimised)}, neither latency nor memory.", optimised.Select(t => t["quantity"].Evidence()));
        return terms.Items.FirstOrDefault(ObjectiveRules.IsResource) is { } outside
            ? sources.Say(AuditValue.No, $"By the card's terms {outside["quantity"].Text} is neither in the loss of the search nor a constraint.", outside["role"].Evidence())
            : sources.Say(AuditValue.No, "By the card's terms no resource is optimised.", terms.Evidence());
    }

    private static AuditAnswer? FromCode(StudySources sources)
    {
        if (sources.Facts?.SearchCode is not { } code)
            return sources.Unread is { } why ? sources.Say(AuditValue.Unclear, why) : null;
        if (code is not { Verdict: SearchVerdict.Full, Differentiable: SearchGradient.Yes })
            return sources.Say(AuditValue.Unclear, "Without a complete differentiable search in the code its loss cannot be read.");
        if (code.ResourceTerms.FirstOrDefault(t => t.IsLatencyOrMemory) is { } strict)
            return sources.Say(AuditValue.Yes, $"A term for {strict.Quantity} is in the loss of the search.", strict.Evidence);
        return code.ResourceTerms is [var first, ..]
            ? sources.Say(AuditValue.Unclear, $"A term for a resource ({first.Quantity}) is in the loss of the search; neither latency nor memory is named.", code.ResourceTerms.Select(t => t.Evidence))
            : sources.Say(AuditValue.Unclear, "No term for a resource was found in the loss of the search, which does not show that there is none.", code[SearchPart.ArchitectureUpdate].Evidence.Take(1));
    }

    private static bool IsStrict(CardValue term) => term["quantity"].Text is "latency" or "memory";

    private static string Quantities(IEnumerable<CardValue> terms) => string.Join(", ", terms.Select(t => t["quantity"].Text!.Replace('_', ' ')).Distinct());
}

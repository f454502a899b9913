using DnasRepro.Cards;
using DnasRepro.Locations;

namespace DnasRepro.ReferenceSearch;

/// <summary>The declared resource terms of the search's loss.</summary>
internal static class CardProxyResources
{
    private const int MostTerms = 100;

    /// <summary>Weight of a term whose weight is not stated as a number: that of DiNTS.</summary>
    private const double UsualWeight = 1;

    /// <summary>Whether a term of the card is in the search's loss.</summary>
    public static bool IsInLoss(CardValue term) => term["role"].Text is "loss_term" or "soft_constraint" or "primary_loss";

    public static IReadOnlyList<ResourceTerm> Of(CardValue root, List<string> notes)
    {
        var terms = new List<ResourceTerm>();
        foreach (var term in root.At("objectives.terms").Items.Take(MostTerms).Where(t => t["quantity"].Text is not ("segmentation_loss" or "classification_loss" or null)))
        {
            var quantity = Evidence.Cut(term["quantity"].Text!);
            if (!IsInLoss(term))
            {
                if (term["role"].Text is "hard_constraint" or "post_hoc_filter")
                    notes.Add($"{quantity} is declared as a {term["role"].Text}, which the proxy does not have.");
            }
            else if (ResourceOf(quantity) is not { } resource)
                notes.Add($"The term '{quantity}' of the search's loss is not in the proxy.");
            else if (terms.TrueForAll(t => t.Resource != resource))
                terms.Add(new ResourceTerm(resource, Weight(term["weight"], quantity, notes)));
        }
        if (terms.Count == 0 && root.At("search_strategy.regularisers").Items.Take(MostTerms).FirstOrNowhere(r => r["name"].Text == "resource_cost") is { IsStated: true } cost)
        {
            terms.Add(new ResourceTerm(Resource.Macs, Weight(cost["weight"], "resource_cost", notes)));
            notes.Add("A resource term is declared without its resource: the proxy takes multiply-adds.");
        }
        return terms;
    }

    private static Resource? ResourceOf(string quantity) => quantity switch
    {
        "macs" or "flops" => Resource.Macs,
        "parameters" or "model_size" => Resource.Parameters,
        "memory" => Resource.Activations,
        "latency" => Resource.Latency,
        _ => null,
    };

    private static double Weight(CardValue weight, string name, List<string> notes)
    {
        var stated = CardNumbers.First(weight);
        var taken = stated is { } value && !double.IsNaN(value) ? Math.Clamp(value, SettingRange.ResourceWeight.Low, SettingRange.ResourceWeight.High) : UsualWeight;
        notes.Add(stated is null
            ? $"{name} weighs {CardNumbers.Text(taken)} on the proxy's loss, as a share of the supernet's; no number is declared."
            : $"{name} weighs {CardNumbers.Text(taken)} on the proxy's loss, as a share of the supernet's; a declared schedule of it is not followed.");
        return taken;
    }
}

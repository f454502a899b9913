using DnasRepro.Cards;
using DnasRepro.Findings;

namespace DnasRepro.Checks.CardRules;

/// <summary>What the search optimises.</summary>
internal static class ObjectiveRules
{
    private const string Source = "the review's figure on multi-objective search";
    private static readonly HashSet<string> Resources = ["latency", "memory", "flops", "macs", "parameters", "energy", "model_size"];
    private static readonly HashSet<string> Optimised = ["loss_term", "hard_constraint", "soft_constraint"];
    private static readonly HashSet<string> TimeUnits = ["ms", "s"];
    private static readonly HashSet<string> MemoryUnits = ["MiB", "GiB", "fraction_of_supernet"];

    public static readonly CardRule[] All =
    [
        CardRule.Row(1091, "obj-multi", Severity.Error, "The multi-objective answer contradicts the terms", Source,
            "A search is multi-objective when a resource is in its loss or a constraint, and only then.", "Correct objectives.multi_objective or the terms' roles.", Multi),
        CardRule.Row(1092, "obj-unit", Severity.Error, "A resource in a unit that cannot be its own", Source,
            "Latency is time on a device; memory is bytes.", "Correct the unit, or name the device.", Units),
        CardRule.Row(1093, "obj-posthoc", Severity.Warning, "Resources were not optimised", Source,
            "A filter after the search, or a number in a table, does not make the search multi-objective.", "Set formulation to single_objective.", PostHoc),
        CardRule.Row(1094, "obj-proxy", Severity.Info, "The only resources are counts", Source,
            "FLOPs and parameters are proxies; the strict audit counts latency and memory only.", "Nothing need be mended; measure latency or memory if you can.", Proxy),
    ];

    private static IEnumerable<CardValue> Terms(CardRuleRun run) => run.Card.At("objectives.terms").Items;

    private static bool IsOptimisedResource(CardValue term) => Resources.Contains(term["quantity"].Text ?? "") && Optimised.Contains(term["role"].Text ?? "");

    private static void Multi(CardRuleRun run)
    {
        var (claimed, terms) = (run.Card.At("objectives.multi_objective"), run.Card.At("objectives.terms"));
        if (!run.Knows(claimed, terms))
            return;
        var found = Terms(run).Any(IsOptimisedResource);
        if (claimed.Flag != found)
            run.Breach(claimed, $"multi_objective is {claimed.Text}, but {(found ? "a resource is in the loss or a constraint" : "no resource is in the loss or a constraint")}.", null, null, Confidence.High, terms.Evidence());
    }

    private static void Units(CardRuleRun run)
    {
        foreach (var term in Terms(run).Where(t => t["quantity"].Text is "latency" or "memory"))
        {
            run.Looked();
            var (quantity, unit) = (term["quantity"].Text!, term["unit"]);
            if (unit.IsStated && !(quantity == "latency" ? TimeUnits : MemoryUnits).Contains(unit.Text!) && unit.Text != "fraction_of_supernet")
                run.Breach(unit, $"'{term["name"].Text}' is {quantity} in the unit '{unit.Text}'.");
            if (quantity == "latency" && term["device"].IsAbsent && term["estimator"].Text != "analytic")
                run.Breach(term["quantity"], $"'{term["name"].Text}' is a latency, but no device is named.");
        }
    }

    private static void PostHoc(CardRuleRun run)
    {
        var formulation = run.Card.At("objectives.formulation");
        var resources = Terms(run).Where(t => Resources.Contains(t["quantity"].Text ?? "")).ToList();
        if (!run.Knows(formulation) || formulation.Text == "single_objective" || resources.Count == 0)
            return;
        if (resources.TrueForAll(t => t["role"].Text is "post_hoc_filter" or "reported_only"))
            run.Breach(formulation, $"The formulation is '{formulation.Text}', but every resource is a filter or a number after the search.", null, null, Confidence.High, resources[0].Evidence());
    }

    private static void Proxy(CardRuleRun run)
    {
        var optimised = Terms(run).Where(IsOptimisedResource).ToList();
        if (optimised.Count == 0)
            return;
        if (optimised.TrueForAll(t => t["quantity"].Text is "flops" or "macs" or "parameters"))
            run.Breach(optimised[0]["quantity"], "The search optimises counts only; they do not count for 'latency or memory' in the strict audit.");
        else
            run.Looked();
    }
}

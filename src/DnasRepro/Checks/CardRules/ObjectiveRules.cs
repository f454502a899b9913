using DnasRepro.Cards;
using DnasRepro.Findings;

namespace DnasRepro.Checks.CardRules;

/// <summary>What the search optimises.</summary>
internal static class ObjectiveRules
{
    private const string Source = "The review's figure on multi-objective search (latency or memory optimised explicitly)";
    private static readonly HashSet<string> Resources = ["latency", "memory", "flops", "macs", "parameters", "energy", "model_size"];
    private static readonly HashSet<string> Counts = ["flops", "macs", "parameters"];
    private static readonly HashSet<string> Optimised = ["loss_term", "hard_constraint", "soft_constraint"];
    private static readonly HashSet<string> TimeUnits = ["ms", "s"];
    private static readonly HashSet<string> MemoryUnits = ["MiB", "GiB", "fraction_of_supernet"];

    public static readonly CardRule[] All =
    [
        CardRule.Row(1091, "obj-multi", Severity.Error, "The multi-objective answer contradicts the terms", Source,
            "A search is multi-objective when a resource is in its loss or a constraint, and only then.", "Correct objectives.multi_objective or the terms' roles.", Multi),
        CardRule.Row(1092, "obj-unit", Severity.Error, "A resource without its device or in a unit that is not its own", Source,
            "Latency is time on a device; memory is bytes, or a share of the supernet's.", "Correct the unit, or name the device.", Units),
        CardRule.Row(1093, "obj-posthoc", Severity.Warning, "Resources were not optimised", Source,
            "A filter after the search, or a number in a table, does not make the search multi-objective.", "Set formulation to single_objective.", PostHoc),
        CardRule.Row(1094, "obj-proxy", Severity.Info, "The only resources are counts", Source,
            "FLOPs, multiply-adds and parameters are proxies; the strict audit counts latency and memory only.", "Nothing need be mended; measure latency or memory if you can.", Proxy),
    ];

    /// <summary>The terms; the rule is undecided when the card cannot say which there are.</summary>
    private static IReadOnlyList<CardValue> Terms(CardRuleRun run)
    {
        var terms = run.Card.At("objectives.terms");
        run.IsOpen(terms);
        return [.. terms.Items];
    }

    /// <summary>True for a resource, whatever its role.</summary>
    public static bool IsResource(CardValue term) => Resources.Contains(term["quantity"].Text ?? "");

    /// <summary>True for a resource that the card puts into the loss of the search.</summary>
    public static bool IsInLoss(CardValue term) => IsResource(term) && term["role"].Text == "loss_term";

    /// <summary>True for a resource that is in the loss of the search or constrains it.</summary>
    public static bool IsOptimised(CardValue term) => IsResource(term) && Optimised.Contains(term["role"].Text ?? "");

    private static void Multi(CardRuleRun run)
    {
        var (claimed, terms) = (run.Card.At("objectives.multi_objective"), run.Card.At("objectives.terms"));
        if (!run.Knows(claimed, terms))
            return;
        var optimised = terms.Items.FirstOrNowhere(IsOptimised);
        if (claimed.Flag == false && !optimised.IsAbsent)
            run.Breach(claimed, $"multi_objective is 'false', but the term '{optimised["name"].Text}' makes {optimised["quantity"].Text} a {optimised["role"].Text}.", more: [optimised["role"].Evidence()]);
        else if (claimed.Flag == true && optimised.IsAbsent)
            run.Breach(claimed, "multi_objective is 'true', but no resource is in the loss or a constraint.", more: [terms.Evidence()]);
    }

    private static void Units(CardRuleRun run)
    {
        foreach (var term in Terms(run).Where(t => t["quantity"].Text is "latency" or "memory"))
        {
            run.Looked();
            var (quantity, unit, device) = (term["quantity"], term["unit"], term["device"]);
            var isLatency = quantity.Text == "latency";
            if (!run.IsOpen(unit) && unit.IsStated && !(isLatency ? TimeUnits : MemoryUnits).Contains(unit.Text!))
                run.Breach(unit, $"'{term["name"].Text}' is a {quantity.Text} in the unit '{unit.Text}'; {(isLatency ? "time" : "memory")} is in {string.Join(" or ", isLatency ? TimeUnits : MemoryUnits)}.", "Correct the unit or the quantity.");
            if (isLatency && !run.IsOpen(device) && !device.IsStated)
                run.Breach(quantity, $"'{term["name"].Text}' is a latency, but no device is named.", "Name the device under objectives.terms[].device.");
        }
    }

    private static void PostHoc(CardRuleRun run)
    {
        var formulation = run.Card.At("objectives.formulation");
        var resources = Terms(run).Where(IsResource).ToList();
        if (!run.Knows(formulation) || formulation.Text == "single_objective" || resources.Count == 0)
            return;
        if (resources.TrueForAll(t => t["role"].Text is "post_hoc_filter" or "reported_only"))
            run.Breach(formulation, $"The formulation is '{formulation.Text}', but every resource is a filter or a number after the search.", more: [resources[0]["role"].Evidence()]);
    }

    private static void Proxy(CardRuleRun run)
    {
        var optimised = Terms(run).Where(IsOptimised).ToList();
        if (optimised.Count == 0)
            return;
        run.Looked();
        if (optimised.TrueForAll(t => Counts.Contains(t["quantity"].Text!)))
            run.Breach(optimised[0]["quantity"], $"The search optimises counts only ('{string.Join("', '", optimised.Select(t => t["quantity"].Text).Distinct())}'); they do not count for 'latency or memory' in the strict audit.");
    }
}

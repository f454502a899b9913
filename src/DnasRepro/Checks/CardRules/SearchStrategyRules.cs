using DnasRepro.Cards;
using DnasRepro.Findings;

namespace DnasRepro.Checks.CardRules;

/// <summary>How the search optimises, against itself.</summary>
internal static class SearchStrategyRules
{
    private static readonly HashSet<string> ResourceQuantities = ["latency", "memory", "flops", "macs", "parameters", "energy", "model_size"];

    public static readonly CardRule[] All =
    [
        CardRule.Row(1061, "strat-bilevel", Severity.Error, "The optimisation level and its order or fractions contradict each other", "DARTS, section 2.3",
            "A bilevel search has an order and two parts of data; a single-level search has neither.", "Correct optimisation_level, bilevel_order or the fractions.", Bilevel),
        CardRule.Row(1062, "strat-fractions", Severity.Error, "The fractions of the search data add to more than one", "CLAIM 2024 item 19",
            "Disjoint halves cannot be more than the whole.", "Correct weights_fraction or architecture_fraction.", Fractions),
        CardRule.Row(1063, "strat-warmup", Severity.Error, "The search ends before the architecture parameters are trained", "CLAIM 2024 item 25",
            "While the architecture parameters are frozen nothing is searched.", "Correct warmup_epochs, epochs or the patience.", WarmUp),
        CardRule.Row(1064, "strat-resource", Severity.Error, "A resource regulariser and the objectives contradict each other", "the review's figure on multi-objective search",
            "A resource term that is in the loss is an objective, and the other way round.", "Add the missing one, or remove the other.", Resource),
        CardRule.Row(1065, "strat-discrete", Severity.Error, "The discretisation keeps another number of edges than the cells", "DARTS, section 2.4",
            "The k of the rule and the edges kept by each node are the same number.", "Correct discretisation.k or edges_kept_per_node.", Discrete),
        CardRule.Row(1066, "strat-scaling", Severity.Warning, "The learning rate depends on the number of devices", "Lindauer & Hutter 2020, practice 11",
            "On another number of devices the same command is another experiment.", "State the number of devices under search_protocol.hardware and keep it in the recipe.", Scaling),
    ];

    private static void Bilevel(CardRuleRun run)
    {
        var (level, order) = (run.Card.At("search_strategy.optimisation_level"), run.Card.At("search_strategy.bilevel_order"));
        if (!run.Knows(level))
            return;
        if (level.Text == "bilevel" && (order.IsAbsent || order.Text == "not_bilevel"))
            run.Breach(level, "The search is bilevel, but bilevel_order does not say of which order.", null, null, Confidence.High, order.Evidence());
        if (level.Text == "single_level" && order.IsStated && order.Text != "not_bilevel")
            run.Breach(order, $"The search is single-level, but bilevel_order is '{order.Text}'.", null, null, Confidence.High, level.Evidence());
        foreach (var fraction in new[] { run.Card.At("search_protocol.weights_fraction"), run.Card.At("search_protocol.architecture_fraction") })
        {
            if (level.Text == "bilevel" && fraction.Number == 0)
                run.Breach(fraction, $"The search is bilevel, but {fraction.Field} is 0.");
        }
    }

    private static void Fractions(CardRuleRun run)
    {
        var (weights, architecture) = (run.Card.At("search_protocol.weights_fraction"), run.Card.At("search_protocol.architecture_fraction"));
        if (!run.Knows(weights, architecture) || run.Card.At("search_strategy.optimisation_level").Text == "single_level")
            return;
        var sum = (weights.Number ?? 0) + (architecture.Number ?? 0);
        if (sum > 1.0001)
            run.Breach(architecture, $"The fractions add to {sum:0.###}.", null, null, Confidence.High, weights.Evidence());
    }

    private static void WarmUp(CardRuleRun run)
    {
        var (warmUp, epochs) = (run.Card.At("search_strategy.warmup_epochs"), run.Card.At("search_protocol.epochs"));
        if (!run.Knows(warmUp, epochs))
            return;
        if (warmUp.Number >= epochs.Number)
            run.Breach(warmUp, $"{warmUp.Text} epochs of warm-up in a search of {epochs.Text}: the architecture parameters are never trained.", null, null, Confidence.High, epochs.Evidence());
        var patience = run.Card.At("search_protocol.early_stopping.patience");
        if (patience.Number > epochs.Number - warmUp.Number)
            run.Breach(patience, $"A patience of {patience.Text} epochs can never be reached in the {epochs.Number - warmUp.Number} epochs after the warm-up.", null, Severity.Warning);
    }

    private static void Resource(CardRuleRun run)
    {
        var (regularisers, terms) = (run.Card.At("search_strategy.regularisers"), run.Card.At("objectives.terms"));
        if (!terms.IsStated || regularisers.Sentinel is not null)
            return;
        run.Looked();
        var cost = regularisers.Items.FirstOrNowhere(r => r["name"].Text == "resource_cost");
        var term = terms.Items.FirstOrNowhere(t => ResourceQuantities.Contains(t["quantity"].Text ?? "") && t["role"].Text == "loss_term");
        if (!cost.IsAbsent && term.IsAbsent)
            run.Breach(cost, "There is a resource_cost regulariser, but objectives.terms has no resource in the loss.", null, null, Confidence.High, terms.Evidence());
        if (cost.IsAbsent && !term.IsAbsent && regularisers.IsStated)
            run.Breach(term, $"The objective '{term["name"].Text}' is a resource in the loss, but search_strategy.regularisers has no resource_cost.", null, null, Confidence.High, regularisers.Evidence());
    }

    private static void Discrete(CardRuleRun run)
    {
        var discretisation = run.Card.At("search_strategy.discretisation");
        if (discretisation["rule"].Text != "top_k_edges")
            return;
        foreach (var cell in run.Card.At("search_space.cells").Items)
        {
            if (run.Knows(discretisation["k"], cell["edges_kept_per_node"]) && discretisation["k"].Number != cell["edges_kept_per_node"].Number)
                run.Breach(discretisation["k"], $"k is {discretisation["k"].Text}, but the cell '{cell["id"].Text}' keeps {cell["edges_kept_per_node"].Text} edges a node.", null, null, Confidence.High, cell["edges_kept_per_node"].Evidence());
        }
    }

    private static void Scaling(CardRuleRun run)
    {
        var scaling = run.Card.At("search_strategy.learning_rate_scaling");
        if (!run.Knows(scaling) || scaling.Text != "by_device_count")
            return;
        var hardware = run.Card.At("search_protocol.hardware");
        var devices = hardware.Items.Sum(h => h["count"].Number ?? 0);
        var recipe = run.Card.At("rerun.recipes").Items.FirstOrNowhere(r => r["purpose"].Text is "search" or "smoke" or "full_pipeline");
        if (!recipe.IsAbsent && (!hardware.IsStated || devices > 1))
            run.Breach(scaling, hardware.IsStated
                ? $"The learning rate scales with the devices; the study used {devices}, and a rerun on another number is another experiment."
                : "The learning rate scales with the devices, and the card does not say how many were used.", null, null, Confidence.High, recipe["command"].Evidence());
    }
}

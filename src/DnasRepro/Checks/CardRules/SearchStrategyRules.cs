using System.Text.RegularExpressions;
using DnasRepro.Cards;
using DnasRepro.Findings;

namespace DnasRepro.Checks.CardRules;

/// <summary>How the search optimises, against itself.</summary>
internal static class SearchStrategyRules
{
    private static readonly HashSet<string> ResourceQuantities = ["latency", "memory", "flops", "macs", "parameters", "energy", "model_size"];
    private static readonly HashSet<string> OptimisedRoles = ["primary_loss", "loss_term", "hard_constraint", "soft_constraint"];

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
        var isOrdered = run.Knows(order) && order.Text != "not_bilevel";
        if (level.Text == "single_level" && isOrdered)
            run.Breach(order, $"The search is 'single_level', but bilevel_order is '{order.Text}'.", more: [level.Evidence()]);
        if (level.Text != "bilevel")
            return;
        if (!isOrdered && order.Sentinel is null or CardValue.NotApplicable)
            run.Breach(level, $"The search is 'bilevel', but bilevel_order does not say of which order.", more: [order.Evidence()]);
        foreach (var fraction in Datasets.Fractions(run.Card).Where(f => f.Number == 0))
            run.Breach(fraction, $"The search is 'bilevel', but {fraction.Field} is '{fraction.Text}'.", more: [level.Evidence()]);
    }

    /// <summary>Only of disjoint parts of the same data: a part that is the whole, or one that comes from a data set of its own, is none.</summary>
    private static void Fractions(CardRuleRun run)
    {
        var fractions = Datasets.Fractions(run.Card);
        if (run.Card.At("search_strategy.optimisation_level").Text == "single_level" || fractions.Any(f => f.Number == 1) || Datasets.SearchPartsAreSeparate(run.Card))
            return;
        if (!run.Knows(fractions))
            return;
        var sum = fractions.Sum(f => f.Number ?? 0);
        if (sum > 1 + 1e-6)
            run.Breach(fractions[1], $"The fractions '{fractions[0].Text}' and '{fractions[1].Text}' add to {sum:0.###}.", more: [fractions[0].Evidence()]);
    }

    private static void WarmUp(CardRuleRun run)
    {
        var (warmUp, epochs) = (run.Card.At("search_strategy.warmup_epochs"), run.Card.At("search_protocol.epochs"));
        if (!run.Knows(warmUp, epochs))
            return;
        var stopping = run.Card.At("search_protocol.early_stopping");
        if (warmUp.Number >= epochs.Number)
            run.Breach(warmUp, $"'{warmUp.Text}' epochs of warm-up in a search of '{epochs.Text}': the architecture parameters are never trained.", more: [epochs.Evidence()]);
        else if (stopping["used"].Flag != false && stopping["patience"].Number > epochs.Number - warmUp.Number)
            run.Breach(stopping["patience"], $"A patience of '{stopping["patience"].Text}' epochs can never be used up in the {epochs.Number - warmUp.Number} epochs after the warm-up.", severity: Severity.Warning);
    }

    private static void Resource(CardRuleRun run)
    {
        var (regularisers, terms) = (run.Card.At("search_strategy.regularisers"), run.Card.At("objectives.terms"));
        if (!run.Knows(regularisers, terms))
            return;
        var resources = terms.Items.Where(t => ResourceQuantities.Contains(t["quantity"].Text ?? "")).ToList();
        var cost = regularisers.Items.FirstOrNowhere(r => r["name"].Text == "resource_cost");
        var term = resources.FirstOrNowhere(t => t["role"].Text == "loss_term");
        if (!cost.IsAbsent && !resources.Exists(t => OptimisedRoles.Contains(t["role"].Text ?? "")))
            run.Breach(cost, "There is a 'resource_cost' regulariser, but no resource among objectives.terms is optimised.", more: [terms.Evidence()]);
        if (cost.IsAbsent && !term.IsAbsent)
            run.Breach(term, $"The objective '{term["name"].Text}' is a resource in the loss, but search_strategy.regularisers has no 'resource_cost'.", more: [regularisers.Evidence()]);
    }

    private static void Discrete(CardRuleRun run)
    {
        var discretisation = run.Card.At("search_strategy.discretisation");
        if (run.IsOpen(discretisation["rule"]) || discretisation["rule"].Text != "top_k_edges")
            return;
        foreach (var cell in run.Card.At("search_space.cells").Items)
        {
            if (run.Knows(discretisation["k"], cell["edges_kept_per_node"]) && discretisation["k"].Number != cell["edges_kept_per_node"].Number)
                run.Breach(discretisation["k"], $"k is '{discretisation["k"].Text}', but the cell '{cell["id"].Text}' keeps '{cell["edges_kept_per_node"].Text}' edges a node.", more: [cell["edges_kept_per_node"].Evidence()]);
        }
    }

    private static void Scaling(CardRuleRun run)
    {
        var (scaling, hardware) = (run.Card.At("search_strategy.learning_rate_scaling"), run.Card.At("search_protocol.hardware"));
        if (!run.Knows(scaling) || scaling.Text != "by_device_count" || !run.Knows([hardware, .. hardware.Items.Select(h => h["count"])]))
            return;
        var devices = hardware.Items.Sum(h => h["count"].Number ?? 0);
        foreach (var command in run.Card.At("rerun.recipes").Items.Where(r => r["purpose"].Text is "search" or "smoke" or "full_pipeline").Select(r => r["command"]))
        {
            var asked = DevicesOf(command.Text ?? "");
            if (asked is null && devices > 1)
                run.Breach(scaling, $"The learning rate scales with the devices; the study used {devices}, and the recipe does not fix their number.", confidence: Confidence.Medium, more: [command.Evidence(), hardware.Evidence()]);
            else if (asked is not null && asked != devices)
                run.Breach(scaling, $"The learning rate scales with the devices; the study used {devices}, and a rerun on {asked} devices is another experiment.", more: [command.Evidence(), hardware.Evidence()]);
        }
    }

    /// <summary>The number of devices on this machine that a command asks for, or null when it does not say.</summary>
    private static int? DevicesOf(string command)
    {
        if (Regex.Match(command, @"CUDA_VISIBLE_DEVICES=([0-9]+(?:,[0-9]+)*)", RegexOptions.None, PatternTimeout) is { Success: true } listed)
            return listed.Groups[1].Value.Split(',').Length;
        var counted = Regex.Match(command, @"--(?:nproc[_-]per[_-]node|num[_-]gpus|n[_-]gpus)[= ]([0-9]{1,4})(?:\s|$)", RegexOptions.None, PatternTimeout);
        return counted.Success ? int.Parse(counted.Groups[1].Value) : null;
    }

    private static readonly TimeSpan PatternTimeout = TimeSpan.FromMilliseconds(250);
}

using DnasRepro.Cards;

namespace DnasRepro.ReferenceSearch;

/// <summary>What of a card the proxy does exactly as declared.</summary>
internal static class CardProxyTaken
{
    /// <summary>One sentence; null when nothing is as declared.</summary>
    public static string? Sentence(CardValue root, SearchSettings settings)
    {
        List<string> taken = [.. Space(root, settings.Space), .. Strategy(root["search_strategy"], settings.Strategy), .. Training(root["search_strategy"], settings.Training)];
        return taken.Count == 0 ? null : $"Taken as declared: {string.Join("; ", taken)}.";
    }

    private static IEnumerable<string> Space(CardValue root, SpaceSettings space)
    {
        if (root.At("search_space.spatial_dims").Text == $"{space.Dimensions}d")
            yield return $"{space.Dimensions} dimensions";
        if (space.Topology is null && root.At("search_space.cells").Items.Take(100).Any(c => c["intermediate_nodes"].Integer == space.Nodes))
            yield return $"{space.Nodes} nodes a cell";
        if (space.Topology is { } topology && root.At("search_space.topology.blocks").Integer == topology.Blocks)
            yield return $"{topology.Blocks} blocks";
        if (space.Topology is { } grid && root.At("search_space.topology.levels").Integer == grid.Levels)
            yield return $"{grid.Levels} resolution levels";
        var offered = (space.Topology is null ? space.DownOperations.Concat(space.UpOperations) : space.DownOperations).ToHashSet(StringComparer.Ordinal);
        var same = root.At("search_space.operations").Items.Take(500).Select(o => o["id"].Text).OfType<string>().Where(offered.Contains).Distinct().ToList();
        if (same.Count > 0)
            yield return $"operations {CardNumbers.List(same)}";
    }

    private static IEnumerable<string> Strategy(CardValue block, StrategySettings strategy)
    {
        if ((block["relaxation"].Text, strategy.Relaxation) is ("softmax", Relaxation.Softmax) or ("gumbel_softmax", Relaxation.Gumbel))
            yield return $"relaxation {block["relaxation"].Text}";
        if (strategy.Relaxation == Relaxation.PartialChannels && block["partial_channel_ratio"].Integer == strategy.PartialRatio)
            yield return $"1/{strategy.PartialRatio} of the channels through the operations";
        if ((block["bilevel_order"].Text, strategy.Order) is ("first_order", BilevelOrder.First) or ("second_order_unrolled", BilevelOrder.Second) or ("not_bilevel", BilevelOrder.SingleLevel))
            yield return $"gradient {block["bilevel_order"].Text}";
        var optimiser = block["arch_optimiser"];
        if (optimiser["learning_rate"].Number == strategy.LearningRate)
            yield return $"learning rate {CardNumbers.Text(strategy.LearningRate)} of the architecture parameters";
        if (optimiser["weight_decay"].Number == strategy.WeightDecay)
            yield return $"their weight decay {CardNumbers.Text(strategy.WeightDecay)}";
        if (block["arch_init_scale"].Number == strategy.InitialScale)
            yield return $"their initial scale {CardNumbers.Text(strategy.InitialScale)}";
        if ((block.At("discretisation.rule").Text, strategy.Discretisation) is ("top_k_edges", DiscretisationRule.TopInputs) or ("argmax_operation", DiscretisationRule.ArgmaxPerEdge) or ("threshold", DiscretisationRule.Threshold))
            yield return $"discretisation {block.At("discretisation.rule").Text}{(block.At("discretisation.k").Integer == strategy.KeptInputs ? $" with {strategy.KeptInputs} edges a node" : "")}";
    }

    private static IEnumerable<string> Training(CardValue block, TrainingSettings training)
    {
        var optimiser = block["weight_optimiser"];
        if (!CardProxyTraining.IsSgd(optimiser["name"].Text))
            yield break;
        if (optimiser["learning_rate"].Number == training.LearningRate)
            yield return $"learning rate {CardNumbers.Text(training.LearningRate)} of the weights";
        if (optimiser["weight_decay"].Number == training.WeightDecay)
            yield return $"their weight decay {CardNumbers.Text(training.WeightDecay)}";
        if (optimiser["momentum"].Number == training.Momentum)
            yield return $"their momentum {CardNumbers.Text(training.Momentum)}";
    }
}

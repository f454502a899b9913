using DnasRepro.Cards;
using DnasRepro.Locations;

namespace DnasRepro.ReferenceSearch;

/// <summary>The strategy of the proxy: the declared relaxation, gradient, optimiser and rules.</summary>
internal static class CardProxyStrategy
{
    private const int MostRegularisers = 100;

    public static StrategySettings Of(CardValue root, SpaceSettings space, int epochs, List<string> notes)
    {
        var block = root["search_strategy"];
        if (!block.IsStated)
            notes.Add("The card does not state its search strategy: the proxy searches with its default one.");
        if (block["algorithm"].Text is "zero_order" or "non_differentiable")
            notes.Add($"The declared algorithm ({block["algorithm"].Text}) is not differentiable: the proxy is another search over the declared space.");
        var strategy = Optimiser(block, new StrategySettings(), notes) with { WarmUpEpochs = Scaled(block["warmup_epochs"], root, epochs, "Warm-up", notes) is { } warm ? Math.Min(warm, epochs - 1) : 0 };
        strategy = Relaxed(block, space, strategy, notes) with { Order = Order(block, notes), Resources = CardProxyResources.Of(root, notes) };
        strategy = Regularised(block, strategy, notes);
        strategy = Stopping(root, strategy, epochs, notes);
        return CardProxyDiscretisation.With(root, space, strategy, notes);
    }

    private static StrategySettings Optimiser(CardValue block, StrategySettings usual, List<string> notes)
    {
        var optimiser = block["arch_optimiser"];
        if (optimiser["name"].Text is { } name && !name.StartsWith("adam", StringComparison.OrdinalIgnoreCase))
            notes.Add($"The architecture parameters are declared to be trained with '{Evidence.Cut(name)}'; the proxy takes Adam.");
        List<CardValue> betas = [.. optimiser["betas"].Items.Take(2)];
        var scale = block["arch_init"].Text == "zeros" && !block["arch_init_scale"].IsStated ? 0 : block["arch_init_scale"].In("strategy.initial_scale", usual.InitialScale, notes);
        if (block["arch_init"].Text is "uniform" or "warm_start" or "other")
            notes.Add($"The architecture parameters are declared to start as {block["arch_init"].Text}; the proxy draws them from a normal distribution.");
        return usual with
        {
            LearningRate = Rate(optimiser["learning_rate"], usual.LearningRate, notes),
            WeightDecay = optimiser["weight_decay"].In("strategy.weight_decay", usual.WeightDecay, notes),
            Beta1 = betas.Count == 2 ? betas[0].In("strategy.beta1", usual.Beta1, notes) : usual.Beta1,
            Beta2 = betas.Count == 2 ? betas[1].In("strategy.beta2", usual.Beta2, notes) : usual.Beta2,
            InitialScale = scale,
        };
    }

    /// <summary>The declared rate, or the proxy's own where that is larger: a rate for tens of thousands of steps would leave all choices undecided after some hundred.</summary>
    private static double Rate(CardValue declared, double usual, List<string> notes)
    {
        if (declared.Number is not > 0)
            return usual;
        var rate = declared.In("strategy.learning_rate", usual, notes);
        if (rate >= usual)
            return rate;
        notes.Add($"The learning rate {CardNumbers.Text(rate)} of the architecture parameters is {CardNumbers.Text(usual)} in the proxy, which has some hundred steps to decide in.");
        return usual;
    }

    /// <summary>A number of epochs as the same share of the proxy's epochs, at least one; null where none is declared.</summary>
    private static int? Scaled(CardValue declared, CardValue root, int epochs, string what, List<string> notes)
    {
        if (declared.Integer is not > 0)
            return null;
        var count = declared.Integer.Value;
        var all = root.At("search_protocol.epochs").Integer;
        var scaled = all is > 0 ? Math.Max(1, (int)Math.Round(Math.Min(1, (double)count / all.Value) * epochs)) : Math.Min(count, epochs);
        if (scaled != count)
            notes.Add($"{what} of {count} epochs{(all is > 0 ? $" of {all}" : "")} is {scaled} of {epochs} in the proxy.");
        return scaled;
    }

    private static BilevelOrder Order(CardValue block, List<string> notes)
    {
        var (level, order) = (block["optimisation_level"].Text, block["bilevel_order"].Text);
        if (level is "alternating_two_stage" or "multi_stage")
            notes.Add($"The declared optimisation ({level}) is bilevel in the proxy, with one step of each a batch.");
        if (order == "implicit")
            notes.Add("The declared implicit gradient is that through one step of the weights in the proxy.");
        return level == "single_level" || order == "not_bilevel" ? BilevelOrder.SingleLevel
            : order is "second_order_unrolled" or "implicit" ? BilevelOrder.Second : BilevelOrder.First;
    }

    private static StrategySettings Relaxed(CardValue block, SpaceSettings space, StrategySettings strategy, List<string> notes)
    {
        var ratio = block["partial_channel_ratio"].Integer;
        var declared = block["relaxation"].Text;
        var isGumbel = declared is "gumbel_softmax" or "straight_through" or "binary_gate" || (declared is null && block["algorithm"].Text is "gdas" or "snas" or "fbnet" or "proxylessnas");
        if (block["algorithm"].Text == "pc_darts" || ratio > 1)
            return Partial(ratio ?? strategy.PartialRatio, space, strategy, isGumbel, notes);
        if (isGumbel && declared is not (null or "gumbel_softmax"))
            notes.Add($"The declared relaxation ({declared}) is Gumbel-softmax with one operation an edge in the proxy.");
        if (!isGumbel && declared is not (null or "softmax"))
            notes.Add($"The declared relaxation ({Evidence.Cut(declared)}) is softmax in the proxy.");
        return Tempered(block["temperature"], strategy with { Relaxation = isGumbel ? Relaxation.Gumbel : Relaxation.Softmax }, notes);
    }

    private static StrategySettings Partial(int ratio, SpaceSettings space, StrategySettings strategy, bool isGumbel, List<string> notes)
    {
        var taken = Enumerable.Range(1, space.Channels / 2).Where(r => space.Channels % r == 0 && space.Channels / r >= 2 && r <= Math.Max(1, ratio)).Max();
        if (taken != ratio)
            notes.Add($"1/{ratio} of the channels is declared to go through the operations; of the proxy's {space.Channels} it is 1/{taken}.");
        if (isGumbel)
            notes.Add("Partial channels are declared together with sampling; the proxy has the former only.");
        return strategy with { Relaxation = Relaxation.PartialChannels, PartialRatio = taken };
    }

    private static StrategySettings Tempered(CardValue temperature, StrategySettings strategy, List<string> notes)
    {
        if (temperature.Text is not { } text || text.Equals("none", StringComparison.OrdinalIgnoreCase))
            return strategy;
        var numbers = temperature.Number is { } one ? [one] : CardNumbers.In(text);
        if (strategy.Relaxation != Relaxation.Gumbel || numbers.Count == 0)
        {
            notes.Add($"The declared temperature ('{Evidence.Cut(text)}') is not in the proxy.");
            return strategy;
        }
        var start = CardNumbers.Into(numbers[0], temperature.Field, "strategy.temperature_start", strategy.TemperatureStart, notes);
        var end = CardNumbers.Into(numbers[Math.Min(1, numbers.Count - 1)], temperature.Field, "strategy.temperature_end", strategy.TemperatureEnd, notes);
        return strategy with { TemperatureStart = start, TemperatureEnd = Math.Min(start, end) };
    }

    private static StrategySettings Regularised(CardValue block, StrategySettings strategy, List<string> notes)
    {
        foreach (var one in block["regularisers"].Items.Take(MostRegularisers))
        {
            var weight = CardNumbers.First(one["weight"]);
            switch (one["name"].Text)
            {
                case "entropy":
                    strategy = strategy with { EntropyWeight = CardNumbers.Into(weight ?? 1, one["weight"].Field, "strategy.entropy_weight", 0, notes) };
                    notes.Add($"The entropy of the edges' choices weighs {CardNumbers.Text(strategy.EntropyWeight)} in the proxy throughout; a declared schedule of it is not followed.");
                    break;
                case "skip_dropout":
                    strategy = strategy with { OperationDropout = CardNumbers.Into(weight ?? 0.3, one["weight"].Field, "strategy.operation_dropout", 0, notes) };
                    notes.Add($"Skips and operations with weights are left out with a chance of {CardNumbers.Text(strategy.OperationDropout)} at the start in the proxy.");
                    break;
                case "l2_alpha" when !block.At("arch_optimiser.weight_decay").IsStated && weight is not null:
                    strategy = strategy with { WeightDecay = CardNumbers.Into(weight, one["weight"].Field, "strategy.weight_decay", strategy.WeightDecay, notes) };
                    break;
                case "l2_alpha" or "resource_cost" or null:
                    break;
                case var other:
                    notes.Add($"The regulariser '{Evidence.Cut(other)}' is not in the proxy.");
                    break;
            }
        }
        return strategy;
    }

    private static StrategySettings Stopping(CardValue root, StrategySettings strategy, int epochs, List<string> notes)
    {
        var stopping = root.At("search_protocol.early_stopping");
        if (stopping["used"].Flag != true)
            return strategy;
        switch (stopping["criterion"].Text)
        {
            case "genotype_unchanged":
                return strategy with { StopWhenStableFor = Scaled(stopping["patience"], root, epochs, "Patience", notes) ?? epochs };
            case "skip_count":
                return strategy with { StopAtSkips = 2 };
            case var other:
                notes.Add($"The declared early stopping ({Evidence.Cut(other ?? "criterion not stated")}) is not in the proxy.");
                return strategy;
        }
    }
}

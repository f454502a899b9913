using DnasRepro.Cards;
using DnasRepro.Locations;

namespace DnasRepro.ReferenceSearch;

/// <summary>How the proxy trains its weights: with SGD as declared, for fewer epochs.</summary>
internal static class CardProxyTraining
{
    public static TrainingSettings Of(CardValue root, TrainingSettings usual, List<string> notes)
    {
        var (optimiser, protocol) = (root.At("search_strategy.weight_optimiser"), root["search_protocol"]);
        var training = usual with { GradientClip = Clip(root.At("search_strategy.grad_clip"), usual.GradientClip, notes) };
        if (protocol["epochs"].Integer is { } epochs)
            notes.Add($"{epochs} epochs{(protocol["batch_size"].Integer is { } batch ? $" in batches of {batch}" : "")} are declared; the proxy trains {usual.Epochs} in batches of {usual.BatchSize}.");
        if (root.At("search_strategy.search_loss").Texts.Take(10).ToList() is { Count: > 0 } loss)
            notes.Add($"The loss is cross entropy plus soft Dice in the proxy; {CardNumbers.List(loss)} is declared.");
        if (IsSgd(optimiser["name"].Text))
            return Declared(optimiser, training, notes);
        notes.Add($"The weights are declared to be trained with '{Evidence.Cut(optimiser["name"].Text!)}'; the proxy takes SGD with its own learning rate of {CardNumbers.Text(usual.LearningRate)}, momentum and weight decay.");
        return training;
    }

    private static double Clip(CardValue declared, double usual, List<string> notes) => declared.Number is 0 ? usual : declared.In("training.gradient_clip", usual, notes);

    /// <summary>Whether an optimiser is SGD, or not named.</summary>
    public static bool IsSgd(string? name) => name is null || Has(name, "sgd") || Has(name, "stochastic gradient");

    private static TrainingSettings Declared(CardValue optimiser, TrainingSettings usual, List<string> notes)
    {
        var rate = optimiser["learning_rate"].Number is > 0 ? optimiser["learning_rate"].In("training.learning_rate", usual.LearningRate, notes) : usual.LearningRate;
        var schedule = optimiser["schedule"].Text ?? "";
        var isConstant = Has(schedule, "constant") || Has(schedule, "fixed") || schedule.Equals("none", StringComparison.OrdinalIgnoreCase);
        if (optimiser["schedule"].IsStated && !isConstant && !Has(schedule, "cosine"))
            notes.Add($"The schedule '{Evidence.Cut(schedule)}' of the weights' learning rate is a cosine in the proxy.");
        return usual with
        {
            LearningRate = rate,
            MinimumLearningRate = Math.Min(rate, Has(schedule, "to zero") ? 0 : CardNumbers.In(schedule).Where(n => n < rate).DefaultIfEmpty(usual.MinimumLearningRate).Last()),
            IsCosine = !isConstant,
            Momentum = optimiser["momentum"].In("training.momentum", usual.Momentum, notes),
            WeightDecay = optimiser["weight_decay"].In("training.weight_decay", usual.WeightDecay, notes),
        };
    }

    private static bool Has(string text, string word) => text.Contains(word, StringComparison.OrdinalIgnoreCase);
}

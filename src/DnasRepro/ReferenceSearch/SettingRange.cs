namespace DnasRepro.ReferenceSearch;

/// <summary>The values that a numeric setting may have.</summary>
/// <param name="Key">The key in a settings file, as <c>strategy.learning_rate</c>.</param>
/// <param name="Value">The setting's value; null where it is not set.</param>
/// <param name="Low">The least value.</param>
/// <param name="High">The largest value.</param>
internal sealed record SettingRange(string Key, Func<SearchSettings, double?> Value, double Low, double High)
{
    private const double MostEpochs = 10_000;
    private const double MostImages = 1_000_000;
    private const double LargestWeight = 1000;
    private const double LargestRate = 10;

    /// <summary>All numeric settings but the weights of the resource terms. The schema has the same ranges.</summary>
    public static readonly IReadOnlyList<SettingRange> All =
    [
        new("space.dimensions", s => s.Space.Dimensions, 2, 3),
        new("space.levels", s => s.Space.Levels, 1, 5),
        new("space.nodes", s => s.Space.Nodes, 1, 8),
        new("space.channels", s => s.Space.Channels, 2, 128),
        new("space.topology.blocks", s => s.Space.Topology?.Blocks, 2, 12),
        new("space.topology.levels", s => s.Space.Topology?.Levels, 2, 5),
        new("space.topology.memory_weight", s => s.Space.Topology?.MemoryWeight, 0, LargestWeight),
        new("strategy.partial_ratio", s => s.Strategy.PartialRatio, 1, 64),
        new("strategy.temperature_start", s => s.Strategy.TemperatureStart, 0.001, LargestWeight),
        new("strategy.temperature_end", s => s.Strategy.TemperatureEnd, 0.001, LargestWeight),
        new("strategy.warm_up_epochs", s => s.Strategy.WarmUpEpochs, 0, MostEpochs - 1),
        new("strategy.learning_rate", s => s.Strategy.LearningRate, 1e-8, LargestRate),
        new("strategy.beta1", s => s.Strategy.Beta1, 0, 0.9999),
        new("strategy.beta2", s => s.Strategy.Beta2, 0, 0.99999),
        new("strategy.weight_decay", s => s.Strategy.WeightDecay, 0, 1),
        new("strategy.initial_scale", s => s.Strategy.InitialScale, 0, 10),
        new("strategy.entropy_weight", s => s.Strategy.EntropyWeight, -LargestWeight, LargestWeight),
        new("strategy.operation_dropout", s => s.Strategy.OperationDropout, 0, 0.99),
        new("strategy.stop_at_skips", s => s.Strategy.StopAtSkips, 1, 44),
        new("strategy.stop_when_stable_for", s => s.Strategy.StopWhenStableFor, 1, MostEpochs),
        new("strategy.kept_inputs", s => s.Strategy.KeptInputs, 1, 9),
        new("strategy.threshold", s => s.Strategy.Threshold, 0, 1),
        new("training.epochs", s => s.Training.Epochs, 1, MostEpochs),
        new("training.batch_size", s => s.Training.BatchSize, 1, 1024),
        new("training.learning_rate", s => s.Training.LearningRate, 1e-8, LargestRate),
        new("training.minimum_learning_rate", s => s.Training.MinimumLearningRate, 0, LargestRate),
        new("training.momentum", s => s.Training.Momentum, 0, 0.9999),
        new("training.weight_decay", s => s.Training.WeightDecay, 0, 1),
        new("training.gradient_clip", s => s.Training.GradientClip, 1e-6, 1e6),
        new("data.seed", s => s.Data.Seed, 0, int.MaxValue),
        new("data.size", s => s.Data.Size, 4, 2048),
        new("data.training", s => s.Data.Training, 1, MostImages),
        new("data.validation", s => s.Data.Validation, 1, MostImages),
        new("data.test", s => s.Data.Test, 1, MostImages),
        new("data.external", s => s.Data.External, 0, MostImages),
        new("evaluation.retrain_epochs", s => s.Evaluation.RetrainEpochs, 0, MostEpochs),
        new("evaluation.random_architectures", s => s.Evaluation.RandomArchitectures, 0, 1000),
    ];

    /// <summary>The range of a resource term's weight.</summary>
    public static readonly SettingRange ResourceWeight = new("weight", _ => null, 0, LargestWeight);

    /// <summary>The range of a key.</summary>
    public static SettingRange Of(string key) => All.First(r => r.Key == key);

    /// <summary>Whether a value is in the range; NaN is in none.</summary>
    public bool Holds(double value) => value >= Low && value <= High;
}

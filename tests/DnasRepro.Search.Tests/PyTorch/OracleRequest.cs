using System.Text.Json;
using DnasRepro.ReferenceSearch;

namespace DnasRepro.Search.Tests.PyTorch;

/// <summary>What <c>oracle.py</c> is asked to compute; the meaning of each member stands there. The defaults are those of the benchmark's baseline.</summary>
internal sealed record OracleRequest
{
    private static readonly JsonSerializerOptions Snake = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>Small enough that rounding to single precision seldom moves a maximum of a pool or a sign before a ReLU: such a move shows in a gradient as more than 1e-4 at the baseline's own size.</summary>
    public static OracleRequest Small { get; } = new() { Size = [16, 16], Images = 8, Batch = 2 };

    public int Dimensions { get; init; } = 2;

    public int Levels { get; init; } = 2;

    public int Nodes { get; init; } = 2;

    public int Channels { get; init; } = 8;

    public int Classes { get; init; } = 2;

    public int InChannels { get; init; } = 1;

    /// <summary>Pixels along each axis, slowest first.</summary>
    public IReadOnlyList<int> Size { get; init; } = [64, 64];

    public IReadOnlyList<string> DownOperations { get; init; } = OperationRegistry.Default;

    public IReadOnlyList<string> UpOperations { get; init; } = OperationRegistry.Default;

    /// <summary>softmax, gumbel or partial.</summary>
    public string Relaxation { get; init; } = "softmax";

    public int PartialRatio { get; init; } = 4;

    /// <summary>For each step; the last one stays.</summary>
    public IReadOnlyList<double> Temperature { get; init; } = [1.0];

    public double EntropyWeight { get; init; }

    public double InitialScale { get; init; } = 1e-3;

    public int KeptInputs { get; init; } = 2;

    /// <summary>For each step; the last one stays.</summary>
    public IReadOnlyList<double> LearningRate { get; init; } = [0.025];

    public double Momentum { get; init; } = 0.9;

    public double WeightDecay { get; init; } = 3e-4;

    public double Clip { get; init; } = 5;

    public double ArchitectureLearningRate { get; init; } = 3e-4;

    public IReadOnlyList<double> Betas { get; init; } = [0.5, 0.999];

    public double ArchitectureWeightDecay { get; init; } = 1e-3;

    /// <summary>Norm of the move of the weights for the central difference of the second order.</summary>
    public double Epsilon { get; init; } = 0.01;

    public long Seed { get; init; }

    public int DataSeed { get; init; }

    /// <summary>Images in each set, of which batches are drawn with replacement.</summary>
    public int Images { get; init; } = 128;

    public int Batch { get; init; } = 8;

    public int Steps { get; init; } = 10;

    /// <summary>float32 or float64.</summary>
    public string Dtype { get; init; } = "float32";

    public int Threads { get; init; } = 1;

    public IReadOnlyList<string> Compute { get; init; } = ["forward", "gradients"];

    /// <summary>A folder with arrays that are used instead of drawn ones; empty for none.</summary>
    public string Inputs { get; init; } = "";

    /// <summary>The request that computes what settings describe, at the learning rate and the temperature of the start.</summary>
    public static OracleRequest Of(SearchSettings settings, long seed)
    {
        var (space, strategy, training) = (settings.Space, settings.Strategy, settings.Training);
        return new OracleRequest
        {
            Dimensions = space.Dimensions, Levels = space.Levels, Nodes = space.Nodes, Channels = space.Channels,
            DownOperations = space.DownOperations, UpOperations = space.UpOperations,
            Size = [.. Enumerable.Repeat(settings.Data.Size, space.Dimensions)],
            Relaxation = NameOf(strategy.Relaxation), PartialRatio = strategy.PartialRatio, Temperature = [strategy.TemperatureStart],
            EntropyWeight = strategy.EntropyWeight, InitialScale = strategy.InitialScale, KeptInputs = strategy.KeptInputs,
            LearningRate = [training.LearningRate], Momentum = training.Momentum, WeightDecay = training.WeightDecay, Clip = training.GradientClip,
            ArchitectureLearningRate = strategy.LearningRate, Betas = [strategy.Beta1, strategy.Beta2], ArchitectureWeightDecay = strategy.WeightDecay,
            Seed = seed, DataSeed = settings.Data.Seed, Images = settings.Data.Training, Batch = training.BatchSize,
        };
    }

    public string ToJson() => JsonSerializer.Serialize(this, Snake);

    private static string NameOf(Relaxation relaxation) => relaxation switch
    {
        ReferenceSearch.Relaxation.Softmax => "softmax",
        ReferenceSearch.Relaxation.Gumbel => "gumbel",
        _ => "partial",
    };
}

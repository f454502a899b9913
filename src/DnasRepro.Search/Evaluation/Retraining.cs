using System.Diagnostics;
using DnasRepro.Architectures;
using DnasRepro.ReferenceSearch;
using DnasRepro.Search.Networks;
using DnasRepro.Search.Searching;
using DnasRepro.Statistics;
using TorchSharp;
using static TorchSharp.torch;

namespace DnasRepro.Search.Evaluation;

/// <summary>A derived network after its training from scratch.</summary>
/// <param name="Loss">Mean training loss of the last epoch; null when the training diverged, which ends it.</param>
/// <param name="Validation">The set by which the search chose: a found architecture has an advantage here that it does not have on the test set.</param>
/// <param name="External">Null when there is no external site.</param>
internal sealed record Retrained(double? Loss, SegmentationScore Validation, SegmentationScore Test, SegmentationScore? External);

/// <summary>
/// Trains architectures from scratch, all in the same way: the search's optimiser, schedule and loss over its training images, in an order that is the same
/// for every architecture. The initial weights come from the seed too.
/// </summary>
internal sealed class Retraining
{
    private readonly SearchSettings settings;
    private readonly EvaluationImages images;
    private readonly Device device;
    private readonly ulong orderSeed;
    private readonly ulong weightSeed;

    /// <param name="settings">Its <see cref="EvaluationSettings.RetrainEpochs"/> is how long each is trained.</param>
    public Retraining(SearchSettings settings, EvaluationImages images, long seed, Device device)
    {
        (this.settings, this.images, this.device) = (settings, images, device);
        var state = (ulong)seed;
        (orderSeed, weightSeed) = (Randomness.Split(ref state), Randomness.Split(ref state));
    }

    private TrainingSettings Training => settings.Training;

    private int Epochs => settings.Evaluation.RetrainEpochs;

    /// <summary>Trains an architecture and scores it.</summary>
    /// <param name="phase">What the progress calls it.</param>
    /// <exception cref="OperationCanceledException">The user gave up.</exception>
    public Retrained Train(Architecture architecture, string phase, Action<SearchProgress> report, CancellationToken cancellation)
    {
        using var weights = new Generator(weightSeed);
        using var order = new Generator(orderSeed);
        using var network = IDerivedNetwork.Of(architecture, settings.Space, images.Data.Training[0].Channels, images.Data.Classes, weights, device: device);
        using var optimiser = new Sgd(Training.Momentum, Training.WeightDecay, Training.GradientClip);
        var clock = Stopwatch.StartNew();
        double? loss = null;
        for (var epoch = 1; epoch <= Epochs; epoch++)
        {
            var mean = Epoch(network, optimiser, WeightRate.In(epoch, Epochs, Training), images.Training.Shuffled(order), cancellation);
            loss = double.IsFinite(mean) ? mean : null;
            if (loss is null)
                break;
            report(new SearchProgress(phase, epoch, Epochs, mean, null, clock.Elapsed / epoch * (Epochs - epoch)));
        }
        return new Retrained(
            loss, Score(network, images.Validation, images.Data.Validation), Score(network, images.Test, images.Data.Test),
            images.External is { } external ? Score(network, external, images.Data.External) : null);
    }

    private SegmentationScore Score(IDerivedNetwork network, ImageSet set, IReadOnlyList<Data.LabelledImage> cases) =>
        SegmentationScore.Of(i => network.Forward(i, isTraining: false), set, cases, Training.BatchSize, images.Data.Classes);

    /// <summary>One pass over the training images; gives the mean loss.</summary>
    private double Epoch(IDerivedNetwork network, Sgd optimiser, double rate, long[] order, CancellationToken cancellation)
    {
        var size = Math.Min(Training.BatchSize, order.Length);
        var (sum, steps) = (0.0, order.Length / size);
        for (var i = 0; i < steps; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            using var batch = images.Training.Take(order.Skip(i * size).Take(size));
            var loss = Loss.Of(network.Forward(batch.Images, isTraining: true), batch.Labels);
            optimiser.Step(network.Weights.Vector, Gradient(loss, network.Weights), rate);
            sum += loss.ToDouble();
        }
        return sum / steps;
    }

    /// <summary>The gradient of all weights; that of an entrance which no edge leaves is zeros.</summary>
    private static Tensor Gradient(Tensor loss, Weights weights)
    {
        var values = weights.All.Select(w => w.Value).ToArray();
        var gradients = autograd.grad([loss], values, allow_unused: true);
        return Weights.Flat(values.Select((value, i) => gradients[i] is { IsInvalid: false } gradient ? gradient : zeros_like(value)));
    }
}

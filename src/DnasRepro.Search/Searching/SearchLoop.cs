using System.Diagnostics;
using DnasRepro.ReferenceSearch;
using DnasRepro.Search.Data;
using DnasRepro.Search.Evaluation;
using static TorchSharp.torch;

namespace DnasRepro.Search.Searching;

/// <summary>The search from its start or from a checkpoint to its end.</summary>
internal sealed class SearchLoop : IDisposable
{
    private readonly SearchSettings settings;
    private readonly SearchData data;
    private readonly Generator generator;
    private readonly ImageSet training;
    private readonly ImageSet validation;
    private readonly SearchStep step;
    private readonly List<SearchEpoch> epochs = [];

    /// <param name="latency">Needed where latency weighs on the loss.</param>
    public SearchLoop(SearchSettings settings, SearchData data, long seed, Device device, LatencyTable? latency = null)
    {
        (this.settings, this.data) = (settings, data);
        generator = new Generator((ulong)seed);
        Network = new SearchedNetwork(settings, data.Training[0].Channels, data.Classes, generator, device: device, latency: latency);
        training = new ImageSet(data.Training, Network.Supernet.Spatial, device);
        validation = new ImageSet(data.Validation, Network.Supernet.Spatial, device);
        step = new SearchStep(Network, settings);
        epochs.Add(new SearchEpoch(0, null, null, Network.Parameters()));
    }

    public SearchedNetwork Network { get; }

    /// <summary>Dice of the supernet on images, by its running statistics.</summary>
    public double Dice(ImageSet set) => PooledDice.Of(i => Network.Forward(i, isTraining: false), set, settings.Training.BatchSize, data.Classes);

    /// <summary>Searches to the end; after every epoch the checkpoint is written.</summary>
    /// <exception cref="OperationCanceledException">The user gave up; the last whole epoch is in the checkpoint.</exception>
    public SearchHistory Run(Checkpoint checkpoint, Action<SearchProgress> report, CancellationToken cancellation)
    {
        checkpoint.Restore(Network, step, generator, epochs);
        var (clock, before) = (Stopwatch.StartNew(), epochs[^1].Epoch);
        var stopped = Stopped();
        while (stopped is null && epochs[^1].Epoch < settings.Training.Epochs)
        {
            var epoch = epochs[^1].Epoch + 1;
            var loss = Epoch(epoch, cancellation);
            epochs.Add(new SearchEpoch(epoch, loss, Dice(validation), Network.Parameters()));
            stopped = Stopped();
            checkpoint.Write(Network, step, generator, epochs);
            var left = clock.Elapsed / (epoch - before) * (settings.Training.Epochs - epoch);
            report(new SearchProgress("search", epoch, settings.Training.Epochs, loss, epochs[^1].ValidationDice, left));
        }
        // What is measured afterwards must not depend on whether the search was interrupted.
        Network.End(Share(epochs[^1].Epoch));
        return new SearchHistory(epochs, Discretisation.Of(settings, epochs[^1].Parameters), stopped);
    }

    public void Dispose()
    {
        step.Dispose();
        training.Dispose();
        validation.Dispose();
        Network.Dispose();
        generator.Dispose();
    }

    /// <summary>How much of the search is done in an epoch, 0 in the first and 1 in the last.</summary>
    private double Share(int epoch) => (epoch - 1.0) / Math.Max(1, settings.Training.Epochs - 1);

    /// <summary>Why the search ends here, before its last epoch; null to go on or when that is over.</summary>
    private string? Stopped() => epochs[^1].Epoch < settings.Training.Epochs ? EarlyStop.Reason(settings, epochs) : null;

    /// <summary>One pass over the training images, each batch with the validation batch that is next in a random order of its own.</summary>
    private double Epoch(int epoch, CancellationToken cancellation)
    {
        var (order, other) = (training.Shuffled(generator), validation.Shuffled(generator));
        var size = Math.Min(settings.Training.BatchSize, training.Count);
        var rate = WeightRate.In(epoch, settings.Training.Epochs, settings.Training);
        Network.Begin(Share(epoch));
        var sum = 0.0;
        var steps = training.Count / size;
        for (var i = 0; i < steps; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            using var batch = training.Take(order.Skip(i * size).Take(size));
            using var held = validation.Take(Enumerable.Range(i * size, size).Select(n => other[n % other.Length]));
            sum += step.Take(batch, held, rate, epoch > settings.Strategy.WarmUpEpochs);
        }
        if (!double.IsFinite(sum))
            throw new UserErrorException($"The training loss is no number any more in epoch {epoch}: the search diverged.", "Lower the learning rates or the gradient clip.");
        return sum / steps;
    }
}

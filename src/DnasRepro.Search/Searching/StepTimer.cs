using System.Diagnostics;
using DnasRepro.ReferenceSearch;
using DnasRepro.Search.Data;
using DnasRepro.Search.Native;
using static TorchSharp.torch;

namespace DnasRepro.Search.Searching;

/// <summary>What the steps of a search took.</summary>
/// <param name="Seconds">Of each timed step.</param>
/// <param name="CpuSeconds">Of each timed step, over all threads.</param>
/// <param name="Weights">How many numbers the weights are.</param>
/// <param name="ArchitectureParameters">How many numbers the architecture parameters are.</param>
/// <param name="FirstLoss">Training loss of the first step, before anything was learnt.</param>
/// <param name="LastLoss">Training loss of the last step.</param>
internal sealed record StepTimes(IReadOnlyList<double> Seconds, IReadOnlyList<double> CpuSeconds, int Weights, int ArchitectureParameters, double FirstLoss, double LastLoss);

/// <summary>Times the steps of a search on phantoms, for the benchmark.</summary>
internal static class StepTimer
{
    /// <summary>Takes some steps untimed and then some timed ones, each with batches drawn anew.</summary>
    public static StepTimes Run(SearchSettings settings, int threads, long seed, int warmup, int steps)
    {
        TorchLibrary.Require("cpu");
        set_num_threads(threads);
        var data = Phantoms.Create(settings);
        using var generator = new Generator((ulong)seed);
        using var network = new SearchedNetwork(settings, data.Training[0].Channels, data.Classes, generator, latency: LatencyTable.IsNeeded(settings) ? LatencyTable.Measure(settings, CPU) : null);
        using var step = new SearchStep(network, settings);
        using var training = new ImageSet(data.Training, network.Supernet.Spatial, CPU);
        using var validation = new ImageSet(data.Validation, network.Supernet.Spatial, CPU);
        var (seconds, processor, losses) = (new List<double>(), new List<double>(), new List<double>());
        for (var i = 0; i < warmup + steps; i++)
        {
            var (clock, before) = (Stopwatch.GetTimestamp(), Process.GetCurrentProcess().TotalProcessorTime);
            using var batch = training.Take(training.Shuffled(generator).Take(settings.Training.BatchSize));
            using var held = validation.Take(validation.Shuffled(generator).Take(settings.Training.BatchSize));
            losses.Add(step.Take(batch, held, settings.Training.LearningRate, movesArchitecture: true));
            if (i < warmup)
                continue;
            seconds.Add(Stopwatch.GetElapsedTime(clock).TotalSeconds);
            processor.Add((Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds);
        }
        return new StepTimes(seconds, processor, (int)network.Supernet.Weights.Vector.numel(), (int)network.Architecture.Vector.numel(), losses[0], losses[^1]);
    }
}

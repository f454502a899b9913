using System.Diagnostics;
using System.Runtime.CompilerServices;
using DnasRepro.Architectures;
using DnasRepro.ReferenceSearch;
using DnasRepro.ReferenceSearch.Costs;
using DnasRepro.Search.Native;
using DnasRepro.Search.Networks;
using static TorchSharp.torch;

namespace DnasRepro.Search.Evaluation;

/// <summary>How a latency is measured.</summary>
/// <param name="Runs">Forward passes that are timed.</param>
/// <param name="WarmUp">Forward passes before them that are not.</param>
/// <param name="Threads">Threads of the arithmetic; 0 for as many as the machine has cores.</param>
/// <param name="Device">cpu or cuda.</param>
public sealed record LatencyOptions(int Runs, int WarmUp, int Threads, string Device);

/// <summary>Times of single forward passes of one image, in milliseconds, sorted.</summary>
/// <param name="Milliseconds">At least one.</param>
/// <param name="Threads">Threads of the arithmetic.</param>
public sealed record Latency(IReadOnlyList<double> Milliseconds, int Threads)
{
    public double Median => Percentile(0.5);

    /// <summary>The value below which this share of the times lies, linear between neighbours.</summary>
    /// <param name="share">0 to 1.</param>
    public double Percentile(double share)
    {
        var place = share * (Milliseconds.Count - 1);
        var (below, above) = ((int)place, Math.Min((int)place + 1, Milliseconds.Count - 1));
        return Milliseconds[below] + (place - below) * (Milliseconds[above] - Milliseconds[below]);
    }
}

/// <summary>Measures how long derived networks take on this machine.</summary>
public static class NetworkLatency
{
    /// <summary>Times forward passes of one image (batch 1, no gradients, running statistics) through the derived network with random weights.</summary>
    /// <exception cref="UserErrorException">A device or library that is not there, or an architecture that is none of such a network.</exception>
    /// <exception cref="OperationCanceledException">The user gave up.</exception>
    public static Latency Measure(Architecture architecture, SpaceSettings space, NetworkEnds ends, LatencyOptions options, CancellationToken cancellation)
    {
        TorchLibrary.Require(options.Device);
        return Timed(architecture, space, ends, options, cancellation);
    }

    /// <summary>Kept apart, so that nothing of TorchSharp is touched before the library is known to load.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Latency Timed(Architecture architecture, SpaceSettings space, NetworkEnds ends, LatencyOptions options, CancellationToken cancellation)
    {
        var threads = options.Threads == 0 ? Environment.ProcessorCount : options.Threads;
        set_num_threads(threads);
        var place = device(options.Device);
        using var grad = no_grad();
        using var generator = new Generator(0);
        using var network = new DerivedNetwork(architecture, space, ends.InputChannels, ends.Classes, generator, device: place);
        using var raw = randn([1, ends.InputChannels, .. Enumerable.Repeat((long)ends.Size, space.Dimensions)], generator: generator);
        using var image = network.Spatial.ChannelsFastest(raw).to(place);
        List<double> times = [.. Enumerable.Range(0, options.WarmUp + options.Runs).Select(_ => Once(network, image, cancellation)).Skip(options.WarmUp)];
        return new Latency([.. times.Order()], threads);
    }

    private static double Once(DerivedNetwork network, Tensor image, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var start = Stopwatch.GetTimestamp();
        using (network.Forward(image, isTraining: false))
        {
            if (image.device_type == TorchSharp.DeviceType.CUDA)
                cuda.synchronize();
        }
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }
}

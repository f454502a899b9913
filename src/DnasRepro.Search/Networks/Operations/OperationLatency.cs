using System.Diagnostics;
using DnasRepro.ReferenceSearch;
using DnasRepro.ReferenceSearch.Costs;
using TorchSharp;
using static TorchSharp.torch;

namespace DnasRepro.Search.Networks.Operations;

/// <summary>The time of one operation on one edge: a forward pass of one image in evaluation, the median of several after a warm-up.</summary>
internal static class OperationLatency
{
    public const int WarmUps = 3;

    public const int Repeats = 15;

    /// <summary>A slow operation is repeated fewer times, but three times at least.</summary>
    private const double MostSeconds = 0.5;

    private const int LeastRepeats = 3;

    /// <summary>Seconds; 0 for an operation that computes nothing.</summary>
    public static double Measure(OperationInfo operation, OperationPlace at, Device device)
    {
        using var grad = no_grad();
        using var scope = NewDisposeScope();
        var spatial = new Spatial(at.Dimensions);
        using var generator = new Generator(0);
        using var weights = new Weights(generator, ScalarType.Float32, device);
        var place = new Placement(weights, spatial, operation.Id, [0], at.Channels, at.Stride, IsAffine: false);
        var (edge, shared) = (Catalogue.Edge(operation.Id, place), Catalogue.Shared(operation.Id, place));
        if (edge is null && shared is null)
            return 0;
        if (weights.All.Count > 0)
            weights.Join();
        using var owned = shared as IDisposable;
        var map = spatial.First(ones([1, .. spatial.Repeated(at.Size), at.Channels], ScalarType.Float32, device));
        return Median(() =>
        {
            using var state = new State(map);
            using var result = edge is null ? shared!.Forward(state, isTraining: false) : edge.Forward(state, isTraining: false, scales: null);
            Wait(device);
        });
    }

    private static double Median(Action run)
    {
        for (var i = 0; i < WarmUps; i++)
            run();
        var (times, all) = (new List<double>(), Stopwatch.StartNew());
        while (times.Count < LeastRepeats || times.Count < Repeats && all.Elapsed.TotalSeconds < MostSeconds)
        {
            var clock = Stopwatch.StartNew();
            run();
            times.Add(clock.Elapsed.TotalSeconds);
        }
        times.Sort();
        return (times[(times.Count - 1) / 2] + times[times.Count / 2]) / 2;
    }

    private static void Wait(Device device)
    {
        if (device.type == DeviceType.CUDA)
            cuda.synchronize();
    }
}

using System.CommandLine;
using System.Globalization;
using DnasRepro.Search.Searching;
using TorchSharp;

namespace DnasRepro.Bench.Speed;

/// <summary><c>search-step</c>: times steps of our engine in this process. <c>search</c> starts it; its options and its answer are those of the PyTorch baseline.</summary>
internal static class StepCommand
{
    public const string Name = "search-step";
    public const string PeakOption = "--peak";

    private static readonly Option<int> Nodes = new("--nodes") { DefaultValueFactory = _ => 2 };
    private static readonly Option<int> Channels = new("--channels") { DefaultValueFactory = _ => 8 };
    private static readonly Option<int> Size = new("--size") { DefaultValueFactory = _ => 64 };
    private static readonly Option<int> Batch = new("--batch") { DefaultValueFactory = _ => 8 };
    private static readonly Option<int> Order = new("--order") { DefaultValueFactory = _ => 1 };
    private static readonly Option<int> Threads = new("--threads") { DefaultValueFactory = _ => 2 };
    private static readonly Option<int> Warmup = new("--warmup") { DefaultValueFactory = _ => 5 };
    private static readonly Option<int> Steps = new("--steps") { DefaultValueFactory = _ => 30 };
    private static readonly Option<long> Seed = new("--seed");
    private static readonly Option<bool> Peak = new(PeakOption) { Description = "Then measure the product of two large matrices." };

    public static Command Create()
    {
        var command = new Command(Name, "Times steps of the reference search in this process.") { Nodes, Channels, Size, Batch, Order, Threads, Warmup, Steps, Seed, Peak };
        command.Hidden = true;
        command.SetAction(p => Console.Out.WriteLine(Run(
            new StepSetting(
                p.GetValue(Nodes), p.GetValue(Channels), p.GetValue(Size), p.GetValue(Batch), p.GetValue(Order), p.GetValue(Threads), p.GetValue(Warmup), p.GetValue(Steps)),
            p.GetValue(Seed), p.GetValue(Peak)).ToJson()));
        return command;
    }

    private static StepFigures Run(StepSetting setting, long seed, bool measuresPeak)
    {
        var times = StepTimer.Run(setting.ToSettings(), setting.Threads, seed, setting.Warmup, setting.Steps);
        var peak = PeakMegabytes();
        var sorted = times.Seconds.Order().ToList();
        return new StepFigures
        {
            Weights = times.Weights, ArchitectureParameters = times.ArchitectureParameters,
            Seconds = Statistic.Median(times.Seconds), LeastSeconds = sorted[0], SlowSeconds = sorted[(int)(0.9 * (sorted.Count - 1))], CpuSeconds = Statistic.Median(times.CpuSeconds),
            PeakMegabytes = peak, FirstLoss = times.FirstLoss, LastLoss = times.LastLoss,
            Torch = torch.__version__, Blas = Versions.BlasOfLibtorch(), PeakGigaflops = measuresPeak ? MatrixPeak.Gigaflops(setting.Threads) : null,
        };
    }

    /// <summary>The kernel's own high-water mark of the resident set, which is what Python's <c>ru_maxrss</c> tells too.</summary>
    private static double PeakMegabytes()
    {
        var line = File.ReadLines("/proc/self/status").First(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
        return double.Parse(line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
    }
}

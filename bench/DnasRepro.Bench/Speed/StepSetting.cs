using System.Globalization;
using DnasRepro.ReferenceSearch;

namespace DnasRepro.Bench.Speed;

/// <summary>One thing to time: a search's size, its order and how it is run. The names of the options are those of the PyTorch baseline.</summary>
/// <param name="Order">1 or 2.</param>
/// <param name="Steps">Timed steps, after <paramref name="Warmup"/> untimed ones.</param>
internal sealed record StepSetting(int Nodes, int Channels, int Size, int Batch, int Order, int Threads, int Warmup, int Steps)
{
    public IReadOnlyList<string> Arguments(long seed) =>
        [.. Named(seed).SelectMany(o => new[] { o.Name, o.Value.ToString(CultureInfo.InvariantCulture) })];

    /// <summary>The same for our engine.</summary>
    public SearchSettings ToSettings() => new()
    {
        Space = new SpaceSettings { Nodes = Nodes, Channels = Channels },
        Strategy = new StrategySettings { Order = Order == 1 ? BilevelOrder.First : BilevelOrder.Second },
        Training = new TrainingSettings { BatchSize = Batch, IsCosine = false },
        Data = new DataSettings { Size = Size },
    };

    private (string Name, long Value)[] Named(long seed) =>
    [
        ("--nodes", Nodes), ("--channels", Channels), ("--size", Size), ("--batch", Batch), ("--order", Order), ("--threads", Threads), ("--warmup", Warmup), ("--steps", Steps),
        ("--seed", seed),
    ];
}

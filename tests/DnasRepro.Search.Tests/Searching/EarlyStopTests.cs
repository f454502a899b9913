using DnasRepro.Architectures;
using DnasRepro.ReferenceSearch;
using DnasRepro.Search.Searching;

namespace DnasRepro.Search.Tests.Searching;

public class EarlyStopTests
{
    private static readonly string[] Operations = ["none", "skip_connect", "conv_3x3"];

    private static readonly double[] Skip = [0, 2, 1];
    private static readonly double[] Conv = [0, 1, 2];

    [Fact]
    public void Stops_at_so_many_skips_in_one_cell_type()
    {
        var settings = Settings(new StrategySettings { StopAtSkips = 2 });

        Assert.Null(EarlyStop.Reason(settings, [Epoch(0, Conv, Conv), Epoch(1, Conv, Conv)]));
        Assert.Null(EarlyStop.Reason(settings, [Epoch(0, Conv, Conv), Epoch(1, Skip, Conv)]));
        Assert.Equal("the up cell has 2 or more skips", EarlyStop.Reason(settings, [Epoch(0, Conv, Conv), Epoch(1, Skip, Skip)]));
    }

    [Fact]
    public void Skips_during_warm_up_stop_nothing()
    {
        var settings = Settings(new StrategySettings { StopAtSkips = 2, WarmUpEpochs = 2 });

        Assert.Null(EarlyStop.Reason(settings, [Epoch(0, Skip, Skip), Epoch(1, Skip, Skip)]));
        Assert.Null(EarlyStop.Reason(settings, [Epoch(0, Skip, Skip), Epoch(1, Skip, Skip), Epoch(2, Skip, Skip)]));
        Assert.NotNull(EarlyStop.Reason(settings, [Epoch(0, Skip, Skip), Epoch(1, Skip, Skip), Epoch(2, Skip, Skip), Epoch(3, Skip, Skip)]));
    }

    [Fact]
    public void Stops_when_the_derived_architecture_stays()
    {
        var settings = Settings(new StrategySettings { StopWhenStableFor = 2 });

        Assert.Null(EarlyStop.Reason(settings, [Epoch(0, Skip, Conv), Epoch(1, Conv, Conv), Epoch(2, Conv, Conv)]));
        Assert.Equal(
            "the derived architecture has not changed for 2 epochs", EarlyStop.Reason(settings, [Epoch(0, Skip, Conv), Epoch(1, Conv, Conv), Epoch(2, Conv, Conv), Epoch(3, Conv, Conv)]));
        Assert.Null(EarlyStop.Reason(settings, [Epoch(0, Conv, Conv), Epoch(1, Conv, Conv), Epoch(2, Skip, Conv), Epoch(3, Conv, Conv)]));
    }

    [Fact]
    public void Epochs_of_the_warm_up_do_not_count_as_stable()
    {
        var settings = Settings(new StrategySettings { StopWhenStableFor = 2, WarmUpEpochs = 2 });
        List<SearchEpoch> epochs = [Epoch(0, Conv, Conv), Epoch(1, Conv, Conv), Epoch(2, Conv, Conv), Epoch(3, Conv, Conv)];

        Assert.Null(EarlyStop.Reason(settings, epochs));
        Assert.NotNull(EarlyStop.Reason(settings, [.. epochs, Epoch(4, Conv, Conv)]));
    }

    [Fact]
    public void Parameters_do_not_move_a_bit_until_the_warm_up_ends()
    {
        using var folder = new TempFolder();
        var (history, _) = SmallSearch.Run(SmallSearch.Settings(new StrategySettings { WarmUpEpochs = 2, Relaxation = Relaxation.PartialChannels, PartialRatio = 2 }), folder);
        var values = history!.Epochs.Select(e => e.Parameters.ByCell.Values.SelectMany(t => t.SelectMany(r => r)).Concat(e.Parameters.Edges!.Values.SelectMany(v => v)).Select(BitConverter.DoubleToInt64Bits).ToList()).ToList();

        Assert.Equal(values[0], values[1]);
        Assert.Equal(values[0], values[2]);
        Assert.All(values[2].Zip(values[3]), v => Assert.NotEqual(v.First, v.Second));
    }

    [Fact]
    public void A_search_that_stops_early_says_why_and_one_that_ends_does_not()
    {
        using var folder = new TempFolder();
        var settings = SmallSearch.Settings(new StrategySettings { StopWhenStableFor = 1, InitialScale = 5 });

        var early = SmallSearch.Run(settings, folder).History!;
        var last = SmallSearch.Run(settings with { Training = settings.Training with { Epochs = 1 } }, folder).History!;

        Assert.Equal((1, "the derived architecture has not changed for 1 epochs"), (early.Epochs[^1].Epoch, early.Stopped));
        Assert.Equal((1, null), (last.Epochs[^1].Epoch, last.Stopped));
    }

    private static SearchSettings Settings(StrategySettings strategy) => new()
    {
        Space = new SpaceSettings { Nodes = 1, DownOperations = Operations, UpOperations = Operations },
        Strategy = strategy,
    };

    /// <summary>An epoch whose up cell has these parameters on its two edges; the down cell has convolutions.</summary>
    private static SearchEpoch Epoch(int epoch, double[] first, double[] second) => new(
        epoch, 1, 0.5, new ArchitectureParameters(new Dictionary<string, IReadOnlyList<IReadOnlyList<double>>> { ["down"] = [Conv, Conv], ["up"] = [first, second] }));
}

using DnasRepro.Architectures;
using DnasRepro.ReferenceSearch;
using DnasRepro.ReferenceSearch.Costs;
using DnasRepro.Search.Evaluation;

namespace DnasRepro.Search.Tests.Evaluation;

public sealed class NetworkLatencyTests
{
    private static readonly ArchitectureCell Cell = new("", [new ArchitectureEdge(2, 0, "conv_3x3"), new ArchitectureEdge(3, 2, "max_pool_3x3")]);
    private static readonly Architecture Some = new([Cell with { Id = "down" }, Cell with { Id = "up" }]);

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.1, 1.4)]
    [InlineData(0.5, 3)]
    [InlineData(0.9, 8.2)]
    [InlineData(1, 11)]
    public void Percentiles_lie_between_neighbours(double share, double expected) =>
        Assert.Equal(expected, new Latency([1, 2, 3, 4, 11], 1).Percentile(share), 12);

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Times_each_run(int dimensions)
    {
        var latency = NetworkLatency.Measure(Some, new SpaceSettings { Dimensions = dimensions, Channels = 4 }, new NetworkEnds(8, 2, 3), new LatencyOptions(7, 2, 1, "cpu"), TestContext.Current.CancellationToken);

        Assert.Equal(7, latency.Milliseconds.Count);
        Assert.All(latency.Milliseconds, t => Assert.True(t > 0));
        Assert.Equal(latency.Milliseconds.Order(), latency.Milliseconds);
        Assert.Equal(1, latency.Threads);
    }

    [Fact]
    public void Ends_when_it_is_given_up()
    {
        using var cancel = new CancellationTokenSource();
        cancel.Cancel();
        Assert.Throws<OperationCanceledException>(() => NetworkLatency.Measure(Some, new SpaceSettings(), new NetworkEnds(8), new LatencyOptions(7, 2, 1, "cpu"), cancel.Token));
    }
}

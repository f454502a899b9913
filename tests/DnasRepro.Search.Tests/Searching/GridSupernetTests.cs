using DnasRepro.Architectures;
using DnasRepro.ReferenceSearch;
using DnasRepro.ReferenceSearch.Costs;
using DnasRepro.Search.Evaluation;
using DnasRepro.Search.Native;
using DnasRepro.Search.Networks;
using DnasRepro.Search.Searching;
using TorchSharp;
using static TorchSharp.torch;

namespace DnasRepro.Search.Tests.Searching;

public class GridSupernetTests
{
    public GridSupernetTests() => TorchLibrary.Require("cpu");

    /// <summary>
    /// Four channels, two classes, one block of two levels. Stem 4 · 9 + 2 · 4, the coarser map 4 · 4 · 9 + 2 · 4; four edges of a 1×1 convolution (16) and a skip, which on the
    /// one halving edge is two 1×1 convolutions to half of the channels (16); head 2 · 4 a level and 2.
    /// </summary>
    [Fact]
    public void Its_weights_are_as_many_as_counted_by_hand()
    {
        using var generator = new Generator(0);
        using var network = new SearchedNetwork(Settings(2, ["skip_connect", "conv_1x1"], blocks: 2, levels: 2), 1, 2, generator);

        Assert.Equal(44 + 152 + 2 * (4 * 16 + 16) + 18, network.Supernet.Weights.Vector.numel());
        Assert.Equal(2 * 4 * (2 + 1), network.Architecture.Vector.numel());
    }

    [Theory]
    [InlineData(2, 2, 3)]
    [InlineData(2, 3, 4)]
    [InlineData(3, 2, 3)]
    public void Its_weights_are_as_many_as_the_costs_say_and_it_scores_every_pixel(int dimensions, int blocks, int levels)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(0);
        string[] all = [.. OperationRegistry.All.Select(o => o.Id)];
        var settings = Settings(dimensions, all, blocks, levels);
        using var network = new SearchedNetwork(settings, 2, 3, generator);
        var images = network.Supernet.Spatial.ChannelsFastest(randn([2, 2, .. Enumerable.Repeat(16L, dimensions)], generator: generator));

        Assert.Equal(SupernetCosts.Of(settings.Space, new NetworkEnds(16, 2, 3)).Total.Parameters, network.Supernet.Weights.Vector.numel());
        Assert.Equal(SupernetCosts.ArchitectureParameters(settings.Space), network.Architecture.Vector.numel());
        Assert.Equal(blocks * (3 * levels - 2) * (all.Length + 1), network.Architecture.Vector.numel());
        Assert.Equal([2 * (long)Math.Pow(16, dimensions), 3], network.Forward(images, isTraining: true).shape);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Every_weight_and_parameter_has_a_gradient(int dimensions)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(0);
        using var network = new SearchedNetwork(Settings(dimensions, ["none", "skip_connect", "conv_3x3", "max_pool_3x3"], 2, 3), 1, 2, generator, ScalarType.Float64);
        using var batch = BatchOf(network, dimensions, generator);

        var all = network.Supernet.Weights.All.Concat(network.Architecture.All).ToList();
        var gradients = autograd.grad([network.Loss(batch)], [.. all.Select(w => w.Value)]);

        Assert.All(all.Zip(gradients), p => Assert.True(p.Second.norm().ToDouble() > 1e-9, p.First.Name));
        Assert.All(gradients.TakeLast(2), g => Assert.True(g.abs().min().ToDouble() > 0));
    }

    /// <summary>By central differences of single parameters.</summary>
    [Fact]
    public void The_gradients_of_the_architecture_are_those_of_differences()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(1);
        using var network = new SearchedNetwork(Settings(2, ["none", "skip_connect", "conv_3x3", "avg_pool_3x3"], 2, 3), 1, 2, generator, ScalarType.Float64);
        using var batch = BatchOf(network, 2, generator);
        var gradient = Weights.Flat(autograd.grad([network.Loss(batch)], [.. network.Architecture.All.Select(w => w.Value)]));
        double Loss(long at, double by)
        {
            using var grad = no_grad();
            network.Architecture.Vector.narrow(0, at, 1).add_(by);
            var loss = network.Loss(batch).ToDouble();
            network.Architecture.Vector.narrow(0, at, 1).sub_(by);
            return loss;
        }

        // The last numbers are those of the edges themselves.
        Assert.All(new long[] { 0, 5, 26, 55, 56, 60, 63, 69 }, at => Assert.Equal((Loss(at, 1e-5) - Loss(at, -1e-5)) / 2e-5, gradient[at].ToDouble(), 1e-7));
    }

    [Fact]
    public void An_edge_that_is_off_gives_nothing()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(2);
        using var network = new SearchedNetwork(Settings(2, ["skip_connect", "conv_3x3"], 2, 2), 1, 2, generator, ScalarType.Float64);
        var images = network.Supernet.Spatial.ChannelsFastest(randn([2, 1, 8, 8], ScalarType.Float64, generator: generator));
        Tensor Scores(params long[] on)
        {
            using var grad = no_grad();
            network.Tables[0].Beta!.Value.fill_(-100);
            foreach (var edge in on)
                network.Tables[0].Beta!.Value.narrow(0, edge, 1).fill_(100);
            return network.Forward(images, isTraining: true).clone();
        }

        // Edges of a block: 0→0, 1→0, 0→1, 1→1. Level 1 alone, then with an edge of the first block that leads to where nothing goes on.
        Assert.True(Scores(3, 7).allclose(Scores(3, 7, 0), 1e-12));
        Assert.False(Scores(3, 7).allclose(Scores(3, 7, 2), 1e-6));
        // With all edges off, every pixel has the same scores: the head's biases.
        var off = Scores();
        Assert.True(off.allclose(off.narrow(0, 0, 1).expand_as(off), 1e-12));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void A_path_has_as_many_weights_as_the_costs_say(int dimensions)
    {
        var settings = Settings(dimensions, [.. OperationRegistry.All.Select(o => o.Id)], 3, 3);
        foreach (var architecture in RandomBaseline.Draw(settings, new Architecture([]), 20, 2))
        {
            using var scope = NewDisposeScope();
            using var generator = new Generator(0);
            using var network = IDerivedNetwork.Of(architecture, settings.Space, 2, 3, generator);
            var images = new Spatial(dimensions).ChannelsFastest(randn([2, 2, .. Enumerable.Repeat(8L, dimensions)], generator: generator));

            Assert.Equal(ArchitectureCosts.Of(architecture, settings.Space, new NetworkEnds(8, 2, 3)).Total.Parameters, network.Weights.Vector.numel());
            Assert.Equal([2 * (long)Math.Pow(8, dimensions), 3], network.Forward(images, isTraining: true).shape);
        }
    }

    /// <summary>With only the edges of a path on and one operation on each, the grid is the path with the same weights.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void A_grid_that_has_chosen_is_its_path(int dimensions)
    {
        var settings = Settings(dimensions, ["none", "skip_connect", "conv_3x3", "sep_conv_3x3", "max_pool_3x3"], 3, 3);
        foreach (var (architecture, seed) in RandomBaseline.Draw(settings, new Architecture([]), 12, 3).Select((a, i) => (a, i)))
        {
            using var scope = NewDisposeScope();
            using var generator = new Generator((ulong)seed);
            using var network = new SearchedNetwork(settings, 1, 2, generator, ScalarType.Float64);
            using var path = IDerivedNetwork.Of(architecture, settings.Space, 1, 2, generator, isAffine: false, ScalarType.Float64);
            var images = network.Supernet.Spatial.ChannelsFastest(randn([2, 1, .. Enumerable.Repeat(8L, dimensions)], ScalarType.Float64, generator: generator));
            using var grad = no_grad();
            network.Architecture.Vector.fill_(-60);
            foreach (var edge in architecture.Cells[0].Edges)
            {
                var row = GridShape.Candidates(settings.Space.Topology!).ToList().FindIndex(c => (c.From, c.Node) == (edge.From, edge.Node));
                network.Tables[0].Beta!.Value[row].fill_(60);
                network.Tables[0].Alpha.Value[row, settings.Space.DownOperations.ToList().IndexOf(edge.Operation)].fill_(60);
            }
            path.TakeWeights(network.Supernet);

            Assert.True(path.Forward(images, isTraining: true).allclose(network.Forward(images, isTraining: true), 1e-8, 1e-8));
        }
    }

    private static Batch BatchOf(SearchedNetwork network, int dimensions, Generator generator)
    {
        var images = network.Supernet.Spatial.ChannelsFastest(randn([2, 1, .. Enumerable.Repeat(8L, dimensions)], ScalarType.Float64, generator: generator));
        return new Batch(images, images.gt(0.3).to_type(ScalarType.Int64).reshape(-1));
    }

    private static SearchSettings Settings(int dimensions, string[] operations, int blocks, int levels) => new()
    {
        Space = new SpaceSettings { Dimensions = dimensions, Channels = 4, DownOperations = operations, Topology = new TopologySettings { Blocks = blocks, Levels = levels } },
        Strategy = new StrategySettings { Discretisation = DiscretisationRule.ValidPath, InitialScale = 0.5 },
        Data = new DataSettings { Size = 8 },
    };
}

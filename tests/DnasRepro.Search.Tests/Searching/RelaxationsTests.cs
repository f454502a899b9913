using DnasRepro.Architectures;
using DnasRepro.ReferenceSearch;
using DnasRepro.ReferenceSearch.Costs;
using DnasRepro.Results;
using DnasRepro.Results.Json;
using DnasRepro.Results.Spaces;
using DnasRepro.Search.Native;
using DnasRepro.Search.Searching;
using static TorchSharp.torch;

namespace DnasRepro.Search.Tests.Searching;

public class RelaxationsTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void Partial_channels_have_as_many_weights_as_the_costs_say(int ratio)
    {
        TorchLibrary.Require("cpu");
        var settings = new SearchSettings { Strategy = new StrategySettings { Relaxation = Relaxation.PartialChannels, PartialRatio = ratio } };
        using var generator = new Generator(0);
        using var network = new SearchedNetwork(settings, 1, 2, generator);

        Assert.Equal(SupernetCosts.Of(settings.Space, new NetworkEnds(settings.Data.Size), ratio).Total.Parameters, network.Supernet.Weights.Vector.numel());
        Assert.Equal(SupernetCosts.ArchitectureParameters(settings.Space) + 2 * 5, network.Architecture.Vector.numel());
    }

    /// <summary>How often an operation wins among noisy ones is its softmax (Gumbel 1954; Maddison, Tarlow and Minka 2014): 0.5, 0.3, 0.2 here.</summary>
    [Fact]
    public void Gumbel_noise_chooses_each_operation_as_often_as_its_softmax_says()
    {
        TorchLibrary.Require("cpu");
        using var scope = NewDisposeScope();
        using var generator = new Generator(5);
        var settings = new SearchSettings { Space = new SpaceSettings { Nodes = 8 }, Strategy = new StrategySettings { Relaxation = Relaxation.Gumbel } };
        var draws = new Draws(settings, generator, ScalarType.Float32, CPU);
        var alpha = tensor([Math.Log(5), Math.Log(3), Math.Log(2)]).to_type(ScalarType.Float32).expand(ReferenceSpace.Edges(8).Count, 3);
        var counts = new double[3];
        for (var i = 0; i < 500; i++)
        {
            using var draw = draws.Take(["skip_connect", "conv_1x1", "conv_3x3"], 0);
            using var weights = Relaxations.Gumbel(alpha, draw.Noise, 1);
            foreach (var k in weights.Chosen!)
                counts[k]++;
        }
        var all = counts.Sum();

        // 22,000 draws: a standard deviation of at most 0.0034.
        Assert.Equal(0.5, counts[0] / all, 0.014);
        Assert.Equal(0.3, counts[1] / all, 0.014);
        Assert.Equal(0.2, counts[2] / all, 0.014);
    }

    [Fact]
    public void Dropout_leaves_out_skips_and_operations_with_weights_and_keeps_the_sum_in_expectation()
    {
        TorchLibrary.Require("cpu");
        using var generator = new Generator(5);
        var settings = new SearchSettings { Space = new SpaceSettings { Nodes = 8 }, Strategy = new StrategySettings { OperationDropout = 0.4 } };
        var draws = new Draws(settings, generator, ScalarType.Float64, CPU);
        double[] Factors(double share)
        {
            using var draw = draws.Take(["none", "skip_connect", "conv_3x3", "max_pool_3x3"], share);
            return draw.Factors is null ? [] : [.. draw.Factors.data<double>()];
        }
        var many = Enumerable.Range(0, 200).SelectMany(_ => Factors(0.5).Chunk(4)).ToList();

        Assert.All(many, f => Assert.Equal((1, 1), (f[0], f[3])));
        Assert.All(many, f => Assert.All([f[1], f[2]], v => Assert.True(v is 0 or 1 / 0.8)));
        Assert.Equal(0.2, many.Average(f => f[1] == 0 ? 1.0 : 0), 0.02);
        Assert.Equal(1, many.Average(f => f[2]), 0.03);
        Assert.Empty(Factors(1));
    }

    [Fact]
    public void An_operation_that_is_left_out_is_not_computed_under_Gumbel_softmax()
    {
        TorchLibrary.Require("cpu");
        using var scope = NewDisposeScope();
        var alpha = tensor([1.0, 0, 0, 1]).view(2, 2);

        using var weights = Relaxations.Dropped(Relaxations.Gumbel(alpha, null, 1), tensor([0.0, 1, 1, 2]).view(2, 2));

        Assert.Equal([-1, 1], weights.Chosen!);
        Assert.Equal([0, 0, 0, 2], weights.Operations.data<double>().Select(v => Math.Round(v, 9)));
    }

    [Fact]
    public void Evaluation_knows_neither_noise_nor_dropout()
    {
        TorchLibrary.Require("cpu");
        using var scope = NewDisposeScope();
        using var generator = new Generator(1);
        var settings = SmallSearch.Settings(new StrategySettings { Relaxation = Relaxation.Gumbel, OperationDropout = 0.5 });
        using var network = new SearchedNetwork(settings, 1, 2, generator);
        var image = ones(1, 1, 16, 16);
        var before = network.Forward(image, isTraining: false);

        network.Draw();

        Assert.Equal(before.data<float>(), network.Forward(image, isTraining: false).data<float>());
    }

    [Fact]
    public void A_node_whose_edges_all_choose_none_is_zero_and_the_gradient_is_there()
    {
        TorchLibrary.Require("cpu");
        using var scope = NewDisposeScope();
        using var generator = new Generator(1);
        var settings = SmallSearch.Settings(new StrategySettings { Relaxation = Relaxation.Gumbel });
        using var network = new SearchedNetwork(settings, 1, 2, generator);
        network.Noise = cell => cell == "down" ? tensor([9f, 0, 0, 0]).expand(5, 4).contiguous() : zeros(5, 4);
        network.Draw();

        using var step = new SearchStep(network, settings);
        using var batch = new Batch(ones(2, 1, 16, 16), zeros(512, ScalarType.Int64));
        Assert.True(double.IsFinite(step.Take(batch, batch, 0.01, movesArchitecture: true)));
        Assert.True(network.Architecture.Vector.isfinite().all().item<bool>());
    }

    /// <summary>Edges 0, 1 and 2 of the second node: by their operations 1 and 2 are the strongest, with the edges' own weights 0 and 1.</summary>
    [Fact]
    public void The_edges_weights_decide_which_inputs_a_node_keeps()
    {
        var settings = SmallSearch.Settings(new StrategySettings());
        double[] weak = [0, 0, 1, 0], strong = [0, 0, 2, 0];
        var parameters = new ArchitectureParameters(new Dictionary<string, IReadOnlyList<IReadOnlyList<double>>> { ["down"] = [weak, weak, weak, strong, strong], ["up"] = [weak, weak, weak, strong, strong] });
        var weighed = parameters with { Edges = new Dictionary<string, IReadOnlyList<double>> { ["down"] = [0, 0, 3, 1, 0], ["up"] = [0, 0, 0, 0, 0] } };

        Assert.Equal([1, 2], Inputs(Discretisation.Of(settings, parameters), "down"));
        Assert.Equal([0, 1], Inputs(Discretisation.Of(settings, weighed), "down"));
        Assert.Equal([1, 2], Inputs(Discretisation.Of(settings, weighed), "up"));
    }

    /// <summary>What a rerun does with the file: the parameters count only when decoding them gives the architecture that the file states.</summary>
    [Fact]
    public void A_rerun_decodes_the_parameters_of_partial_channels_to_the_same_architecture()
    {
        using var folder = new TempFolder();
        var settings = SmallSearch.Settings(new StrategySettings { Relaxation = Relaxation.PartialChannels, PartialRatio = 2, InitialScale = 2 });
        var history = SmallSearch.Run(settings, folder).History!;
        var read = Assert.IsType<ReadResult.Found>(ArchitectureJsonReader.Read(ArchitectureFile.Text(settings, 3, history, [], []), "architecture.json"));
        var final = read.Tensors.Where(t => !t.Name.StartsWith("history.", StringComparison.Ordinal)).ToList();
        var space = ReferenceSpace.Of(settings);

        var parameters = ParameterTables.Checked(space, ParameterTables.ByName(space, final)!, final, read.Architectures[^1].Architecture, out var why);

        Assert.Null(why);
        Assert.Equal(history.Epochs[^1].Parameters.Edges!["up"], parameters!.Edges!["up"]);
        Assert.Equal(history.Epochs[^1].Parameters.ByCell["down"].SelectMany(r => r), parameters.ByCell["down"].SelectMany(r => r));
    }

    private static IEnumerable<int> Inputs(Architecture architecture, string cell) => architecture.Cells.Single(c => c.Id == cell).Edges.Where(e => e.Node == 3).Select(e => e.From).Order();
}

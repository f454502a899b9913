using DnasRepro.ReferenceSearch;
using DnasRepro.Results;
using DnasRepro.Search.Native;
using DnasRepro.Search.Searching;
using TorchSharp;
using static TorchSharp.torch;

namespace DnasRepro.Search.Tests.PyTorch;

/// <summary>The search computes what an independent one in PyTorch computes. All of it runs on the path that searches take.</summary>
public class SearchAgreementTests
{
    /// <summary>A tensor that is nothing but rounding is held against this share of the whole.</summary>
    private const double Floor = 1e-4;

    public static TheoryData<int, int, int, int> Cases => new()
    {
        { 2, 2, 8, 32 },
        { 2, 4, 8, 16 },
        { 3, 2, 4, 16 },
    };

    [Theory, MemberData(nameof(Cases))]
    public void Output_loss_and_gradients_of_both_orders_agree(int dimensions, int nodes, int channels, int size) => Compare(Settings(dimensions, nodes, channels, size), 1e-8);

    [Theory, MemberData(nameof(Cases))]
    public void Ten_steps_agree(int dimensions, int nodes, int channels, int size)
    {
        using var folder = new TempFolder();
        var settings = Settings(dimensions, nodes, channels, size);
        var answer = Ask(settings, folder, "float64", 0, "steps.first", "steps.second");
        Steps(settings, answer, BilevelOrder.First, "first");
        Steps(settings, answer, BilevelOrder.Second, "second");
    }

    /// <summary>With 32 bits a rounding error can turn a ReLU or the choice of a pooling the other way, in PyTorch as here; so the median over searches counts.</summary>
    [Theory, MemberData(nameof(Cases))]
    public void With_32_bits_they_agree_to_the_fourth_digit(int dimensions, int nodes, int channels, int size)
    {
        var settings = Settings(dimensions, nodes, channels, size);
        var errors = Enumerable.Range(0, 3).Select(seed => Errors(settings, seed)).ToList();

        Assert.All(errors, e => Assert.True(e.Output < 1e-4 && e.Loss < 1e-4, $"output {e.Output:e1}, loss {e.Loss:e1}"));
        Assert.True(Median(errors.Select(e => e.Weights)) < 1e-4, $"weights' gradients: {string.Join(", ", errors.Select(e => $"{e.Weights:e1}"))}");
        Assert.True(Median(errors.Select(e => e.Architecture)) < 1e-4, $"architecture's gradients: {string.Join(", ", errors.Select(e => $"{e.Architecture:e1}"))}");
    }

    [Theory]
    [InlineData(2, 3)]
    [InlineData(2, 1)]
    [InlineData(3, 1)]
    public void More_and_fewer_levels_agree(int dimensions, int levels) =>
        Compare(Settings(dimensions, 2, 4, 16) with { Space = Settings(dimensions, 2, 4, 16).Space with { Levels = levels } }, 1e-8);

    [Theory]
    [InlineData(2, 4)]
    [InlineData(2, 20)]
    [InlineData(3, 4)]
    public void All_other_operations_agree(int dimensions, int channels)
    {
        string[] more = ["none", "skip_connect", "conv_1x1", "conv_5x5", "sep_conv_5x5", "dil_conv_5x5", "depthwise_conv_3x3", "asym_conv", "se_conv_3x3", "sep_conv_3x3", "dil_conv_3x3"];
        var settings = Settings(dimensions, 2, channels, 16);

        Compare(settings with { Space = settings.Space with { DownOperations = more, UpOperations = [.. more.Reverse()] } }, 1e-8);
    }

    private static void Compare(SearchSettings settings, double limit)
    {
        const ScalarType kind = ScalarType.Float64;
        using var folder = new TempFolder();
        var answer = Ask(settings, folder, "float64", 0, "forward", "gradients", "first", "second", "second_momentum");
        using var scope = NewDisposeScope();
        using var network = NetworkMapping.Network(settings, answer, kind);
        using var batch = NetworkMapping.Batch(network, answer, 0, "train", kind);
        using var held = NetworkMapping.Batch(network, answer, 0, "valid", kind);

        var scores = network.Forward(batch.Images, isTraining: true);
        var theirs = answer.Tensor("forward.output");
        Agreement.Within(limit, NetworkMapping.Output(scores, theirs), theirs, "output");
        var loss = DnasRepro.Search.Networks.Loss.Of(scores, batch.Labels);
        Agreement.Within(limit, [loss.ToDouble()], [answer.Number("forward.loss")], "loss");
        var evaluated = answer.Tensor("forward.evaluation");
        Agreement.Within(limit, NetworkMapping.Output(network.Forward(held.Images, isTraining: false), evaluated), evaluated, "output by running statistics");
        var weights = network.Supernet.Weights;
        var gradients = autograd.grad([loss], [.. weights.All.Concat(network.Architecture.All).Select(w => w.Value)]);
        Agreement.Within(limit, NetworkMapping.Named(settings, weights, DnasRepro.Search.Networks.Weights.Flat(gradients.Take(weights.All.Count))), answer.Group("gradients.weights"), "weights' gradient", Floor);
        Agreement.Within(limit, NetworkMapping.Named(settings, network.Architecture, DnasRepro.Search.Networks.Weights.Flat(gradients.Skip(weights.All.Count))), answer.Group("gradients.architecture"), "architecture's gradient");
        foreach (var order in new[] { BilevelOrder.First, BilevelOrder.Second })
            ArchitectureGradient(settings with { Strategy = settings.Strategy with { Order = order } }, answer, kind, limit);
    }

    private static void ArchitectureGradient(SearchSettings settings, OracleAnswer answer, ScalarType kind, double limit)
    {
        using var scope = NewDisposeScope();
        using var network = NetworkMapping.Network(settings, answer, kind);
        using var step = new SearchStep(network, settings);
        var (training, validation) = (NetworkMapping.Batch(network, answer, 0, "train", kind), NetworkMapping.Batch(network, answer, 0, "valid", kind));
        var isSecond = settings.Strategy.Order == BilevelOrder.Second;
        var gradient = step.ArchitectureGradient(training, validation, settings.Training.LearningRate);
        Agreement.Within(limit, NetworkMapping.Named(settings, network.Architecture, gradient), answer.Group(isSecond ? "second.architecture" : "first.architecture"), $"{settings.Strategy.Order} order");
        if (!isSecond)
            return;
        step.Take(training, validation, settings.Training.LearningRate, movesArchitecture: false);
        Agreement.Within(limit, NetworkMapping.Named(settings, network.Supernet.Weights), answer.Group("second_momentum.weights"), "weights after a step", Floor);
        Agreement.Within(limit, NetworkMapping.Named(settings, network.Supernet.Weights, step.WeightOptimiser.Velocity), answer.Group("second_momentum.momentum"), "momentum", Floor);
        var (next, other) = (NetworkMapping.Batch(network, answer, 1, "train", kind), NetworkMapping.Batch(network, answer, 1, "valid", kind));
        Agreement.Within(limit, NetworkMapping.Named(settings, network.Architecture, step.ArchitectureGradient(next, other, settings.Training.LearningRate)), answer.Group("second_momentum.architecture"), "second order with momentum");
    }

    private static void Steps(SearchSettings settings, OracleAnswer answer, BilevelOrder order, string name)
    {
        const ScalarType kind = ScalarType.Float64;
        settings = settings with { Strategy = settings.Strategy with { Order = order } };
        using var scope = NewDisposeScope();
        using var network = NetworkMapping.Network(settings, answer, kind);
        using var step = new SearchStep(network, settings);
        var losses = new List<double>();
        for (var i = 0; i < 10; i++)
        {
            using var training = NetworkMapping.Batch(network, answer, i, "train", kind);
            using var validation = NetworkMapping.Batch(network, answer, i, "valid", kind);
            losses.Add(step.Take(training, validation, settings.Training.LearningRate, movesArchitecture: true));
        }
        Agreement.Within(1e-6, losses, answer.Numbers($"steps.{name}.losses"), "losses");
        Agreement.Within(1e-6, NetworkMapping.Named(settings, network.Architecture), answer.Group($"steps.{name}.9.architecture"), "architecture parameters");
        Agreement.Within(1e-6, NetworkMapping.Named(settings, network.Supernet.Weights), answer.Group($"steps.{name}.9.weights"), "weights", Floor);
        foreach (var cell in Discretisation.Of(settings, network.Parameters()).Cells)
            Assert.Equal(answer.Genotype($"steps.{name}", cell.Id).Order(), cell.Edges.Select(e => (e.Operation, e.From)).Order());
    }

    private static (double Output, double Loss, double Weights, double Architecture) Errors(SearchSettings settings, int seed)
    {
        using var folder = new TempFolder();
        var answer = Ask(settings, folder, "float32", seed, "forward", "gradients");
        using var scope = NewDisposeScope();
        using var network = NetworkMapping.Network(settings, answer, ScalarType.Float32);
        using var batch = NetworkMapping.Batch(network, answer, 0, "train", ScalarType.Float32);
        var scores = network.Forward(batch.Images, isTraining: true);
        var theirs = answer.Tensor("forward.output");
        var loss = DnasRepro.Search.Networks.Loss.Of(scores, batch.Labels);
        var weights = network.Supernet.Weights;
        var gradients = autograd.grad([loss], [.. weights.All.Concat(network.Architecture.All).Select(w => w.Value)]);
        return (
            Agreement.RelativeError(NetworkMapping.Output(scores, theirs).Values, theirs.Values),
            Math.Abs(loss.ToDouble() - answer.Number("forward.loss")),
            All(NetworkMapping.Named(settings, weights, DnasRepro.Search.Networks.Weights.Flat(gradients.Take(weights.All.Count))), answer.Group("gradients.weights")),
            All(NetworkMapping.Named(settings, network.Architecture, DnasRepro.Search.Networks.Weights.Flat(gradients.Skip(weights.All.Count))), answer.Group("gradients.architecture")));
    }

    private static double All(IReadOnlyList<NamedTensor> ours, IReadOnlyList<NamedTensor> theirs)
    {
        var byName = ours.ToDictionary(t => t.Name);
        return Agreement.RelativeError([.. theirs.SelectMany(t => byName[t.Name].Values)], [.. theirs.SelectMany(t => t.Values)]);
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(1);

    private static OracleAnswer Ask(SearchSettings settings, TempFolder folder, string type, int seed, params string[] compute)
    {
        TorchLibrary.Require("cpu");
        return Oracle.Ask(OracleRequest.Of(settings, seed) with { Dtype = type, Compute = compute, Temperature = [1.0], InitialScale = 0.1 }, folder);
    }

    private static SearchSettings Settings(int dimensions, int nodes, int channels, int size)
    {
        var settings = SearchSettings.For(dimensions);
        return settings with
        {
            Space = settings.Space with { Nodes = nodes, Channels = channels },
            Data = settings.Data with { Size = size, Training = 16, Validation = 16 },
            Training = settings.Training with { BatchSize = dimensions == 2 ? 4 : 1 },
        };
    }
}

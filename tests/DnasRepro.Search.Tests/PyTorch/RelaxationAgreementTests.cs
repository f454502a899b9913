using DnasRepro.ReferenceSearch;
using DnasRepro.Search.Native;
using DnasRepro.Search.Networks;
using DnasRepro.Search.Searching;
using TorchSharp;
using static TorchSharp.torch;

namespace DnasRepro.Search.Tests.PyTorch;

/// <summary>Gumbel-softmax, partial channels, the single level and the entropy's term as an independent program in PyTorch has them.</summary>
public class RelaxationAgreementTests
{
    /// <summary>A tensor whose norm is a smaller share of all is held against that share: it is a sum that cancels out, and what is left of it is rounding.</summary>
    private const double Floor = 1e-2;

    private static readonly string[] WithoutPooling = ["none", "skip_connect", "conv_3x3", "sep_conv_3x3", "dil_conv_3x3", "conv_1x1", "asym_conv", "se_conv_3x3"];

    public static TheoryData<int, int> Ratios => new() { { 2, 2 }, { 2, 4 }, { 4, 2 }, { 4, 4 } };

    [Theory]
    [InlineData(2, 2)]
    [InlineData(2, 4)]
    [InlineData(3, 2)]
    public void Gumbel_softmax_agrees_for_given_noise(int dimensions, int nodes) => Compare(Settings(Relaxation.Gumbel, dimensions, nodes), "float64", 1e-8);

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void Gumbel_softmax_agrees_to_the_fourth_digit_with_32_bits(int nodes) => Compare(Settings(Relaxation.Gumbel, 2, nodes), "float32", 1e-4);

    [Fact]
    public void Gumbel_softmax_with_other_operations_and_running_statistics_agrees()
    {
        var settings = Settings(Relaxation.Gumbel, 2, 4);

        Compare(settings with { Space = settings.Space with { DownOperations = WithoutPooling, UpOperations = [.. WithoutPooling.Reverse()] } }, "float64", 1e-8, evaluates: true);
    }

    [Theory, MemberData(nameof(Ratios))]
    public void Partial_channels_agree(int nodes, int ratio) => Compare(Settings(Relaxation.PartialChannels, 2, nodes, ratio), "float64", 1e-8, evaluates: true);

    [Fact]
    public void Partial_channels_of_volumes_agree() => Compare(Settings(Relaxation.PartialChannels, 3, 2, 2), "float64", 1e-8, evaluates: true);

    [Theory, MemberData(nameof(Ratios))]
    public void Partial_channels_agree_to_the_fourth_digit_with_32_bits(int nodes, int ratio) => Compare(Settings(Relaxation.PartialChannels, 2, nodes, ratio), "float32", 1e-4, evaluates: true);

    [Theory]
    [InlineData(Relaxation.Softmax)]
    [InlineData(Relaxation.Gumbel)]
    [InlineData(Relaxation.PartialChannels)]
    public void The_entropys_term_agrees(Relaxation relaxation)
    {
        var settings = Settings(relaxation, 2, 2);

        Compare(settings with { Strategy = settings.Strategy with { EntropyWeight = 0.5, InitialScale = 1 } }, "float64", 1e-8);
    }

    [Theory]
    [InlineData(Relaxation.Gumbel, BilevelOrder.First, 2)]
    [InlineData(Relaxation.Gumbel, BilevelOrder.Second, 4)]
    [InlineData(Relaxation.Gumbel, BilevelOrder.SingleLevel, 2)]
    [InlineData(Relaxation.PartialChannels, BilevelOrder.First, 2)]
    [InlineData(Relaxation.PartialChannels, BilevelOrder.Second, 4)]
    [InlineData(Relaxation.PartialChannels, BilevelOrder.SingleLevel, 2)]
    [InlineData(Relaxation.Softmax, BilevelOrder.SingleLevel, 2)]
    [InlineData(Relaxation.Softmax, BilevelOrder.SingleLevel, 4)]
    public void Ten_steps_agree(Relaxation relaxation, BilevelOrder order, int nodes)
    {
        var settings = Settings(relaxation, 2, nodes);

        Steps(settings with { Strategy = settings.Strategy with { Order = order, EntropyWeight = 0.1, TemperatureStart = 5, TemperatureEnd = 0.5 } });
    }

    private static void Compare(SearchSettings settings, string type, double limit, bool evaluates = false)
    {
        using var folder = new TempFolder();
        var answer = Ask(settings, folder, type, "forward", "gradients", "first", "second", "second_momentum");
        var kind = type == "float64" ? ScalarType.Float64 : ScalarType.Float32;
        using var scope = NewDisposeScope();
        using var network = Network(settings, answer, kind);
        using var batch = NetworkMapping.Batch(network, answer, 0, "train", kind);

        var scores = network.Forward(batch.Images, isTraining: true);
        var theirs = answer.Tensor("forward.output");
        Agreement.Within(limit, NetworkMapping.Output(scores, theirs), theirs, "output");
        var loss = Loss.Of(scores, batch.Labels);
        Agreement.Within(limit, [loss.ToDouble()], [answer.Number("forward.loss")], "loss");
        var (weights, architecture) = (network.Supernet.Weights.All, network.Architecture.All);
        var gradients = SearchStep.Slopes(loss, [.. weights, .. architecture]);
        Agreement.Within(limit, NetworkMapping.Named(settings, network.Supernet.Weights, Weights.Flat(gradients.Take(weights.Count))), answer.Group("gradients.weights"), "weights' gradient", Floor);
        Agreement.Within(limit, NetworkMapping.Named(settings, network.Architecture, Weights.Flat(gradients.Skip(weights.Count))), answer.Group("gradients.architecture"), "architecture's gradient", Floor);
        if (evaluates)
        {
            using var held = NetworkMapping.Batch(network, answer, 0, "valid", kind);
            var evaluated = answer.Tensor("forward.evaluation");
            Agreement.Within(limit, NetworkMapping.Output(network.Forward(held.Images, isTraining: false), evaluated), evaluated, "output by running statistics");
        }
        ArchitectureGradient(settings, BilevelOrder.First, answer, kind, limit);
        // With 32 bits the central difference is of two gradients that agree to four digits: what is left of it is rounding in PyTorch too.
        if (kind == ScalarType.Float64)
            ArchitectureGradient(settings, BilevelOrder.Second, answer, kind, limit);
    }

    private static void ArchitectureGradient(SearchSettings settings, BilevelOrder order, OracleAnswer answer, ScalarType kind, double limit)
    {
        settings = settings with { Strategy = settings.Strategy with { Order = order } };
        var rate = settings.Training.LearningRate;
        using var scope = NewDisposeScope();
        using var network = Network(settings, answer, kind);
        using var step = new SearchStep(network, settings);
        var (training, validation) = (NetworkMapping.Batch(network, answer, 0, "train", kind), NetworkMapping.Batch(network, answer, 0, "valid", kind));

        var gradient = step.ArchitectureGradient(training, validation, rate);
        Agreement.Within(limit, NetworkMapping.Named(settings, network.Architecture, gradient), answer.Group(order == BilevelOrder.Second ? "second.architecture" : "first.architecture"), $"{order} order", Floor);
        if (order == BilevelOrder.First)
            return;
        step.Take(training, validation, rate, movesArchitecture: false);
        Agreement.Within(limit, NetworkMapping.Named(settings, network.Supernet.Weights), answer.Group("second_momentum.weights"), "weights after a step", Floor);
        var (next, other) = (NetworkMapping.Batch(network, answer, 1, "train", kind), NetworkMapping.Batch(network, answer, 1, "valid", kind));
        Agreement.Within(limit, NetworkMapping.Named(settings, network.Architecture, step.ArchitectureGradient(next, other, rate)), answer.Group("second_momentum.architecture"), "second order with momentum", Floor);
    }

    private static void Steps(SearchSettings settings)
    {
        using var folder = new TempFolder();
        var (strategy, rate) = (settings.Strategy, settings.Training.LearningRate);
        var order = strategy.Order switch { BilevelOrder.First => "first", BilevelOrder.Second => "second", _ => "single" };
        // 64 bits: Adam divides the gradient by its size, so that rounding in a gradient near 0 moves a parameter as far as any other.
        var answer = Ask(settings, folder, "float64", $"steps.{order}");
        using var scope = NewDisposeScope();
        using var network = Network(settings, answer, ScalarType.Float64);
        using var step = new SearchStep(network, settings);
        var losses = new List<double>();
        for (var i = 0; i < 10; i++)
        {
            using var training = NetworkMapping.Batch(network, answer, i, "train", ScalarType.Float64);
            using var validation = NetworkMapping.Batch(network, answer, i, "valid", ScalarType.Float64);
            network.Begin(i / 9.0);
            if (strategy.Relaxation == Relaxation.Gumbel)
                network.Noise = InTurn(answer, [$"{i}.architecture", $"{i}.weights"]);
            losses.Add(step.Take(training, validation, rate, movesArchitecture: true));
        }
        Agreement.Within(1e-6, losses, answer.Numbers($"steps.{order}.losses"), "losses");
        Agreement.Within(1e-6, NetworkMapping.Named(settings, network.Architecture), answer.Group($"steps.{order}.9.architecture"), "architecture parameters");
        Agreement.Within(1e-6, NetworkMapping.Named(settings, network.Supernet.Weights), answer.Group($"steps.{order}.9.weights"), "weights", Floor);
        Assert.Equal(
            [.. answer.Genotype($"steps.{order}", "down").Order(), .. answer.Genotype($"steps.{order}", "up").Order()],
            Discretisation.Of(settings, network.Parameters()).Cells.SelectMany(c => c.Edges.Select(e => (e.Operation, e.From)).Order()));
    }

    /// <summary>A network that begins as the oracle's does; with its noise where that has some.</summary>
    private static SearchedNetwork Network(SearchSettings settings, OracleAnswer answer, ScalarType type)
    {
        var network = NetworkMapping.Network(settings, answer, type);
        if (settings.Strategy.Relaxation == Relaxation.Gumbel)
            network.Noise = cell => Noise(answer, "once", cell, type);
        network.Draw();
        return network;
    }

    /// <summary>Noise of these names for both cells, one name after the other.</summary>
    private static Func<string, Tensor> InTurn(OracleAnswer answer, string[] names)
    {
        var asked = 0;
        return cell => Noise(answer, names[asked++ / 2], cell, ScalarType.Float64);
    }

    private static Tensor Noise(OracleAnswer answer, string name, string cell, ScalarType type)
    {
        var noise = answer.Tensor($"noise.{name}.{cell}");
        return tensor(noise.Values.ToArray()).view([.. noise.Shape.Select(s => (long)s)]).to_type(type);
    }

    private static OracleAnswer Ask(SearchSettings settings, TempFolder folder, string type, params string[] compute)
    {
        TorchLibrary.Require("cpu");
        var (start, end) = (settings.Strategy.TemperatureStart, settings.Strategy.TemperatureEnd);
        return Oracle.Ask(
            OracleRequest.Of(settings, 0) with { Dtype = type, Compute = compute, Temperature = [.. Enumerable.Range(0, 10).Select(i => start + (end - start) * i / 9.0)] }, folder);
    }

    private static SearchSettings Settings(Relaxation relaxation, int dimensions, int nodes, int ratio = 4)
    {
        var settings = SearchSettings.For(dimensions);
        return settings with
        {
            Space = settings.Space with { Nodes = nodes, Channels = dimensions == 2 ? 8 : 4 },
            Strategy = settings.Strategy with { Relaxation = relaxation, PartialRatio = ratio, TemperatureStart = 2 },
            Data = settings.Data with { Size = 16, Training = 16, Validation = 16 },
            Training = settings.Training with { BatchSize = 4 },
        };
    }
}

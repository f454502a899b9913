using DnasRepro.ReferenceSearch;
using DnasRepro.Search.Data;
using DnasRepro.Search.Native;
using DnasRepro.Search.Networks;
using DnasRepro.Search.Searching;
using TorchSharp;
using static TorchSharp.torch;

namespace DnasRepro.Search.Tests.Searching;

/// <summary>The second-order gradient is the slope of the validation loss after one step of the weights, as a function of the architecture parameters.</summary>
public class SecondOrderTests
{
    private const double Rate = 0.1;

    private static readonly SearchSettings Settings = new()
    {
        // Operations without jumps in their slope's slope would need no ReLU; few pixels and a small step keep all kinks on their side.
        Space = new SpaceSettings { Levels = 1, Nodes = 1, Channels = 4, DownOperations = ["none", "skip_connect", "conv_3x3", "avg_pool_3x3"], UpOperations = ["skip_connect", "dil_conv_3x3", "max_pool_3x3"] },
        Strategy = new StrategySettings { Order = BilevelOrder.Second, InitialScale = 0.5 },
        Data = new DataSettings { Size = 16, Training = 4, Validation = 4, Test = 1, External = 1 },
    };

    [Fact]
    public void It_is_what_numerical_differentiation_gives()
    {
        TorchLibrary.Require("cpu");
        using var scope = NewDisposeScope();
        using var generator = new Generator(3);
        using var network = new SearchedNetwork(Settings, 1, 2, generator, ScalarType.Float64);
        using var step = new SearchStep(network, Settings) { Difference = 1e-6 };
        var (training, validation) = Batches(network.Supernet.Spatial);
        step.WeightOptimiser.Velocity = randn([network.Supernet.Weights.Vector.numel()], ScalarType.Float64, generator: generator) * 0.01;

        var gradient = step.ArchitectureGradient(training, validation, Rate);

        for (var i = 0; i < network.Architecture.Vector.numel(); i++)
            Assert.Equal(Slope(network, step, training, validation, i), gradient[i].ToDouble(), 1e-7);
    }

    [Fact]
    public void It_leaves_weights_and_parameters_as_they_were()
    {
        TorchLibrary.Require("cpu");
        using var scope = NewDisposeScope();
        using var generator = new Generator(3);
        using var network = new SearchedNetwork(Settings, 1, 2, generator);
        using var step = new SearchStep(network, Settings);
        var (training, validation) = Batches(network.Supernet.Spatial, ScalarType.Float32);
        var (weights, parameters) = (network.Supernet.Weights.Vector.clone(), network.Architecture.Vector.clone());

        step.ArchitectureGradient(training, validation, Rate);

        Assert.True(weights.equal(network.Supernet.Weights.Vector).all().ToBoolean());
        Assert.True(parameters.equal(network.Architecture.Vector).all().ToBoolean());
    }

    private static double Slope(SearchedNetwork network, SearchStep step, Batch training, Batch validation, int parameter)
    {
        const double move = 1e-5;
        return (Ahead(move) - Ahead(-move)) / (2 * move);

        double Ahead(double by)
        {
            using var scope = NewDisposeScope();
            using var kept = network.Supernet.Weights.Vector.clone();
            Move(network.Architecture.Vector, parameter, by);
            var gradients = autograd.grad([network.Loss(training)], [.. network.Supernet.Weights.All.Select(w => w.Value)], allow_unused: true);
            var flat = Weights.Flat(gradients.Select((g, i) => g is null || g.IsInvalid ? zeros_like(network.Supernet.Weights.All[i].Value) : g));
            Place(network.Supernet.Weights.Vector, step.WeightOptimiser.Ahead(kept, flat, Rate));
            var loss = network.Loss(validation).ToDouble();
            Place(network.Supernet.Weights.Vector, kept);
            Move(network.Architecture.Vector, parameter, -by);
            return loss;
        }
    }

    private static void Move(Tensor vector, int at, double by)
    {
        using var grad = no_grad();
        using var one = vector[at];
        one.add_(by);
    }

    private static void Place(Tensor vector, Tensor values)
    {
        using var grad = no_grad();
        vector.copy_(values);
    }

    private static (Batch Training, Batch Validation) Batches(Spatial spatial, ScalarType type = ScalarType.Float64)
    {
        var data = Phantoms.Create(Settings);
        return (Of(data.Training), Of(data.Validation));

        Batch Of(IReadOnlyList<LabelledImage> images)
        {
            using var set = new ImageSet(images, spatial, CPU);
            var batch = set.Take([0, 1, 2, 3]);
            return new Batch(spatial.ChannelsFastest(batch.Images.to_type(type)), batch.Labels);
        }
    }
}

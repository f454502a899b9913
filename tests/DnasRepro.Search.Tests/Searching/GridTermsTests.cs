using DnasRepro.ReferenceSearch;
using DnasRepro.Search.Native;
using DnasRepro.Search.Searching;
using TorchSharp;
using static TorchSharp.torch;

namespace DnasRepro.Search.Tests.Searching;

public class GridTermsTests
{
    private static readonly double[] Half = [0, 0, 0, 0, 0, 0, 0, 0];

    /// <summary>
    /// Two channels, levels of 4 × 4 and 2 × 2 pixels, a 1×1 convolution or none. An edge's convolution writes its ReLU's and twice its own result's values: 0→0
    /// 32 + 64 = 96; 1→0 first doubles the size, 32 + 96 = 128; 0→1 32 + 8 + 8 = 48; 1→1 8 + 8 + 8 = 24. Together 296 a block, 592 in two blocks.
    /// </summary>
    private static readonly double[] Shares = [96 / 592.0, 128 / 592.0, 48 / 592.0, 24 / 592.0];

    [Fact]
    public void The_expected_memory_and_its_gradient_are_those_computed_by_hand()
    {
        double[] beta = [Math.Log(3), 0, -Math.Log(3), 0, 0, Math.Log(3), 0, -Math.Log(3)];
        double[] on = [0.75, 0.5, 0.25, 0.5, 0.5, 0.75, 0.5, 0.25];

        var (value, alphas, betas) = Term(5, new StrategySettings(), beta);

        // softmax(0, ln 3) = (1/4, 3/4) on all edges.
        Assert.Equal(5 * 0.75 * on.Select((p, i) => p * Shares[i % 4]).Sum(), value, 1e-12);
        for (var edge = 0; edge < 8; edge++)
        {
            Assert.Equal(5 * on[edge] * Shares[edge % 4] * 0.1875, alphas[2 * edge + 1], 1e-12);
            Assert.Equal(-alphas[2 * edge + 1], alphas[2 * edge], 1e-12);
            Assert.Equal(5 * on[edge] * (1 - on[edge]) * Shares[edge % 4] * 0.75, betas[edge], 1e-12);
        }
    }

    [Fact]
    public void Everything_at_once_weighs_as_much_as_its_weight()
    {
        TorchLibrary.Require("cpu");
        using var scope = NewDisposeScope();
        using var terms = new GridTerms(Settings(7, new StrategySettings()), null, ScalarType.Float64, CPU);

        Assert.Equal(7, terms.Of(tensor(Enumerable.Range(0, 16).Select(i => i % 2 * 100.0).ToArray()).view(8, 2), full([8], 100.0, ScalarType.Float64))!.ToDouble(), 1e-9);
    }

    [Fact]
    public void A_term_of_activations_is_that_of_memory() =>
        Assert.Equal(Term(5, new StrategySettings(), Half).Value, Term(2, new StrategySettings { Resources = [new ResourceTerm(Resource.Activations, 3)] }, Half).Value, 1e-12);

    /// <summary>Convolutions have four weights on each of the eight edges: a share of 1/8 each.</summary>
    [Fact]
    public void Other_resources_and_the_entropy_of_all_choices_add_up()
    {
        double[] beta = [Math.Log(3), 0, 0, 0, 0, 0, 0, 0];
        var entropy = -(0.25 * Math.Log(0.25) + 0.75 * Math.Log(0.75));

        var (value, _, betas) = Term(0, new StrategySettings { EntropyWeight = 2, Resources = [new ResourceTerm(Resource.Parameters, 3)] }, beta);

        Assert.Equal((3 * 0.75 * (0.75 + 7 * 0.5) / 8) + (2 * (9 * entropy + 7 * Math.Log(2)) / 16), value, 1e-12);
        // dH/dβ = −β σ(β) (1 − σ(β)).
        Assert.Equal((3 * 0.75 * 0.1875 / 8) - (2 * Math.Log(3) * 0.1875 / 16), betas[0], 1e-12);
    }

    [Fact]
    public void Without_weights_there_is_no_term()
    {
        TorchLibrary.Require("cpu");
        using var terms = new GridTerms(Settings(0, new StrategySettings()), null, ScalarType.Float64, CPU);

        Assert.Null(terms.Of(zeros(8, 2), zeros(8)));
    }

    /// <summary>The term and its gradients where every edge weighs its operations 1/4 and 3/4.</summary>
    private static (double Value, double[] Alpha, double[] Beta) Term(double memoryWeight, StrategySettings strategy, double[] edges)
    {
        TorchLibrary.Require("cpu");
        using var scope = NewDisposeScope();
        using var terms = new GridTerms(Settings(memoryWeight, strategy), null, ScalarType.Float64, CPU);
        var alpha = tensor(Enumerable.Repeat(new[] { 0, Math.Log(3) }, 8).SelectMany(r => r).ToArray()).view(8, 2).requires_grad_(true);
        var beta = tensor(edges).requires_grad_(true);
        var value = terms.Of(alpha, beta)!;
        var gradients = autograd.grad([value], [alpha, beta]);
        return (value.ToDouble(), [.. gradients[0].data<double>()], [.. gradients[1].data<double>()]);
    }

    private static SearchSettings Settings(double memoryWeight, StrategySettings strategy) => new()
    {
        Space = new SpaceSettings { Channels = 2, DownOperations = ["none", "conv_1x1"], Topology = new TopologySettings { Blocks = 2, Levels = 2, MemoryWeight = memoryWeight } },
        Strategy = strategy,
        Data = new DataSettings { Size = 4 },
    };
}

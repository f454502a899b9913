using DnasRepro.Architectures;
using DnasRepro.ReferenceSearch;
using DnasRepro.ReferenceSearch.Costs;

namespace DnasRepro.Tests.ReferenceSearch;

/// <summary>Costs against sums that were worked out by hand; <see cref="CostOracleTests"/> holds them against networks in PyTorch.</summary>
public class CostTests
{
    /// <summary>8 channels of 4×4 = 16 pixels: a map is 128 values; halved, 2×2 = 4 pixels and 32 values.</summary>
    [Theory]
    [InlineData("none", 1, 0, 0, 0)]
    [InlineData("skip_connect", 1, 0, 0, 0)]
    [InlineData("skip_connect", 2, 2 * 8 * 4, 64 * 4, 128 + 32 + 32)] // ReLU, two convolutions of 4 channels each, normalisation
    [InlineData("conv_1x1", 1, 64, 64 * 16, 3 * 128)]
    [InlineData("conv_3x3", 1, 9 * 64, 576 * 16, 3 * 128)] // ReLU, convolution, normalisation
    [InlineData("conv_3x3", 2, 9 * 64, 576 * 4, 128 + 32 + 32)]
    [InlineData("conv_5x5", 1, 25 * 64, 1600 * 16, 3 * 128)]
    [InlineData("sep_conv_3x3", 1, 2 * ((9 * 8) + 64), 272 * 16, 8 * 128)] // twice ReLU, depthwise, pointwise, normalisation
    [InlineData("sep_conv_3x3", 2, 2 * ((9 * 8) + 64), 272 * 4, 128 + (7 * 32))]
    [InlineData("dil_conv_3x3", 1, (9 * 8) + 64, 136 * 16, 4 * 128)]
    [InlineData("dil_conv_5x5", 2, (25 * 8) + 64, 264 * 4, 128 + (3 * 32))]
    [InlineData("depthwise_conv_3x3", 1, (9 * 8) + 64, 136 * 16, 4 * 128)]
    [InlineData("asym_conv", 1, 2 * 3 * 64, 384 * 16, 4 * 128)]
    [InlineData("asym_conv", 2, 2 * 3 * 64, (192 * 8) + (192 * 4), 128 + 64 + 32 + 32)] // 1×3 gives 4×2 pixels, 3×1 then 2×2
    [InlineData("se_conv_3x3", 1, 576 + ((8 * 2) + 2) + ((2 * 8) + 8), (576 * 16) + 16 + 16, (2 * 128) + 8 + 2 + 2 + 8 + 8 + (2 * 128))]
    [InlineData("max_pool_3x3", 1, 0, 0, 2 * 128)]
    [InlineData("avg_pool_3x3", 2, 0, 0, 2 * 32)]
    public void An_operation_on_an_image(string id, int stride, int parameters, int macs, int activations) =>
        Assert.Equal(new Cost(parameters, macs, activations), OperationCosts.Of(OperationRegistry.Find(id)!, new OperationPlace(8, stride, 4, 2)));

    /// <summary>4 channels of 4×4×4 = 64 voxels: a map is 256 values; halved, 8 voxels and 32 values.</summary>
    [Theory]
    [InlineData("conv_3x3", 1, 27 * 16, 432 * 64, 3 * 256)]
    [InlineData("dil_conv_3x3", 2, (27 * 4) + 16, 124 * 8, 256 + (3 * 32))]
    [InlineData("asym_conv", 2, (9 * 16) + (3 * 16), (144 * 16) + (48 * 8), 256 + 64 + 32 + 32)] // 1×3×3 gives 4×2×2 voxels
    [InlineData("skip_connect", 2, 2 * 4 * 2, 16 * 8, 256 + 32 + 32)]
    public void An_operation_on_a_volume(string id, int stride, int parameters, int macs, int activations) =>
        Assert.Equal(new Cost(parameters, macs, activations), OperationCosts.Of(OperationRegistry.Find(id)!, new OperationPlace(4, stride, 4, 3)));

    [Fact]
    public void A_trained_scale_and_shift_are_two_parameters_a_channel_and_normalisation()
    {
        var plain = OperationCosts.Of(OperationRegistry.Find("sep_conv_3x3")!, new OperationPlace(8, 1, 4, 2));

        Assert.Equal(plain with { Parameters = plain.Parameters + (2 * 2 * 8) }, OperationCosts.Of(OperationRegistry.Find("sep_conv_3x3")!, new OperationPlace(8, 1, 4, 2, IsAffine: true)));
    }

    /// <summary>The counts of the PyTorch supernet that the search is compared with (bench).</summary>
    [Theory]
    [InlineData(2, 21_082, 70)]
    [InlineData(4, 57_562, 196)]
    public void The_supernet_has_the_parameters_of_the_baseline(int nodes, int weights, int alphas)
    {
        var space = new SpaceSettings { Nodes = nodes };

        Assert.Equal(weights, SupernetCosts.Of(space, new NetworkEnds(64)).Total.Parameters);
        Assert.Equal(alphas, SupernetCosts.ArchitectureParameters(space));
    }

    [Fact]
    public void A_derived_network_is_the_sum_of_its_parts()
    {
        var space = new SpaceSettings { Levels = 1, Nodes = 1, Channels = 2 };
        var architecture = Of([new(2, 0, "conv_3x3"), new(2, 1, "skip_connect")], [new(2, 0, "max_pool_3x3"), new(2, 1, "conv_1x1")]);

        var cost = ArchitectureCosts.Of(architecture, space, new NetworkEnds(4));

        // 4×4 pixels of 2 channels are 32 values. An entrance: ReLU 32, convolution 4 weights · 16 pixels and 32 values, normalisation 4 parameters and 32 values.
        var entrances = new Cost(2 * (4 + 4), 2 * 4 * 16, 2 * 3 * 32);
        Assert.Equal(
            [
                new PartCost("stem", new Cost((9 * 2) + 4, 18 * 16, 2 * 32)),
                new PartCost("down1", entrances + new Cost(36 + 4, 36 * 4, 32 + 8 + 8) + new Cost(4 + 4, 4 * 4, 32 + 8 + 8)),
                new PartCost("up1", new Cost(0, 0, 32) + entrances + new Cost(4, 0, 2 * 32) + new Cost(4 + 4, 4 * 16, 3 * 32)),
                new PartCost("head", new Cost(4 + 2, 4 * 16, 32)),
            ],
            cost.Parts);
        Assert.Equal(new Cost(22 + 64 + 28 + 6, 288 + 288 + 192 + 64, 64 + 288 + 384 + 32), cost.Total);
    }

    [Fact]
    public void A_kept_none_costs_nothing()
    {
        var space = new SpaceSettings { Levels = 1, Nodes = 1, Channels = 2 };

        Assert.Equal(
            ArchitectureCosts.Of(Of([new(2, 0, "conv_3x3")], [new(2, 1, "conv_1x1")]), space, new NetworkEnds(4)).Total,
            ArchitectureCosts.Of(Of([new(2, 0, "conv_3x3"), new(2, 1, "none")], [new(2, 0, "none"), new(2, 1, "conv_1x1")]), space, new NetworkEnds(4)).Total);
    }

    [Theory]
    [InlineData(5, 0, "conv_3x3", "an edge from 0 to 5")]
    [InlineData(2, 2, "conv_3x3", "an edge from 2 to 2")]
    [InlineData(2, 0, "conv_9x9", "'conv_9x9'")]
    public void An_architecture_of_another_space_is_refused(int node, int from, string operation, string says)
    {
        var error = Assert.Throws<UserErrorException>(() => ArchitectureCosts.Of(Of([new(node, from, operation)], []), new SpaceSettings { Nodes = 3 }, new NetworkEnds(64)));

        Assert.Contains(says, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Resource.Macs)]
    [InlineData(Resource.Parameters)]
    [InlineData(Resource.Activations)]
    public void Shares_of_all_choices_add_up_to_the_whole(Resource resource)
    {
        var table = new CostTable(new SpaceSettings { Nodes = 3, UpOperations = ["none", "conv_5x5", "se_conv_3x3"] }, 32);
        var (down, up) = (table.Of(resource, "down"), table.Of(resource, "up"));

        Assert.Equal((9, 7, 9, 3), (down.Length, down[0].Length, up.Length, up[0].Length));
        Assert.Equal(1, down.Concat(up).Sum(row => row.Sum()), 12);
        Assert.All(down.Concat(up), row => Assert.Equal(0, row[0]));
    }

    /// <summary>Both down cells have 576 weights on the edge; all edges have 2 · (4 · 1,048 + 984) + 2 · 5 · 984 = 20,192.</summary>
    [Fact]
    public void A_share_is_that_of_all_cells_of_its_type() =>
        Assert.Equal(2 * 576.0 / 20_192, new CostTable(new SpaceSettings(), 64).Of(Resource.Parameters, "down")[0][2], 12);

    [Fact]
    public void Measured_costs_have_shares_too_and_are_measured_once()
    {
        var asked = 0;
        var table = new CostTable(new SpaceSettings { DownOperations = ["none", "conv_3x3"], UpOperations = ["none", "conv_3x3"] }, 16);

        var down = table.Of((operation, _) => { asked++; return operation.Id == "none" ? 0 : 1; }, "down");

        // 5 edges in each of 4 cells: 20 convolutions; a down edge is in 2 cells.
        Assert.All(down, row => Assert.Equal([0, 0.1], row));
        // Down: stride 2 at 16 and 8 pixels, stride 1 at 8 and 4; up: stride 1 at 8, which is known, and 16. Two operations each.
        Assert.Equal(10, asked);
        Assert.Throws<ArgumentException>(() => table.Of(Resource.Latency, "down"));
    }

    [Fact]
    public void Where_nothing_costs_anything_all_shares_are_zero() =>
        Assert.All(new CostTable(new SpaceSettings { DownOperations = ["none", "max_pool_3x3"], UpOperations = ["none", "skip_connect"] }, 16).Of(Resource.Parameters, "down"), row => Assert.Equal([0, 0], row));

    private static Architecture Of(IReadOnlyList<ArchitectureEdge> down, IReadOnlyList<ArchitectureEdge> up) => new([new ArchitectureCell("down", down), new ArchitectureCell("up", up)]);
}

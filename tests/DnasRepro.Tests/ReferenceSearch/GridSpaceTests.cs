using CsCheck;
using DnasRepro.Architectures;
using DnasRepro.ReferenceSearch;
using DnasRepro.ReferenceSearch.Costs;
using DnasRepro.Results;
using DnasRepro.Statistics;
using Readers = DnasRepro.Results.Spaces;

namespace DnasRepro.Tests.ReferenceSearch;

public class GridSpaceTests
{
    private static readonly string[] Operations = ["skip_connect", "none", "conv_3x3"];

    /// <summary>Parameters are few different numbers, so that ties occur too.</summary>
    private static readonly Gen<(TopologySettings Topology, double[] Values)> Grids = Gen.Select(Gen.Int[2, 4], Gen.Int[2, 4], Gen.Bool).SelectMany((blocks, levels, hasTies) =>
    {
        var topology = new TopologySettings { Blocks = blocks, Levels = levels };
        return (hasTies ? Gen.Int[-2, 2].Select(v => (double)v) : Gen.Double[-3, 3]).Array[GridShape.Candidates(topology).Count * (Operations.Length + 1)].Select(v => (topology, v));
    });

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(5)]
    public void Edges_stand_in_the_order_of_DiNTS(int levels)
    {
        var (from, to) = GridArchitecture.Paths(levels);

        Assert.Equal((3 * levels) - 2, GridShape.Edges(levels).Count);
        Assert.Equal(from.Zip(to), GridShape.Edges(levels).Select(e => (e.From, e.To)));
    }

    [Fact]
    public void The_space_is_one_cell_through_which_a_path_leads()
    {
        var space = Space(new TopologySettings { Blocks = 3, Levels = 2 });
        var cell = Assert.Single(space.Cells);

        Assert.True(space is { IsPath: true, StartsAtAnyInput: true, HasPathParameters: true, HasCanonicalForm: false });
        Assert.Equal(("grid", 2, 6, 12, 1, 3), (cell.Id, cell.Inputs, cell.Nodes, cell.Edges.Count, cell.PerSite, cell.Slots));
        Assert.Equal([new(0, 2, 0), new(1, 2, 0), new(0, 3, 0), new(1, 3, 0), new(2, 4, 1)], cell.Edges.Take(5));
        Assert.Equal(Operations, cell.Operations);
    }

    [Fact]
    public void The_path_is_the_best_of_all() => Grids.Sample(
        grid =>
        {
            var (space, parameters) = (Space(grid.Topology), Parameters(grid.Topology, grid.Values));
            var (cell, edges) = (space.Cells[0], parameters.Edges!["grid"]);

            var found = Readers.Decoder.Decode(space, parameters)!.Cells[0].Edges;

            Assert.Equal(grid.Topology.Blocks, found.Count);
            Assert.All(found.Zip(found.Skip(1)), p => Assert.Equal(p.First.Node, p.Second.From));
            var places = found.Select(e => cell.Edges.Index().Single(c => (c.Item.From, c.Item.Node) == (e.From, e.Node)).Index).ToList();
            Assert.Equal(Paths(cell, grid.Topology.Blocks).Max(p => p.Sum(i => edges[i])), places.Sum(i => edges[i]), 1e-12);
            Assert.All(found.Zip(places), p => Assert.Equal(Operations.Zip(parameters.ByCell["grid"][p.Second]).Where(o => o.First != "none").MaxBy(o => o.Second).First, p.First.Operation));
        }, iter: 2000, seed: "0000KDfPlsD7");

    [Fact]
    public void The_statistics_read_the_same_path() => Grids.Sample(
        grid =>
        {
            var space = Space(grid.Topology);
            var index = new SpaceIndex(space);

            Assert.Equal(index.Read(Readers.Decoder.Decode(space, Parameters(grid.Topology, grid.Values))!).Members.ToArray().Order(), new Decoder(index).Decode(grid.Values).Members.ToArray().Order());
        }, iter: 500, seed: "0000KDfPlsD7");

    /// <summary>All seven paths of one block and three levels are equally likely, and both operations but none on each.</summary>
    [Fact]
    public void Random_architectures_are_paths_from_every_level()
    {
        const int Draws = 14_000;
        var space = Space(new TopologySettings { Blocks = 1, Levels = 3 });
        var (index, random) = (new SpaceIndex(space), new Randomness(5));
        var architectures = new RandomArchitectures(index);

        var counts = Enumerable.Range(0, Draws).Select(_ => Assert.Single(architectures.Next(random).Members.ToArray())).GroupBy(i => i).ToDictionary(g => g.Key, g => g.Count());

        Assert.Equal(14, counts.Count);
        Assert.All(counts.Values, c => Assert.InRange(c, 850, 1150));
    }

    [Fact]
    public void Parameters_that_are_no_numbers_or_too_few_give_no_path()
    {
        var topology = new TopologySettings { Blocks = 2, Levels = 2 };
        double[] values = [.. Enumerable.Repeat(1.0, 8 * 4)];

        Assert.NotNull(Readers.Decoder.Decode(Space(topology), Parameters(topology, values)));
        Assert.Null(Readers.Decoder.Decode(Space(topology), Parameters(topology, [double.NaN, .. values[1..]])));
        Assert.Null(Readers.Decoder.Decode(Space(topology), Parameters(topology, [.. values[..^1], double.NaN])));
        Assert.Null(Readers.Decoder.Decode(Space(topology), Parameters(topology, values) with { Edges = null }));
        Assert.Null(Readers.Decoder.Decode(Space(topology with { Blocks = 3 }), Parameters(topology, values)));
    }

    [Theory]
    [InlineData(Resource.Macs)]
    [InlineData(Resource.Activations)]
    public void The_shares_of_all_choices_add_up_to_one_and_coarser_edges_cost_less(Resource resource)
    {
        var space = new SpaceSettings { DownOperations = ["none", "conv_3x3"], Topology = new TopologySettings { Blocks = 3, Levels = 3 } };

        var table = new CostTable(space, 16).Of(resource, "grid");

        Assert.Equal(21, table.Length);
        Assert.Equal(1, table.Sum(r => r.Sum()), 1e-12);
        Assert.All(table, r => Assert.Equal(0, r[0]));
        // 0→0, 1→1 and 2→2 of a block: a quarter of the pixels each.
        Assert.Equal(table[0][1] / 4, table[3][1], 1e-12);
        Assert.Equal(table[3][1] / 4, table[6][1], 1e-12);
        Assert.Equal(table[..7], table[7..14]);
    }

    /// <summary>
    /// Two channels, 4 × 4 and 2 × 2 pixels, one image channel, two classes. Stem 9·2·16 multiply-adds, the coarser map 9·4·4; a block's four 3×3 convolutions 9·4·(16 + 16 +
    /// 4 + 4), head 4·(16 + 4).
    /// </summary>
    [Fact]
    public void The_supernets_costs_are_those_computed_by_hand()
    {
        var space = new SpaceSettings { Channels = 2, DownOperations = ["none", "conv_3x3"], Topology = new TopologySettings { Blocks = 2, Levels = 2 } };

        var cost = SupernetCosts.Of(space, new NetworkEnds(4));

        Assert.Equal(["stem", "level1", "block1", "block2", "head"], cost.Parts.Select(p => p.Part));
        Assert.Equal([288, 144, 1440, 1440, 80], cost.Parts.Select(p => p.Cost.Macs));
        Assert.Equal([18 + 4, 36 + 4, 4 * 36, 4 * 36, 4 + 4 + 2], cost.Parts.Select(p => p.Cost.Parameters));
        // Stem: convolution and normalisation. Level 1: ReLU, convolution, normalisation. Block: 96 + 32 + 96 + 48 + 24. Head: two convolutions and a doubling.
        Assert.Equal([64, 32 + 8 + 8, 296, 296, 32 + 8 + 32], cost.Parts.Select(p => p.Cost.Activations));
        Assert.Equal(2 * 4 * 3, SupernetCosts.ArchitectureParameters(space));
    }

    /// <summary>As above; the path 1→1, 1→0 with a skip and a 3×3 convolution. The second doubles 2 × 2 pixels and then writes three maps of 4 × 4.</summary>
    [Fact]
    public void A_paths_costs_are_those_computed_by_hand()
    {
        var space = new SpaceSettings { Channels = 2, Topology = new TopologySettings { Blocks = 2, Levels = 2 } };

        var cost = ArchitectureCosts.Of(new Architecture([new ArchitectureCell("grid", [new(4, 3, "conv_3x3"), new(3, 1, "skip_connect")])]), space, new NetworkEnds(4));

        Assert.Equal(["stem", "level1", "block1", "block2", "head"], cost.Parts.Select(p => p.Part));
        Assert.Equal([288, 144, 0, 576, 64], cost.Parts.Select(p => p.Cost.Macs));
        Assert.Equal([22, 40, 0, 36 + 4, 4 + 2], cost.Parts.Select(p => p.Cost.Parameters));
        Assert.Equal([64, 48, 0, 128, 32], cost.Parts.Select(p => p.Cost.Activations));
    }

    [Theory]
    [InlineData("2<0 conv_3x3", "has 1 edges that are no path through 2 blocks")]
    [InlineData("2<0 conv_3x3, 5<3 conv_3x3", "are no path")]
    [InlineData("2<0 conv_3x3, 7<2 conv_3x3", "an edge from 2 to 7")]
    [InlineData("2<0 none, 4<2 conv_3x3", "the operation 'none', which no path can take")]
    [InlineData("2<0 magic, 4<2 conv_3x3", "the operation 'magic'")]
    public void What_is_no_path_is_refused(string edges, string says)
    {
        var cell = new ArchitectureCell("grid", [.. edges.Split(", ").Select(e => new ArchitectureEdge(e[0] - '0', e[2] - '0', e[4..]))]);

        var error = Assert.Throws<UserErrorException>(() => GridPath.Of(new Architecture([cell]), new TopologySettings { Blocks = 2, Levels = 2 }));

        Assert.Contains(says, error.Message, StringComparison.Ordinal);
        Assert.Throws<UserErrorException>(() => GridPath.Of(new Architecture([cell with { Id = "down" }]), new TopologySettings()));
    }

    [Fact]
    public void What_cannot_be_combined_with_it_is_refused()
    {
        var settings = new SearchSettings { Space = new SpaceSettings { Topology = new TopologySettings() }, Strategy = new StrategySettings { Discretisation = DiscretisationRule.ValidPath } };
        string Problem(SearchSettings changed) => Assert.Single(SearchSettingsCheck.Problems(changed)).Key;

        settings.Check();
        Assert.Equal("strategy.relaxation", Problem(settings with { Strategy = settings.Strategy with { Relaxation = Relaxation.PartialChannels } }));
    }

    private static SearchSpace Space(TopologySettings topology) => ReferenceSpace.Of(new SearchSettings { Space = new SpaceSettings { DownOperations = Operations, Topology = topology } });

    /// <summary>The operations' parameters row after row, and then the edges' own.</summary>
    private static ArchitectureParameters Parameters(TopologySettings topology, double[] values)
    {
        var own = GridShape.Candidates(topology).Count * Operations.Length;
        return new ArchitectureParameters(new Dictionary<string, IReadOnlyList<IReadOnlyList<double>>> { ["grid"] = [.. values[..own].Chunk(Operations.Length)] })
        {
            Edges = new Dictionary<string, IReadOnlyList<double>> { ["grid"] = values[own..] },
        };
    }

    /// <summary>Every way through the blocks from every level.</summary>
    private static IEnumerable<List<int>> Paths(SpaceCell cell, int blocks)
    {
        IEnumerable<List<int>> paths = [.. cell.Edges.Index().Where(e => e.Item.Site == 0).Select(e => new List<int> { e.Index })];
        for (var block = 1; block < blocks; block++)
            paths = [.. paths.SelectMany(p => cell.Edges.Index().Where(e => e.Item.Site == block && e.Item.From == cell.Edges[p[^1]].Node).Select(e => p.Append(e.Index).ToList()))];
        return paths;
    }
}

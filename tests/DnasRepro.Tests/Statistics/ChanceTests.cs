using DnasRepro.Architectures;
using DnasRepro.Statistics;

namespace DnasRepro.Tests.Statistics;

public class ChanceTests
{
    public static TheoryData<string, double> Known => new()
    {
        { "darts", 0.09167 },
        { "unet", 0.12037 },
        { "six", 0.2 },
        { "two", 0.321 },
    };

    [Theory]
    [MemberData(nameof(Known))]
    public void Known_spaces_have_their_known_chance(string name, double chance)
    {
        var level = Chance.Of(Space(name));

        Assert.True(level.IsClosedForm);
        Assert.Null(level.StandardError);
        Assert.Equal(chance, level.Value, 0.0005);
    }

    [Theory]
    [MemberData(nameof(Known))]
    public void Formula_and_sample_agree_within_four_standard_errors(string name, double _)
    {
        var formula = Chance.Of(Space(name)).Value;

        var sample = Chance.Sampled(new RandomArchitectures(new SpaceIndex(Space(name))));

        Assert.False(sample.IsClosedForm);
        Assert.InRange(sample.Value, formula - 4 * sample.StandardError!.Value, formula + 4 * sample.StandardError.Value);
        Assert.InRange(sample.StandardError.Value, 1e-5, 0.001);
    }

    /// <summary>0.15137: 60,000 architectures of the same space by a numpy program.</summary>
    [Fact]
    public void The_chance_of_a_path_is_sampled()
    {
        var level = Chance.Of(Spaces.Path);

        Assert.False(level.IsClosedForm);
        Assert.InRange(level.Value, 0.15137 - 5 * level.StandardError!.Value, 0.15137 + 5 * level.StandardError.Value);
        Assert.Equal(level, Chance.Of(Spaces.Path));
    }

    /// <summary>NAS-Bench-201: each edge has one of five operations, one of them none. The exact expectation of the ratio, by enumeration: 0.19545454964.</summary>
    [Fact]
    public void Where_none_can_be_chosen_the_size_varies_and_chance_is_sampled()
    {
        var level = Chance.Of(ReferenceCases.Space("nb201"));

        Assert.False(level.IsClosedForm);
        Assert.InRange(level.Value, 0.19545454964 - 4 * level.StandardError!.Value, 0.19545454964 + 4 * level.StandardError.Value);
    }

    [Fact]
    public void Edges_that_compete_with_different_numbers_of_operations_are_sampled()
    {
        var cell = Spaces.Nodes("normal", 2, 4);
        var space = Spaces.Of("uneven", cell with { OperationsByEdge = [.. cell.Edges.Select((_, i) => Spaces.Operations(2 + (i % 3), none: false))] });

        Assert.False(Chance.Of(space).IsClosedForm);
    }

    [Fact]
    public void Edges_that_are_all_kept_may_have_different_numbers_of_operations()
    {
        var edges = Spaces.SixEdges.Cells[0];
        var space = Spaces.Of("uneven", edges with { OperationsByEdge = [.. edges.Edges.Select((_, i) => Spaces.Operations(i + 1, none: false))] });

        var level = Chance.Of(space);

        Assert.True(level.IsClosedForm);
        Assert.Equal((1 + 1 / 2.0 + 1 / 3.0 + 1 / 4.0 + 1 / 5.0 + 1 / 6.0) / 6, level.Value, 1e-12);
    }

    [Fact]
    public void A_space_without_choice_agrees_by_itself()
    {
        Assert.Equal(1, Chance.Of(Spaces.Of("empty")).Value);
        Assert.Equal(1, Chance.Of(Spaces.Of("one", new SpaceCell("c", 1, 1, ["op1"], [new(0, 1, 0)], 1, 1))).Value);
        Assert.Equal(1, Chance.Of(Spaces.Of("none", new SpaceCell("c", 1, 1, ["none"], [new(0, 1, 0)], 1, 1))).Value);
    }

    /// <summary>Drawing without parameters must give what decoding parameters gives: compared by how often each choice occurs.</summary>
    [Theory]
    [InlineData("darts")]
    [InlineData("nb201")]
    public void Drawn_architectures_are_distributed_like_decoded_ones(string name)
    {
        var index = new SpaceIndex(name == "darts" ? Spaces.Darts : ReferenceCases.Space(name));
        var architectures = new RandomArchitectures(index);
        Assert.True(architectures.IsUniform);
        var random = new Randomness(5);
        var (drawn, decoded) = (new int[index.ItemCount], new int[index.ItemCount]);
        const int Count = 20_000;

        for (var i = 0; i < Count; i++)
        {
            foreach (var item in architectures.Next(random).Members)
                drawn[item]++;
            foreach (var item in architectures.Decoded(random).Members)
                decoded[item]++;
        }

        Assert.All(drawn.Zip(decoded), c =>
        {
            var share = (c.First + c.Second) / (2.0 * Count);
            Assert.InRange((c.First - c.Second) / (double)Count, -5 * Math.Sqrt(2 * share / Count), 5 * Math.Sqrt(2 * share / Count));
        });
    }

    /// <summary>A mean agreement of random size is not significant, a perfect one is as far as p can go.</summary>
    [Fact]
    public void The_random_test_tells_random_from_equal()
    {
        var chance = Chance.Of(Spaces.Darts).Value;

        Assert.Equal(1.0 / (RandomTest.Sets + 1), RandomTest.P(Spaces.Darts, 3, 1));
        Assert.InRange(RandomTest.P(Spaces.Darts, 3, chance), 0.3, 0.7);
        Assert.Equal(1, RandomTest.P(Spaces.Darts, 3, 0));
    }

    /// <summary>Two runs on one edge with five operations agree with probability 1/5, whatever else.</summary>
    [Fact]
    public void The_random_test_gives_probabilities_that_can_be_worked_out()
    {
        var space = Spaces.Of("edge", new SpaceCell("c", 1, 1, Spaces.Operations(5, none: false), [new(0, 1, 0)], 1, 1));

        Assert.InRange(RandomTest.P(space, 2, 1), 0.2 - 0.012, 0.2 + 0.012);
        Assert.InRange(RandomTest.P(space, 3, 1), 0.04 - 0.006, 0.04 + 0.006);
    }

    [Fact]
    public void The_random_test_gives_the_same_twice()
    {
        var p = RandomTest.P(Spaces.Darts, 4, 0.11);

        Assert.InRange(p, 0.05, 0.5);
        Assert.Equal(p, RandomTest.P(Spaces.Darts, 4, 0.11));
    }

    [Fact]
    public void The_random_test_needs_two_runs() => Assert.Throws<ArgumentOutOfRangeException>(() => RandomTest.P(Spaces.Darts, 1, 0.5));

    private static SearchSpace Space(string name) => name switch
    {
        "darts" => Spaces.Darts,
        "unet" => Spaces.UNet,
        "six" => Spaces.SixEdges,
        _ => Spaces.TwoOperations,
    };
}

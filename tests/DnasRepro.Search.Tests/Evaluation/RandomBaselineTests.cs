using DnasRepro.Architectures;
using DnasRepro.ReferenceSearch;
using DnasRepro.Search.Evaluation;

namespace DnasRepro.Search.Tests.Evaluation;

public sealed class RandomBaselineTests
{
    private static readonly Architecture Nothing = new([]);

    [Fact]
    public void Draws_what_the_rule_would_keep()
    {
        var settings = new SearchSettings { Space = new SpaceSettings { Nodes = 4 } };
        Assert.All(RandomBaseline.Draw(settings, Nothing, 50, 1), architecture =>
        {
            Assert.Equal(["down", "up"], architecture.Cells.Select(c => c.Id));
            Assert.All(architecture.Cells, cell =>
            {
                Assert.Equal([2, 2, 3, 3, 4, 4, 5, 5], cell.Edges.Select(e => e.Node).Order());
                Assert.Equal(8, cell.Edges.Select(e => (e.Node, e.From)).Distinct().Count());
                Assert.DoesNotContain(cell.Edges, e => e.Operation == "none");
            });
        });
    }

    [Fact]
    public void The_seed_decides()
    {
        var settings = new SearchSettings();
        Assert.Equal(Written(RandomBaseline.Draw(settings, Nothing, 5, 7)), Written(RandomBaseline.Draw(settings, Nothing, 5, 7)));
        Assert.NotEqual(Written(RandomBaseline.Draw(settings, Nothing, 5, 7)), Written(RandomBaseline.Draw(settings, Nothing, 5, 8)));
        Assert.Equal(Written(RandomBaseline.Draw(settings, Nothing, 5, 7))[..3], Written(RandomBaseline.Draw(settings, Nothing, 3, 7)));
    }

    [Fact]
    public void Draws_every_other_architecture_of_a_small_space_once()
    {
        var settings = new SearchSettings { Space = new SpaceSettings { Nodes = 1, DownOperations = ["none", "skip_connect", "conv_3x3"], UpOperations = ["skip_connect", "conv_3x3", "conv_1x1"] } };
        var found = RandomBaseline.Draw(settings, Nothing, 1, 3)[0];

        var drawn = Written(RandomBaseline.Draw(settings, found, 1000, 5));

        Assert.Equal((2 * 2 * 3 * 3) - 1, drawn.Distinct().Count());
        Assert.Equal(drawn.Distinct().Count(), drawn.Count);
        Assert.DoesNotContain(Written([found])[0], drawn);
    }

    [Fact]
    public void Each_choice_is_equally_likely()
    {
        const int Draws = 3000;
        var settings = new SearchSettings { Space = new SpaceSettings { Nodes = 2 } };
        var counts = Enumerable.Range(0, Draws).Select(seed => RandomBaseline.Draw(settings, Nothing, 1, seed)[0].Cells[0])
            .SelectMany(c => c.Edges.Where(e => e.Node == 3)).GroupBy(e => (e.From, e.Operation)).ToDictionary(g => g.Key, g => g.Count());

        // Two of three inputs, one of six operations: each with the chance 1/9.
        Assert.Equal(18, counts.Count);
        Assert.All(counts.Values, n => Assert.InRange(n, (Draws / 9) - 90, (Draws / 9) + 90));
    }

    [Fact]
    public void Ranks_the_found_one()
    {
        var baseline = new RandomBaseline(Scored(0.8), [(Nothing, Scored(0.7)), (Nothing, Scored(0.9)), (Nothing, Scored(0.8))]);
        Assert.Equal(2, baseline.Rank);
        Assert.Equal(0.8, baseline.Mean, 12);
        Assert.Equal(0.1, baseline.Deviation!.Value, 12);
        Assert.Equal(0.9, baseline.Best);
        Assert.Null(new RandomBaseline(Scored(0.8), [(Nothing, Scored(0.7))]).Deviation);
    }

    private static Retrained Scored(double dice) => new(1, new SegmentationScore(dice, null, 0, 1), new SegmentationScore(0, null, 0, 1), null);

    private static List<string> Written(IReadOnlyList<Architecture> architectures) =>
        [.. architectures.Select(a => string.Join(" ", a.Cells.SelectMany(c => c.Edges.OrderBy(e => e.Node).ThenBy(e => e.From).Select(e => $"{c.Id}:{e.Node}<{e.From}:{e.Operation}"))))];
}

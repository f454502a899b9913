using DnasRepro.Architectures;
using DnasRepro.Cards;
using DnasRepro.Recipes;
using DnasRepro.Runs;
using DnasRepro.Tests.Recipes;
using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.Runs;

/// <summary>When a declared value or genotype counts as met.</summary>
public class RecipeOutcomeTests
{
    private static readonly CardValue Metrics = Tests.Support.Cards.Of("""
        evaluation:
          metrics:
            - {name: iou, value: 0.8, spread: 0.02, spread_over: seeds}
            - {name: nsd, value: 0.7, spread: 0.02, spread_over: cases}
            - {name: dice, value: 0.9, spread: 0.001, spread_over: searches}
        """);

    [Theory]
    [InlineData("dice", 0.9, 0.05, 0.05)]
    [InlineData("test_iou", 0.8, null, 0.04)]
    [InlineData("test_iou", 0.81, null, null)]
    [InlineData("nsd", 0.7, null, null)]
    [InlineData("val_dice", 0.9, null, 0.002)]
    [InlineData("val_dice", 0.5, null, 0.01)]
    [InlineData("DSC-mean", 0.5, null, 0.01)]
    [InlineData("val_dice", 91.5, null, 1.0)]
    [InlineData("indices", 0.5, null, null)]
    public void A_tolerance_is_the_recipes_or_follows_from_the_spread_or_is_that_of_Dice(string name, double declared, double? stated, double? tolerance)
    {
        var comparison = RecipeOutcome.Compare(Expecting(name, declared, stated), new Dictionary<string, double> { [name] = declared }, Metrics);

        Assert.Equal(tolerance, comparison.Expected.SingleOrDefault()?.Tolerance);
        Assert.Equal(tolerance is null ? [name] : [], comparison.WithoutTolerance);
        Assert.Equal(tolerance is null ? null : true, comparison.IsMet);
    }

    [Theory]
    [InlineData(0.909, true)]
    [InlineData(0.891, true)]
    [InlineData(0.92, false)]
    [InlineData(double.NaN, false)]
    public void Values_are_met_within_the_tolerance(double measured, bool isMet) =>
        Assert.Equal(isMet, RecipeOutcome.Compare(Expecting("dice", 0.9, 0.01), new Dictionary<string, double> { ["dice"] = measured }, CardValue.Nowhere).IsMet);

    [Fact]
    public void A_value_that_was_not_measured_is_not_met()
    {
        var comparison = RecipeOutcome.Compare(Expecting("dice", 0.9, 0.01), new Dictionary<string, double>(), CardValue.Nowhere);

        Assert.Null(Assert.Single(comparison.Expected).Measured);
        Assert.False(comparison.IsMet);
    }

    [Fact]
    public void Where_nothing_is_declared_nothing_is_met() =>
        Assert.Null(RecipeOutcome.Compare(RecipeTextTests.Minimal(), new Dictionary<string, double> { ["dice"] = 1 }, Metrics).IsMet);

    [Theory]
    [InlineData("exact", null, "exact", 1, false)]
    [InlineData("exact", 0.1, "exact", 1, false)]
    [InlineData("operation_jaccard", null, "operation_jaccard", 0.5, false)]
    [InlineData("operation_jaccard", 0.3, "operation_jaccard", 0.3, true)]
    [InlineData("edge_jaccard", 0.9, "edge_jaccard", 0.9, true)]
    [InlineData(null, null, "operation_jaccard", 0.5, false)]
    public void Genotypes_are_compared_as_the_recipe_says(string? comparator, double? threshold, string used, double from, bool isMet)
    {
        var (a, b) = (Of("conv", "pool"), Of("conv", "skip"));

        var comparison = RecipeOutcome.Compare(RecipeTextTests.Minimal() with { GenotypeComparator = comparator, GenotypeThreshold = threshold }, a, b, CardValue.Nowhere)!;

        Assert.Equal((used, from, isMet), (comparison.Comparator, comparison.Threshold, comparison.IsMet));
    }

    [Fact]
    public void Runs_that_are_bitwise_the_same_have_to_find_the_same()
    {
        var card = Tests.Support.Cards.Of("search_protocol: {determinism: bitwise_verified}");

        Assert.Equal("exact", RecipeOutcome.Compare(RecipeTextTests.Minimal(), Of("conv"), Of("conv"), card)!.Comparator);
        Assert.Null(RecipeOutcome.Compare(RecipeTextTests.Minimal() with { GenotypeComparator = "none" }, Of("conv"), Of("conv"), card));
    }

    [Fact]
    public void A_seed_is_compared_with_its_own_genotype()
    {
        var card = Tests.Support.Cards.Root(Path.Combine(Repository.Root, "examples", "unet-darts", "nas-reporting-card.yml"));

        Assert.Equal("skip_connect", RecipeOutcome.Declared(card, 0)!.Cells[0].Edges[3].Operation);
        Assert.Equal("avg_pool_3x3", RecipeOutcome.Declared(card, 1)!.Cells[0].Edges[0].Operation);
        Assert.Null(RecipeOutcome.Declared(card, 7));
        Assert.Null(RecipeOutcome.Declared(CardValue.Nowhere, 0));
    }

    [Fact]
    public void A_selected_genotype_without_a_seed_stands_for_all()
    {
        var card = Tests.Support.Cards.Of("architecture: {genotypes: [{id: a, format: dag_cells, selected: true, cells: [{cell: c, edges: [{node: 1, from: 0, op: conv}]}]}]}");

        Assert.Equal("conv", RecipeOutcome.Declared(card, 7)!.Cells[0].Edges[0].Operation);
    }

    private static Recipe Expecting(string name, double declared, double? tolerance) =>
        RecipeTextTests.Minimal() with { Outputs = [new RecipeOutput(name, "m.json", "metric", "json_pointer", "/a", declared, tolerance)] };

    private static Architecture Of(params string[] operations) =>
        new([new ArchitectureCell("c", [.. operations.Select((o, i) => new ArchitectureEdge(i + 1, 0, o))])]);
}

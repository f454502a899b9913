using DnasRepro.Cards;
using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.Cards;

/// <summary>A card's search space becomes one that reruns can be measured in, or there is a reason why not.</summary>
public class CardSpaceTests
{
    private const string Usual = "operations: [{id: none, category: zero}, {id: skip, category: skip}, {id: pool, category: pooling}, {id: conv, category: convolution, parametric: true}]";

    [Fact]
    public void The_DARTS_card_gives_the_space_of_DARTS()
    {
        var space = CardSpace.Read(Fixture("darts.nas-card.yaml")).Space!;

        Assert.Equal("DARTS convolutional space", space.Name);
        Assert.Equal(["normal", "reduce"], space.Cells.Select(c => c.Id));
        Assert.All(space.Cells, c => Assert.Equal((2, 4, 8, 14, 2, 8), (c.Inputs, c.Nodes, c.Operations.Count, c.Edges.Count, c.PerSite!.Value, c.Slots)));
        Assert.Equal([0, 0, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 3], space.Cells[0].Edges.Select(e => e.Site));
        Assert.Equal([(0, 2), (1, 2), (0, 3), (1, 3), (2, 3)], space.Cells[0].Edges.Take(5).Select(e => (e.From, e.Node)));
        Assert.Equal(["none"], space.NoneOperations);
        Assert.Equal(["skip_connect"], space.SkipOperations);
        Assert.Equal(["avg_pool_3x3", "max_pool_3x3", "skip_connect"], space.ParameterFreeOperations.Order());
        Assert.True(space.HasCanonicalForm);
    }

    [Fact]
    public void The_example_of_this_project_gives_its_space()
    {
        var space = CardSpace.Read(Tests.Support.Cards.Root(Path.Combine(Repository.Root, "examples", "unet-darts", "nas-reporting-card.yml"))).Space!;

        Assert.Equal(["down", "up"], space.Cells.Select(c => c.Id));
        Assert.All(space.Cells, c => Assert.Equal((5, 2, 4), (c.Edges.Count, c.PerSite!.Value, c.Slots)));
        Assert.Equal(["none", "skip_connect", "avg_pool_3x3", "conv_3x3", "dil_conv_3x3"], space.Cells[0].Operations);
    }

    [Theory]
    [InlineData("nasunet.nas-card.yaml", "operations of their own")]
    [InlineData("dints.nas-card.yaml", "topology")]
    [InlineData("minimal.nas-card.yaml", "does not state its search space")]
    public void Cards_that_cannot_tell_give_a_reason(string name, string part)
    {
        var reading = CardSpace.Read(Fixture(name));

        Assert.Null(reading.Space);
        Assert.Contains(part, reading.Reason);
    }

    [Theory]
    [InlineData("", null, 5, 5)]
    [InlineData(", operations: [skip, conv]", 1, 5, 5)]
    [InlineData(", edges_kept_per_node: not_applicable", null, 5, 5)]
    [InlineData(", edges_kept_per_node: 1", 1, 2, 2)]
    [InlineData(", edges_kept_per_node: 3", 1, 5, 5)]
    [InlineData(", edges_kept_per_node: 9", 1, 5, 5)]
    public void Decisions_stand_at_nodes_or_at_edges(string cell, int? perSite, int sites, int slots)
    {
        var read = Block($"{Usual}\ncells: [{{id: c, input_nodes: 2, intermediate_nodes: 2{cell}}}]").Space!.Cells[0];

        Assert.Equal((perSite, sites, slots), (read.PerSite, read.Edges.Select(e => e.Site).Distinct().Count(), read.Slots));
    }

    [Fact]
    public void A_node_with_fewer_candidates_than_it_may_keep_keeps_all()
    {
        var cell = Block($"{Usual}\ncells: [{{id: c, input_nodes: 1, intermediate_nodes: 3, edges_kept_per_node: 2}}]").Space!.Cells[0];

        Assert.Equal((null, 5, 6), (cell.PerSite, cell.Slots, cell.Edges.Count));
    }

    [Fact]
    public void Where_nothing_may_win_the_number_of_kept_edges_differs()
    {
        var card = Tests.Support.Cards.Of($"search_space:\n  {Usual}\n  cells: [{{id: c, input_nodes: 2, intermediate_nodes: 2, edges_kept_per_node: 1}}]\nsearch_strategy: {{discretisation: {{zero_excluded: false}}}}");

        Assert.Null(CardSpace.Read(card).Space!.Cells[0].PerSite);
    }

    [Fact]
    public void Edges_may_have_operations_of_their_own()
    {
        var space = Block($"{Usual}\nedge_specific_operations: true\ncells: [{{id: c, input_nodes: 1, intermediate_nodes: 2, edge_operations: [[skip, conv], [pool, conv], [conv, none]]}}]").Space!;

        Assert.Equal(["pool", "conv"], space.Cells[0].OperationsOf(1));
        Assert.False(space.HasCanonicalForm);
    }

    [Theory]
    [InlineData("cells: [{id: c, input_nodes: 2, intermediate_nodes: 2}]", "no candidate operations")]
    [InlineData(Usual, "no cells")]
    [InlineData($"{Usual}\ncells: [{{id: c, input_nodes: 2}}]", "not both stated")]
    [InlineData($"{Usual}\ncells: [{{id: c, input_nodes: 2, intermediate_nodes: 100000}}]", "not both stated")]
    [InlineData($"{Usual}\ncells: [{{id: c, input_nodes: 2, intermediate_nodes: 2, candidate_edges: 4}}]", "4 candidate edges are stated, and 2 inputs with 2 nodes have 5")]
    [InlineData($"{Usual}\ncells: [{{id: c, input_nodes: 2, intermediate_nodes: 2, edges_kept_per_node: unknown}}]", "is not stated")]
    [InlineData($"{Usual}\ncells: [{{id: c, input_nodes: 2, intermediate_nodes: 2, edges_kept_per_node: 0}}]", "no positive integer")]
    [InlineData($"{Usual}\ncells: [{{id: c, input_nodes: 2, intermediate_nodes: 2, operations: [conf]}}]", "'conf' is not among")]
    [InlineData($"{Usual}\ncells: [{{id: c, input_nodes: 2, intermediate_nodes: 2, operations: [conv, conv]}}]", "listed twice")]
    [InlineData($"{Usual}\ncells: [{{id: c, input_nodes: 1, intermediate_nodes: 2, edge_operations: [[conv]]}}]", "has 1 lists, and the cell has 3 edges")]
    [InlineData($"{Usual}\ncells: [{{id: c, input_nodes: 1, intermediate_nodes: 1}}, {{id: c, input_nodes: 1, intermediate_nodes: 1}}]", "same name")]
    public void What_is_lacking_is_named(string block, string part)
    {
        var reading = Block(block);

        Assert.Null(reading.Space);
        Assert.Contains(part, reading.Reason);
    }

    private static SpaceReading Block(string yaml) => CardSpace.ReadBlock(Tests.Support.Cards.Of(yaml));

    private static CardValue Fixture(string name) => Tests.Support.Cards.Root(Path.Combine(Repository.Root, "tests", "DnasRepro.Tests", "Fixtures", "cards", "positive", name));
}

using DnasRepro.Architectures;
using DnasRepro.ReferenceSearch;
using DnasRepro.ReferenceSearch.Costs;
using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.ReferenceSearch;

public class ProfiledArchitectureTests
{
    [Fact]
    public void The_last_architecture_of_a_file_is_read()
    {
        var read = ProfiledArchitecture.Read("/out/architecture.json", """
            {"format": "dag_cells", "epoch": 9, "cells": {"down": [{"node": 2, "from": 0, "op": "conv_3x3"}, {"node": 3, "from": 2, "op": "identity"}], "up": [{"node": 2, "from": 1, "op": "max_pool_3x3"}]},
             "history": [{"epoch": 1, "cells": {"down": [{"node": 2, "from": 0, "op": "none"}], "up": [{"node": 2, "from": 0, "op": "none"}]}}]}
            """).Architecture;

        Assert.Equal(2, read.Nodes);
        Assert.Equal([new ArchitectureEdge(2, 0, "conv_3x3"), new ArchitectureEdge(3, 2, "skip_connect")], read.Architecture.Cells[0].Edges);
        Assert.Equal(["skip_connect stands for identity."], read.Notes);
        Assert.True(ArchitectureCosts.Of(read.Architecture, new SpaceSettings { Nodes = read.Nodes }, new NetworkEnds(64)).Total.Macs > 0);
    }

    [Theory]
    [InlineData("nasunet", 3, "up_conv", "conv_3x3 stands for up_conv (the size is doubled before the cell).")]
    [InlineData("darts", 4, "reduce", "The cell 'reduce' stands for the down cell.")]
    public void The_selected_genotype_of_a_card_is_read(string card, int nodes, string text, string note)
    {
        var yaml = Card(card);
        Assert.Contains(text, yaml, StringComparison.Ordinal);

        var read = CardGenotype.Read(Support.Cards.Of(yaml));

        Assert.Equal(nodes, read.Nodes);
        Assert.Contains(note, read.Notes);
        Assert.Equal(["down", "up"], read.Architecture.Cells.Select(c => c.Id));
        Assert.True(ArchitectureCosts.Of(read.Architecture, new SpaceSettings { Nodes = nodes }, new NetworkEnds(64)).Total.Parameters > 0);
    }

    [Fact]
    public void A_card_file_is_read_as_a_whole() => Assert.Equal(3, ProfiledArchitecture.Read("nas-card.yaml", Card("nasunet")).Architecture.Nodes);

    [Theory]
    [InlineData("a.json", "{\"format\": \"dag_cells\", \"cells\": {\"left\": [{\"node\": 2, \"from\": 0, \"op\": \"conv_3x3\"}]}}", "no cell that could be the down cell; it has 'left'")]
    [InlineData("a.json", "{\"format\": \"dag_cells\", \"cells\": {\"down\": [{\"node\": 2, \"from\": 0, \"op\": \"lstm\"}], \"up\": [{\"node\": 2, \"from\": 0, \"op\": \"conv\"}]}}", "'lstm'")]
    [InlineData("a.json", "{\"format\": \"dag_cells\", \"cells\": {\"down\": [{\"node\": 2000000, \"from\": 0, \"op\": \"conv\"}], \"up\": [{\"node\": 2, \"from\": 0, \"op\": \"conv\"}]}}", "last node of the architecture's cells is 2000000")]
    [InlineData("a.json", "{\"format\": \"tree\"}", "the format 'tree' is not known")]
    [InlineData("a.json", "{}", "neither an architecture.json nor a reporting card")]
    [InlineData("a.yml", "a: 1", "neither an architecture.json nor a reporting card")]
    [InlineData("a.yml", "[", "not valid YAML")]
    public void What_holds_no_such_architecture_is_refused(string path, string text, string says)
    {
        var error = Assert.Throws<UserErrorException>(() => ProfiledArchitecture.Read(path, text));

        Assert.Contains(says, error.Message, StringComparison.Ordinal);
        Assert.NotEmpty(error.Hint);
    }

    [Fact]
    public void A_grid_and_a_genotype_that_is_not_there_are_refused()
    {
        Assert.Contains("cvpr2021", Assert.Throws<UserErrorException>(() => CardGenotype.Read(Support.Cards.Of(Card("dints")))).Message, StringComparison.Ordinal);
        Assert.Contains("nas_unet_v2", Assert.Throws<UserErrorException>(() => CardGenotype.Read(Support.Cards.Of(Card("nasunet")), "other")).Hint, StringComparison.Ordinal);
        var architecture = """{"format": "dag_cells", "cells": {"down": [{"node": 2, "from": 0, "op": "conv_3x3"}], "up": [{"node": 2, "from": 0, "op": "conv_3x3"}]}}""";
        Assert.Equal("a.json is an architecture.json, which has no genotypes.", Assert.Throws<UserErrorException>(() => ProfiledArchitecture.Read("a.json", architecture, "other")).Message);
        Assert.Contains("states no genotype", Assert.Throws<UserErrorException>(() => CardGenotype.Read(Support.Cards.Of("{}"))).Message, StringComparison.Ordinal);
    }

    private static string Card(string name) => File.ReadAllText(Path.Combine(Repository.Root, "tests", "DnasRepro.Tests", "Fixtures", "cards", "positive", $"{name}.nas-card.yaml"));
}

using DnasRepro.Architectures;
using DnasRepro.Results;
using DnasRepro.Results.Spaces;
using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.Results;

public class ParameterTablesTests
{
    private static readonly SearchSpace Space = Spaces.Darts with { Cells = [Spaces.Cell("down", 2, 2, ["none", "conv"]), Spaces.Cell("up", 2, 2, ["none", "conv"])] };

    [Theory]
    [InlineData("Supernet.architecture.down", "Supernet.architecture.up")]
    [InlineData("supernet.alphas_down", "supernet.alphas_up")]
    [InlineData("net.alphaDown", "net.alphaUp")]
    public void A_table_belongs_to_the_cell_that_its_name_speaks_of(string down, string up)
    {
        var mapping = ParameterTables.ByName(Space, [Table(up), Table(down)]);

        Assert.All(mapping!.Cells["down"], row => Assert.Equal(down, row.Tensor));
        Assert.All(mapping.Cells["up"], row => Assert.Equal(up, row.Tensor));
    }

    [Fact]
    public void Where_two_tables_speak_of_one_cell_there_is_no_mapping() =>
        Assert.Null(ParameterTables.ByName(Space, [Table("first.up"), Table("second.up"), Table("first.down")]));

    private static NamedTensor Table(string name) => new(name, [5, 2], [.. Enumerable.Repeat(0.0, 10)], "float32");
}

using DnasRepro.ReferenceSearch;

namespace DnasRepro.Search.Tests;

public class ReferenceSpaceTests
{
    [Theory]
    [InlineData(2, 5)]
    [InlineData(4, 14)]
    public void Counts_a_cells_candidate_edges(int nodes, int edges) => Assert.Equal(edges, ReferenceSpace.Edges(nodes).Count);
}

using DnasRepro.Architectures;

namespace DnasRepro.Tests.Support;

/// <summary>Search spaces that are written in papers.</summary>
internal static class Spaces
{
    private static readonly string[] DartsOperations =
        ["none", "max_pool_3x3", "avg_pool_3x3", "skip_connect", "sep_conv_3x3", "sep_conv_5x5", "dil_conv_3x3", "dil_conv_5x5"];

    /// <summary>The space of Liu, Simonyan and Yang, ICLR 2019: two cells, four nodes, eight operations, two inputs kept a node.</summary>
    public static SearchSpace Darts { get; } = new(
        "darts", [Cell("normal", 2, 4, DartsOperations), Cell("reduce", 2, 4, DartsOperations)], new HashSet<string> { "none" }, new HashSet<string> { "skip_connect" },
        new HashSet<string> { "skip_connect", "max_pool_3x3", "avg_pool_3x3" }, HasCanonicalForm: true);

    /// <summary>A cell in which every node may take from all nodes before it and keeps two.</summary>
    public static SpaceCell Cell(string id, int inputs, int nodes, IReadOnlyList<string> operations)
    {
        var edges = new List<SpaceEdge>();
        for (var node = 0; node < nodes; node++)
        {
            for (var from = 0; from < inputs + node; from++)
                edges.Add(new SpaceEdge(from, inputs + node, node));
        }
        return new SpaceCell(id, inputs, nodes, operations, edges, 2, 2 * nodes);
    }
}

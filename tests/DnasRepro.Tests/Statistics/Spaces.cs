using DnasRepro.Architectures;

namespace DnasRepro.Tests.Statistics;

/// <summary>Search spaces by hand.</summary>
internal static class Spaces
{
    private static readonly HashSet<string> None = ["none"];

    /// <summary>Two cells of four nodes that keep two of their inputs each, seven operations and none.</summary>
    public static SearchSpace Darts { get; } = Of("darts", Nodes("normal", 4, 8), Nodes("reduce", 4, 8));

    /// <summary>Two cells of three nodes, six operations.</summary>
    public static SearchSpace UNet { get; } = Of("unet", Nodes("down", 3, 7), Nodes("up", 3, 7));

    /// <summary>Six edges that are all kept, five operations.</summary>
    public static SearchSpace SixEdges { get; } = Of("six", new SpaceCell("cell", 1, 3, Operations(5, none: false), Edges(6), 1, 6));

    /// <summary>One path through twelve layers of four levels, one step up or down at most.</summary>
    public static SearchSpace Path { get; } = Of("path", new SpaceCell("net", 4, 48, ["off", "on"], [.. Transitions(12)], 1, 12)) with
    {
        NoneOperations = new HashSet<string> { "off" },
        HasCanonicalForm = false,
        IsPath = true,
    };

    /// <summary>DARTS' cells with two operations an edge that differ between edges, as RobustDARTS' space S1 has them.</summary>
    public static SearchSpace TwoOperations { get; } = Darts with { Cells = [.. Darts.Cells.Select(TwoEach)] };

    public static SearchSpace Of(string name, params SpaceCell[] cells) =>
        new(name, cells, None, new HashSet<string> { "op1" }, new HashSet<string> { "op1", "op2" }, HasCanonicalForm: true);

    /// <summary>A cell of DARTS' kind: each node keeps two of all earlier ones.</summary>
    public static SpaceCell Nodes(string id, int nodes, int operations) => new(
        id, 2, nodes, Operations(operations, none: true),
        [.. Enumerable.Range(0, nodes).SelectMany(n => Enumerable.Range(0, n + 2).Select(from => new SpaceEdge(from, n + 2, n)))], 2, 2 * nodes);

    /// <summary>Names of operations, the first one none where that is asked for.</summary>
    public static IReadOnlyList<string> Operations(int count, bool none) => [.. Enumerable.Range(none ? 0 : 1, count).Select(i => i == 0 ? "none" : $"op{i}")];

    /// <summary>Every edge of a cell is a site of its own.</summary>
    private static IReadOnlyList<SpaceEdge> Edges(int count) =>
        [.. Enumerable.Range(1, 3).SelectMany(node => Enumerable.Range(0, node).Select(from => (from, node))).Take(count).Select((e, i) => new SpaceEdge(e.from, e.node, i))];

    private static IEnumerable<SpaceEdge> Transitions(int layers) =>
        from layer in Enumerable.Range(0, layers)
        from a in Enumerable.Range(0, 4)
        from b in Enumerable.Range(0, 4)
        where Math.Abs(a - b) <= 1
        select new SpaceEdge(4 * layer + a, 4 * (layer + 1) + b, layer);

    private static SpaceCell TwoEach(SpaceCell cell) => cell with
    {
        OperationsByEdge = [.. cell.Edges.Select((_, i) => (IReadOnlyList<string>)[$"op{1 + (i % 3)}", $"op{4 + (i % 4)}"])],
    };
}

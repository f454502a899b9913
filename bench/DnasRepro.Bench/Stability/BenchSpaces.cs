using DnasRepro.Architectures;

namespace DnasRepro.Bench.Stability;

/// <summary>The four search spaces of the simulation.</summary>
internal static class BenchSpaces
{
    public static readonly IReadOnlyList<SearchSpace> All =
    [
        Space("DARTS", Nodes("normal", 4, 7), Nodes("reduce", 4, 7)),
        Space("U-Net", Nodes("down", 3, 6), Nodes("up", 3, 6)),
        Space("six edges", new SpaceCell("cell", 1, 3, Operations(5), [.. SixEdges()], 1, 6)),
        Space("topology", new SpaceCell("net", 4, 48, ["on"], [.. Transitions(12)], 1, 12)) with { IsPath = true },
    ];

    private static SearchSpace Space(string name, params SpaceCell[] cells) =>
        new(name, cells, new HashSet<string>(), new HashSet<string> { "op1" }, new HashSet<string> { "op1" }, HasCanonicalForm: false);

    /// <summary>A cell whose nodes keep two of all earlier ones each.</summary>
    private static SpaceCell Nodes(string id, int nodes, int operations) => new(
        id, 2, nodes, Operations(operations),
        [.. Enumerable.Range(0, nodes).SelectMany(n => Enumerable.Range(0, n + 2).Select(from => new SpaceEdge(from, n + 2, n)))], 2, 2 * nodes);

    private static IReadOnlyList<string> Operations(int count) => [.. Enumerable.Range(1, count).Select(i => $"op{i}")];

    private static IEnumerable<SpaceEdge> SixEdges() =>
        Enumerable.Range(1, 3).SelectMany(node => Enumerable.Range(0, node).Select(from => (from, node))).Select((e, site) => new SpaceEdge(e.from, e.node, site));

    /// <summary>Four levels; one step up or down at most from layer to layer.</summary>
    private static IEnumerable<SpaceEdge> Transitions(int layers) =>
        from layer in Enumerable.Range(0, layers)
        from a in Enumerable.Range(0, 4)
        from b in Enumerable.Range(0, 4)
        where Math.Abs(a - b) <= 1
        select new SpaceEdge(4 * layer + a, 4 * (layer + 1) + b, layer);
}

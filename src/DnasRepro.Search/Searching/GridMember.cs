using System.Text.Json.Nodes;
using DnasRepro.Architectures;
using DnasRepro.ReferenceSearch;

namespace DnasRepro.Search.Searching;

/// <summary>The member <c>grid</c> of <c>architecture.json</c>: which edges the found path takes, and the best operation but none of every edge, on the path or not.</summary>
internal static class GridMember
{
    public static JsonObject Of(TopologySettings topology, IReadOnlyList<string> operations, Architecture found, ArchitectureParameters parameters)
    {
        var edges = GridShape.Edges(topology.Levels);
        var (candidates, rows) = (GridShape.Candidates(topology), parameters.ByCell[ReferenceSpace.Grid]);
        var path = found.Cells[0].Edges.Select(e => (e.From, e.Node)).ToHashSet();
        return new JsonObject
        {
            ["edge_from"] = Numbers(edges.Select(e => e.From)),
            ["edge_to"] = Numbers(edges.Select(e => e.To)),
            ["edge_active"] = Blocks(candidates.Select(c => path.Contains((c.From, c.Node)) ? 1 : 0)),
            ["edge_operation"] = Blocks(rows.Select(row => Enumerable.Range(0, row.Count).Where(k => !OperationRegistry.Zero.Contains(operations[k])).MaxBy(k => row[k]))),
        };

        JsonArray Blocks(IEnumerable<int> values) => new([.. values.Chunk(edges.Count).Select(Numbers)]);
    }

    private static JsonArray Numbers(IEnumerable<int> values) => new([.. values.Select(v => JsonValue.Create(v))]);
}

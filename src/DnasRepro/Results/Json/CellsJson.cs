using System.Text.Json;
using DnasRepro.Architectures;

namespace DnasRepro.Results.Json;

/// <summary>
/// Cells with their edges: <c>{"down": [{"node": 2, "from": 0, "op": "conv_3x3"}]}</c>, or as in a reporting card
/// <c>[{"cell": "down", "edges": […]}]</c>.
/// </summary>
internal static class CellsJson
{
    private const int MostEdges = 100_000;

    /// <summary>The architecture in the member <c>cells</c>; null when it is not of that form.</summary>
    public static Architecture? Read(JsonElement holder) => Of(holder.Member("cells"));

    /// <summary>The architecture of cells; null when they are not of that form.</summary>
    public static Architecture? Of(JsonElement list)
    {
        var cells = Cells(list).Select(c => (c.Id, Edges: Edges(c.Edges))).ToList();
        var isWhole = cells.Count > 0 && cells.TrueForAll(c => c.Id is { Length: > 0 and <= 200 } && c.Edges is not null)
            && cells.Select(c => c.Id).Distinct(StringComparer.Ordinal).Count() == cells.Count && cells.Sum(c => c.Edges!.Count) is > 0 and <= MostEdges;
        return isWhole ? new Architecture([.. cells.Select(c => new ArchitectureCell(c.Id!, c.Edges!))]) : null;
    }

    private static IEnumerable<(string? Id, JsonElement Edges)> Cells(JsonElement cells) => cells.ValueKind == JsonValueKind.Object
        ? cells.EnumerateObject().Select(c => ((string?)c.Name, c.Value))
        : cells.Items().Select(c => (c.Text("cell"), c.Member("edges")));

    private static List<ArchitectureEdge>? Edges(JsonElement list)
    {
        var edges = list.Items().Select(Edge).ToList();
        return list.ValueKind != JsonValueKind.Array || edges.Contains(null) ? null : [.. edges.OfType<ArchitectureEdge>()];
    }

    private static ArchitectureEdge? Edge(JsonElement edge) =>
        edge.Whole("node") is { } node && edge.Whole("from") is { } from && from >= 0 && from < node && edge.Text("op") is { Length: > 0 and <= 200 } operation
            ? new ArchitectureEdge(node, from, operation)
            : null;
}

using System.Text.Json.Nodes;
using DnasRepro.Architectures;
using DnasRepro.Results;
using DnasRepro.Results.Json;

namespace DnasRepro.Cli;

/// <summary>The architecture that a search found, and what was measured of it, in words.</summary>
internal static class FoundText
{
    /// <summary>The lines for the <c>architecture.json</c> in a folder.</summary>
    public static IEnumerable<string> Of(string folder)
    {
        var file = Path.Combine(folder, "architecture.json");
        var text = File.ReadAllText(file);
        var found = ArchitectureJsonReader.Read(text, "architecture.json") is ReadResult.Found { Architectures: [.., var last] } ? last.Architecture.Cells.SelectMany(Lines)
            : ["no edge was kept: the derived network is empty"];
        return [.. found, .. MeasuresText.Of(JsonNode.Parse(text)?["measures"]), $"wrote {file}"];
    }

    private static IEnumerable<string> Lines(ArchitectureCell cell)
    {
        yield return cell.Edges.Count == 0 ? $"cell {cell.Id}: nothing" : $"cell {cell.Id}:";
        foreach (var node in cell.Edges.GroupBy(e => e.Node).OrderBy(g => g.Key))
            yield return $"  node {node.Key}: {string.Join(" + ", node.OrderBy(e => e.From).Select(e => $"{e.Operation} of {Place(e.From)}"))}";
    }

    private static string Place(int node) => node < 2 ? $"input {node}" : $"node {node}";
}

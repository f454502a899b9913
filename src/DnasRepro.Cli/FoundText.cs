using System.Text.Json.Nodes;
using DnasRepro.Architectures;

namespace DnasRepro.Cli;

/// <summary>The architecture that a search found, and what was measured of it, in words.</summary>
internal static class FoundText
{
    /// <summary>The lines for a finished search.</summary>
    /// <param name="found">The architecture.</param>
    /// <param name="measures">What was measured, as it stands in architecture.json.</param>
    /// <param name="folder">The folder of that file.</param>
    /// <param name="levels">Resolution levels of a searched topology; null for cells.</param>
    public static IEnumerable<string> Of(Architecture found, JsonNode? measures, string folder, int? levels = null) =>
        [.. found.Cells.SelectMany(c => levels is { } count ? Steps(c, count) : Lines(c)), .. MeasuresText.Of(measures), $"wrote {Path.Combine(folder, "architecture.json")}"];

    /// <summary>What stands under <c>measures</c> in the file of a folder.</summary>
    public static JsonNode? Measures(string folder) => JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "architecture.json")))?["measures"];

    private static IEnumerable<string> Lines(ArchitectureCell cell)
    {
        yield return cell.Edges.Count == 0 ? $"cell {cell.Id}: nothing" : $"cell {cell.Id}:";
        foreach (var node in cell.Edges.GroupBy(e => e.Node).OrderBy(g => g.Key))
            yield return $"  node {node.Key}: {string.Join(" + ", node.OrderBy(e => e.From).Select(e => $"{e.Operation} of {Place(e.From)}"))}";
    }

    /// <summary>The path through a grid: the node of level l behind block b is b · levels + l.</summary>
    private static IEnumerable<string> Steps(ArchitectureCell cell, int levels) =>
        [$"path through {cell.Edges.Count} blocks and {levels} levels:", .. cell.Edges.OrderBy(e => e.Node).Select(e => $"  block {e.Node / levels}: {e.Operation}, level {e.From % levels} to level {e.Node % levels}")];

    private static string Place(int node) => node < 2 ? $"input {node}" : $"node {node}";
}

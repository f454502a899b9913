using System.Text.Json;

namespace DnasRepro.Results.Json;

/// <summary>
/// Reads the file <c>architecture.json</c> that programs may write for this tool: see schemas/architecture.schema.json. It holds
/// the architecture at the end of the search, and may hold its parameters and what they were after earlier epochs.
/// </summary>
public static class ArchitectureJsonReader
{
    /// <summary>The reader's name in results.</summary>
    public const string Name = "architecture_json";

    private const int DeepestNesting = 64;

    /// <summary>Reads a text.</summary>
    /// <param name="text">The file's text.</param>
    /// <param name="source">The file's path.</param>
    public static ReadResult Read(string text, string source)
    {
        if (ResultLimits.TooLong(text) is { } refused)
            return refused;
        try
        {
            using var document = JsonDocument.Parse(text.TrimStart('\uFEFF'), new JsonDocumentOptions { MaxDepth = DeepestNesting });
            return Of(document.RootElement, source);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or ArgumentException)
        {
            // The latter two: a string with half of a surrogate pair.
            return new ReadResult.Refused("not valid JSON: " + Locations.Evidence.Cut(error.Message));
        }
    }

    /// <summary>The operations that a text states, in the order of the columns of its parameters; empty when it states none.</summary>
    public static IReadOnlyList<string> Operations(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text.TrimStart('\uFEFF'), new JsonDocumentOptions { MaxDepth = DeepestNesting });
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Member("operations").Texts() ?? [] : [];
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or ArgumentException)
        {
            return [];
        }
    }

    internal static ReadResult Of(JsonElement root, string source)
    {
        if (root.ValueKind != JsonValueKind.Object || root.Text("format") is not { } format)
            return new ReadResult.Nothing("it is no JSON object that says its 'format'");
        var architecture = format switch
        {
            "dag_cells" => CellsJson.Read(root),
            "grid" => GridJson.Read(root),
            _ => null,
        };
        if (architecture is null)
            return new ReadResult.Refused(format is "dag_cells" or "grid" ? $"its format is '{format}', but its parts do not fit that" : $"the format '{Locations.Evidence.Cut(format)}' is not known; dag_cells and grid are");
        var earlier = EarlierEpochs(root, source);
        var final = new FoundArchitecture(architecture, root.Whole("epoch"), root.Flag("final") ?? true, Name, source, ResultPrecision.Discrete, null);
        return new ReadResult.Found([.. earlier, final], [.. TableJson.Tables(root.Member("architecture_parameters"), "architecture_parameters"), .. HistoryTables(root)]);
    }

    private static IEnumerable<FoundArchitecture> EarlierEpochs(JsonElement root, string source) => root.Member("history").Items()
        .Select(entry => (Cells: entry.Member("cells").ValueKind == JsonValueKind.Undefined ? null : CellsJson.Read(entry), Epoch: entry.Whole("epoch")))
        .Where(entry => entry.Cells is not null && entry.Epoch is not null && entry.Epoch != root.Whole("epoch"))
        .Select(entry => new FoundArchitecture(entry.Cells!, entry.Epoch, false, Name, source, ResultPrecision.Discrete, null) { Label = "history" });

    private static IEnumerable<NamedTensor> HistoryTables(JsonElement root) => root.Member("history").Items()
        .Where(entry => entry.Whole("epoch") is not null)
        .SelectMany(entry => TableJson.Tables(entry.Member("architecture"), $"history.{entry.Whole("epoch")}"));
}

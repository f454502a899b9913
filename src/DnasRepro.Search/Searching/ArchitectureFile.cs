using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using DnasRepro.Architectures;
using DnasRepro.ReferenceSearch;

namespace DnasRepro.Search.Searching;

/// <summary>Writes <c>architecture.json</c>: see schemas/architecture.schema.json. What was measured on this machine stands under <c>generated</c>; all else depends on settings, seed and threads alone.</summary>
internal static class ArchitectureFile
{
    public const string Name = "architecture.json";

    private static readonly JsonSerializerOptions Form = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The file's text.</summary>
    public static string Text(SearchSettings settings, long seed, SearchHistory history, JsonObject measures, JsonObject generated)
    {
        var last = history.Epochs[^1];
        var root = new JsonObject
        {
            ["format"] = settings.Space.Topology is null ? "dag_cells" : "grid",
            ["engine"] = "dnas-repro reference search",
            ["seed"] = seed,
            ["epoch"] = last.Epoch,
            ["final"] = true,
        };
        if (history.Stopped is { } reason)
            root["stopped_early"] = reason;
        if (settings.Space.Topology is not null || settings.Space.DownOperations.SequenceEqual(settings.Space.UpOperations))
            root["operations"] = Texts(settings.Space.DownOperations);
        else
            root["operations_by_cell"] = new JsonObject { [ReferenceSpace.Down] = Texts(settings.Space.DownOperations), [ReferenceSpace.Up] = Texts(settings.Space.UpOperations) };
        if (settings.Space.Topology is { } topology)
            root["grid"] = GridMember.Of(topology, settings.Space.DownOperations, history.Architecture, last.Parameters);
        else
            root["cells"] = Cells(history.Architecture);
        root["architecture_parameters"] = Tables(last.Parameters);
        root["history"] = new JsonArray([.. history.Epochs.Select(e => Epoch(settings, e))]);
        root["measures"] = measures;
        root["generated"] = generated;
        return root.ToJsonString(Form) + "\n";
    }

    /// <summary>An architecture as it stands under <c>cells</c>.</summary>
    internal static JsonObject Cells(Architecture architecture) => new(architecture.Cells.Select(c => KeyValuePair.Create<string, JsonNode?>(
        c.Id, new JsonArray([.. c.Edges.Select(e => new JsonObject { ["node"] = e.Node, ["from"] = e.From, ["op"] = e.Operation })]))));

    private static JsonObject Epoch(SearchSettings settings, SearchEpoch epoch)
    {
        var node = new JsonObject { ["epoch"] = epoch.Epoch };
        if (epoch.Loss is { } loss)
            node["training_loss"] = loss;
        if (epoch.ValidationDice is { } dice)
            node["validation_dice"] = dice;
        node["cells"] = Cells(Discretisation.Of(settings, epoch.Parameters));
        node["architecture"] = Tables(epoch.Parameters);
        return node;
    }

    private static JsonArray Texts(IEnumerable<string> texts) => [.. texts.Select(t => JsonValue.Create(t))];

    /// <summary>The tables of the cells; where edges are weighed, down.edges and up.edges with one column.</summary>
    private static JsonObject Tables(ArchitectureParameters parameters) => new(
    [
        .. parameters.ByCell.Select(c => KeyValuePair.Create<string, JsonNode?>(c.Key, Table(c.Value))),
        .. (parameters.Edges ?? new Dictionary<string, IReadOnlyList<double>>()).Select(c => KeyValuePair.Create<string, JsonNode?>(c.Key + ArchitectureParameters.EdgeSuffix, Table(c.Value.Select(v => (double[])[v])))),
    ]);

    private static JsonArray Table(IEnumerable<IReadOnlyList<double>> rows) => [.. rows.Select(r => new JsonArray([.. r.Select(v => JsonValue.Create(v))]))];
}

using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using DnasRepro.ReferenceSearch;
using DnasRepro.ReferenceSearch.Costs;
using DnasRepro.Search.Evaluation;

namespace DnasRepro.Cli;

/// <summary>A latency and how it was measured.</summary>
internal sealed record MeasuredLatency(LatencyOptions How, Latency Latency);

/// <summary>What <c>profile</c> says.</summary>
/// <param name="Subject">What was profiled.</param>
/// <param name="Cost">Counted.</param>
/// <param name="Measured">Null when nothing was measured.</param>
internal sealed record NetworkProfile(ProfileSubject Subject, SpaceSettings Space, NetworkEnds Ends, NetworkCost Cost, MeasuredLatency? Measured)
{
    private const string NotTheSame =
        "The declared numbers are of the study's own network, the counted ones of these cells in the U of the reference search: they are the same only if channels, levels, input and everything around the cells are.";

    private static readonly JsonSerializerOptions Form = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private Cost Total => Cost.Total;

    public IEnumerable<string> Text()
    {
        var axes = string.Join(" × ", Enumerable.Repeat(Ends.Size, Space.Dimensions));
        yield return Subject.Genotype is { } id ? $"{Subject.Source}, genotype {id}" : Subject.Source;
        yield return Invariant($"the derived network in the reference U: {Space.Dimensions}-D, {Space.Levels} levels, {Space.Nodes} nodes, {Space.Channels} channels, input {Ends.InputChannels} × {axes}, {Ends.Classes} classes");
        yield return "";
        yield return Invariant($"  parameters   {Total.Parameters:#,0}");
        yield return Invariant($"  MACs         {Total.Macs:#,0} for one image");
        yield return Invariant($"  activations  {Total.Activations:#,0} values for one image, {Total.Activations * 4.0 / (1 << 20):0.0} MiB as 32-bit numbers");
        if (Measured is { Latency: var latency, How: var how })
            yield return Invariant($"  latency      {latency.Median:0.00} ms (median; p10 {latency.Percentile(0.1):0.00}, p90 {latency.Percentile(0.9):0.00}) of {how.Runs} runs after {how.WarmUp} to warm up, batch 1, {how.Device}, {latency.Threads} {(latency.Threads == 1 ? "thread" : "threads")}");
        foreach (var line in Declared().Concat(Subject.Architecture.Notes.Count == 0 ? [] : ["", .. Subject.Architecture.Notes]))
            yield return line;
    }

    public string Json()
    {
        var root = new JsonObject
        {
            ["source"] = Subject.Source,
            ["genotype"] = Subject.Genotype,
            ["network"] = new JsonObject
            {
                ["dimensions"] = Space.Dimensions, ["levels"] = Space.Levels, ["nodes"] = Space.Nodes, ["channels"] = Space.Channels, ["size"] = Ends.Size, ["input_channels"] = Ends.InputChannels, ["classes"] = Ends.Classes,
            },
            ["notes"] = new JsonArray([.. Subject.Architecture.Notes.Select(n => JsonValue.Create(n))]),
            ["parameters"] = Total.Parameters,
            ["macs"] = Total.Macs,
            ["activations"] = Total.Activations,
            ["parts"] = new JsonArray([.. Cost.Parts.Select(p => new JsonObject { ["part"] = p.Part, ["parameters"] = p.Cost.Parameters, ["macs"] = p.Cost.Macs, ["activations"] = p.Cost.Activations })]),
        };
        if (Subject.Declared is { } declared)
            root["declared"] = new JsonObject { ["params_m"] = declared.ParametersInMillions, ["flops_g"] = declared.FlopsInBillions, ["note"] = NotTheSame };
        if (Measured is not null)
            root["generated"] = Generated(Measured);
        return root.ToJsonString(Form);
    }

    private static JsonObject Generated(MeasuredLatency measured) => new()
    {
        ["latency_ms"] = new JsonObject { ["median"] = measured.Latency.Median, ["p10"] = measured.Latency.Percentile(0.1), ["p90"] = measured.Latency.Percentile(0.9) },
        ["runs"] = measured.How.Runs,
        ["warm_up"] = measured.How.WarmUp,
        ["batch"] = 1,
        ["device"] = measured.How.Device,
        ["threads"] = measured.Latency.Threads,
    };

    private IEnumerable<string> Declared()
    {
        if (Subject.Declared is not { } declared)
            yield break;
        yield return "";
        yield return "  declared in the card, and counted here";
        if (declared.ParametersInMillions is { } parameters)
            yield return Invariant($"  parameters   {parameters:0.######} M and {Total.Parameters / 1e6:0.######} M");
        if (declared.FlopsInBillions is { } flops)
            yield return Invariant($"  FLOPs        {flops:0.######} G (multiply-adds, or twice as many) and {Total.Macs / 1e9:0.######} G multiply-adds");
        yield return NotTheSame;
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

using System.IO.Compression;
using System.Text.Json.Nodes;
using DnasRepro.Architectures;
using DnasRepro.Statistics;
using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.Statistics;

/// <summary>A case whose measures another program (numpy and scipy) worked out.</summary>
internal sealed record ReferenceCase(SearchSpace Space, double Chance, StabilityRules Rules, IReadOnlyList<StabilityRun> Runs, JsonObject Expected);

/// <summary>Reads <c>reference_cases.json.gz</c>.</summary>
internal static class ReferenceCases
{
    private static readonly Lazy<Dictionary<string, ReferenceCase>> Read = new(() =>
    {
        var file = Path.Combine(Repository.Root, "tests", "DnasRepro.Tests", "Fixtures", "stability", "reference_cases.json.gz");
        using var stream = new GZipStream(File.OpenRead(file), CompressionMode.Decompress);
        var root = JsonNode.Parse(stream)!;
        var spaces = root["spaces"]!.AsObject().ToDictionary(s => s.Key, s => Space(s.Value!));
        return root["cases"]!.AsArray().ToDictionary(c => (string)c!["id"]!, c => Case(c!, spaces));
    });

    public static IReadOnlyDictionary<string, ReferenceCase> All => Read.Value;

    public static SearchSpace Space(string name) => All.Values.First(c => c.Space.Name == name).Space;

    private static ReferenceCase Case(JsonNode node, Dictionary<string, SearchSpace> spaces) => new(
        spaces[(string)node["space"]!], (double)node["theta0"]!, Rules(node["config"]!.AsObject()),
        [.. node["runs"]!.AsArray().Select(r => new StabilityRun((long)r!["seed"]!, Architecture(r["genotype"]!), Parameters(r["alphas"])))],
        node["expected"]!.AsObject());

    private static SearchSpace Space(JsonNode node) => new(
        (string)node["name"]!, [.. node["cells"]!.AsArray().Select(c => Cell(c!))],
        Names(node["noneOps"]!), Names(node["skipOps"]!), Names(node["paramFreeOps"]!), (bool)node["canonical"]!)
    {
        IsPath = (string)node["name"]! == "path",
    };

    private static SpaceCell Cell(JsonNode node) => new(
        (string)node["name"]!, (int)node["nInputs"]!, (int)node["nNodes"]!, [.. node["ops"]!.AsArray().Select(o => (string)o!)],
        [.. node["edges"]!.AsArray().Zip(node["site"]!.AsArray(), (e, s) => new SpaceEdge((int)e![0]!, (int)e[1]!, (int)s!))],
        (int?)node["perSite"], (int)node["slots"]!);

    private static StabilityRules Rules(JsonObject config) => config.Aggregate(StabilityRules.Default, (rules, c) => c.Key switch
    {
        "alpha" => rules with { Alpha = (double)c.Value! },
        "tauC" => rules with { ThresholdShare = (double)c.Value! },
        "kMinUnstable" => rules with { LeastForUnstable = (int)c.Value! },
        "collapseShare" => rules with { CollapseShare = (double)c.Value! },
        "decidedMargin" => rules with { DecidedMargin = (double)c.Value! },
        _ => throw new InvalidOperationException($"Unknown setting '{c.Key}'."),
    });

    private static Architecture Architecture(JsonNode cells) => new(
        [.. cells.AsObject().Select(c => new ArchitectureCell(c.Key, [.. c.Value!.AsArray().Select(e => new ArchitectureEdge((int)e![0]!, (int)e[1]!, (string)e[2]!))]))]);

    private static ArchitectureParameters? Parameters(JsonNode? cells) => cells is null ? null : new(cells.AsObject().ToDictionary(
        c => c.Key, c => (IReadOnlyList<IReadOnlyList<double>>)[.. c.Value!.AsArray().Select(row => (IReadOnlyList<double>)[.. row!.AsArray().Select(v => (double)v!)])]));

    private static HashSet<string> Names(JsonNode names) => [.. names.AsArray().Select(n => (string)n!)];
}

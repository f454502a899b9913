using System.Text.Json;

namespace DnasRepro.Results;

/// <summary>What was made of a file that the probe left: a result, or the reason why it is refused.</summary>
public sealed record ProbeReading(ProbeResult? Result, string? Refusal);

/// <summary>
/// Reads the files that the probe leaves, one a process. The program that was watched can write into the same folder, so nothing in
/// them is trusted: sizes are bounded, shapes must fit their values, texts are cut and freed of control characters.
/// </summary>
public static class ProbeReader
{
    /// <summary>Larger files are refused, in bytes.</summary>
    public const int LargestFile = 64 * 1024 * 1024;

    /// <summary>The form that this version reads: the key <c>format</c>.</summary>
    public const int Format = 1;

    private const int MostParameters = 256;

    /// <summary>Reads one file.</summary>
    public static ProbeReading Read(ReadOnlyMemory<byte> json)
    {
        if (json.Length > LargestFile)
            return Refused("the probe's file is larger than 64 MiB");
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 16 });
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? Result(document.RootElement)
                : Refused("the probe's file holds no object");
        }
        catch (JsonException)
        {
            return Refused("the probe's file is not valid JSON");
        }
        catch (InvalidOperationException)
        {
            return Refused("the probe's file holds a string with half of a surrogate pair");
        }
    }

    /// <summary>
    /// The one of several processes that searched: it has architecture parameters, else it stepped most, else it used a framework.
    /// The first name in ordinal order decides between equals.
    /// </summary>
    /// <param name="files">Names and contents; no order is needed.</param>
    public static ProbeReading Best(IEnumerable<(string Name, ReadOnlyMemory<byte> Json)> files)
    {
        var readings = files.OrderBy(f => f.Name, StringComparer.Ordinal).Select(f => Read(f.Json)).ToList();
        if (readings.Count == 0)
            return Refused("the probe left no file: the program ran without Python, with python -I, -E or -S, or it was killed before its first epoch ended");
        return readings.MaxBy(r => r.Result is { } found ? Worth(found) : default)!;
    }

    private static (int, int, int, int, int) Worth(ProbeResult found) => (
        1, found.Parameters.Count > 0 ? 1 : 0, found.Steps.Architecture + found.Steps.Weights, found.Framework == "none" ? 0 : 1, found.How == "exit" ? 1 : 0);

    private static ProbeReading Refused(string why) => new(null, why);

    private static ProbeReading Result(JsonElement root)
    {
        if (ProbeJson.Integer(root, "format") != Format)
            return Refused($"the probe's file is not of format {Format}");
        var parameters = new List<ProbedParameter>();
        foreach (var item in ProbeJson.Items(root, "parameters", MostParameters))
        {
            if (ProbeTensors.Parameter(item, out var why) is not { } parameter)
                return Refused(why);
            parameters.Add(parameter);
        }
        return new ProbeReading(Whole(root, parameters), null);
    }

    private static ProbeResult Whole(JsonElement root, List<ProbedParameter> parameters) => new(
        ProbeJson.Text(root, "python", 64) ?? "unknown",
        ProbeJson.Text(root, "framework", 64) ?? "none",
        Packages(root),
        ProbeJson.Integer(root, "threads"),
        parameters,
        ProbeJson.Text(root, "genotype", 20_000),
        ProbeJson.Text(root, "genotype_method", 300),
        ProbeJson.Text(root, "genotype_error", 500),
        [.. ProbeJson.Items(root, "operation_lists", 256).Select(OperationList)],
        Steps(root),
        [.. ProbeJson.Items(root, "seeds", 200).Select(Seed)],
        [.. ProbeJson.Items(root, "nondeterminism", 200).Select(Source)],
        Counts(root),
        ProbeJson.Texts(root, "stubs", 100, 100),
        ProbeJson.Texts(root, "files_written", 500, 400))
    {
        ParametersSha256 = ProbeJson.Text(root, "parameters_sha256", 64) is { Length: 64 } hash && hash.All(char.IsAsciiHexDigitLower) ? hash : null,
        FirstLoss = ProbeJson.Number(root, "first_loss"),
        How = ProbeJson.Text(root, "how", 16) switch { "exit" => "exit", "terminated" => "terminated", _ => "running" },
        Notes = ProbeJson.Texts(root, "notes", 50, 500),
    };

    private static OperationList OperationList(JsonElement item) =>
        new(ProbeJson.Text(item, "name", 300) ?? "", ProbeJson.Texts(item, "values", 64, 64));

    private static ProbedSeed Seed(JsonElement item) =>
        new(ProbeJson.Text(item, "call", 100) ?? "", ProbeJson.Text(item, "value", 100) ?? "", ProbeJson.Integer(item, "count") ?? 0);

    private static ProbedSource Source(JsonElement item) =>
        new(ProbeJson.Text(item, "name", 64) ?? "", ProbeJson.Text(item, "detail", 500) ?? "");

    private static Dictionary<string, string> Packages(JsonElement root) =>
        ProbeJson.Members(root, "packages", 64).Where(m => m.Value.ValueKind == JsonValueKind.String)
            .ToDictionary(m => m.Name, m => ProbeJson.Clean(m.Value.GetString()!, 64), StringComparer.Ordinal);

    private static Dictionary<string, int> Counts(JsonElement root) =>
        ProbeJson.Members(root, "compatibility", 600).Where(m => m.Value.ValueKind == JsonValueKind.Number && m.Value.TryGetInt32(out _))
            .ToDictionary(m => m.Name, m => m.Value.GetInt32(), StringComparer.Ordinal);

    private static ProbedSteps Steps(JsonElement root)
    {
        if (!root.TryGetProperty("steps", out var steps) || steps.ValueKind != JsonValueKind.Object)
            return new ProbedSteps(0, 0, null, null);
        return new ProbedSteps(
            ProbeJson.Integer(steps, "architecture") ?? 0, ProbeJson.Integer(steps, "weights") ?? 0,
            ProbeJson.Number(steps, "median_architecture_seconds"), ProbeJson.Number(steps, "median_weight_seconds"))
        {
            Epochs = ProbeJson.Integer(steps, "epochs"),
            EpochsBy = ProbeJson.Text(steps, "epochs_by", 32),
            PeakBytes = ProbeJson.Number(steps, "peak_bytes") is { } peak and >= 0 and < long.MaxValue ? (long)peak : 0,
        };
    }
}

using System.Text.Json;
using System.Text.Json.Serialization;
using DnasRepro.Locations;
using DnasRepro.Results;

namespace DnasRepro.Runs;

/// <summary>Plans, records of runs and bundles of both as JSON: the same values give the same bytes.</summary>
public static class RunJson
{
    public static string Write(RunPlan plan) => Ended(JsonSerializer.Serialize(plan, RunJsonContext.Default.RunPlan));

    public static string Write(RunRecord record) => Ended(JsonSerializer.Serialize(record, RunJsonContext.Default.RunRecord));

    public static string Write(RerunBundle bundle) => Ended(JsonSerializer.Serialize(bundle, RunJsonContext.Default.RerunBundle));

    /// <exception cref="JsonException">The text is no such plan.</exception>
    public static RunPlan ReadPlan(string json) => Read(json, () => JsonSerializer.Deserialize(json, RunJsonContext.Default.RunPlan));

    /// <exception cref="JsonException">The text is no such record.</exception>
    public static RunRecord ReadRecord(string json) => Read(json, () => JsonSerializer.Deserialize(json, RunJsonContext.Default.RunRecord));

    /// <exception cref="JsonException">The text is no such bundle.</exception>
    public static RerunBundle ReadBundle(string json) =>
        Read(json, () => JsonSerializer.Deserialize(json, RunJsonContext.Default.RerunBundle)) is var bundle && RecordForm.Fits(bundle) ? bundle : throw new JsonException("The runs are not those of the plan.");

    private static T Read<T>(string json, Func<T?> read)
        where T : class
    {
        if (RecordForm.HasNullInList(json))
            throw new JsonException("A list holds 'null'.");
        try
        {
            return read() ?? throw new JsonException("The text is 'null'.");
        }
        catch (ArgumentException error)
        {
            // A path or a set of the form is wrong in a way that the serialiser does not know.
            throw new JsonException(error.Message, error);
        }
    }

    private static string Ended(string json) => json.ReplaceLineEndings("\n") + "\n";
}

/// <summary>A rerun with all that it found: what <c>merge</c> writes and <c>check --rerun-result</c> reads.</summary>
/// <param name="Form">The version of this form.</param>
/// <param name="Plan">The plan.</param>
/// <param name="Records">Its runs, in any order.</param>
/// <param name="Ended">Why it ended, where the runs alone do not tell: budget or null.</param>
/// <param name="Surroundings">Where it ran.</param>
public sealed record RerunBundle(int Form, RunPlan Plan, IReadOnlyList<RunRecord> Records, string? Ended, RunSurroundings Surroundings);

/// <summary>Where a rerun ran, as far as it does not differ from run to run.</summary>
/// <param name="Isolation">bubblewrap, docker, podman, apptainer or none.</param>
/// <param name="Reason">Why that one.</param>
/// <param name="Limits">Which limits held, in words.</param>
/// <param name="Clean">True when it was built from the repository's declared file in a container.</param>
public sealed record RunSurroundings(string Isolation, string Reason, IReadOnlyList<string> Limits, bool Clean)
{
    /// <summary>For a rerun that was killed before it could say.</summary>
    public static readonly RunSurroundings NotKnown = new("not known", "the rerun did not come to its end", [], false);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    IgnoreReadOnlyProperties = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    UseStringEnumConverter = true,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    Converters = [typeof(PathConverter), typeof(SetConverter)])]
[JsonSerializable(typeof(RunPlan))]
[JsonSerializable(typeof(RunRecord))]
[JsonSerializable(typeof(RerunBundle))]
internal sealed partial class RunJsonContext : JsonSerializerContext;

/// <summary>A path inside a repository as its text.</summary>
internal sealed class PathConverter : JsonConverter<RepoPath>
{
    public override RepoPath Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        RepoPath.TryParse(reader.GetString(), out var path) ? path : throw new JsonException("This is no path inside a repository.");

    public override void Write(Utf8JsonWriter writer, RepoPath value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}

/// <summary>A set of names as a sorted list.</summary>
internal sealed class SetConverter : JsonConverter<IReadOnlySet<string>>
{
    public override IReadOnlySet<string> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        if (reader.TokenType != JsonTokenType.StartArray)
            throw new JsonException("A list of names is expected.");
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            names.Add(reader.GetString() ?? throw new JsonException("A name is null."));
        return names;
    }

    public override void Write(Utf8JsonWriter writer, IReadOnlySet<string> value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var name in value.Order(StringComparer.Ordinal))
            writer.WriteStringValue(name);
        writer.WriteEndArray();
    }
}

using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using DnasRepro.Findings;

namespace DnasRepro.Reports;

/// <summary>Writes and reads a comparison as JSON.</summary>
public static class ComparisonJson
{
    /// <summary>The comparison as indented JSON with <c>\n</c> line ends and a final one.</summary>
    public static string Write(Comparison comparison) =>
        JsonSerializer.Serialize(comparison, ComparisonJsonContext.Default.Comparison).ReplaceLineEndings("\n") + "\n";

    /// <summary>Reads a comparison that <see cref="Write"/> wrote.</summary>
    /// <exception cref="UserErrorException">The text is not such a comparison.</exception>
    public static Comparison Read(string json)
    {
        const string hint = "Give a file that 'dotnet dnas-repro compare --format json' wrote.";
        try
        {
            var comparison = JsonSerializer.Deserialize(json, ComparisonJsonContext.Default.Comparison);
            if (comparison is not { SchemaVersion: ReportComparison.SchemaVersion, Kind: ReportComparison.Kind })
                throw new UserErrorException($"This is no comparison of version '{ReportComparison.SchemaVersion}', the one that this version reads.", hint);
            return ComparisonForm.Problem(comparison) is { } problem ? throw new UserErrorException($"This is no comparison of ours: {problem}", hint) : comparison;
        }
        catch (JsonException error)
        {
            throw new UserErrorException($"This is no comparison: line {error.LineNumber + 1}, near '{error.Path}'.", hint);
        }
    }

    /// <summary>Whether a JSON text begins as a comparison does. Only its beginning is looked at.</summary>
    internal static bool IsComparison(string json)
    {
        var start = Encoding.UTF8.GetBytes(json[..Math.Min(json.Length, 1000)]);
        var reader = new Utf8JsonReader(start, isFinalBlock: false, default);
        try
        {
            return reader.Read() && reader.TokenType == JsonTokenType.StartObject
                && reader.Read() && reader.Read() && reader.TokenType == JsonTokenType.String
                && reader.Read() && reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("kind");
        }
        catch (JsonException)
        {
            return false;
        }
    }
}

/// <summary>A JSON file of ours: a report or a comparison.</summary>
public abstract record StoredResult
{
    private StoredResult()
    {
    }

    /// <summary>What <c>check</c> or <c>rerun</c> wrote.</summary>
    public sealed record OfReport(Report Report) : StoredResult;

    /// <summary>What <c>compare</c> wrote.</summary>
    public sealed record OfComparison(Comparison Comparison) : StoredResult;

    /// <summary>Reads either.</summary>
    /// <exception cref="UserErrorException">The text is neither.</exception>
    public static StoredResult Read(string json) => ComparisonJson.IsComparison(json) ? new OfComparison(ComparisonJson.Read(json)) : new OfReport(ReportJson.Read(json));
}

/// <summary>Serialisation without reflection, as of reports.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    Converters =
    [
        typeof(SnakeCase<Outcome>), typeof(SnakeCase<Severity>), typeof(SnakeCase<Confidence>), typeof(SnakeCase<CardStatus>),
        typeof(SnakeCase<SearchCodeVerdict>), typeof(SnakeCase<Differentiable>), typeof(SnakeCase<StabilityAnswer>), typeof(SnakeCase<Lapse>),
    ])]
[JsonSerializable(typeof(Comparison))]
internal sealed partial class ComparisonJsonContext : JsonSerializerContext;

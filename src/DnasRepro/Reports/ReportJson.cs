using System.Text.Json;
using System.Text.Json.Serialization;
using DnasRepro.Findings;

namespace DnasRepro.Reports;

/// <summary>Writes and reads the JSON report.</summary>
public static class ReportJson
{
    /// <summary>The version of the form that this library writes.</summary>
    public const string SchemaVersion = "1.0";

    /// <summary>The report as indented JSON with <c>\n</c> line ends and a final one.</summary>
    public static string Write(Report report) => JsonSerializer.Serialize(report, ReportJsonContext.Default.Report).ReplaceLineEndings("\n") + "\n";

    /// <summary>Reads a report that <see cref="Write"/> wrote.</summary>
    /// <exception cref="UserErrorException">The text is not such a report.</exception>
    public static Report Read(string json)
    {
        try
        {
            var report = JsonSerializer.Deserialize(json, ReportJsonContext.Default.Report);
            if (report?.SchemaVersion != SchemaVersion)
                throw new UserErrorException($"The report's schemaVersion is '{report?.SchemaVersion ?? "none"}'; this version reads '{SchemaVersion}'.", "Make the report again with this version.");
            return ReportForm.Problem(report) is { } problem
                ? throw new UserErrorException($"This is no JSON report of ours: {problem}", "Give a file that 'dotnet dnas-repro check --format json' wrote.")
                : report;
        }
        catch (JsonException error)
        {
            throw new UserErrorException(
                $"This is no JSON report: line {error.LineNumber + 1}, near '{error.Path}'.", "Give a file that 'dotnet dnas-repro check --format json' wrote.");
        }
    }
}

/// <summary>Serialisation without reflection: the same at every start, and quick.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    Converters =
    [
        typeof(SnakeCase<Outcome>), typeof(SnakeCase<Severity>), typeof(SnakeCase<Confidence>), typeof(SnakeCase<CardStatus>),
        typeof(SnakeCase<SearchCodeVerdict>), typeof(SnakeCase<Differentiable>), typeof(SnakeCase<ComponentStatus>),
        typeof(SnakeCase<StabilityAnswer>), typeof(SnakeCase<RerunEnding>), typeof(SnakeCase<RepeatAnswer>),
    ])]
[JsonSerializable(typeof(Report))]
internal sealed partial class ReportJsonContext : JsonSerializerContext;

/// <summary>Enum values as lower-case words joined by underscores.</summary>
internal sealed class SnakeCase<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false)
    where T : struct, Enum;

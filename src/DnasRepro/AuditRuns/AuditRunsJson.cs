using System.Text.Json;
using System.Text.Json.Serialization;
using DnasRepro.Audits;
using DnasRepro.Findings;
using DnasRepro.Reports;
using DnasRepro.Studies;

namespace DnasRepro.AuditRuns;

/// <summary>Kept results and parts as JSON: the same values give the same bytes.</summary>
internal static class AuditRunsJson
{
    public static string Write(StudyInputs inputs) => JsonSerializer.Serialize(inputs, AuditRunsJsonContext.Default.StudyInputs);

    public static string Write(KeptHead head) => JsonSerializer.Serialize(head, AuditRunsJsonContext.Default.KeptHead);

    public static string Write(StudyResult result) => JsonSerializer.Serialize(result, AuditRunsJsonContext.Default.StudyResult);

    public static string Write(StudyOutcome outcome) => JsonSerializer.Serialize(outcome, AuditRunsJsonContext.Default.StudyOutcome);

    public static string Write(AuditPart part) => JsonSerializer.Serialize(part, AuditRunsJsonContext.Default.AuditPart) + "\n";

    /// <exception cref="JsonException">The text is no such head.</exception>
    public static KeptHead ReadHead(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize(json, AuditRunsJsonContext.Default.KeptHead) ?? throw new JsonException("It is 'null'.");

    /// <exception cref="JsonException">The text is no such result.</exception>
    public static StudyResult ReadResult(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize(json, AuditRunsJsonContext.Default.StudyResult) is { } result && ResultForm.Fits(result) ? result : throw new JsonException("It is no result.");

    /// <exception cref="JsonException">The text is no such part.</exception>
    public static AuditPart ReadPart(string json) => JsonSerializer.Deserialize(json, AuditRunsJsonContext.Default.AuditPart) ?? throw new JsonException("It is 'null'.");
}

/// <summary>Serialisation without reflection: the same at every start, and quick.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    Converters =
    [
        typeof(SnakeCase<Outcome>), typeof(SnakeCase<Severity>), typeof(SnakeCase<Confidence>), typeof(SnakeCase<CardStatus>), typeof(SnakeCase<SearchCodeVerdict>),
        typeof(SnakeCase<Differentiable>), typeof(SnakeCase<ComponentStatus>), typeof(SnakeCase<AuditQuestion>), typeof(SnakeCase<AuditValue>),
    ])]
[JsonSerializable(typeof(StudyInputs))]
[JsonSerializable(typeof(KeptHead))]
[JsonSerializable(typeof(StudyResult))]
[JsonSerializable(typeof(StudyOutcome))]
[JsonSerializable(typeof(AuditPart))]
internal sealed partial class AuditRunsJsonContext : JsonSerializerContext;

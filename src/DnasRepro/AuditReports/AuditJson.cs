using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using DnasRepro.Audits;
using DnasRepro.Findings;
using DnasRepro.Reports;
using DnasRepro.Studies;

namespace DnasRepro.AuditReports;

/// <summary>Writes and reads the audit as JSON.</summary>
public static class AuditJson
{
    private const string Hint = "Give a file that 'dotnet dnas-repro audit --format json' wrote.";

    /// <summary>The audit as indented JSON with <c>\n</c> line ends and a final one.</summary>
    public static string Write(Audit audit) => JsonSerializer.Serialize(audit, AuditJsonContext.Default.Audit).ReplaceLineEndings("\n") + "\n";

    /// <summary>Reads an audit that <see cref="Write"/> wrote.</summary>
    /// <exception cref="UserErrorException">The text is not such an audit.</exception>
    public static Audit Read(string json)
    {
        try
        {
            var audit = JsonSerializer.Deserialize(json, AuditJsonContext.Default.Audit);
            if (audit?.SchemaVersion != AuditBuilder.SchemaVersion)
                throw new UserErrorException($"The audit's schemaVersion is '{audit?.SchemaVersion ?? "none"}'; this version reads '{AuditBuilder.SchemaVersion}'.", "Make the audit again with this version.");
            return AuditForm.Problem(audit) is { } problem ? throw new UserErrorException($"This is no audit of ours: {problem}", Hint) : audit;
        }
        catch (JsonException error)
        {
            throw new UserErrorException($"This is no audit: line {error.LineNumber + 1}, near '{error.Path}'.", Hint);
        }
    }

    /// <summary>Whether a JSON text begins as an audit does: a version, the tool, the list. Only its beginning is looked at.</summary>
    public static bool IsAudit(string json)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json[..Math.Min(json.Length, 4000)]), isFinalBlock: false, default);
        try
        {
            for (var property = 0; property < 3 && reader.Read();)
            {
                if (reader.TokenType != JsonTokenType.PropertyName || reader.CurrentDepth != 1)
                    continue;
                if (!reader.ValueTextEquals(property switch { 0 => "schemaVersion", 1 => "tool", _ => "list" }))
                    return false;
                if (++property == 3)
                    return true;
            }
            return false;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}

/// <summary>Serialisation without reflection, as of reports.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    Converters =
    [
        typeof(SnakeCase<AuditQuestion>), typeof(SnakeCase<AuditValue>), typeof(SnakeCase<AnswerBasis>), typeof(SnakeCase<ScreeningStage>),
        typeof(SnakeCase<Outcome>), typeof(SnakeCase<Severity>), typeof(SnakeCase<Confidence>), typeof(SnakeCase<CardStatus>),
        typeof(SnakeCase<SearchCodeVerdict>), typeof(SnakeCase<Differentiable>), typeof(SnakeCase<ComponentStatus>),
    ])]
[JsonSerializable(typeof(Audit))]
internal sealed partial class AuditJsonContext : JsonSerializerContext;

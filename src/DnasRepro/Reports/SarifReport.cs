using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using DnasRepro.Findings;

namespace DnasRepro.Reports;

/// <summary>SARIF 2.1.0 (OASIS) within the limits of GitHub code scanning.</summary>
internal static class SarifReport
{
    private const int MostResults = 5000;
    private const int MostLocations = 10;
    private const string Schema = "https://json.schemastore.org/sarif-2.1.0.json";
    private const string RootId = "SRCROOT";

    public static string Write(Report report)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteString("$schema", Schema);
            json.WriteString("version", "2.1.0");
            json.WriteStartArray("runs");
            json.WriteStartObject();
            Driver(json, report);
            Origin(json, report);
            Invocation(json, report);
            json.WriteStartObject("originalUriBaseIds");
            json.WriteStartObject(RootId);
            Text(json, "description", "The root of the repository that was checked.");
            json.WriteEndObject();
            json.WriteEndObject();
            Results(json, report);
            json.WriteString("columnKind", "utf16CodeUnits");
            Properties(json, report);
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    /// <summary>Level and stability, which are no results.</summary>
    private static void Properties(Utf8JsonWriter json, Report report)
    {
        json.WriteStartObject("properties");
        json.WriteNumber("dnasReproLevel", report.Level.Grade);
        json.WriteString("dnasReproStability", new Summary(report).StabilityWord);
        if (report.Stability is { } stability)
        {
            json.WriteString("dnasReproEngine", Escaping.Visible(stability.Engine));
            json.WriteNumber("dnasReproRuns", stability.Runs.Count);
        }
        if (report.Stability?.Measures is { } measures)
        {
            json.WriteNumber("dnasReproChance", measures.Chance);
            json.WriteNumber("dnasReproThreshold", measures.Threshold);
            if (measures.Recovery is { LeaveOneOut: { } recovery, Lower: [.., var lower] })
            {
                json.WriteNumber("dnasReproRecovery", recovery);
                json.WriteNumber("dnasReproLowerLimit", lower);
            }
        }
        json.WriteEndObject();
    }

    private static void Driver(Utf8JsonWriter json, Report report)
    {
        json.WriteStartObject("tool");
        json.WriteStartObject("driver");
        json.WriteString("name", report.Tool.Name);
        json.WriteString("version", report.Tool.Version);
        json.WriteString("semanticVersion", report.Tool.Version);
        json.WriteString("organization", "dnas-repro");
        json.WriteString("informationUri", ProjectLinks.Repository);
        json.WriteStartArray("rules");
        foreach (var check in report.Checks)
            Rule(json, check);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Rule(Utf8JsonWriter json, CheckSummary check)
    {
        var page = Escaping.Link(check.Url) ?? ProjectLinks.Repository;
        json.WriteStartObject();
        json.WriteString("id", check.Id);
        json.WriteString("name", string.Concat(check.Slug.Split('-', StringSplitOptions.RemoveEmptyEntries).Select(w => char.ToUpperInvariant(w[0]) + w[1..])));
        Text(json, "shortDescription", check.Title + ".");
        Text(json, "fullDescription", $"{check.Title}. Source: {check.Source}.");
        json.WriteStartObject("help");
        json.WriteString("text", $"{check.Title}. See {page}");
        json.WriteString("markdown", $"{Escaping.Markdown(check.Title)}. [What it means and how to mend it]({page}).");
        json.WriteEndObject();
        json.WriteString("helpUri", page);
        json.WriteStartObject("defaultConfiguration");
        json.WriteString("level", Level(check.Severity));
        json.WriteEndObject();
        json.WriteStartObject("properties");
        json.WriteStartArray("tags");
        json.WriteStringValue("reproducibility");
        json.WriteStringValue(check.Id.ElementAtOrDefault(4) switch { '1' => "reporting-card", '2' => "search-code", '3' => "rerun", _ => "repository" });
        json.WriteEndArray();
        json.WriteString("precision", check.Id.StartsWith("DNAS2", StringComparison.Ordinal) ? "medium" : "high");
        json.WriteString("problem.severity", check.Severity switch { Severity.Error => "error", Severity.Warning => "warning", _ => "recommendation" });
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Origin(Utf8JsonWriter json, Report report)
    {
        json.WriteStartObject("automationDetails");
        json.WriteString("id", $"dnas-repro/{report.Card.Profile}/");
        json.WriteEndObject();
        if (report.Target.Commit is not { } commit || Escaping.Link(report.Target.Remote) is not { } remote)
            return;
        json.WriteStartArray("versionControlProvenance");
        json.WriteStartObject();
        json.WriteString("repositoryUri", remote);
        json.WriteString("revisionId", commit);
        json.WriteStartObject("mappedTo");
        json.WriteString("uriBaseId", RootId);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void Invocation(Utf8JsonWriter json, Report report)
    {
        json.WriteStartArray("invocations");
        json.WriteStartObject();
        json.WriteBoolean("executionSuccessful", report.ExitCode is 0 or 1);
        json.WriteNumber("exitCode", report.ExitCode);
        json.WriteString("exitCodeDescription", Escaping.Visible(report.ExitMeaning));
        Notifications(json, report);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    /// <summary>Checks that broke are no results of the repository but faults of the tool, and must not vanish.</summary>
    private static void Notifications(Utf8JsonWriter json, Report report)
    {
        json.WriteStartArray("toolExecutionNotifications");
        foreach (var finding in report.Findings.Where(f => f.Outcome == Outcome.CheckFailed).Take(MostResults))
        {
            json.WriteStartObject();
            json.WriteString("level", "error");
            Text(json, "message", Escaping.Visible(finding.Message));
            json.WriteStartObject("associatedRule");
            json.WriteString("id", finding.Check);
            json.WriteEndObject();
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Results(Utf8JsonWriter json, Report report)
    {
        var rules = report.Checks.Index().DistinctBy(c => c.Item.Id).ToDictionary(c => c.Item.Id, c => c.Index);
        var fallback = report.Card.Path ?? "README.md";
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        json.WriteStartArray("results");
        foreach (var finding in report.Findings.Where(f => f.Outcome == Outcome.Violated).Take(MostResults))
        {
            json.WriteStartObject();
            json.WriteString("ruleId", finding.Check);
            if (rules.TryGetValue(finding.Check, out var index))
                json.WriteNumber("ruleIndex", index);
            json.WriteString("level", Level(finding.Severity));
            Text(json, "message", Escaping.Visible(finding.Fix is null ? finding.Message : $"{finding.Message} {finding.Fix}"));
            Locations(json, finding, fallback);
            Fingerprint(json, finding, seen);
            Suppression(json, finding);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Locations(Utf8JsonWriter json, ReportFinding finding, string fallback)
    {
        json.WriteStartArray("locations");
        var places = finding.Evidence.Count > 0 ? finding.Evidence.Take(1) : [new ReportEvidence(fallback, 1, 1, 1, null, null, null)];
        foreach (var place in places)
            Location(json, place, null);
        json.WriteEndArray();
        if (finding.Evidence.Count < 2)
            return;
        json.WriteStartArray("relatedLocations");
        foreach (var (place, id) in finding.Evidence.Skip(1).Take(MostLocations - 1).Select((p, i) => (p, i + 1)))
            Location(json, place, id);
        json.WriteEndArray();
    }

    private static void Location(Utf8JsonWriter json, ReportEvidence place, int? id)
    {
        json.WriteStartObject();
        if (id is not null)
            json.WriteNumber("id", id.Value);
        json.WriteStartObject("physicalLocation");
        json.WriteStartObject("artifactLocation");
        json.WriteString("uri", string.Join('/', place.Path.Split('/').Select(Uri.EscapeDataString)));
        json.WriteString("uriBaseId", RootId);
        json.WriteEndObject();
        json.WriteStartObject("region");
        json.WriteNumber("startLine", place.Line);
        json.WriteNumber("startColumn", place.Column);
        if (place.EndLine > place.Line)
            json.WriteNumber("endLine", place.EndLine);
        json.WriteEndObject();
        json.WriteEndObject();
        if (place.Note is { } note)
            Text(json, "message", Escaping.Visible(note));
        json.WriteEndObject();
    }

    /// <summary>Names a finding by what it says and not by its line, so that an inserted line does not make it a new one.</summary>
    private static void Fingerprint(Utf8JsonWriter json, ReportFinding finding, Dictionary<string, int> seen)
    {
        var place = finding.Evidence.FirstOrDefault();
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{finding.Check}\n{place?.Path}\n{place?.Excerpt}\n{finding.Message}")))[..32];
        var count = seen[hash] = seen.GetValueOrDefault(hash) + 1;
        json.WriteStartObject("partialFingerprints");
        json.WriteString("dnasReproFinding/v1", $"{hash}:{count}");
        json.WriteEndObject();
    }

    private static void Suppression(Utf8JsonWriter json, ReportFinding finding)
    {
        json.WriteStartArray("suppressions");
        if (finding.Suppression is { } suppression)
        {
            json.WriteStartObject();
            json.WriteString("kind", "external");
            json.WriteString("status", "accepted");
            json.WriteString("justification", Escaping.Visible(suppression.Owner is null ? suppression.Reason : $"{suppression.Reason} ({suppression.Owner})"));
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Text(Utf8JsonWriter json, string name, string text)
    {
        json.WriteStartObject(name);
        json.WriteString("text", text);
        json.WriteEndObject();
    }

    private static string Level(Severity severity) => severity switch { Severity.Error => "error", Severity.Warning => "warning", _ => "note" };
}

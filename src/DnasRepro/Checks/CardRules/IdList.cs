using System.Text.Json;
using DnasRepro.Locations;

namespace DnasRepro.Checks.CardRules;

/// <summary>A list of case ids as split files hold it: one id a line, the first column of a table, or a JSON list.</summary>
internal static class IdList
{
    /// <summary>The first cells of tables that are a heading and no id.</summary>
    private static readonly HashSet<string> Headings = new(StringComparer.OrdinalIgnoreCase)
    {
        "id", "case", "case_id", "caseid", "patient", "patient_id", "patientid", "subject", "subject_id", "study", "study_id", "volume", "slice", "image", "image_id", "name", "file", "filename", "file_name", "path",
    };

    /// <summary>The ids, or null when the text is no such list.</summary>
    public static IReadOnlySet<string>? Read(RepoPath path, string text)
    {
        var start = text.AsSpan().TrimStart();
        if (path.Extension == ".json" || start.StartsWith("[") || start.StartsWith("{"))
            return Json(text);
        char? separator = path.Extension switch { ".csv" => ',', ".tsv" => '\t', _ => null };
        var lines = text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Where(l => l[0] != '#');
        var ids = lines.Select(l => (separator is { } mark ? l.Split(mark)[0] : l).Trim().Trim('"', '\'')).Where(id => id.Length > 0).ToList();
        return ids.Skip(ids.Count > 0 && Headings.Contains(ids[0]) ? 1 : 0).ToHashSet(StringComparer.Ordinal);
    }

    private static HashSet<string>? Json(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            var isList = document.RootElement.ValueKind == JsonValueKind.Array && document.RootElement.EnumerateArray().All(e => e.ValueKind is JsonValueKind.String or JsonValueKind.Number);
            return isList ? document.RootElement.EnumerateArray().Select(e => e.ToString()).ToHashSet(StringComparer.Ordinal) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

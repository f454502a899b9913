using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using DnasRepro.Documents;

namespace DnasRepro.Studies;

/// <summary>Writes lists of studies so that <see cref="StudyListReader"/> gives them back.</summary>
public static class StudyListText
{
    /// <summary>A mapping or list of this many characters still stands on one line.</summary>
    private const int LongestLine = 140;

    private static readonly SearchValues<char> ToQuote = SearchValues.Create(",\"\r\n\t;");

    private static readonly JsonWriterOptions Indented = new() { Indented = true, NewLine = "\n" };

    /// <summary>The list as YAML.</summary>
    /// <param name="list">The list.</param>
    /// <param name="comments">Lines of comment before it, without their <c>#</c>; one of several lines becomes one line.</param>
    public static string Yaml(StudyList list, IReadOnlyList<string>? comments = null)
    {
        var text = new StringBuilder();
        foreach (var comment in comments ?? [])
            text.Append("# ").Append(YamlText.Comment(comment)).Append('\n');
        Entries(StudyListForm.Of(list), "", text);
        return text.ToString();
    }

    /// <summary>The list as JSON.</summary>
    public static string Json(StudyList list)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Indented))
            StudyListForm.Of(list).WriteTo(writer);
        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    /// <summary>The studies as a table with commas; what a list says beside its studies has no place there.</summary>
    /// <exception cref="UserErrorException">A study has more papers than there are columns.</exception>
    public static string Csv(StudyList list)
    {
        if (list.Studies.FirstOrDefault(s => s.Papers.Count > StudyCsv.MostPapers) is { } wide)
            throw new UserErrorException($"The study '{wide.Id}' has {wide.Papers.Count} papers; a table has columns for {StudyCsv.MostPapers}.", "Write the list as YAML or JSON.");
        var rows = list.Studies.Select(s => StudyListForm.Of(s)).ToList();
        List<(string Name, string[] Path)> columns = [.. StudyCsv.Columns.Select(c => (c.Key, c.Value.Split('.'))).Where(c => c.Key == "id" || rows.Exists(r => Cell(r, c.Item2).Length > 0))];
        var text = new StringBuilder().AppendJoin(',', columns.Select(c => c.Name)).Append('\n');
        foreach (var row in rows)
            text.AppendJoin(',', columns.Select(c => Quoted(StudyCsv.Harmless(Cell(row, c.Path))))).Append('\n');
        return text.ToString();
    }

    private static void Entries(JsonObject map, string indent, StringBuilder text)
    {
        foreach (var (key, value) in map)
        {
            text.Append(indent).Append(key).Append(':');
            if (OneLine(value) is { } line)
                text.Append(' ').Append(line).Append('\n');
            else if (value is JsonArray list)
                Items(list, indent + "  ", text.Append('\n'));
            else
                Entries((JsonObject)value!, indent + "  ", text.Append('\n'));
            indent = indent.Replace("- ", "  ", StringComparison.Ordinal);
        }
    }

    private static void Items(JsonArray list, string indent, StringBuilder text)
    {
        foreach (var item in list)
        {
            if (item is JsonObject map && (map.ContainsKey("id") || OneLine(map) is null))
                Entries(map, indent + "- ", text);
            else
                text.Append(indent).Append("- ").Append(OneLine(item) ?? Flow(item)).Append('\n');
        }
    }

    /// <summary>The value on one line; null where that would be too long or deep.</summary>
    private static string? OneLine(JsonNode? value) => value switch
    {
        JsonArray list when list.Any(i => i is JsonObject or JsonArray) => null,
        JsonObject map when map.Any(e => e.Value is JsonObject or JsonArray) => null,
        JsonArray or JsonObject => Flow(value) is { Length: <= LongestLine } line ? line : null,
        _ => Flow(value),
    };

    private static string Flow(JsonNode? value) => value switch
    {
        JsonArray list => $"[{string.Join(", ", list.Select(Flow))}]",
        JsonObject map => $"{{{string.Join(", ", map.Select(e => $"{e.Key}: {Flow(e.Value)}"))}}}",
        _ => value!.GetValueKind() == JsonValueKind.String ? YamlText.Inline(value.GetValue<string>()) : value.ToJsonString(),
    };

    private static string Cell(JsonNode? node, string[] path)
    {
        foreach (var part in path)
            node = node is JsonArray list ? list.ElementAtOrDefault(int.Parse(part, CultureInfo.InvariantCulture) - 1) : (node as JsonObject)?[part];
        return node switch
        {
            null => "",
            JsonArray texts => string.Join("; ", texts.Select(t => t!.ToString().Replace(';', ','))),
            _ => node.ToString(),
        };
    }

    private static string Quoted(string text) => QuotedText(text.Replace('\0', '\uFFFD'));

    private static string QuotedText(string text) =>
        text.AsSpan().ContainsAny(ToQuote) || text != text.Trim() ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}

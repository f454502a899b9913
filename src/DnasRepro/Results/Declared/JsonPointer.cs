using System.Globalization;
using System.Text.Json;

namespace DnasRepro.Results.Declared;

/// <summary>JSON pointers (RFC 6901).</summary>
internal static class JsonPointer
{
    private const int DeepestNesting = 64;

    /// <summary>Parses a text with bounded nesting.</summary>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static JsonDocument Parse(string text) => JsonDocument.Parse(text.TrimStart('\uFEFF'), new JsonDocumentOptions { MaxDepth = DeepestNesting });

    /// <summary>The value that a pointer leads to, or null.</summary>
    public static JsonElement? Find(JsonElement root, string pointer)
    {
        foreach (var step in Steps(pointer))
        {
            if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty(step, out var member))
                root = member;
            else if (root.ValueKind == JsonValueKind.Array && int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < root.GetArrayLength())
                root = root[index];
            else
                return null;
        }
        return root;
    }

    /// <summary>The steps of a pointer, escapes resolved.</summary>
    public static IEnumerable<string> Steps(string pointer) =>
        pointer.Length == 0 ? [] : pointer.TrimStart('/').Split('/').Select(s => s.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal));

    /// <summary>The number or text at a pointer, or those in the list there; null when the text is no JSON.</summary>
    public static (IReadOnlyList<string>? Values, string Why) Texts(string text, string pointer)
    {
        try
        {
            using var document = Parse(text);
            IReadOnlyList<string> values = Find(document.RootElement, pointer) switch
            {
                { ValueKind: JsonValueKind.Number } number => [number.GetRawText()],
                { ValueKind: JsonValueKind.String } word => [word.GetString()!],
                { ValueKind: JsonValueKind.Array } list => [.. list.EnumerateArray().Where(i => i.ValueKind == JsonValueKind.Number).Select(i => i.GetRawText())],
                _ => [],
            };
            return (values, $"no number stands at '{Locations.Evidence.Cut(pointer)}'");
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or ArgumentException)
        {
            return (null, "not valid JSON: " + Locations.Evidence.Cut(error.Message));
        }
    }
}

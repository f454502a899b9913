using System.Text.Json;

namespace DnasRepro.Schemas;

/// <summary>
/// A JSON Schema (draft-07) held to the keywords that every validator of ours agrees on; <see cref="SchemaWalker"/> applies it.
/// </summary>
public sealed class JsonSchema
{
    /// <summary>The keywords that constrain. A test walks our schemas and allows no other but annotations.</summary>
    public static readonly IReadOnlySet<string> Constraints = new HashSet<string>(StringComparer.Ordinal)
    {
        "type", "enum", "required", "properties", "patternProperties", "additionalProperties", "items", "anyOf", "$ref",
        "minLength", "pattern", "minimum", "maximum", "minItems", "uniqueItems",
    };

    /// <summary>The keywords that only describe.</summary>
    public static readonly IReadOnlySet<string> Annotations = new HashSet<string>(StringComparer.Ordinal)
    {
        "$schema", "$id", "title", "description", "definitions",
    };

    private JsonSchema(JsonElement root) => Root = root;

    internal JsonElement Root { get; }

    /// <summary>Loads one of the schemas that this library carries, by its file name under <c>schemas/</c>.</summary>
    public static JsonSchema Load(string fileName) => Parse(ReadText(fileName));

    /// <summary>The text of a schema that this library carries.</summary>
    /// <exception cref="ArgumentException">There is no such schema.</exception>
    public static string ReadText(string fileName)
    {
        using var stream = typeof(JsonSchema).Assembly.GetManifestResourceStream("schemas/" + fileName)
            ?? throw new ArgumentException($"There is no schema '{fileName}'.", nameof(fileName));
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>Reads a schema from its text.</summary>
    public static JsonSchema Parse(string text)
    {
        using var document = JsonDocument.Parse(text);
        return new JsonSchema(document.RootElement.Clone());
    }

    internal JsonElement Resolve(JsonElement schema)
    {
        while (schema.TryGetProperty("$ref", out var reference))
            schema = Root.GetProperty("definitions").GetProperty(reference.GetString()!["#/definitions/".Length..]);
        return schema;
    }
}

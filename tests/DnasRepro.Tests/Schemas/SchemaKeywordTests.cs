using System.Text.Json;
using DnasRepro.Schemas;
using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.Schemas;

/// <summary>Our schemas keep to the keywords on which all validators agree; other validators ignore some others silently.</summary>
public class SchemaKeywordTests
{
    public static TheoryData<string> Files => [.. Directory.GetFiles(Path.Combine(Repository.Root, "schemas"), "*.schema.json").Select(f => Path.GetFileName(f)!)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Only_known_keywords_are_used(string file) => Assert.Empty(Unknown(Load(file)));

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_property_has_a_title_and_a_description(string file)
    {
        var properties = Properties(Load(file)).ToList();

        Assert.NotEmpty(properties);
        Assert.All(properties, p => Assert.True(
            p.Schema.TryGetProperty("$ref", out _) || (p.Schema.TryGetProperty("title", out _) && p.Schema.TryGetProperty("description", out _)), p.Name));
    }

    [Fact]
    public void A_keyword_that_validators_disagree_on_is_found() =>
        Assert.Equal(["const"], Unknown(JsonDocument.Parse("""{"properties": {"a": {"const": 1}}}""").RootElement));

    private static JsonElement Load(string file) => JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "schemas", file))).RootElement;

    private static IEnumerable<string> Unknown(JsonElement schema)
    {
        if (schema.ValueKind != JsonValueKind.Object)
            return [];
        return schema.EnumerateObject().SelectMany(member => member.Name switch
        {
            "properties" or "patternProperties" or "definitions" => member.Value.EnumerateObject().SelectMany(p => Unknown(p.Value)),
            "anyOf" => member.Value.EnumerateArray().SelectMany(Unknown),
            "items" or "additionalProperties" => Unknown(member.Value),
            var name when JsonSchema.Constraints.Contains(name) || JsonSchema.Annotations.Contains(name) => [],
            var name => [name],
        });
    }

    private static IEnumerable<(string Name, JsonElement Schema)> Properties(JsonElement schema)
    {
        if (schema.ValueKind != JsonValueKind.Object)
            return [];
        return schema.EnumerateObject().SelectMany(member => member.Name switch
        {
            "properties" => member.Value.EnumerateObject().SelectMany(p => Properties(p.Value).Prepend((p.Name, p.Value))),
            "definitions" => member.Value.EnumerateObject().SelectMany(p => Properties(p.Value)),
            "anyOf" => member.Value.EnumerateArray().SelectMany(Properties),
            "items" or "additionalProperties" => Properties(member.Value),
            _ => [],
        });
    }
}

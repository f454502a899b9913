using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using DnasRepro.Locations;
using DnasRepro.Recipes;
using DnasRepro.Schemas;
using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.Recipes;

/// <summary>docs/recipes.md: its examples are right and no field or word is left out.</summary>
public partial class RecipeDocumentTests
{
    private static string Text => File.ReadAllText(Path.Combine(Repository.Root, "docs", "recipes.md"));

    [Fact]
    public void Its_examples_are_recipes()
    {
        var examples = Fences().Matches(Text).Select(m => RecipeReader.ReadFile(m.Groups[1].Value, RepoPath.Parse("recipes.md")).OrError()).ToList();

        Assert.Equal([2, 1, 1], examples.Select(e => e.Count));
        Assert.Equal([SeedPassing.Argument, SeedPassing.Configuration, SeedPassing.Configuration], examples.Select(e => e[0].Seed));
        Assert.All(examples, e => Assert.False(e[0].IsSeedFixed));
    }

    [Fact]
    public void It_names_every_field_reader_and_placeholder()
    {
        var recipe = JsonNode.Parse(JsonSchema.ReadText(RecipeReader.SchemaFile))!["definitions"]!["recipe"]!;
        var names = Names(recipe).Concat(RecipeWords.Readers).Concat(Placeholders.Names.Select(n => $"{{{n}}}")).ToHashSet();

        Assert.True(names.Count > 60);
        Assert.All(names, n => Assert.Contains($"`{n}`", Text));
    }

    private static IEnumerable<string> Names(JsonNode? schema) => schema switch
    {
        JsonObject map when map["properties"] is JsonObject properties => properties.SelectMany(p => Names(p.Value).Prepend(p.Key)),
        JsonObject map => Names(map["items"]).Concat((map["anyOf"] as JsonArray ?? []).SelectMany(Names)),
        _ => [],
    };

    [GeneratedRegex("```yaml\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Fences();
}

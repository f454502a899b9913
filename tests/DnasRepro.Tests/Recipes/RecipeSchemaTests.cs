using System.Text.Json;
using System.Text.Json.Nodes;
using DnasRepro.Cards;
using DnasRepro.Documents;
using DnasRepro.Locations;
using DnasRepro.Recipes;
using DnasRepro.Schemas;
using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.Recipes;

/// <summary>A file dropped into positive/ or negative/ is a test; two validators that we did not write have to agree with ours.</summary>
public class RecipeSchemaTests
{
    public static TheoryData<string> Positive => [.. Names("positive")];

    public static TheoryData<string> Negative => [.. Names("negative")];

    private static string Folder => Path.Combine(Repository.Root, "tests", "DnasRepro.Tests", "Fixtures", "recipes");

    private static string SchemaFile => Path.Combine(Repository.Root, "schemas", RecipeReader.SchemaFile);

    [Fact]
    public void The_card_has_the_same_recipes()
    {
        var card = JsonNode.Parse(JsonSchema.ReadText(CardReader.SchemaFile))!;
        var file = JsonNode.Parse(JsonSchema.ReadText(RecipeReader.SchemaFile))!;

        Assert.True(JsonNode.DeepEquals(card["definitions"]!["recipe"], file["definitions"]!["recipe"]));
        Assert.True(JsonNode.DeepEquals(card["definitions"]!["missing"], file["definitions"]!["missing"]));
        Assert.Equal("#/definitions/recipe", card["properties"]!["rerun"]!["anyOf"]![0]!["properties"]!["recipes"]!["anyOf"]![0]!["items"]!["$ref"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("purpose", nameof(RecipeWords.Purposes))]
    [InlineData("seed_mechanism", nameof(RecipeWords.Mechanisms))]
    [InlineData("seed.how", nameof(RecipeWords.Seeds))]
    [InlineData("outputs.reader", nameof(RecipeWords.Readers))]
    [InlineData("outputs.take", nameof(RecipeWords.Takes))]
    public void The_schema_has_the_words_that_we_read(string field, string words)
    {
        IEnumerable<string> ours = words switch
        {
            nameof(RecipeWords.Purposes) => RecipeWords.Purposes.Keys,
            nameof(RecipeWords.Mechanisms) => RecipeWords.Mechanisms.Keys,
            nameof(RecipeWords.Seeds) => RecipeWords.Seeds.Keys,
            nameof(RecipeWords.Takes) => RecipeWords.Takes.Keys,
            _ => RecipeWords.Readers,
        };
        var node = JsonNode.Parse(JsonSchema.ReadText(RecipeReader.SchemaFile))!["definitions"]!["recipe"]!;
        foreach (var part in field.Split('.'))
            node = (node["properties"] ?? node["anyOf"]![0]!["items"]!["properties"])![part]!;

        Assert.Equal(ours, node["enum"]!.AsArray().Select(v => v!.GetValue<string>()));
    }

    [Theory]
    [MemberData(nameof(Positive))]
    public void A_good_file_is_accepted(string name) => Assert.Empty(Problems(Path.Combine(Folder, "positive", name)));

    [Theory]
    [MemberData(nameof(Negative))]
    public void A_bad_file_is_refused_at_the_place_of_its_fault(string name)
    {
        var file = Path.Combine(Folder, "negative", name);
        var expected = SchemaOracles.Expected(file);

        var problem = Assert.Single(Problems(file));

        Assert.Equal(expected, $"{problem.Field} {problem.Keyword}");
        Assert.True(problem.Location.StartLine > 1);
    }

    [Fact]
    public void Ajv_gives_the_same_verdicts() => SchemaOracles.AjvAgrees(SchemaFile, [.. Files()], f => Problems(f).Count == 0);

    [Fact]
    public Task NJsonSchema_gives_the_same_verdicts() => SchemaOracles.NJsonSchemaAgrees(SchemaFile, Files(), f => JsonSerializer.Serialize(CheckExample.Json(Root(f))), f => Problems(f).Count == 0);

    [Fact]
    public void What_is_printed_fits_the_schema()
    {
        var recipe = RecipeReader.ReadFile(File.ReadAllText(Path.Combine(Folder, "positive", "full.yml")), RepoPath.Parse("full.yml")).OrError().Single();

        var printed = YamlReader.Read(RecipeText.Yaml(recipe), RepoPath.Parse("printed.yml")).Root!;

        Assert.Empty(new SchemaWalker(JsonSchema.Load(RecipeReader.SchemaFile)).Validate(printed));
    }

    private static IEnumerable<string> Names(string folder) => Directory.GetFiles(Path.Combine(Folder, folder)).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal);

    private static IEnumerable<string> Files() => Directory.GetFiles(Folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal);

    private static DocumentNode Root(string file)
    {
        var path = RepoPath.Parse(Path.GetFileName(file));
        return (file.EndsWith(".json", StringComparison.Ordinal) ? JsonReader.Read(File.ReadAllText(file), path) : YamlReader.Read(File.ReadAllText(file), path)).Root!;
    }

    private static IReadOnlyList<SchemaProblem> Problems(string file) => new SchemaWalker(JsonSchema.Load(RecipeReader.SchemaFile)).Validate(Root(file));
}

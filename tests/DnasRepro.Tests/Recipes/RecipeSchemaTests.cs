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
    private const string Expectation = "# expect: ";

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
        var expected = File.ReadLines(file).First()[Expectation.Length..];

        var problem = Assert.Single(Problems(file));

        Assert.Equal(expected, $"{problem.Field} {problem.Keyword}");
        Assert.True(problem.Location.StartLine > 1);
    }

    [Fact]
    public void Ajv_gives_the_same_verdicts()
    {
        Requires.That("ajv", Directory.Exists(Path.Combine(ExternalTool.ToolsFolder, "node_modules", "ajv")));
        var files = Files().ToList();

        var (exitCode, output, error) = ExternalTool.Run("node", ExternalTool.ToolsFolder, ["validate.mjs", SchemaFile, .. files]);

        Assert.True(exitCode == 0, error);
        var verdicts = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonNode.Parse(l)!).ToList();
        Assert.Equal(files.Count, verdicts.Count);
        Assert.All(verdicts, v => Assert.Equal(Problems(v["file"]!.GetValue<string>()).Count == 0, v["valid"]!.GetValue<bool>()));
        Assert.All(verdicts.Where(v => v["file"]!.GetValue<string>().Contains("negative")), v =>
        {
            var keyword = File.ReadLines(v["file"]!.GetValue<string>()).First().Split(' ')[^1];
            Assert.Contains(v["errors"]!.AsArray(), e => e!["keyword"]!.GetValue<string>() == keyword);
        });
    }

    [Fact]
    public async Task NJsonSchema_gives_the_same_verdicts()
    {
        var schema = await NJsonSchema.JsonSchema.FromFileAsync(SchemaFile, TestContext.Current.CancellationToken);

        Assert.All(Files(), file => Assert.Equal(Problems(file).Count == 0, schema.Validate(JsonSerializer.Serialize(CheckExample.Json(Root(file)))).Count == 0));
    }

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

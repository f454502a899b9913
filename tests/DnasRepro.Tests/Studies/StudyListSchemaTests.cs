using System.Text.Json;
using System.Text.Json.Nodes;
using DnasRepro.Documents;
using DnasRepro.Locations;
using DnasRepro.Schemas;
using DnasRepro.Studies;
using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.Studies;

/// <summary>A file dropped into positive/ or negative/ is a test; two validators that we did not write have to agree with ours.</summary>
public class StudyListSchemaTests
{
    public static TheoryData<string> Positive => [.. Names("positive")];

    public static TheoryData<string> Negative => [.. Names("negative")];

    private static string SchemaFile => Path.Combine(Repository.Root, "schemas", StudyListReader.SchemaFile);

    [Theory]
    [MemberData(nameof(Positive))]
    public void A_good_file_is_read(string name) => Assert.NotEmpty(StudyLists.Read(Path.Combine(StudyLists.Fixtures, "positive", name)).Studies);

    [Theory]
    [MemberData(nameof(Negative))]
    public void A_bad_file_is_refused_at_the_place_of_its_fault(string name)
    {
        var file = Path.Combine(StudyLists.Fixtures, "negative", name);

        var problem = Assert.Single(Problems(file));
        var error = Assert.Throws<UserErrorException>(() => StudyLists.Read(file));

        Assert.Equal(SchemaOracles.Expected(file), $"{problem.Field} {problem.Keyword}");
        Assert.True(problem.Location.StartLine > 1);
        Assert.Equal($"{problem.Location}: {problem.Field}: {problem.Message}.", error.Message);
        Assert.Equal(problem.Fix, error.Hint);
    }

    [Fact]
    public void Ajv_gives_the_same_verdicts() => SchemaOracles.AjvAgrees(SchemaFile, [.. Files()], f => Problems(f).Count == 0);

    [Fact]
    public Task NJsonSchema_gives_the_same_verdicts() => SchemaOracles.NJsonSchemaAgrees(SchemaFile, Files(), f => JsonSerializer.Serialize(CheckExample.Json(Root(f))), f => Problems(f).Count == 0);

    [Fact]
    public void The_schema_has_the_words_that_we_read()
    {
        var schema = JsonNode.Parse(JsonSchema.ReadText(StudyListReader.SchemaFile))!;
        var study = schema["definitions"]!["study"]!["properties"]!;

        Assert.Equal([.. StudyWords.Values.Keys, StudyWords.NotRecoded], Words(schema["definitions"]!["answer_value"]!).SkipLast(2));
        Assert.Equal(StudyWords.Stages.Keys, Words(study["screening"]!["properties"]!["stage"]!));
        Assert.Equal(StudyWords.Questions.Keys, study["answers"]!["properties"]!.AsObject().Select(p => p.Key));
        Assert.Equal(StudyWords.Steps, schema["properties"]!["stated"]!["properties"]!.AsObject().Select(p => p.Key));
    }

    [Fact]
    public void A_card_has_the_same_words_for_level_dimensions_and_roles()
    {
        var list = JsonNode.Parse(JsonSchema.ReadText(StudyListReader.SchemaFile))!["definitions"]!;
        var card = JsonNode.Parse(JsonSchema.ReadText("reporting-card.schema.json"))!["properties"]!;
        string[] sentinels = ["not_reported", "not_applicable", "unknown"];
        var space = card["search_space"]!["anyOf"]![0]!["properties"]!;

        Assert.Equal(Words(space["level"]!).Except(sentinels), Words(list["study"]!["properties"]!["level"]!).Except(sentinels));
        Assert.Equal(Words(space["spatial_dims"]!).Except(sentinels), Words(list["study"]!["properties"]!["dimensionality"]!).Except(sentinels));
        Assert.Equal(Words(card["identity"]!["properties"]!["papers"]!["anyOf"]![0]!["items"]!["properties"]!["role"]!).Except(sentinels), Words(list["paper"]!["properties"]!["role"]!));
    }

    private static IEnumerable<string> Words(JsonNode rule) => rule["enum"]!.AsArray().Select(v => v!.ToString());

    private static IEnumerable<string> Names(string folder) => Directory.GetFiles(Path.Combine(StudyLists.Fixtures, folder)).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal);

    private static IEnumerable<string> Files() => Directory.GetFiles(StudyLists.Fixtures, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal);

    private static DocumentNode Root(string file)
    {
        var path = RepoPath.Parse(Path.GetFileName(file));
        return (path.Extension == ".json" ? JsonReader.Read(File.ReadAllText(file), path) : YamlReader.Read(File.ReadAllText(file), path)).Root!;
    }

    private static IReadOnlyList<SchemaProblem> Problems(string file) => new SchemaWalker(JsonSchema.Load(StudyListReader.SchemaFile)).Validate(Root(file));
}

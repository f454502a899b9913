using System.Text.Json;
using DnasRepro.Documents;
using DnasRepro.Locations;
using DnasRepro.ReferenceSearch;
using DnasRepro.Schemas;
using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.ReferenceSearch;

/// <summary>A file dropped into positive/ or negative/ is a test; two validators that we did not write have to agree with ours.</summary>
public class SearchSettingsSchemaTests
{
    public static TheoryData<string> Positive => [.. Names("positive")];

    public static TheoryData<string> Negative => [.. Names("negative")];

    private static string Folder => Path.Combine(Repository.Root, "tests", "DnasRepro.Tests", "Fixtures", "settings");

    private static string SchemaFile => Path.Combine(Repository.Root, "schemas", SearchSettingsReader.SchemaFile);

    [Theory]
    [MemberData(nameof(Positive))]
    public void A_good_file_is_read(string name)
    {
        var file = Path.Combine(Folder, "positive", name);

        SearchSettingsReader.Read(file, File.ReadAllText(file)).Check();
    }

    [Fact]
    public void A_full_file_gives_what_it_says()
    {
        var settings = SearchSettingsReader.Read("full.yml", File.ReadAllText(Path.Combine(Folder, "positive", "full.yml")));

        Assert.Equal(
            """{"space":{"dimensions":3,"levels":2,"nodes":3,"channels":16,"down_operations":["none","skip_connect","conv_3x3","asym_conv"],"up_operations":["skip_connect","se_conv_3x3"],"topology":{"blocks":4,"levels":3,"memory_weight":0.2}},"strategy":{"order":"second","relaxation":"gumbel","partial_ratio":4,"temperature_start":5,"temperature_end":0.5,"warm_up_epochs":2,"learning_rate":0.0003,"beta1":0.5,"beta2":0.999,"weight_decay":0.001,"initial_scale":0,"entropy_weight":-0.5,"operation_dropout":0.3,"resources":[{"resource":"activations","weight":0.1},{"resource":"latency","weight":1}],"stop_at_skips":2,"stop_when_stable_for":null,"discretisation":"valid_path","kept_inputs":2,"threshold":0.2,"keeps_none":false},"training":{"epochs":12,"batch_size":2,"learning_rate":0.05,"minimum_learning_rate":0,"is_cosine":true,"momentum":0.9,"weight_decay":0.0003,"gradient_clip":5},"data":{"folder":"volumes","phantom":"ellipses","seed":3,"size":32,"training":8,"validation":8,"test":4,"external":0},"evaluation":{"retrain_epochs":20,"random_architectures":8,"eigenvalue":true}}""",
            SearchSettingsJson.Write(settings));
    }

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
    public void What_is_written_fits_the_schema()
    {
        foreach (var settings in new[] { new SearchSettings(), SearchSettings.For(3) })
        {
            var root = JsonReader.Read(SearchSettingsJson.Write(settings), RepoPath.Parse("settings.json")).Root!;

            Assert.Empty(new SchemaWalker(JsonSchema.Load(SearchSettingsReader.SchemaFile)).Validate(root));
        }
    }

    private static IEnumerable<string> Names(string folder) => Directory.GetFiles(Path.Combine(Folder, folder)).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal);

    private static IEnumerable<string> Files() => Directory.GetFiles(Folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal);

    private static DocumentNode Root(string file)
    {
        var path = RepoPath.Parse(Path.GetFileName(file));
        return (file.EndsWith(".json", StringComparison.Ordinal) ? JsonReader.Read(File.ReadAllText(file), path) : YamlReader.Read(File.ReadAllText(file), path)).Root!;
    }

    private static IReadOnlyList<SchemaProblem> Problems(string file) => new SchemaWalker(JsonSchema.Load(SearchSettingsReader.SchemaFile)).Validate(Root(file));
}

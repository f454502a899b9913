using System.Text.Json;
using DnasRepro.Cards;
using DnasRepro.Documents;
using DnasRepro.Locations;
using DnasRepro.Snapshots;
using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.Cards;

/// <summary>A file dropped into positive/ or negative/ is a test; two validators that we did not write have to agree with ours.</summary>
public class CardFixtureTests
{
    /// <summary>NJsonSchema refuses 20.0 where draft-06 and later accept an integer; ajv and we accept it.</summary>
    private static readonly string[] NotForNJsonSchema = ["integer-as-decimal.json"];

    public static TheoryData<string> Positive => [.. Names("positive")];

    public static TheoryData<string> Negative => [.. Names("negative")];

    private static string Folder => Path.Combine(Repository.Root, "tests", "DnasRepro.Tests", "Fixtures", "cards");

    private static string SchemaFile => Path.Combine(Repository.Root, "schemas", CardReader.SchemaFile);

    [Fact]
    public void There_are_enough_fixtures() => Assert.True(Positive.Count + Negative.Count >= 60);

    [Theory]
    [MemberData(nameof(Positive))]
    public void A_good_card_is_accepted(string name)
    {
        var reading = Read(Path.Combine(Folder, "positive", name));

        Assert.True(reading is CardReading.Valid, Problems(reading));
    }

    [Theory]
    [MemberData(nameof(Negative))]
    public void A_bad_card_is_refused_at_the_place_of_its_fault(string name)
    {
        var file = Path.Combine(Folder, "negative", name);
        var field = SchemaOracles.Expected(file).Split(' ')[0];

        var problem = Assert.Single(Assert.IsType<CardReading.Invalid>(Read(file)).Problems);

        Assert.Equal(field, problem.Field);
        Assert.True(problem.Location.StartLine > 1);
        Assert.NotEmpty(problem.Fix);
    }

    [Fact]
    public void Ajv_gives_the_same_verdicts() => SchemaOracles.AjvAgrees(SchemaFile, [.. Files()], f => Read(f) is CardReading.Valid);

    [Fact]
    public Task NJsonSchema_gives_the_same_verdicts() => SchemaOracles.NJsonSchemaAgrees(SchemaFile, Files().Where(f => !NotForNJsonSchema.Contains(Path.GetFileName(f))), Json, f => Read(f) is CardReading.Valid);

    private static IEnumerable<string> Names(string folder) => Directory.GetFiles(Path.Combine(Folder, folder)).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal);

    private static IEnumerable<string> Files() => Directory.GetFiles(Folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal);

    private static CardReading Read(string file) =>
        CardReader.Read(new SnapshotFile(RepoPath.Parse(Path.GetFileName(file)), new FileInfo(file).Length, () => File.ReadAllBytes(file)));

    private static string Problems(CardReading reading) => reading switch
    {
        CardReading.Invalid invalid => string.Join('\n', invalid.Problems),
        CardReading.Unreadable unreadable => string.Join('\n', unreadable.Problems),
        _ => "",
    };

    private static string Json(string file)
    {
        var text = File.ReadAllText(file);
        var path = RepoPath.Parse(Path.GetFileName(file));
        return file.EndsWith(".json", StringComparison.Ordinal) ? text : JsonSerializer.Serialize(CheckExample.Json(YamlReader.Read(text, path).Root!));
    }
}

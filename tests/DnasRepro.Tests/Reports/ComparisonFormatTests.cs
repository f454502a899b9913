using DnasRepro.Reports;
using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.Reports;

/// <summary>Every format of every sample is a committed file; the JSON is held to its schema by validators that we did not write.</summary>
public class ComparisonFormatTests
{
    private static readonly string[] Samples = ["usual", "same", "other-rules", "hostile", "hostile-base"];

    public static TheoryData<string, string> Cases => new(from sample in Samples from format in ReportFormat.OfComparisons select (sample, format.Name));

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_comparison_is_written_as_before(string sample, string format)
    {
        var written = ReportFormat.Parse(format);

        Golden.Matches(Path.Combine(Repository.Root, "tests", "DnasRepro.Tests", "Fixtures", "golden", "compare-" + sample, written.ComparisonFile!), ReportWriter.Write(Sample(sample), written));
    }

    [Fact]
    public void The_json_is_read_back_as_it_was_and_told_from_a_report() => Assert.All(Samples, sample =>
    {
        var json = ComparisonJson.Write(Sample(sample));

        Assert.Equal(json, ComparisonJson.Write(Assert.IsType<StoredResult.OfComparison>(StoredResult.Read(json)).Comparison));
        Assert.IsType<StoredResult.OfReport>(StoredResult.Read(ReportJson.Write(SampleReports.Usual)));
    });

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("{\"schemaVersion\": \"1.0\", \"kind\": \"comparison\"}")]
    [InlineData("{\"schemaVersion\": \"9.9\", \"kind\": \"comparison\"}")]
    [InlineData("{\"schemaVersion\": \"1.0\", \"kind\"")]
    [InlineData("{\"schemaVersion\": \"1.0\", \"kind\": \"party\"}")]
    public void What_is_neither_is_refused_with_a_hint(string json) => Assert.NotEmpty(Assert.Throws<UserErrorException>(() => StoredResult.Read(json)).Hint);

    [Fact]
    public async Task The_json_fits_its_schema()
    {
        var schema = await NJsonSchema.JsonSchema.FromFileAsync(SchemaFile, TestContext.Current.CancellationToken);

        Assert.All(Samples, s => Assert.Empty(schema.Validate(ComparisonJson.Write(Sample(s)))));
        Assert.All(ForgedPairs, f => Assert.True(!f.BySchema || schema.Validate(Forged(f.Written, f.Replaced)).Count > 0, f.Replaced));
    }

    [Fact]
    public void The_json_fits_its_schema_for_ajv_too()
    {
        Requires.That("ajv", File.Exists(Path.Combine(ExternalTool.ToolsFolder, "node_modules", "ajv", "package.json")));
        using var folder = new TempFolder();
        var forged = ForgedPairs.Where(f => f.BySchema).Select((f, i) => folder.Write($"forged-{i}.json", Forged(f.Written, f.Replaced))[$"forged-{i}.json"]).ToList();
        var files = Samples.Select(s => folder.Write(s + ".json", ComparisonJson.Write(Sample(s)))[s + ".json"]).Concat(forged);

        var run = ExternalTool.Run("node", ExternalTool.ToolsFolder, ["validate.mjs", SchemaFile, .. files]);

        Assert.True(run.ExitCode == 0, run.Error);
        var answers = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(Samples.Length + forged.Count, answers.Length);
        Assert.All(answers.Take(Samples.Length), a => Assert.Contains("\"valid\":true", a, StringComparison.Ordinal));
        Assert.All(answers.Skip(Samples.Length), a => Assert.Contains("\"valid\":false", a, StringComparison.Ordinal));
    }

    [Fact]
    public void A_forged_comparison_is_refused() => Assert.All(ForgedPairs, f =>
    {
        var json = Forged(f.Written, f.Replaced);

        Assert.NotEqual(json, ComparisonJson.Write(SampleComparisons.Usual));
        Assert.Throws<UserErrorException>(() => StoredResult.Read(json));
    });

    /// <summary>What somebody could write into a stored comparison, and whether the schema alone refuses it.</summary>
    private static readonly (string Written, string Replaced, bool BySchema)[] ForgedPairs =
    [
        ("\"grade\": 1", "\"grade\": 17", true),
        ("\"new\": [", "\"new\": [null,", true),
        ("\"fixed\": [", "\"fixed\": [null,", true),
        ("\"lapsed\": [", "\"lapsed\": [null,", true),
        ("\"unchanged\": [", "\"unchanged\": [null,", true),
        ("\"reclassified\": [", "\"reclassified\": [null,", true),
        ("\"broken\": [", "\"broken\": [null,", true),
        ("\"checks\": [", "\"checks\": [null,", true),
        ("\"before\": \"warning\"", "\"before\": \"error\"", false),
        ("\"now\": \"not_determined\"", "\"now\": \"forgotten\"", true),
        ("\"outcome\": \"violated\"", "\"outcome\": \"satisfied\"", false),
        ("\"sameRules\": true", "\"sameRules\": false", false),
        ("\"sameProfile\": true", "\"sameProfile\": 1", true),
        ("\"linesKnown\": true", "\"linesKnown\": false", false),
        ("\"kind\": \"comparison\"", "\"kind\": \"report\"", true),
        ("\"exitCode\": 1", "\"exitCode\": 5", true),
        ("\"ruleSet\": \"1\"", "\"ruleSet\": \"](x)\"", true),
        ("\"commit\": \"bbb", "\"commit\": \"@team", true),
        ("https://example.org/DNAS4003", "javascript:alert(1)", true),
        ("https://github.com/owner/study\"", "http://e.org\"", true),
        ("\"stability\": null", "\"stability\": \"splendid\"", true),
        ("\"profile\": \"core\"", "\"profile\": \"party\"", true),
        ("\"line\": 12,", "\"line\": 0,", true),
        ("\"onChangedLine\": true", "\"onChangedLine\": \"yes\"", true),
    ];

    private static string Forged(string written, string replaced) => ComparisonJson.Write(SampleComparisons.Usual).Replace(written, replaced);

    private static string SchemaFile => Path.Combine(Repository.Root, "schemas", "comparison.schema.json");

    private static Comparison Sample(string name) => name switch
    {
        "usual" => SampleComparisons.Usual,
        "same" => SampleComparisons.Same,
        "other-rules" => SampleComparisons.OtherRules,
        "hostile" => SampleComparisons.Hostile(HostileTexts.Everything),
        _ => SampleComparisons.HostileBase(HostileTexts.Everything),
    };
}

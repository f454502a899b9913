using System.Text.RegularExpressions;
using DnasRepro.Reports;
using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.Reports;

/// <summary>Every format of every sample is a committed file; read the difference before you accept it.</summary>
public class GoldenReportTests
{
    public static TheoryData<string, string> Cases =>
        new(from sample in new[] { "usual", "clean", "hostile", "rerun", "does-not-run" } from format in ReportFormat.All select (sample, format.Name));

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_report_is_written_as_before(string sample, string format)
    {
        var written = ReportFormat.Parse(format);

        Golden.Matches(Path.Combine(Repository.Root, "tests", "DnasRepro.Tests", "Fixtures", "golden", sample, written.FileName), ReportWriter.Write(Sample(sample), written));
    }

    [Theory]
    [InlineData("usual")]
    [InlineData("clean")]
    [InlineData("hostile")]
    [InlineData("rerun")]
    [InlineData("does-not-run")]
    public void The_json_is_read_back_as_it_was(string sample)
    {
        var json = ReportJson.Write(Sample(sample));

        Assert.Equal(json, ReportJson.Write(ReportJson.Read(json)));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("{\"schemaVersion\": \"9.9\"}")]
    [InlineData("not json")]
    [InlineData("{\"schemaVersion\": 1}")]
    public void What_is_no_report_is_refused_with_a_hint(string json)
    {
        var error = Assert.Throws<UserErrorException>(() => ReportJson.Read(json));

        Assert.NotEmpty(error.Hint);
    }

    [Fact]
    public async Task The_json_fits_its_schema()
    {
        var schema = await NJsonSchema.JsonSchema.FromFileAsync(SchemaFile, TestContext.Current.CancellationToken);

        Assert.Empty(schema.Validate(ReportJson.Write(SampleReports.Usual)));
        Assert.Empty(schema.Validate(ReportJson.Write(SampleReports.Clean)));
        Assert.Empty(schema.Validate(ReportJson.Write(Sample("hostile"))));
        Assert.Empty(schema.Validate(ReportJson.Write(Sample("rerun"))));
        Assert.Empty(schema.Validate(ReportJson.Write(Sample("does-not-run"))));
        Assert.NotEmpty(schema.Validate(ReportJson.Write(SampleReports.Usual).Replace("\"violated\"", "\"broken\"")));
    }

    [Fact]
    public void The_json_fits_its_schema_for_ajv_too()
    {
        Requires.That("ajv", File.Exists(Path.Combine(ExternalTool.ToolsFolder, "node_modules", "ajv", "package.json")));
        using var folder = new TempFolder();
        string[] samples = ["usual", "clean", "hostile", "rerun", "does-not-run"];
        var files = samples.Select(s => folder.Write(s + ".json", ReportJson.Write(Sample(s)))[s + ".json"]).ToList();
        files.Add(folder.Write("wrong.json", ReportJson.Write(SampleReports.Usual).Replace("\"grade\": 0", "\"grade\": 9"))["wrong.json"]);

        var run = ExternalTool.Run("node", ExternalTool.ToolsFolder, ["validate.mjs", SchemaFile, .. files]);

        Assert.True(run.ExitCode == 0, run.Error);
        var answers = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(samples.Length + 1, answers.Length);
        Assert.All(answers.SkipLast(1), a => Assert.Contains("\"valid\":true", a, StringComparison.Ordinal));
        Assert.Contains("\"valid\":false", answers[^1], StringComparison.Ordinal);
    }

    /// <summary>What a pull request's own job could write into its artifact.</summary>
    [Theory]
    [InlineData("\"grade\": 0", "\"grade\": 17")]
    [InlineData("\"findings\": [", "\"findings\": [null,")]
    [InlineData("\"checks\": [", "\"checks\": [null,")]
    [InlineData("\"skipped\": [", "\"skipped\": [null,")]
    [InlineData("\"unread\": [", "\"unread\": [null,")]
    [InlineData("\"blockedBy\": [", "\"blockedBy\": [null,")]
    [InlineData("\"evidence\": []", "\"evidence\": [null]")]
    [InlineData("https://example.org/DNAS4001", "javascript:alert(1)")]
    [InlineData("https://github.com/owner/study/blob", "http://e.org/")]
    [InlineData("\"id\": \"DNAS4001\"", "\"id\": \"x\"")]
    [InlineData("\"id\": \"DNAS4001\"", "\"id\": \"DNAS4004\"")]
    [InlineData("\"slug\": \"licence-missing\"", "\"slug\": \"a--b](x)\"")]
    [InlineData("\"line\": 1,", "\"line\": -1,")]
    [InlineData("\"line\": 1,", "\"line\": 9,")]
    [InlineData("\"commit\": \"38f5", "\"commit\": \"](x)38f5")]
    [InlineData("\"version\": \"0.1.0\"", "\"version\": \"<b>\"")]
    [InlineData("\"profile\": \"core\"", "\"profile\": \"@team\"")]
    [InlineData("2027-01-31", "[x](y)")]
    [InlineData("\"exitCode\": 1", "\"exitCode\": 5")]
    [InlineData("\"stability\": null", "\"stability\": 3")]
    [InlineData("\"stability\": null,", "")]
    public void A_forged_report_is_refused(string written, string forged)
    {
        var json = ReportJson.Write(SampleReports.Usual);
        Assert.Contains(written, json, StringComparison.Ordinal);

        Assert.Throws<UserErrorException>(() => ReportJson.Read(json.Replace(written, forged)));
    }

    /// <summary>The same for what GitHub is said to have said.</summary>
    [Theory]
    [InlineData("\"asked\": \"owner/study\"", "\"asked\": null")]
    [InlineData("\"name\": \"owner/study\"", "\"name\": \"](x)/y\"")]
    [InlineData("\"parent\": \"quark0/darts\"", "\"parent\": \"javascript:alert(1)\"")]
    [InlineData("\"source\": \"quark0/darts\"", "\"source\": \"@team\"")]
    [InlineData("\"licence\": \"NOASSERTION\"", "\"licence\": \"<b>\"")]
    [InlineData("\"topics\": [", "\"topics\": [null,")]
    [InlineData("\"darts\",", "\"@team\",")]
    [InlineData("\"commitTags\": [", "\"commitTags\": [null,")]
    [InlineData("\"commitTags\": [", "\"commitTags\": [\"\",")]
    [InlineData("\"tags\": 12", "\"tags\": -1")]
    [InlineData("\"releases\": 1000", "\"releases\": -1")]
    [InlineData("\"archived\": true", "\"archived\": \"yes\"")]
    [InlineData("\"askedAt\": \"2026", "\"askedAt\": \"[x](y)2026")]
    [InlineData("\"pushedAt\": \"2025", "\"pushedAt\": \"@team2025")]
    public void A_forged_answer_of_GitHub_is_refused(string written, string forged)
    {
        var json = ReportJson.Write(Sample("hostile"));
        Assert.Contains(written, json, StringComparison.Ordinal);

        Assert.Throws<UserErrorException>(() => ReportJson.Read(json.Replace(written, forged)));
    }

    /// <summary>The same for what is said of the search.</summary>
    [Theory]
    [InlineData("\"name\": \"supernet\"", "\"name\": \"[x](http://e.org)\"")]
    [InlineData("\"components\": [", "\"components\": [null,")]
    [InlineData("\"projects\": [", "\"projects\": [null,")]
    [InlineData("\"options\": [", "\"options\": [null,")]
    [InlineData("\"commands\": [", "\"commands\": [null,")]
    [InlineData("\"verdict\": \"full\"", "\"verdict\": \"perfect\"")]
    [InlineData("\"differentiable\": \"yes\"", "\"differentiable\": null")]
    [InlineData("\"reason\": \"search.py", "\"raison\": \"search.py")]
    [InlineData("search.py#L90", "search.py#L90\", \"line\": \"x")]
    [InlineData("https://github.com/owner/study/blob/38f54d6e3698211e8c19a1161a4bda16b9ac3268/search.py", "javascript:alert(1)//")]
    [InlineData("\"place\": {", "\"place\": null, \"other\": {")]
    public void A_forged_search_is_refused(string written, string forged)
    {
        var json = ReportJson.Write(SampleReports.Clean);
        Assert.Contains(written, json, StringComparison.Ordinal);

        Assert.Throws<UserErrorException>(() => ReportJson.Read(json.Replace(written, forged)));
    }

    /// <summary>The same for what is said of a rerun.</summary>
    [Theory]
    [InlineData("\"verdict\": \"unstable\"", "\"verdict\": \"splendid\"")]
    [InlineData("\"verdict\": \"unstable\"", "\"verdict\": \"not_determined\"")]
    [InlineData("\"engine\": \"repository\"", "\"engine\": \"oracle\"")]
    [InlineData("\"status\": \"completed\"", "\"status\": \"splendid\"")]
    [InlineData("\"runs\": [", "\"runs\": [null,")]
    [InlineData("\"edges\": [", "\"edges\": [null,")]
    [InlineData("\"matrix\": [", "\"matrix\": [null,")]
    [InlineData("\"values\": [", "\"values\": [7,")]
    [InlineData("\"consensus\": [", "\"consensus\": [null,")]
    [InlineData("\"alpha\": 0.05", "\"alpha\": 5")]
    [InlineData("\"chance\": 0.120", "\"chance\": 7.120")]
    [InlineData("\"declared\": [", "\"declared\": [null,")]
    [InlineData("\"contained\": [", "\"contained\": [null,")]
    [InlineData("\"extra\": [", "\"extra\": [null,")]
    [InlineData("\"seconds\": 8.5", "\"seconds\": -8.5")]
    [InlineData("\"sha256\": \"bbbb", "\"sha256\": \"xbbb")]
    public void A_forged_rerun_is_refused(string written, string forged)
    {
        var json = ReportJson.Write(Sample("rerun"));
        Assert.Contains(written, json, StringComparison.Ordinal);

        Assert.Throws<UserErrorException>(() => ReportJson.Read(json.Replace(written, forged)));
    }

    [Fact]
    public void GitHubs_own_renderer_shows_no_markup_of_the_repositorys()
    {
        const string renderer = "/usr/bin/cmark-gfm";
        Requires.That("cmark-gfm", File.Exists(renderer));
        using var folder = new TempFolder();
        folder.Write("report.md", ReportWriter.Write(Sample("hostile"), ReportFormat.Markdown));

        var run = ExternalTool.Run(renderer, folder.Path, "--unsafe", "-e", "table", "-e", "strikethrough", "-e", "autolink", "-e", "tasklist", "report.md");

        Assert.Equal(0, run.ExitCode);
        Assert.All(Regex.Matches(run.Output, "<(?:a|img)[^>]* (?:href|src)=\"([^\"]*)\"").Select(m => m.Groups[1].Value), u => Assert.Matches("^(badge.svg|https://(github.com/dnas-repro|example.org)/.*)$", u));
        Assert.DoesNotMatch("<(script|b|i|style)>|[a-z]@[a-z]|@team|#1", run.Output);
    }

    [Fact]
    public void The_sarif_is_accepted_by_the_multitool_with_githubs_rules()
    {
        var tool = Path.Combine(ExternalTool.ToolsFolder, "node_modules", "@microsoft", "sarif-multitool-linux", "Sarif.Multitool");
        Requires.That("sarif", File.Exists(tool) && OperatingSystem.IsLinux());
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(tool, File.GetUnixFileMode(tool) | UnixFileMode.UserExecute);
        var folder = Directory.CreateTempSubdirectory("dnas-repro-sarif-").FullName;
        try
        {
            foreach (var sample in new[] { "usual", "clean", "hostile" })
            {
                File.WriteAllText(Path.Combine(folder, "report.sarif"), ReportWriter.Write(Sample(sample), ReportFormat.Sarif));
                var run = ExternalTool.Run(tool, folder, "validate", "report.sarif", "--rule-kind", "Sarif;Ghas", "--output", "result.sarif", "--log", "ForceOverwrite");
                Assert.True(run.ExitCode == 0, run.Output + run.Error);
                Assert.DoesNotContain("\"level\": \"error\"", File.ReadAllText(Path.Combine(folder, "result.sarif")), StringComparison.Ordinal);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void A_template_of_the_user_sees_only_escaped_text()
    {
        var text = ReportWriter.Write(SampleReports.Hostile("<b>@someone</b>"), ReportFormat.Html, "{{ for item in first }}{{ for part in item.parts }}{{ part.message }}{{ end }}{{ end }}");

        Assert.Equal("&lt;b&gt;@someone&lt;/b&gt;", text);
    }

    [Theory]
    [InlineData("{{ no_such_name }}")]
    [InlineData("{{ for }}")]
    public void A_wrong_template_is_the_users_error(string template) =>
        Assert.Throws<UserErrorException>(() => ReportWriter.Write(SampleReports.Usual, ReportFormat.Markdown, template));

    private static string SchemaFile => Path.Combine(Repository.Root, "schemas", "report.schema.json");

    private static Report Sample(string name) => name switch
    {
        "usual" => SampleReports.Usual,
        "clean" => SampleReports.Clean,
        "rerun" => SampleReports.After(RerunExamples.Eventful),
        "does-not-run" => SampleReports.After(RerunExamples.DoesNotRun),
        _ => SampleReports.Hostile("</style><script>alert(1)</script> `x` | [a](javascript:b) @team #1 ![i](http://e.org/i.png) \u001b[31m \u202e ::error::x\n::set-output name=a::b%0A é😀"),
    };
}

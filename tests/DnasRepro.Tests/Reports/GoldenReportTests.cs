using DnasRepro.Reports;
using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.Reports;

/// <summary>Every format of every sample is a committed file; read the difference before you accept it.</summary>
public class GoldenReportTests
{
    public static TheoryData<string, string> Cases =>
        new(from sample in new[] { "usual", "clean", "hostile" } from format in ReportFormat.All select (sample, format.Name));

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
        var schema = await NJsonSchema.JsonSchema.FromFileAsync(Path.Combine(Repository.Root, "schemas", "report.schema.json"), TestContext.Current.CancellationToken);

        Assert.Empty(schema.Validate(ReportJson.Write(SampleReports.Usual)));
        Assert.Empty(schema.Validate(ReportJson.Write(SampleReports.Clean)));
        Assert.NotEmpty(schema.Validate(ReportJson.Write(SampleReports.Usual).Replace("\"violated\"", "\"broken\"")));
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
        var text = ReportWriter.Write(SampleReports.Hostile("<b>@someone</b>"), ReportFormat.Html, "{{ for item in items }}{{ for part in item.parts }}{{ part.message }}{{ end }}{{ end }}");

        Assert.Equal("&lt;b&gt;@someone&lt;/b&gt;", text);
    }

    [Theory]
    [InlineData("{{ no_such_name }}")]
    [InlineData("{{ for }}")]
    public void A_wrong_template_is_the_users_error(string template) =>
        Assert.Throws<UserErrorException>(() => ReportWriter.Write(SampleReports.Usual, ReportFormat.Markdown, template));

    private static Report Sample(string name) => name switch
    {
        "usual" => SampleReports.Usual,
        "clean" => SampleReports.Clean,
        _ => SampleReports.Hostile("</style><script>alert(1)</script> `x` | [a](javascript:b) @team #1 ![i](http://e.org/i.png) \u001b[31m \u202e ::error::x\n::set-output name=a::b%0A é😀"),
    };
}

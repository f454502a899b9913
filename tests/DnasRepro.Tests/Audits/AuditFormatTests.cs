using System.Text.RegularExpressions;
using CsCheck;
using DnasRepro.AuditReports;
using DnasRepro.Audits;
using DnasRepro.Tests.Support;
using nietras.SeparatedValues;

namespace DnasRepro.Tests.Audits;

/// <summary>Every table format of every sample is a committed file; read the difference before you accept it.</summary>
public partial class AuditFormatTests
{
    private static readonly AuditFormat[] Formats = [AuditFormat.Text, AuditFormat.Json, AuditFormat.Csv, AuditFormat.Markdown, AuditFormat.Latex];
    private static readonly string[] Samples = ["usual", "empty", "review", "hostile"];

    public static TheoryData<string, string> Cases => new(from sample in Samples from format in Formats select (sample, format.Name));

    private static string SchemaFile => Path.Combine(Repository.Root, "schemas", "audit.schema.json");

    [Theory]
    [MemberData(nameof(Cases))]
    public void An_audit_is_written_as_before(string sample, string format)
    {
        var written = AuditFormat.Parse(format);

        Golden.Matches(Path.Combine(Repository.Root, "tests", "DnasRepro.Tests", "Fixtures", "golden", "audit-" + sample, written.FileName), AuditWriter.Write(Sample(sample), written));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_format_written_from_the_json_is_the_same(string sample, string format)
    {
        var audit = Sample(sample);
        var again = AuditJson.Read(AuditJson.Write(audit));

        Assert.Equal(AuditWriter.Write(audit, AuditFormat.Parse(format)), AuditWriter.Write(again, AuditFormat.Parse(format)));
    }

    [Fact]
    public async Task The_json_fits_its_schema()
    {
        var schema = await NJsonSchema.JsonSchema.FromFileAsync(SchemaFile, TestContext.Current.CancellationToken);

        Assert.All(Samples, s => Assert.Empty(schema.Validate(AuditJson.Write(Sample(s)))));
        Assert.NotEmpty(schema.Validate(AuditJson.Write(SampleAudits.Usual).Replace("\"multi_objective\"", "\"latency\"")));
    }

    [Fact]
    public void The_json_fits_its_schema_for_ajv_too()
    {
        using var folder = new TempFolder();
        var files = Samples.Select(s => folder.Write(s + ".json", AuditJson.Write(Sample(s)))[s + ".json"]).ToList();
        files.Add(folder.Write("wrong.json", AuditJson.Write(SampleAudits.Usual).Replace("\"not_reported\"", "\"silent\""))["wrong.json"]);
        Requires.That("ajv", Directory.Exists(Path.Combine(ExternalTool.ToolsFolder, "node_modules", "ajv")));

        var run = ExternalTool.Run("node", ExternalTool.ToolsFolder, ["validate.mjs", SchemaFile, .. files]);

        Assert.True(run.ExitCode == 0, run.Error);
        var answers = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(Samples.Length + 1, answers.Length);
        Assert.All(answers.SkipLast(1), a => Assert.Contains("\"valid\":true", a, StringComparison.Ordinal));
        Assert.Contains("\"valid\":false", answers[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("not json")]
    [InlineData("{\"schemaVersion\": \"9.9\"}")]
    public void What_is_no_audit_is_refused_with_a_hint(string json)
    {
        Assert.False(AuditJson.IsAudit(json));
        Assert.NotEmpty(Assert.Throws<UserErrorException>(() => AuditJson.Read(json)).Hint);
    }

    [Theory]
    [InlineData("\"studies\": [", "\"studies\": [null,")]
    [InlineData("\"methods\": [", "\"methods\": [null,")]
    [InlineData("\"remarks\": [", "\"remarks\": [null,")]
    [InlineData("\"excluded\": [", "\"excluded\": [null,")]
    [InlineData("\"overall\": [", "\"overall\": [null,")]
    [InlineData("\"agreement\": [", "\"agreement\": [null,")]
    [InlineData("\"tasks\": [", "\"tasks\": [null,")]
    [InlineData("\"papers\": [", "\"papers\": [null,")]
    [InlineData("\"evidence\": [", "\"evidence\": [null,")]
    [InlineData("\"question\": \"code_release\"", "\"question\": \"search_stability\"")]
    [InlineData("\"yes\": 3,", "\"yes\": -3,")]
    [InlineData("\"exitCode\": 3", "\"exitCode\": 5")]
    [InlineData("\"commit\": \"aaaa", "\"commit\": \"](x)aaaa")]
    [InlineData("https://github.com/owner/gamma", "javascript:alert(1)")]
    [InlineData("\"sha256\": \"9999", "\"sha256\": \"x999")]
    public void A_forged_audit_is_refused(string written, string forged)
    {
        var json = AuditJson.Write(SampleAudits.Usual);
        Assert.True(AuditJson.IsAudit(json));
        Assert.Contains(written, json, StringComparison.Ordinal);

        Assert.Throws<UserErrorException>(() => AuditJson.Read(json.Replace(written, forged)));
    }

    [Fact]
    public void Any_text_stays_text_in_every_format() => HostileTexts.Any.Sample(
        text =>
        {
            var audit = SampleAudits.Hostile(text);
            foreach (var format in Formats.Where(f => f != AuditFormat.Json))
                Assert.DoesNotMatch(Steering(), AuditWriter.Write(audit, format));
            // What stands in a code span is shown as it is.
            Assert.DoesNotMatch("<script|<img|<a ", CodeSpan().Replace(AuditWriter.Write(audit, AuditFormat.Markdown), ""));
            Assert.All(Rows(AuditWriter.Write(audit, AuditFormat.Csv)), row => Assert.All(row, cell => Assert.DoesNotMatch(@"^[=+\-@\t]", cell)));
        },
        iter: 60, seed: "0000KXYjAt91");

    [Fact]
    public void The_csv_has_a_row_a_study_and_guards_formulas()
    {
        var rows = Rows(AuditWriter.Write(SampleAudits.Usual, AuditFormat.Csv));
        var hostile = Rows(AuditWriter.Write(SampleAudits.Hostile("=HYPERLINK(\"x\",\"y\")"), AuditFormat.Csv));

        Assert.Equal(SampleAudits.Usual.Studies.Select(s => s.Id), rows.Skip(1).Select(r => r[0]));
        Assert.Equal("'=HYPERLINK(\"x\",\"y\")", hostile[1][1]);
    }

    [Fact]
    public void Every_column_of_the_csv_is_documented()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "audit-table.md"));

        Assert.All(Rows(AuditWriter.Write(SampleAudits.Empty, AuditFormat.Csv))[0], c => Assert.Contains($"`{Question().Replace(c, "QUESTION")}`", page, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("usual")]
    [InlineData("hostile")]
    public void Latex_takes_the_tables(string sample)
    {
        Requires.That("latex", ExternalTool.IsThere("pdflatex"));
        using var folder = new TempFolder();
        folder.Write("audit.tex", AuditWriter.Write(Sample(sample), AuditFormat.Latex));
        folder.Write("main.tex", "\\documentclass{article}\\usepackage[T1]{fontenc}\\usepackage{textcomp}\\usepackage{booktabs}\\usepackage{longtable}\\usepackage{hyperref}\\begin{document}\\input{audit.tex}\\end{document}\n");

        var run = ExternalTool.Run("pdflatex", folder.Path, "-interaction=nonstopmode", "-halt-on-error", "-no-shell-escape", "main.tex");

        Assert.True(run.ExitCode == 0, run.Output);
    }

    [Fact]
    public void Latex_has_no_command_of_a_text()
    {
        var written = AuditWriter.Write(SampleAudits.Hostile("\\input{/etc/passwd} \\end{longtable} 100% $x$ a&b #1 ~^_{}"), AuditFormat.Latex);

        Assert.DoesNotContain("\\input", written, StringComparison.Ordinal);
        Assert.Single(Regex.Matches(written, @"\\end\{longtable\}"));
        Assert.Contains("\\textbackslash{}input\\{/etc/passwd\\}", written, StringComparison.Ordinal);
    }

    private static List<string[]> Rows(string csv)
    {
        using var reader = Sep.New(',').Reader(o => o with { HasHeader = false, Unescape = true }).FromText(csv);
        var rows = new List<string[]>();
        foreach (var row in reader)
        {
            var cells = new string[row.ColCount];
            for (var i = 0; i < cells.Length; i++)
                cells[i] = row[i].ToString();
            rows.Add(cells);
        }
        return rows;
    }

    private static Audit Sample(string name) => name switch
    {
        "usual" => SampleAudits.Usual,
        "empty" => SampleAudits.Empty,
        "review" => SampleAudits.Review,
        _ => SampleAudits.Hostile(HostileTexts.Everything + " \\input{x} $1 & 2% _^~{}"),
    };

    /// <summary>Characters that steer a terminal, and workflow commands at the start of a line.</summary>
    [GeneratedRegex("[\0-\b\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]|(?m:^ *::)|##\\[")]
    private static partial Regex Steering();

    [GeneratedRegex("(`+)[^`].*?[^`]?\\1(?!`)")]
    private static partial Regex CodeSpan();

    [GeneratedRegex("external_validation|code_release|search_stability|multi_objective")]
    private static partial Regex Question();
}

using System.Text;
using System.Text.Json;
using DnasRepro.Findings;
using DnasRepro.Reports;
using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.Reports;

/// <summary>What GitHub drops silently is left out by us, the worst last, and said.</summary>
public class ReportLimitTests
{
    /// <summary>6,000 violations of each severity, each with twelve places.</summary>
    private static readonly Report Large = SampleReports.Usual with
    {
        Findings = [.. new[] { Severity.Error, Severity.Warning, Severity.Info }.SelectMany(s => Enumerable.Range(1, 6000).Select(i => Finding(s, i)))],
    };

    [Fact]
    public void Sarif_keeps_the_worst_5000_results_with_ten_places_each()
    {
        using var json = JsonDocument.Parse(ReportWriter.Write(Large, ReportFormat.Sarif));
        var results = json.RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray().ToList();

        Assert.Equal(5000, results.Count);
        Assert.All(results, r => Assert.Equal("error", r.GetProperty("level").GetString()));
        Assert.All(results, r => Assert.Equal(10, r.GetProperty("locations").GetArrayLength() + r.GetProperty("relatedLocations").GetArrayLength()));
    }

    [Fact]
    public void Annotations_keep_the_worst_ten_of_a_kind_and_say_how_many_are_missing()
    {
        var lines = ReportWriter.Write(Large, ReportFormat.GitHub).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal([10, 10, 10], new[] { "::error ", "::warning ", "::notice " }.Select(k => lines.Count(l => l.StartsWith(k, StringComparison.Ordinal))));
        Assert.Contains("17971 more findings", lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Markdown_fits_a_step_summary_and_a_comment() =>
        Assert.InRange(Encoding.UTF8.GetByteCount(ReportWriter.Write(Large, ReportFormat.Markdown)), 1, 65_536);

    [Fact]
    public void A_fingerprint_outlives_an_inserted_line_and_tells_twins_apart()
    {
        Assert.Equal(Fingerprints(SampleReports.Usual), Fingerprints(SampleReports.Usual with
        {
            Findings = [.. SampleReports.Usual.Findings.Select(f => f with { Evidence = [.. f.Evidence.Select(e => e with { Line = e.Line + 7, EndLine = e.EndLine + 7 })] })],
        }));
        var twins = Fingerprints(SampleReports.Usual with { Findings = [Finding(Severity.Error, 1), Finding(Severity.Error, 1)] });
        Assert.Equal(2, twins.Distinct().Count());
    }

    [Fact]
    public void A_check_that_broke_is_named_in_every_format_for_people_and_machines()
    {
        foreach (var format in ReportFormat.All.Where(f => f != ReportFormat.Outputs && !f.Name.StartsWith("badge", StringComparison.Ordinal)))
        {
            var text = ReportWriter.Write(SampleReports.Usual, format);
            Assert.True(text.Contains("The check broke", StringComparison.Ordinal), format.Name);
            Assert.False(text.Contains("\n**The citation file cannot be read**", StringComparison.Ordinal), format.Name);
        }
    }

    [Fact]
    public void Terminal_lines_end_at_100_columns() =>
        Assert.All(ReportWriter.Write(SampleReports.Usual, ReportFormat.Text).Split('\n'), l => Assert.InRange(l.Length, 0, 100));

    private static List<string?> Fingerprints(Report report)
    {
        using var json = JsonDocument.Parse(ReportWriter.Write(report, ReportFormat.Sarif));
        return [.. json.RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray().Select(r => r.GetProperty("partialFingerprints").GetProperty("dnasReproFinding/v1").GetString())];
    }

    private static ReportFinding Finding(Severity severity, int number) => new(
        "DNAS4004", "versions-not-pinned", Outcome.Violated, severity, Confidence.High, $"Requirement {number} leaves its version open.", "Pin it.",
        [.. Enumerable.Range(1, 12).Select(i => new ReportEvidence("requirements.txt", i, i, 1, "torch", null, null))], null);
}

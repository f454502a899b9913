using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using CsCheck;
using DnasRepro.AuditReports;
using DnasRepro.Audits;
using DnasRepro.Reports;
using DnasRepro.Studies;
using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.AuditReports;

/// <summary>The dashboard and the flow as text; what a browser makes of them is tested with the command line.</summary>
public class DashboardTests
{
    [Theory]
    [InlineData("audit-usual")]
    [InlineData("audit-empty")]
    [InlineData("audit-hostile")]
    public void A_dashboard_is_written_as_before(string sample)
    {
        var audit = Sample(sample);

        Golden.Matches(File(sample, "dashboard.html"), AuditWriter.Write(audit, AuditFormat.Html));
        Golden.Matches(File(sample, "flow.svg"), AuditWriter.Write(audit, AuditFormat.Flow));
    }

    [Theory]
    [InlineData("audit-usual")]
    [InlineData("audit-empty")]
    [InlineData("audit-hostile")]
    public void The_policy_allows_exactly_the_style_and_the_script_that_are_there(string sample)
    {
        var html = AuditWriter.Write(Sample(sample), AuditFormat.Html);

        var policy = Regex.Match(html, "Content-Security-Policy\" content=\"([^\"]+)\"").Groups[1].Value;
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains($"style-src '{Hash(Between(html, "<style>", "</style>"))}'", policy, StringComparison.Ordinal);
        Assert.Contains($"script-src '{Hash(Between(html, "<script>", "</script>"))}'", policy, StringComparison.Ordinal);
        Assert.Single(Regex.Matches(html, "<script"));
        Assert.Single(Regex.Matches(html, "<style"));
        Assert.DoesNotMatch("<[^>]+ (style|on[a-z]+)=", html);
    }

    [Fact]
    public void No_text_of_a_list_becomes_markup() => HostileTexts.Any.Sample(
        text =>
        {
            var (hostile, harmless) = (AuditWriter.Write(DashboardAudits.Hostile(text), AuditFormat.Html), AuditWriter.Write(DashboardAudits.Hostile("harmless"), AuditFormat.Html));
            return Regex.Count(hostile, "<(?!/?a[ >])[a-z/]") == Regex.Count(harmless, "<(?!/?a[ >])[a-z/]") && !Regex.IsMatch(hostile, "href=\"(?!https://|#)");
        },
        iter: 60);

    [Theory]
    [InlineData("audit-usual")]
    [InlineData("audit-empty")]
    [InlineData("audit-hostile")]
    public void The_flow_is_well_formed_and_its_text_is_text(string sample)
    {
        var svg = XDocument.Parse(AuditWriter.Write(Sample(sample), AuditFormat.Flow)).Root!;

        Assert.Equal("http://www.w3.org/2000/svg", svg.Name.NamespaceName);
        Assert.NotEmpty(svg.Elements().Single(e => e.Name.LocalName == "title").Value);
        Assert.Contains($"Studies identified: {Sample(sample).Flow.Identified}", svg.Descendants().Where(e => e.Name.LocalName == "text").Select(e => e.Value));
        Assert.DoesNotContain(svg.DescendantsAndSelf(), e => e.Name.LocalName is "script" or "a" or "image" or "foreignObject" || e.Attributes().Any(a => a.Name.LocalName.StartsWith("on", StringComparison.Ordinal) || a.Name.LocalName == "href"));
    }

    [Fact]
    public void A_flow_with_many_reasons_counts_those_that_it_does_not_name()
    {
        var flow = DashboardAudits.Usual.Flow with { ExcludedOnText = [.. Enumerable.Range(1, 20).Select(i => new ReasonCount($"reason_{i}", 2))] };

        var svg = FlowDiagram.Svg(flow);

        Assert.Contains("Excluded on text or code: 40", svg, StringComparison.Ordinal);
        Assert.Contains("other reasons (11): 22", svg, StringComparison.Ordinal);
    }

    [Fact]
    public void Nobody_is_said_to_withhold_a_search_that_was_found()
    {
        var kinds = DashboardAudits.Usual.Studies.ToDictionary(s => s.Id, WithheldSearch.Of);

        Assert.Null(kinds["full"]);
        Assert.Null(kinds["contradiction"]);
        Assert.Equal(WithheldKind.NoSearchFound, kinds["no-search"]);
        Assert.Equal(WithheldKind.PartsMissing, kinds["part"]);
        Assert.Equal(WithheldKind.ReaderSays, kinds["by-reader"]);
        Assert.Equal(WithheldKind.NoRepository, kinds["no-repository"]);
        Assert.Equal(WithheldKind.CardSays, kinds["by-card"]);
        Assert.Equal(WithheldKind.SearchIsThere, kinds["no-evaluation"]);
        Assert.Equal(WithheldKind.Unclear, kinds["unclear"]);
        Assert.Equal(WithheldKind.Unclear, kinds["unreachable"]);
        Assert.False(WithheldSearch.IsWithheld(WithheldKind.SearchIsThere));
        Assert.False(WithheldSearch.IsWithheld(WithheldKind.SearchNotDetermined));
        Assert.False(WithheldSearch.IsWithheld(WithheldKind.Unclear));
    }

    [Fact]
    public void A_no_whose_search_could_not_be_determined_accuses_nobody_of_withholding_it()
    {
        var study = DashboardAudits.Usual.Studies.Single(s => s.Id == "unclear");
        var answers = study.Answers.Select(a => a.Question == AuditQuestion.CodeRelease ? a with { Value = AuditValue.No } : a);

        Assert.Equal(WithheldKind.SearchNotDetermined, WithheldSearch.Of(study with { Answers = [.. answers] }));
    }

    [Fact]
    public void A_thousand_studies_stay_below_ten_megabytes()
    {
        var html = AuditWriter.Write(DashboardAudits.Many(1000), AuditFormat.Html);

        Assert.InRange(Encoding.UTF8.GetByteCount(html), 1_000_000, 10_000_000);
        Assert.Equal(1000, Regex.Count(html, "<tr data-study="));
    }

    [Fact]
    public void A_text_without_end_is_cut()
    {
        var html = AuditWriter.Write(DashboardAudits.Hostile(new string('a', 1_000_000)), AuditFormat.Html);

        Assert.InRange(html.Length, 10_000, 1_000_000);
    }

    [Fact]
    public void The_inferred_figures_are_said_to_be_inferred()
    {
        var html = AuditWriter.Write(DashboardAudits.Usual, AuditFormat.Html);

        Assert.Contains(Escaping.Html(ReferenceTable.Review.Note!), html, StringComparison.Ordinal);
    }

    private static Audit Sample(string name) => name switch
    {
        "audit-usual" => DashboardAudits.Usual,
        "audit-empty" => DashboardAudits.Empty,
        _ => DashboardAudits.Hostile(HostileTexts.Everything),
    };

    private static string File(string sample, string name) => Path.Combine(Repository.Root, "tests", "DnasRepro.Tests", "Fixtures", "golden", sample, name);

    private static string Between(string text, string start, string end) => text[(text.IndexOf(start, StringComparison.Ordinal) + start.Length)..text.IndexOf(end, StringComparison.Ordinal)];

    private static string Hash(string text) => "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}

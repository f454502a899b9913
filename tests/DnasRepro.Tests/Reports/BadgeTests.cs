using System.Text.Json;
using System.Xml.Linq;
using DnasRepro.Reports;
using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.Reports;

/// <summary>Badges: what they say, where they lead, and that nothing else gets into them.</summary>
public class BadgeTests
{
    private const string Url = "https://example.org/report.html?a=1&b=2";

    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    /// <summary>What an endpoint may answer, by shields' page on it (https://shields.io/badges/endpoint-badge); what else it answers makes shields refuse it.</summary>
    private static readonly Dictionary<string, JsonValueKind> ShieldsProperties = new()
    {
        ["schemaVersion"] = JsonValueKind.Number, ["label"] = JsonValueKind.String, ["message"] = JsonValueKind.String, ["color"] = JsonValueKind.String, ["labelColor"] = JsonValueKind.String,
        ["isError"] = JsonValueKind.True, ["namedLogo"] = JsonValueKind.String, ["logoSvg"] = JsonValueKind.String, ["logoColor"] = JsonValueKind.String, ["logoSize"] = JsonValueKind.String,
        ["style"] = JsonValueKind.String, ["cacheSeconds"] = JsonValueKind.Number,
    };

    [Fact]
    public void A_badge_says_level_stability_commit_and_day()
    {
        Assert.Equal("level 0: none · 38f54d6e3698", Message(SampleReports.Usual));
        Assert.Equal("level 3: functional, unstable · 38f54d6e3698 · 2026-11-24", Message(SampleReports.After(RerunExamples.Eventful)));
        Assert.Equal("level 3: functional, unstable · 38f54d6e3698", Message(SampleReports.After(RerunExamples.Eventful) with { Generated = null }));
        Assert.Equal("level 0: none · 38f54d6e3698 with changes", Message(SampleReports.Usual with { Target = SampleReports.Usual.Target with { Dirty = true, WorkingTree = true } }));
        Assert.Equal("level 0: none", Message(SampleReports.Usual with { Target = SampleReports.Usual.Target with { Commit = null } }));
    }

    [Fact]
    public void Each_grade_has_its_colour_with_contrast_to_its_white_text()
    {
        var colours = Enumerable.Range(0, 6).Select(g => Endpoint(SampleReports.Usual with { Level = new LevelSummary(g, "none", null) }).GetProperty("color").GetString()!).ToList();

        Assert.Equal(6, colours.Distinct().Count());
        Assert.All(colours, c => Assert.True(1.05 / (Luminance(c) + 0.05) >= 4.5, c));
    }

    [Fact]
    public void Shields_knows_every_property_of_the_endpoint_file()
    {
        foreach (var report in new[] { SampleReports.Usual, SampleReports.Clean, SampleReports.After(RerunExamples.Eventful), SampleReports.Forged("x\u001b<b>\n") })
        {
            var json = Endpoint(report);
            Assert.All(json.EnumerateObject(), p => Assert.Equal(ShieldsProperties[p.Name], p.Value.ValueKind));
            Assert.Equal(1, json.GetProperty("schemaVersion").GetInt32());
            Assert.NotEmpty(json.GetProperty("label").GetString()!);
            Assert.NotEmpty(json.GetProperty("message").GetString()!);
            Assert.Matches("^[0-9a-f]{6}$", json.GetProperty("color").GetString());
        }
    }

    [Fact]
    public void A_badge_leads_to_its_report_and_nowhere_without_one()
    {
        var linked = XDocument.Parse(ReportWriter.Write(SampleReports.Clean, ReportFormat.Badge, reportUrl: Url)).Root!;
        var alone = XDocument.Parse(ReportWriter.Write(SampleReports.Clean, ReportFormat.Badge)).Root!;

        Assert.Equal(Url, linked.Element(Svg + "a")!.Attribute("href")!.Value);
        Assert.Null(linked.Attribute("role"));
        Assert.Equal("img", alone.Attribute("role")!.Value);
        Assert.Empty(alone.Descendants(Svg + "a"));
        Assert.Equal("[![reproducibility: level 2: available · 38f54d6e3698](badge.svg)](https://example.org/report.html?a=1&b=2)\n", ReportWriter.Write(SampleReports.Clean, ReportFormat.BadgeMarkdown, reportUrl: Url));
        Assert.Equal("![reproducibility: level 2: available · 38f54d6e3698](badge.svg)\n", ReportWriter.Write(SampleReports.Clean, ReportFormat.BadgeMarkdown));
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("http://example.org/")]
    [InlineData("//example.org")]
    [InlineData("report.html")]
    public void A_badge_leads_to_https_only(string url)
    {
        Assert.DoesNotContain("<a", ReportWriter.Write(SampleReports.Clean, ReportFormat.Badge, reportUrl: url), StringComparison.Ordinal);
        Assert.StartsWith("![", ReportWriter.Write(SampleReports.Clean, ReportFormat.BadgeMarkdown, reportUrl: url), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"/><script>alert(1)</script>")]
    [InlineData("</title></svg><img src=x>")]
    [InlineData("\u202e\u001b[31m]](x)")]
    [InlineData("\ud800")]
    public void Nothing_of_a_forged_report_or_address_gets_out_of_its_place(string text)
    {
        foreach (var url in new[] { null, "https://example.org/" + text })
        {
            var svg = XDocument.Parse(ReportWriter.Write(SampleReports.Forged(text), ReportFormat.Badge, reportUrl: url));
            Assert.Subset(new HashSet<string> { "svg", "title", "a", "rect", "path", "g", "text" }, svg.Descendants().Select(e => e.Name.LocalName).ToHashSet());
            Assert.DoesNotContain(svg.Descendants().SelectMany(e => e.Attributes()), a => a.Name.LocalName.StartsWith("on", StringComparison.Ordinal));
            Assert.DoesNotMatch("[\u0000-\u0009\u000b-\u001f\u202e]", svg.ToString());
            Assert.Single(ReportWriter.Write(SampleReports.Forged(text), ReportFormat.BadgeMarkdown, reportUrl: url).TrimEnd('\n').Split('\n'));
        }
    }

    [Fact]
    public void A_badge_stays_a_badge_however_long_its_words()
    {
        var svg = XDocument.Parse(ReportWriter.Write(SampleReports.Forged(new string('w', 100_000)), ReportFormat.Badge)).Root!;

        Assert.InRange(int.Parse(svg.Attribute("width")!.Value), 100, 900);
    }

    private static string Message(Report report)
    {
        var title = XDocument.Parse(ReportWriter.Write(report, ReportFormat.Badge)).Root!.Element(Svg + "title")!.Value;
        Assert.Equal("reproducibility: " + Endpoint(report).GetProperty("message").GetString(), title);
        return title["reproducibility: ".Length..];
    }

    private static JsonElement Endpoint(Report report)
    {
        using var json = JsonDocument.Parse(ReportWriter.Write(report, ReportFormat.BadgeJson));
        return json.RootElement.Clone();
    }

    /// <summary>WCAG 2: relative luminance.</summary>
    private static double Luminance(string colour)
    {
        var channels = Enumerable.Range(0, 3).Select(i => Convert.ToInt32(colour.Substring(2 * i, 2), 16) / 255.0).Select(c => c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4)).ToList();
        return (0.2126 * channels[0]) + (0.7152 * channels[1]) + (0.0722 * channels[2]);
    }
}

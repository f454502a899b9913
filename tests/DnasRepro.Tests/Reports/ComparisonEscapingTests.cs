using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using CsCheck;
using DnasRepro.Reports;
using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.Reports;

/// <summary>Text of a repository, or of an artifact that anybody can forge, does nothing in comment, summary, outputs, annotations and terminal.</summary>
public class ComparisonEscapingTests
{
    private const string Seed = "0N0XIzNsQ0O2";

    /// <summary>What GitHub makes of words by itself: mentions, references to issues and commits.</summary>
    private const string Automatic = @"(?<![\w/`-])@[A-Za-z0-9]|(?<![\w&])#\d|(?<!\w)GH-\d";

    public static TheoryData<string> Texts => [.. HostileTexts.All, HostileTexts.Everything];

    [Theory]
    [MemberData(nameof(Texts))]
    public void GitHubs_own_renderer_finds_nothing_that_is_not_ours(string text)
    {
        const string renderer = "/usr/bin/cmark-gfm";
        Requires.That("cmark-gfm", File.Exists(renderer));
        using var folder = new TempFolder();
        folder.Write("all.md", string.Join("\n\n", Markdowns(text).Select(WithoutLoneSurrogates)));

        var run = ExternalTool.Run(renderer, folder.Path, "--unsafe", "-e", "table", "-e", "strikethrough", "-e", "autolink", "-e", "tasklist", "all.md");

        Assert.Equal(0, run.ExitCode);
        var html = Regex.Replace(run.Output, @"<!-- dnas-repro: [A-Za-z0-9._-]+ -->|<!-- -->", "<!---->");
        Assert.All(Regex.Matches(html, "<([a-z0-9]+)").Select(m => m.Groups[1].Value), tag => Assert.Contains(tag, (string[])["h1", "h2", "h3", "h4", "p", "strong", "em", "a", "code", "ul", "ol", "li", "table", "thead", "tbody", "tr", "th", "td", "details", "summary", "sub", "blockquote", "br", "img"]));
        Assert.All(Regex.Matches(html, "<(?:a|img) (?:href|src)=\"([^\"]*)\"").Select(m => m.Groups[1].Value), u => Assert.Matches("^https://(github.com/(dnas-repro|owner/study)|example.org)/.*$", u));
        Assert.DoesNotMatch(Automatic, Regex.Replace(html, "<code>.*?</code>|<[^>]*>", m => m.Value == "<!---->" ? "\u00a4" : " "));
        Assert.DoesNotContain("\u001b", html, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"[\p{Cc}\p{Cf}-[\n]]", html);
    }

    [Fact]
    public void The_marker_is_the_first_line_and_stands_nowhere_else() => HostileTexts.Any.Sample(
        text =>
        {
            foreach (var comment in Comments(text))
            {
                Assert.True(CommentText.IsMarked(comment, "report"));
                Assert.False(CommentText.IsMarked(comment, "reports"));
                Assert.StartsWith(CommentText.Marker("report") + "\n", comment, StringComparison.Ordinal);
                Assert.Single(Regex.Matches(comment, "<!-- dnas-repro"));
            }
        },
        iter: 300, seed: Seed);

    [Theory]
    [InlineData("report", "<!-- dnas-repro: report -->")]
    [InlineData("a.b_c-1", "<!-- dnas-repro: a.b_c-1 -->")]
    public void A_safe_key_stands_in_the_marker_as_it_is(string key, string marker) => Assert.Equal(marker, CommentText.Marker(key));

    [Fact]
    public void Any_key_is_one_hidden_line_and_different_keys_are_different_lines() => Gen.Select(HostileTexts.Any, HostileTexts.Any).Sample(
        (one, other) =>
        {
            Assert.Matches(@"^<!-- dnas-repro: [A-Za-z0-9._]*(-[A-Za-z0-9._]+)*-? -->$", CommentText.Marker(one));
            Assert.Equal(one == other, CommentText.Marker(one) == CommentText.Marker(other));
        },
        iter: 2_000, seed: Seed);

    [Fact]
    public void Outputs_are_the_known_names_with_safe_words() => HostileTexts.Any.Sample(
        text =>
        {
            foreach (var outputs in new[] { ReportWriter.Write(SampleReports.Forged(text), ReportFormat.Outputs), ReportWriter.Write(SampleComparisons.Everywhere(text), ReportFormat.Outputs) })
            {
                var lines = outputs.Split('\n')[..^1];
                Assert.All(lines, l => Assert.Matches("^(level|grade|card-status|search-code|stability|findings-(total|new|fixed)|exit-code|rule-set|rerun-severity)=[A-Za-z0-9._+-]{1,64}$", l));
                Assert.Equal(lines.Length, lines.Select(l => l.Split('=')[0]).Distinct().Count());
            }
        },
        iter: 300, seed: Seed);

    [Fact]
    public void Workflow_commands_are_only_ours() => HostileTexts.Any.Sample(
        text =>
        {
            foreach (var comparison in Comparisons(text))
            {
                var lines = ReportWriter.Write(comparison, ReportFormat.GitHub).Split('\n', StringSplitOptions.RemoveEmptyEntries);
                Assert.All(lines, l => Assert.Matches("^::(error|warning|notice) [^:\n]*::", l));
                Assert.InRange(lines.Length, 1, 1 + comparison.New.Count + comparison.Unchanged.Count + comparison.Reclassified.Count + comparison.Broken.Count);

                var shown = ReportWriter.Write(comparison, ReportFormat.Text);
                Assert.DoesNotMatch(@"[\p{Cc}\p{Cf}-[\n]]", shown);
                Assert.All(shown.Split('\n'), l => Assert.DoesNotMatch(@"^\s*::|##\[", l));
            }
        },
        iter: 300, seed: Seed);

    [Fact]
    public void Annotations_of_a_check_run_hold_no_hidden_and_no_four_byte_character() => HostileTexts.Any.Sample(
        text =>
        {
            var annotations = Comparisons(text).Select(CheckRunAnnotations.Of).Append(CheckRunAnnotations.Of(SampleReports.Forged(text))).SelectMany(a => a.Batches).SelectMany(b => b).ToList();

            Assert.NotEmpty(annotations);
            Assert.All(annotations, a => Assert.DoesNotMatch(@"[\p{Cc}\p{Cf}\p{Cs}\p{Co}\u2028\u2029]", a.Path + a.Title + a.Message));
            Assert.All(annotations, a => Assert.NotEmpty(a.Path));
        },
        iter: 300, seed: Seed);

    [Theory]
    [MemberData(nameof(Texts))]
    public void Sarif_holds_no_hidden_character_and_no_path_outside(string text)
    {
        using var sarif = JsonDocument.Parse(ReportWriter.Write(SampleReports.Hostile(text), ReportFormat.Sarif));

        Assert.All(Strings(sarif.RootElement), s => Assert.DoesNotMatch(@"[\p{Cc}\p{Cf}\p{Co}\u2028\u2029]", s.Value));
        Assert.All(Strings(sarif.RootElement).Where(s => s.Name == "uri"), s => Assert.Matches(@"^([A-Za-z0-9._~/-]|%[0-9A-F]{2})*$", s.Value));
    }

    private static IEnumerable<(string Name, string Value)> Strings(JsonElement element, string name = "") => element.ValueKind switch
    {
        JsonValueKind.String => [(name, element.GetString()!)],
        JsonValueKind.Object => element.EnumerateObject().SelectMany(p => Strings(p.Value, p.Name)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(e => Strings(e, name)),
        _ => [],
    };

    private static IEnumerable<Comparison> Comparisons(string text) => [SampleComparisons.Hostile(text), SampleComparisons.HostileBase(text), SampleComparisons.Forged(text), SampleComparisons.Everywhere(text)];

    private static IEnumerable<string> Comments(string text)
    {
        var frame = new CommentFrame(CommentFrame.DefaultKey, text, "https://github.com/dnas-repro/x/" + text, SampleReports.HostileStability(text));
        return Comparisons(text).Select(c => CommentText.Write(c, frame)).Append(CommentText.Write(SampleReports.Hostile(text), frame));
    }

    /// <summary>What honest programs write about hostile texts; a forged report may name any https address.</summary>
    private static IEnumerable<string> Markdowns(string text) =>
        [.. Comments(text).Where((_, i) => i is 0 or 1 or 4), ReportWriter.Write(SampleReports.Hostile(text), ReportFormat.Summary), ReportWriter.Write(SampleComparisons.Hostile(text), ReportFormat.Summary), ReportWriter.Write(SampleComparisons.HostileBase(text), ReportFormat.Markdown)];

    /// <summary>What stands in a file is UTF-8: a writer of ours may not leave a half of a character.</summary>
    private static string WithoutLoneSurrogates(string text)
    {
        Assert.Equal(text, Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)));
        return text;
    }
}

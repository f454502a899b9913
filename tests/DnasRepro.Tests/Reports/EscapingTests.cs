using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using CsCheck;
using DnasRepro.Reports;
using DnasRepro.Tests.Support;
using Markdig;
using Markdig.Extensions.AutoLinks;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace DnasRepro.Tests.Reports;

/// <summary>Text of a repository does nothing in any format; read back by a renderer that we did not write it is the text again.</summary>
public class EscapingTests
{
    private const string Seed = "0N0XIzNsQ0O2";

    /// <summary>What GitHub's runner takes for a command: at the start of a line, or, in the old form, anywhere.</summary>
    private const string Command = @"^\s*::|##\[";

    private static readonly string[] Nasty =
    [
        "`", "``", "*", "_", "**", "[", "]", "(", ")", "![", "<", ">", "<b>", "</code>", "<!--", "-->", "&", "&amp;", "&#64;", "@", "@user", "#", "#1", "# ", "- ", "+ ", "1. ", "> ", "|", "||", "~", "~~", "\\", "\\\\",
        "http://e.org", "https://e.org/a", "www.e.org", "a@b.org", "mailto:a@b.org", "javascript:x", ":smile:", "GH-1", "owner/name#1", "$x$", "^", "=", "==", "---", "===", "\n", "\r", "\t", "    ", " ", "\u001b[31m", "\u202e", "\u200b", "\u2028", "\0", "\ud800",
        "é", "😀", "a", "b c", "::error::", "%0A", "%", "::", ",", ":", "'", "\"", "{{", "}}", "{% x %}", "\\|", "\\\\|", "##[error]", "::add-mask::", "\u3000", "\" onclick=\"", "1.", "12) ", "[^1]", "[!NOTE]", "</details>", "</style>",
    ];

    private static readonly MarkdownPipeline GitHub = new MarkdownPipelineBuilder().UsePipeTables().UseEmphasisExtras().UseAutoLinks(new AutoLinkOptions()).UseTaskLists().UseEmojiAndSmiley(enableSmileys: false).Build();

    private static Gen<string> Texts => Gen.OneOf(Gen.Int[0, Nasty.Length - 1].Select(i => Nasty[i]).Array[0, 12].Select(string.Concat), Gen.String[0, 30]);

    [Fact]
    public void Markdown_renders_as_the_text_and_nothing_else() => Texts.Sample(
        text =>
        {
            var document = Markdown.Parse("Before " + Escaping.Markdown(text) + " after", GitHub);

            Assert.IsType<ParagraphBlock>(Assert.Single(document));
            Assert.DoesNotContain(document.Descendants(), d => d is LinkInline or AutolinkInline or CodeInline or EmphasisInline or HtmlInline { Tag: not "<!-- -->" });
            Assert.Equal(Spaces($"Before {Escaping.Visible(text)} after"), Spaces(Rendered(document)));
        },
        iter: 20_000, seed: Seed);

    [Fact]
    public void Markdown_is_text_at_the_start_of_a_line_too() => Texts.Where(t => Escaping.Visible(t).Trim().Length > 0).Sample(
        text =>
        {
            var document = Markdown.Parse(Escaping.Markdown(text), GitHub);

            Assert.IsType<ParagraphBlock>(Assert.Single(document));
            Assert.Equal(Spaces(Escaping.Visible(text)), Spaces(Rendered(document)));
        },
        iter: 20_000, seed: Seed);

    [Theory]
    [InlineData("")]
    [InlineData("| a |\n|---|\n| ")]
    public void Code_spans_in_markdown_hold_the_text(string before) => Texts.Sample(
        text =>
        {
            var document = Markdown.Parse(before + "Before " + Escaping.MarkdownCode(text) + " after", GitHub);

            var spans = document.Descendants<CodeInline>().Select(c => c.Content).ToList();
            var shown = spans.Count > 0 ? Assert.Single(spans) : Rendered(document).Replace("| a |", "").Replace("Before ", "").Replace(" after", "");
            Assert.Equal(Spaces(Escaping.Visible(text)), Spaces(before.Length > 0 && spans.Count == 0 && shown.StartsWith('a') ? shown[1..] : shown));
            Assert.DoesNotContain(document.Descendants(), d => d is LinkInline or AutolinkInline or HtmlInline { Tag: not ("<!-- -->" or "<code>" or "</code>") });
        },
        iter: 20_000, seed: Seed);

    [Fact]
    public void A_link_is_an_https_address_that_nothing_in_it_can_end() => Texts.Sample(
        text =>
        {
            Assert.Null(Escaping.Link(text.StartsWith("https://", StringComparison.Ordinal) ? "http" + text[5..] : text));
            Assert.Matches("^https://e.org/[-._~:/?#@!$&+,;=%a-zA-Z0-9]*$", Escaping.Link("https://e.org/" + text)!);
        },
        iter: 5_000, seed: Seed);

    [Fact]
    public void Html_holds_the_text_and_no_markup() => Texts.Sample(
        text =>
        {
            var html = Escaping.Html(text);

            Assert.DoesNotMatch("[<>\"'`]", html);
            Assert.Equal(Escaping.Visible(text), WebUtility.HtmlDecode(html));
        },
        iter: 20_000, seed: Seed);

    [Fact]
    public void Nothing_steers_a_terminal_or_hides() => Texts.Sample(
        text => Assert.DoesNotMatch(@"[\p{Cc}\p{Cf}\p{Co}\u2028\u2029]", Escaping.Terminal(text)),
        iter: 20_000, seed: Seed);

    [Fact]
    public void Whole_reports_stay_in_their_form() => Texts.Sample(
        text =>
        {
            var report = SampleReports.Hostile(text.Length == 0 ? "x" : text);
            StayInTheirForm(report, annotations: 2);
            Assert.Equal(ReportJson.Write(report), ReportJson.Write(ReportJson.Read(ReportJson.Write(report))));
        },
        iter: 300, seed: Seed);

    [Fact]
    public void Even_reports_that_were_never_in_their_form_do_no_harm() => Texts.Sample(
        text => StayInTheirForm(SampleReports.Forged(text), annotations: 3), iter: 300, seed: Seed);

    [Theory]
    [InlineData("::error::x")]
    [InlineData("  ::add-mask::x")]
    [InlineData("\u3000::stop-commands::x")]
    [InlineData("a ##[error]x")]
    [InlineData("##[##[x")]
    public void A_line_of_a_log_is_no_command(string line)
    {
        var safe = Escaping.Log(line);

        Assert.DoesNotMatch(Command, safe);
        Assert.Equal(safe, Escaping.Log(safe));
    }

    private static void StayInTheirForm(Report report, int annotations)
    {
        var lines = ReportWriter.Write(report, ReportFormat.GitHub).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(annotations, lines.Length);
        Assert.All(lines, l => Assert.Matches("^::(error|warning|notice) [^:\n]*::", l));

        var text = ReportWriter.Write(report, ReportFormat.Text);
        Assert.DoesNotMatch(@"[\p{Cc}\p{Cf}-[\n]]", text);
        Assert.All(text.Split('\n'), l => Assert.DoesNotMatch(Command, l));

        var markdown = Markdown.Parse(ReportWriter.Write(report, ReportFormat.Markdown), GitHub);
        Assert.All(markdown.Descendants<LinkInline>(), l => Assert.True(l.Url is "badge.svg" || (!l.IsImage && l.Url!.StartsWith("https://", StringComparison.Ordinal)), l.Url));
        Assert.All(markdown.Descendants<HtmlInline>(), h => Assert.Contains(h.Tag, (string[])["<!-- -->", "<code>", "</code>", "<br>"]));

        foreach (var page in new[] { ReportWriter.Write(report, ReportFormat.Html), ReportWriter.Write(report, ReportFormat.Badge) })
        {
            Assert.DoesNotMatch("(?i)<(script|img|iframe|object|embed|base|form|input|foreignObject)", page);
            Assert.DoesNotMatch("(?i)<[^>]* (on[a-z]+|style|src)=", Regex.Replace(page, "=\"[^\"]*\"", "=V"));
            Assert.All(Regex.Matches(page, "href=\"([^\"]*)\"").Select(m => m.Groups[1].Value), h => Assert.Matches("^(https://|#)", h));
        }
        foreach (var format in new[] { ReportFormat.Json, ReportFormat.Sarif, ReportFormat.BadgeJson })
            JsonDocument.Parse(ReportWriter.Write(report, format)).Dispose();
    }

    private static string Rendered(MarkdownDocument document) => string.Concat(document.Descendants().Select(d => d switch
    {
        LiteralInline literal => literal.Content.ToString(),
        HtmlEntityInline entity => entity.Transcoded.ToString(),
        LineBreakInline => " ",
        _ => "",
    }));

    private static string Spaces(string text) => Regex.Replace(text, " +", " ").Trim();
}

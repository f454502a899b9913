using System.Net;
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

    private static readonly string[] Nasty =
    [
        "`", "``", "*", "_", "**", "[", "]", "(", ")", "![", "<", ">", "<b>", "</code>", "<!--", "-->", "&", "&amp;", "&#64;", "@", "@user", "#", "#1", "# ", "- ", "+ ", "1. ", "> ", "|", "||", "~", "~~", "\\", "\\\\",
        "http://e.org", "https://e.org/a", "www.e.org", "a@b.org", "mailto:a@b.org", "javascript:x", ":smile:", "GH-1", "owner/name#1", "$x$", "^", "=", "==", "---", "===", "\n", "\r", "\t", "    ", " ", "\u001b[31m", "\u202e", "\u200b", "\u2028", "\0", "\ud800",
        "é", "😀", "a", "b c", "::error::", "%0A", "%", "::", ",", ":", "'", "\"", "{{", "}}", "{% x %}",
    ];

    private static readonly MarkdownPipeline GitHub = new MarkdownPipelineBuilder().UsePipeTables().UseEmphasisExtras().UseAutoLinks(new AutoLinkOptions()).UseTaskLists().UseEmojiAndSmiley().Build();

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
    public void Code_spans_in_markdown_hold_the_text() => Texts.Sample(
        text =>
        {
            var document = Markdown.Parse("Before " + Escaping.MarkdownCode(text) + " after", GitHub);

            var code = Assert.Single(document.Descendants<CodeInline>());
            Assert.Equal(Escaping.Visible(text).Trim().Replace("|", "\\|"), code.Content.Trim());
            Assert.DoesNotContain(document.Descendants(), d => d is LinkInline or AutolinkInline or HtmlInline);
        },
        iter: 20_000, seed: Seed);

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
            var lines = ReportWriter.Write(report, ReportFormat.GitHub).Split('\n', StringSplitOptions.RemoveEmptyEntries);

            Assert.Equal(2, lines.Length);
            Assert.All(lines, l => Assert.Matches("^::(error|warning|notice) [^:\n]*::", l));
            Assert.DoesNotMatch(@"[\p{Cc}\p{Cf}-[\n]]", ReportWriter.Write(report, ReportFormat.Text));
            Assert.DoesNotContain(Markdown.Parse(ReportWriter.Write(report, ReportFormat.Markdown), GitHub).Descendants<LinkInline>(), l => !(l.Url ?? "").StartsWith("https://", StringComparison.Ordinal) && l.Url != "badge.svg");
            Assert.DoesNotContain("<script", ReportWriter.Write(report, ReportFormat.Html), StringComparison.OrdinalIgnoreCase);
        },
        iter: 300, seed: Seed);

    private static string Rendered(MarkdownDocument document) => string.Concat(document.Descendants().Select(d => d switch
    {
        LiteralInline literal => literal.Content.ToString(),
        HtmlEntityInline entity => entity.Transcoded.ToString(),
        LineBreakInline => " ",
        _ => "",
    }));

    private static string Spaces(string text) => Regex.Replace(text, " +", " ").Trim();
}

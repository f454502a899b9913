using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using DnasRepro.Findings;
using DnasRepro.Reports;
using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.Reports;

/// <summary>GitHub's limits, one below, at and one above; measured in bytes after encoding, over texts of one to four bytes a character.</summary>
public class OutputLimitTests
{
    /// <summary>Plain, two, three and four bytes; characters that grow when escaped; combining marks; halves of characters.</summary>
    public static TheoryData<string> Letters => ["a", "e\u0301", "語", "😀", "@", "\ud83d", "\u202e"];

    [Theory]
    [MemberData(nameof(Letters))]
    public void A_comment_is_never_longer_than_GitHub_takes(string letter)
    {
        foreach (var count in new[] { 0, 40, 400 })
        {
            var comment = CommentText.Write(Large(count, letter), new CommentFrame("key", new string('a', 40), "https://github.com/o/n/actions/runs/1", SampleReports.HostileStability(Repeat(letter, 5_000))));

            Assert.InRange(Encoding.UTF8.GetByteCount(comment), 1, CommentText.MostBytes);
            Assert.InRange(comment.Length, 1, CommentText.MostBytes);
            Assert.Contains("level 2 of 5, available", comment, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Letters))]
    public void Even_what_nobody_of_ours_wrote_fits(string letter)
    {
        var text = Repeat(letter, 200_000);
        var forged = SampleComparisons.Everywhere(text);

        Assert.InRange(Encoding.UTF8.GetByteCount(CommentText.Write(forged, new CommentFrame(text, text, "https://" + text, SampleReports.HostileStability(text)))), 1, CommentText.MostBytes);
        Assert.InRange(Encoding.UTF8.GetByteCount(ReportWriter.Write(forged, ReportFormat.Summary)), 1, CommentText.MostSummaryBytes);
        Assert.InRange(Encoding.UTF8.GetByteCount(ReportWriter.Write(SampleReports.Forged(text), ReportFormat.Summary)), 1, MarkdownReport.MostSummaryBytes);
        Assert.InRange(ReportWriter.Write(forged, ReportFormat.GitHub).Split('\n').Max(l => Encoding.UTF8.GetByteCount(l)), 1, 64_000);
    }

    [Theory]
    [InlineData("a", -1, false)]
    [InlineData("a", 0, false)]
    [InlineData("a", 1, true)]
    [InlineData("語", -1, false)]
    [InlineData("語", 0, false)]
    [InlineData("語", 1, true)]
    public void Nothing_is_cut_up_to_the_limit_and_something_is_beyond_it(string letter, int over, bool isCut)
    {
        var frame = new CommentFrame("key");
        var room = CommentText.MostBytes + over - Encoding.UTF8.GetByteCount(CommentText.Write(Filled(0), frame));
        var comment = CommentText.Write(Filled(room), frame);

        Assert.Equal(isCut, comment.Contains("shortened", StringComparison.Ordinal));
        Assert.Equal(isCut ? 0 : CommentText.MostBytes + over, isCut ? 0 : Encoding.UTF8.GetByteCount(comment));

        // Many findings of as many letters, one of as many single bytes as are missing: the comment is as long as is asked for.
        Comparison Filled(int bytes)
        {
            var (size, each) = (Encoding.UTF8.GetByteCount(letter), Math.Max(0, bytes / 150 / Encoding.UTF8.GetByteCount(letter)));
            var rest = bytes - (150 * each * size);
            return SampleComparisons.Same with { New = [.. Enumerable.Range(0, 150).Select(i => new ComparedFinding(Finding(Severity.Error, "m" + Repeat(letter, each) + (i == 0 ? new string('r', rest) : "")), null))] };
        }
    }

    [Fact]
    public void What_is_given_up_first_comes_first_and_no_more_than_need_be()
    {
        string Write(IReadOnlyList<int> kept) => string.Concat(Enumerable.Repeat("u", kept[0])) + string.Concat(Enumerable.Repeat("语", kept[1])) + "V";

        Assert.Equal(("uuu", "语语"), Kept(3 + 6 + 1));
        Assert.Equal(("uu", "语语"), Kept(3 + 6));
        Assert.Equal(("", "语语"), Kept(6 + 1));
        Assert.Equal(("", "语"), Kept(6));
        Assert.Equal(("", "语"), Kept(3 + 1));
        Assert.Equal(("", ""), Kept(3));
        Assert.Equal("V", Fitting.Fit(0, [3, 2], Write));

        (string, string) Kept(int most) => Fitting.Fit(most, [3, 2], Write) is var text ? (text[..text.IndexOfAny(['语', 'V'])], text[text.IndexOfAny(['语', 'V'])..^1]) : default;
    }

    [Fact]
    public void A_comment_gives_up_what_is_unchanged_before_errors_and_says_so()
    {
        var small = CommentText.Write(Large(3, "a"), new CommentFrame("key"));
        var large = CommentText.Write(Large(120, "a"), new CommentFrame("key"));
        var huge = CommentText.Write(Large(6_000, "a"), new CommentFrame("key"));

        Assert.DoesNotContain("shortened", small, StringComparison.Ordinal);
        Assert.Contains("shortened", large, StringComparison.Ordinal);
        Assert.Equal([120, 120, 120], new[] { "error", "warning", "note" }.Select(k => New(large, k)));
        Assert.InRange(Regex.Count(large, ": unchanged [0-9]"), 0, 119);
        Assert.Contains("120 unchanged findings", large, StringComparison.Ordinal);
        Assert.Equal([0, 0], new[] { "warning", "note" }.Select(k => New(huge, k)));
        Assert.Matches(@"- and 1\d{4} more, left out here", huge);
        Assert.InRange(New(huge, "error"), 100, 5_999);
        Assert.InRange(Encoding.UTF8.GetByteCount(huge), CommentText.MostBytes - 400, CommentText.MostBytes);
    }

    [Fact]
    public void A_summary_keeps_every_error_as_long_as_anything_else_can_be_given_up()
    {
        var large = ReportWriter.Write(LargeReport(900), ReportFormat.Summary);

        Assert.InRange(Encoding.UTF8.GetByteCount(large), 1, MarkdownReport.MostSummaryBytes);
        Assert.Contains("shortened to fit", large, StringComparison.Ordinal);
        Assert.All(Enumerable.Range(0, 900), i => Assert.Contains($"error {i} ", large, StringComparison.Ordinal));
        Assert.DoesNotContain("shortened to fit", ReportWriter.Write(LargeReport(2), ReportFormat.Summary), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a", -1, false)]
    [InlineData("a", 0, false)]
    [InlineData("a", 1, true)]
    [InlineData("語", -1, false)]
    [InlineData("語", 0, false)]
    [InlineData("語", 1, true)]
    [InlineData("😀", 0, false)]
    [InlineData("😀", 1, true)]
    public void A_summary_is_whole_up_to_its_limit_and_shortened_beyond_it(string letter, int over, bool isCut)
    {
        const int findings = 800;
        var size = Encoding.UTF8.GetByteCount(letter);
        var room = MarkdownReport.MostSummaryBytes + over - Encoding.UTF8.GetByteCount(ReportWriter.Write(Filled(0), ReportFormat.Summary));
        var summary = ReportWriter.Write(Filled(room), ReportFormat.Summary);

        Assert.Equal(isCut, summary.Contains("shortened to fit", StringComparison.Ordinal));
        Assert.InRange(Encoding.UTF8.GetByteCount(summary), isCut ? 1 : MarkdownReport.MostSummaryBytes + over, MarkdownReport.MostSummaryBytes);

        // Each finding has as many letters as all can have, and single bytes for what is left.
        Report Filled(int bytes)
        {
            var (each, rest) = (bytes / size / findings, bytes - (bytes / size / findings * size * findings));
            return SampleReports.Usual with { Checks = [], Findings = [.. Enumerable.Range(0, findings).Select(i => Finding(Severity.Error, $"m{i:000}" + Repeat(letter, each) + new string('r', (rest / findings) + (i < rest % findings ? 1 : 0))) with { Check = $"DNAS{2000 + i}" })] };
        }
    }

    [Fact]
    public void The_summaries_of_a_report_and_a_comparison_fit_into_one_step_together() =>
        Assert.InRange(MarkdownReport.MostSummaryBytes + CommentText.MostSummaryBytes, 1, (1024 * 1024) - 4096);

    [Theory]
    [InlineData(9, 9, 0)]
    [InlineData(10, 10, 0)]
    [InlineData(11, 10, 1)]
    public void Ten_annotations_of_a_kind_in_a_step(int findings, int shown, int left)
    {
        foreach (var (severity, command, room) in new[] { (Severity.Error, "::error ", 0), (Severity.Warning, "::warning ", 0), (Severity.Info, "::notice ", 1) })
        {
            var comparison = ReportComparison.Of(SampleReports.Clean, SampleReports.Clean with { Findings = [.. Enumerable.Range(0, findings - room).Select(i => Finding(severity, $"{i}"))] });
            var lines = ReportWriter.Write(comparison, ReportFormat.GitHub).Split('\n', StringSplitOptions.RemoveEmptyEntries);

            Assert.Equal(shown, lines.Count(l => l.StartsWith(command, StringComparison.Ordinal)));
            Assert.Equal(left > 0, lines[^1].Contains($"{left} more findings", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData(0, 0, 0, 0)]
    [InlineData(49, 1, 49, 0)]
    [InlineData(50, 1, 50, 0)]
    [InlineData(51, 2, 1, 0)]
    [InlineData(499, 10, 49, 0)]
    [InlineData(500, 10, 50, 0)]
    [InlineData(501, 10, 50, 1)]
    public void Fifty_annotations_in_a_call_and_ten_calls(int findings, int calls, int inTheLast, int left)
    {
        var annotations = CheckRunAnnotations.Of(SampleReports.Clean with { Findings = [.. Enumerable.Range(0, findings).Select(i => Finding(Severity.Warning, $"{i}"))] });

        Assert.Equal(calls, annotations.Batches.Count);
        Assert.Equal(inTheLast, annotations.Batches.LastOrDefault()?.Count ?? 0);
        Assert.Equal(left, annotations.LeftOut);
    }

    [Theory]
    [MemberData(nameof(Letters))]
    public void Title_and_message_of_an_annotation_are_cut_by_bytes(string letter)
    {
        foreach (var over in new[] { -1, 0, 1 })
        {
            var message = Repeat(letter, CheckRunAnnotations.LongestMessage + over);
            var one = CheckRunAnnotations.Of(SampleReports.Clean with { Findings = [Finding(Severity.Error, message) with { Slug = Repeat(letter, CheckRunAnnotations.LongestTitle + over), Fix = null }] }).Batches[0][0];

            Assert.InRange(Encoding.UTF8.GetByteCount(one.Message), CheckRunAnnotations.LongestMessage - 12, CheckRunAnnotations.LongestMessage);
            Assert.InRange(Encoding.UTF8.GetByteCount(one.Title), 1, CheckRunAnnotations.LongestTitle);
            Assert.Equal(Encoding.UTF8.GetByteCount(letter) > 1 || over > 0, one.Message.EndsWith('…'));
        }
    }

    [Theory]
    [InlineData(-1, 4_999, 4_999)]
    [InlineData(0, 5_000, 5_000)]
    [InlineData(1, 5_001, 5_000)]
    public void Sarif_is_one_run_of_at_most_5000_results(int over, int findings, int results)
    {
        Assert.Equal(5_000 + over, findings);
        using var json = JsonDocument.Parse(ReportWriter.Write(SampleReports.Clean with { Findings = [.. Enumerable.Range(0, findings).Select(i => Finding(Severity.Error, $"{i}"))] }, ReportFormat.Sarif));

        var run = Assert.Single(json.RootElement.GetProperty("runs").EnumerateArray());
        Assert.Equal(results, run.GetProperty("results").GetArrayLength());
        Assert.All(run.GetProperty("tool").GetProperty("driver").GetProperty("rules").EnumerateArray(), r => Assert.InRange(r.GetProperty("properties").GetProperty("tags").GetArrayLength(), 1, 10));
    }

    [Theory]
    [InlineData(99)]
    [InlineData(100)]
    [InlineData(101)]
    public void Sarif_holds_fewer_than_a_hundred_locations_of_a_result(int places)
    {
        var finding = Finding(Severity.Error, "x") with { Evidence = [.. Enumerable.Range(1, places).Select(i => new ReportEvidence("a.py", i, i, 1, null, null, null))] };
        using var json = JsonDocument.Parse(ReportWriter.Write(SampleReports.Clean with { Findings = [finding] }, ReportFormat.Sarif));

        var result = json.RootElement.GetProperty("runs")[0].GetProperty("results")[0];
        Assert.InRange(result.GetProperty("locations").GetArrayLength() + result.GetProperty("relatedLocations").GetArrayLength(), 1, 100);
    }

    /// <summary>GitHub takes 10 MB after gzip.</summary>
    [Fact]
    public void Sarif_stays_far_below_the_upload_limit_with_5000_results_of_random_text()
    {
        var random = new Random(1);
        string Noise(int length) => string.Concat(Enumerable.Range(0, length).Select(_ => (char)random.Next('!', '~')));
        var report = SampleReports.Clean with { Findings = [.. Enumerable.Range(0, 6_000).Select(_ => Finding(Severity.Error, Noise(200)) with { Fix = Noise(100), Evidence = [.. Enumerable.Range(1, 12).Select(i => new ReportEvidence(Noise(40), i, i, 1, Noise(100), Noise(40), null))] })] };
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            gzip.Write(Encoding.UTF8.GetBytes(ReportWriter.Write(report, ReportFormat.Sarif)));

        Assert.InRange(packed.Length, 1, 10_000_000);
    }

    private static int New(string comment, string kind) => Regex.Count(comment, @$"(?m)^- \*\*{kind}\*\*.*: new [0-9]");

    /// <summary>So many new errors, warnings and notes, so many fixed, lapsed and unchanged ones.</summary>
    private static Comparison Large(int count, string letter)
    {
        var text = Repeat(letter, 40);
        var added = new[] { Severity.Error, Severity.Warning, Severity.Info }.SelectMany(s => Enumerable.Range(0, count).Select(i => new ComparedFinding(Finding(s, $"new {i} {text}"), i % 2 == 0)));
        return SampleComparisons.Same with
        {
            New = [.. added],
            Fixed = [.. Enumerable.Range(0, count).Select(i => Finding(Severity.Warning, $"fixed {i} {text}"))],
            Lapsed = [.. Enumerable.Range(0, count).Select(i => new LapsedFinding(Finding(Severity.Warning, $"lapsed {i} {text}"), Lapse.NotDetermined))],
            Unchanged = [.. Enumerable.Range(0, count).Select(i => new ComparedFinding(Finding(Severity.Warning, $"unchanged {i} {text}"), null))],
            Checks = SampleReports.Usual.Checks,
        };
    }

    /// <summary>Many checks with many findings each, so that no grouping saves room.</summary>
    private static Report LargeReport(int count)
    {
        var numbered = new[] { Severity.Error, Severity.Warning, Severity.Info }.SelectMany(s => Enumerable.Range(0, count).Select(i => (Severity: s, Number: i)));
        return SampleReports.Usual with
        {
            Checks = [],
            Findings = [.. numbered.Select(n => Finding(n.Severity, $"{n.Severity.ToString().ToLowerInvariant()} {n.Number} " + new string('m', 500)) with { Check = $"DNAS{1000 + n.Number}" })],
        };
    }

    private static ReportFinding Finding(Severity severity, string message) => new(
        "DNAS4004", "versions-not-pinned", Outcome.Violated, severity, Confidence.High, message, "Pin it.", [new ReportEvidence("requirements.txt", 3, 3, 1, "torch", null, null)], null);

    private static string Repeat(string letter, int count) => string.Concat(Enumerable.Repeat(letter, count));
}

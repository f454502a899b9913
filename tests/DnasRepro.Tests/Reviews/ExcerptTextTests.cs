using System.Text;
using DnasRepro.Locations;
using DnasRepro.Reports;
using DnasRepro.Reviews;
using DnasRepro.Snapshots;
using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.Reviews;

/// <summary>Excerpts: the right lines with their marks, git's own name of the blob, and nothing that steers a terminal.</summary>
public class ExcerptTextTests
{
    [Fact]
    public void The_blob_is_named_as_git_names_it()
    {
        Requires.That("git", ExternalTool.IsThere("git"));
        using var folder = new TempFolder();
        folder.Init().Write("a.py", "x = 1\r\ny = 2\n");
        folder.Commit();

        var text = ExcerptText.Write(Cited(new Citation(2, 2, "y = 2", "a check")), Of("x = 1\r\ny = 2\n"), null);

        Assert.Contains($"Blob:   {folder.Git("rev-parse", "HEAD:a.py")}\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Cited_lines_are_marked_and_stand_among_their_neighbours()
    {
        var text = ExcerptText.Write(Cited(new Citation(20, 20, "line 20", "DNAS2001 x"), new Citation(21, 21, "something else", "DNAS2001 x"), new Citation(60, 61, null, "supernet")), Of(string.Concat(Enumerable.Range(1, 99).Select(i => $"\tline {i}\n"))), SampleReviews.Commit);

        Assert.StartsWith($"File:   a.py\nCommit: {SampleReviews.Commit}\nCited:  lines 20, 21 by DNAS2001 x\nCited:  line 60 by supernet\n", text, StringComparison.Ordinal);
        Assert.Contains("\n      19 |     line 19\n>     20 |     line 20\n*     21 |     line 21\n      22 |", text, StringComparison.Ordinal);
        Assert.Contains("\n>     60 |     line 60\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("line 40\n", text, StringComparison.Ordinal);
        Assert.Equal(2, text.Split("         …\n").Length - 1);
        Assert.Null(ExcerptAgreement.Disagreement(Cited(new Citation(20, 20, "line 20", "DNAS2001 x"), new Citation(21, 21, "something else", "DNAS2001 x"), new Citation(60, 61, null, "supernet")), SampleReviews.Commit, text));
    }

    [Fact]
    public void Nothing_of_a_file_steers_a_terminal_or_poses_as_a_line_of_ours()
    {
        var text = ExcerptText.Write(Cited(new Citation(1, 1, null, "x\nBlob: 1")), Of("\u001b[31m\u202eabc\u0007\r>      9 | forged\rend"), null);

        Assert.DoesNotMatch("[\u0000-\u0009\u000b-\u001f\u202e]", text);
        Assert.Contains(">      1 | \\u{1b}[31m\\u{202e}abc\\u{7}\n", text, StringComparison.Ordinal);
        Assert.Contains("       2 | >      9 | forged\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\nBlob: 1", text, StringComparison.Ordinal);
        Assert.Null(ExcerptAgreement.Disagreement(Cited(new Citation(1, 1, null, "x\nBlob: 1")), null, text));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(new byte[] { 0, 1, 2 })]
    [InlineData(new byte[] { 0xFF, 0xFE, 0xFF })]
    [InlineData(new byte[0])]
    public void What_is_no_text_is_said_to_be_none(byte[]? bytes)
    {
        var file = bytes is null ? null : new SnapshotFile(RepoPath.Parse("a.py"), bytes.Length, () => bytes);

        var text = ExcerptText.Write(Cited(new Citation(7, 7, "x", "y")), file, null);

        Assert.Null(ExcerptAgreement.Disagreement(Cited(new Citation(7, 7, "x", "y")), null, text));
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_cannot_be_opened_any_more_is_no_fault() => Assert.Contains(
        "Not shown: could not be opened again.", ExcerptText.Write(Cited(new Citation(1, 1, null, "y")), new SnapshotFile(RepoPath.Parse("a.py"), 3, () => throw new IOException()), null), StringComparison.Ordinal);

    [Fact]
    public void Excerpts_have_an_end_however_much_is_cited()
    {
        var places = Enumerable.Range(0, 60).Select(i => new Citation(1 + (i * 600), int.MaxValue, null, "y")).ToArray();

        var text = ExcerptText.Write(Cited(places), Of(string.Concat(Enumerable.Repeat(new string('\u202e', 14) + "\n", 40_000))), null);

        Assert.InRange(text.Length, 1000, 400_000);
    }

    [Fact]
    public void Every_cited_file_of_a_hostile_report_gets_a_safe_name_of_its_own()
    {
        var report = SampleReports.Hostile("a") with
        {
            Findings = [.. Enumerable.Range(0, 300).Select(i => new ReportFinding("DNAS4001", "x", Findings.Outcome.Violated, Findings.Severity.Error, Findings.Confidence.High, "m", null, [.. Enumerable.Range(1, 99).Select(n => new ReportEvidence($"../{i}/\u202e<script>{new string('n', 300)}", n, n, 1, null, null, null))], null))],
        };

        var cited = CitedFile.Of(report);

        Assert.Equal(CitedFile.MostFiles, cited.Count);
        Assert.All(cited, f => Assert.Matches(@"^evidence/[0-9]{3}-[A-Za-z0-9._-]{0,60}\.txt$", f.ExcerptFile));
        Assert.Equal(cited.Count, cited.Select(f => f.ExcerptFile).Distinct().Count());
        Assert.All(cited, f => Assert.InRange(f.Citations.Count, 0, CitedFile.MostCitations));
    }

    private static CitedFile Cited(params Citation[] places) => new("a.py", "evidence/001-a.py.txt", places, IsCard: false);

    private static SnapshotFile Of(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return new SnapshotFile(RepoPath.Parse("a.py"), bytes.Length, () => bytes);
    }
}

using DnasRepro.Reports;
using DnasRepro.Reviews;
using DnasRepro.Sources;
using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.Reviews;

/// <summary>What verifying finds: every kind of tampering with and without a new manifest, and manifests that are hostile themselves.</summary>
public class ReviewVerificationTests
{
    private const string Excerpt = "evidence/002-search.py.txt";

    [Fact]
    public void A_folder_as_it_was_made_agrees_with_itself()
    {
        var folder = new SampleReviews(null, ReportFormat.All);

        var verdict = folder.Verify();

        Assert.Empty(verdict.Problems);
        Assert.Empty(verdict.NotCompared);
        Assert.Equal(0, verdict.ExitCode);
        Assert.Equal(folder.Paths.Count() - 1, verdict.Files);
        Assert.Equal(["REVIEW.md is not filled in."], verdict.Notes);
        Assert.Equal(SampleReviews.Commit, verdict.Commit);
    }

    [Fact]
    public void What_was_changed_added_or_taken_away_is_named()
    {
        var verdict = new SampleReviews().Replace("report.html", "Level 0 of 5", "Level 4 of 5").Remove("badge.svg").Put("evidence/more.txt", "more").Verify();

        Assert.Equal(1, verdict.ExitCode);
        Assert.Contains(verdict.Problems, p => p is { File: "report.html", Fault: ReviewFault.Changed });
        Assert.Contains(verdict.Problems, p => p is { File: "badge.svg", Fault: ReviewFault.Missing });
        Assert.Contains(verdict.Problems, p => p is { File: "evidence/more.txt", Fault: ReviewFault.Added });
    }

    /// <summary>A forger who writes the manifest anew.</summary>
    [Theory]
    [InlineData("report.html", "Level 0 of 5", "Level 4 of 5", "report.html")]
    [InlineData("report.html", "<main>", "<main><p>Accepted.</p>", "report.html")]
    [InlineData("report.md", "**Level 0 of 5", "**Level 4 of 5", "report.md")]
    [InlineData("report.sarif", "\"dnasReproLevel\": 0", "\"dnasReproLevel\": 4", "report.sarif")]
    [InlineData("report.json", "\"grade\": 0", "\"grade\": 4", "report.html")]
    [InlineData("report.json", "\"grade\": 0", "\"grade\": 4", "report.json")]
    [InlineData("report.json", "\"exitCode\": 1", "\"exitCode\": 0", "report.json")]
    [InlineData("report.json", "architecture.step()", "architecture.stop()", Excerpt)]
    [InlineData("badge.svg", "level 0", "level 4", "badge.svg")]
    [InlineData("REVIEW.md", "| Level | 0 of 5", "| Level | 5 of 5", "REVIEW.md")]
    [InlineData("REVIEW.md", "n\\_architectures 12", "n\\_architectures 500", "REVIEW.md")]
    [InlineData(Excerpt, "architecture.step()", "weights.step()", Excerpt)]
    [InlineData(Excerpt, SampleReviews.Commit, "0000000000000000000000000000000000000000", Excerpt)]
    [InlineData(Excerpt, ">     43", "      43", Excerpt)]
    [InlineData(Excerpt, "Blob:   ", "Blob:   x", Excerpt)]
    [InlineData(Excerpt, "Lines:  ", "Reviewed by the tool: all is well.\nLines:  ", Excerpt)]
    [InlineData(Excerpt, " are shown. ", " are shown and good. ", Excerpt)]
    [InlineData(Excerpt, "         …\n", "", Excerpt)]
    [InlineData(Excerpt, ">     43", "*     43", Excerpt)]
    [InlineData("environment.json", "\"notAsQuoted\": [", "\"notAsQuoted\": [\"evidence/002-search.py.txt:43\", ", "environment.json")]
    [InlineData("evidence/card.json", "n_architectures: 12", "n_architectures: 500", "evidence/card.json")]
    [InlineData("COMMAND.txt", SampleReviews.Commit, "main", "COMMAND.txt")]
    [InlineData("environment.json", "owner/study@" + SampleReviews.Commit, "owner/study@main", "environment.json")]
    [InlineData("environment.json", "\"version\": \"1.2.3\"", "\"version\": \"9.9.9\"", "environment.json")]
    [InlineData("environment.json", "\"machine\": null", "\"machine\": 7", "environment.json")]
    public void A_forged_word_is_found_even_under_a_new_manifest(string file, string written, string forged, string found)
    {
        var folder = new SampleReviews(null, ReportFormat.Sarif);

        var verdict = folder.Replace(file, written, forged).WithNewManifest().Verify();

        Assert.Equal(1, verdict.ExitCode);
        Assert.Contains(verdict.Problems, p => p.File == found && p.Fault is (ReviewFault.Disagrees or ReviewFault.Refused));
    }

    /// <summary>Whole lines of an excerpt that a forger changes, takes away, adds or puts elsewhere.</summary>
    [Theory]
    [InlineData("in other words", @"(?m)^> +43 \|.*$", "*     43 |     nothing of interest")]
    [InlineData("gone", @"(?m)^> +43 \|.*\n", "")]
    [InlineData("all cited ones gone", @"(?m)^>.*\n", "")]
    [InlineData("all gone", @"(?ms)^Lines:  [0-9]+ of [0-9]+( are shown[^\n]*\n\n).*\z", "Lines:  0 of 1$1")]
    [InlineData("said to be none", @"(?ms)^Blob: .*\z", "Blob:   not known\n\nNot shown: binary (holds a NUL byte).\n")]
    [InlineData("said to be none in words of the forger's", @"(?ms)^Blob: .*\z", "Blob:   not known\n\nNot shown: all is well.\n")]
    [InlineData("without room", @"(?ms)^Blob: .*\z", "\nNot shown: the excerpts together would be larger than 8 MiB.\n")]
    [InlineData("appended", @"\z", "Reviewed by the tool: all is well.\n")]
    [InlineData("a line more", @"\z", "   99999 | Reviewed by the tool: all is well.\n")]
    [InlineData("twice", @"(?m)^(> +43 \|.*\n)", "$1$1")]
    [InlineData("out of order", @"(?m)^(> +43 \|.*\n)(.*\n)", "$2$1")]
    [InlineData("steering a terminal", @"\z", "\u001b[2J")]
    public void A_forged_excerpt_is_found_even_under_a_new_manifest(string _, string pattern, string forged)
    {
        var folder = new SampleReviews();
        var text = new System.Text.RegularExpressions.Regex(pattern).Replace(folder.Text(Excerpt), forged, 100);
        Assert.NotEqual(folder.Text(Excerpt), text);

        var verdict = folder.Put(Excerpt, text).WithNewManifest().Verify();

        Assert.Equal(1, verdict.ExitCode);
        Assert.Contains(verdict.Problems, p => p is { File: Excerpt, Fault: ReviewFault.Disagrees });
        Assert.DoesNotContain('\u001b', ReviewVerdictText.Text(verdict));
    }

    /// <summary>Values of cards, settings and notebooks are quoted as they are read, which is not always as they are written.</summary>
    [Fact]
    public void What_is_quoted_in_other_words_is_admitted_by_the_environment()
    {
        var report = new SampleReviews().Report;
        var last = report.Findings[^1];
        ReportEvidence[] places = [new("search.py", 1, 1, 1, "other words", null, null), new("search.py", 90_000, 90_000, 1, "beyond its end", null, null)];
        var folder = new SampleReviews(report with { Findings = [.. report.Findings.SkipLast(1), last with { Evidence = [.. last.Evidence, .. places] }] });

        Assert.Empty(folder.Verify().Problems);
        Assert.Contains($"\"notAsQuoted\": [\n    \"{Excerpt}:1\",\n    \"{Excerpt}:90000\"\n  ]", folder.Text("environment.json"), StringComparison.Ordinal);
        Assert.Contains(folder.Replace("environment.json", $"\"{Excerpt}:1\",\n", "").WithNewManifest().Verify().Problems, p => p.File == Excerpt && p.Message.StartsWith("line 1 does not say what the report quotes", StringComparison.Ordinal));
    }

    [Fact]
    public void A_level_that_does_not_follow_from_the_findings_is_found_in_a_folder_that_is_forged_throughout()
    {
        var report = new SampleReviews().Report;
        var forged = new SampleReviews(report with { Level = new LevelSummary(3, "functional", new NextLevelSummary(4, "repeated", ["DNAS3002"])) });

        var problem = Assert.Single(forged.Verify().Problems);

        Assert.Equal(("report.json", ReviewFault.Disagrees), (problem.File, problem.Fault));
        Assert.StartsWith("its level is 3 (functional); by its findings it is 0 (none)", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Checks_that_are_not_ours_are_found_in_a_folder_that_is_forged_throughout()
    {
        var report = new SampleReviews().Report;
        var forged = new SampleReviews(report with { Checks = [report.Checks[0] with { Url = "https://example.org/" }, .. report.Checks.Skip(1)] });

        Assert.Equal("its checks are not those of this version.", Assert.Single(forged.Verify().Problems).Message);
    }

    [Theory]
    [InlineData("report.md")]
    [InlineData("report.html")]
    [InlineData("REVIEW.md")]
    [InlineData("COMMAND.txt")]
    [InlineData("environment.json")]
    [InlineData(Excerpt)]
    public void What_every_folder_has_is_missed_although_a_new_manifest_does_not_name_it(string file)
    {
        var verdict = new SampleReviews().Remove(file).WithNewManifest().Verify();

        Assert.Contains(verdict.Problems, p => p.File == file && p.Fault == ReviewFault.Missing);
    }

    [Fact]
    public void What_no_folder_has_is_found_although_a_new_manifest_names_it() =>
        Assert.Equal(("evidence/099-approval.txt", ReviewFault.Added), Assert.Single(new SampleReviews().Put("evidence/099-approval.txt", "x").WithNewManifest().Verify().Problems) is var p ? (p.File, p.Fault) : default);

    [Fact]
    public void A_folder_with_too_much_in_it_is_none_of_ours()
    {
        var folder = new SampleReviews();
        for (var i = 0; i < 5001; i++)
            folder.Put($"evidence/{i}.txt", "x");

        Assert.Equal(2, Assert.Throws<UserErrorException>(() => folder.Verify()).ExitCode);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("not json")]
    [InlineData("")]
    public void A_report_that_is_none_is_refused(string json)
    {
        var verdict = new SampleReviews().Put("report.json", json).WithNewManifest().Verify();

        Assert.Equal((1, "report.json", ReviewFault.Refused), (verdict.ExitCode, Assert.Single(verdict.Problems).File, verdict.Problems[0].Fault));
        Assert.Null(verdict.Level);
    }

    [Theory]
    [InlineData("../outside")]
    [InlineData("/etc/passwd")]
    [InlineData("evidence/../../outside")]
    [InlineData("C:\\outside")]
    [InlineData("a/b/c")]
    [InlineData("./report.md")]
    [InlineData("evidence//x")]
    [InlineData(".hidden")]
    [InlineData("x\u001b[31m")]
    [InlineData("\u202ereport.md")]
    [InlineData("")]
    public void A_manifest_that_names_what_we_never_name_is_refused(string path)
    {
        var folder = new SampleReviews();

        var verdict = folder.Put("MANIFEST.sha256", $"{new string('0', 64)}  {path}\n" + folder.Text("MANIFEST.sha256")).Verify();

        Assert.Contains(verdict.Problems, p => p is { File: "MANIFEST.sha256", Fault: ReviewFault.Refused });
        Assert.DoesNotContain(verdict.Problems, p => p.File.Contains("outside", StringComparison.Ordinal) || p.File.Contains("passwd", StringComparison.Ordinal));
        Assert.DoesNotContain('\u001b', ReviewVerdictText.Text(verdict));
    }

    [Theory]
    [InlineData("one space only", " ")]
    [InlineData("marked as binary", " *")]
    public void A_manifest_in_another_form_is_refused(string _, string separator)
    {
        var folder = new SampleReviews();

        Assert.Contains(folder.Replace("MANIFEST.sha256", "  report.md", separator + "report.md").Verify().Problems, p => p.Fault == ReviewFault.Refused);
    }

    [Fact]
    public void A_manifest_that_names_a_file_twice_out_of_order_or_without_end_is_refused()
    {
        var entry = $"{new string('0', 64)}  a\n";

        Assert.NotNull(Manifest.Read(System.Text.Encoding.UTF8.GetBytes(entry + entry)).Problem);
        Assert.NotNull(Manifest.Read(System.Text.Encoding.UTF8.GetBytes(entry.Replace("  a", "  b") + entry)).Problem);
        Assert.NotNull(Manifest.Read(System.Text.Encoding.UTF8.GetBytes(entry.TrimEnd())).Problem);
        Assert.Null(Manifest.Read(System.Text.Encoding.UTF8.GetBytes(entry)).Problem);
        Assert.NotNull(Manifest.Read([0xFF, 0xFE, 0x00, 0x0A]).Problem);
    }

    [Fact]
    public void A_huge_manifest_is_not_read() =>
        Assert.Equal(2, Assert.Throws<UserErrorException>(() => new SampleReviews().Put("MANIFEST.sha256", new string('x', 1024 * 1024 + 1)).Verify()).ExitCode);

    [Theory]
    [InlineData("MANIFEST.sha256")]
    [InlineData("report.json")]
    public void A_folder_without_manifest_or_report_is_none_of_ours(string file) =>
        Assert.Equal(2, Assert.Throws<UserErrorException>(() => new SampleReviews().Remove(file).Verify()).ExitCode);

    [Fact]
    public void Links_pipes_and_gits_own_folder_are_named_and_never_opened()
    {
        using var folder = new TempFolder();
        using var outside = new TempFolder();
        var review = new SampleReviews();
        review.WriteTo(folder);
        outside.Write("report.md", review.Text("report.md"));
        File.Delete(folder["report.md"]);
        File.CreateSymbolicLink(folder["report.md"], outside["report.md"]);
        File.Delete(folder["badge.svg"]);
        folder.Pipe("badge.svg");
        Directory.CreateSymbolicLink(folder["more"], outside.Path);
        folder.Write(".git/config", "x");

        var verdict = ReviewVerification.Of(PlainFolder.Read(folder.Path, TestContext.Current.CancellationToken), SampleReviews.Version);

        Assert.Equal([".git", "badge.svg", "more", "report.md"], verdict.Problems.Where(p => p.Fault == ReviewFault.NoPlainFile).Select(p => p.File));
        Assert.Equal(1, verdict.ExitCode);
    }

    [Fact]
    public void A_form_may_be_filled_in()
    {
        var review = new SampleReviews();
        var form = review.Text("REVIEW.md");
        var at = form.IndexOf("- [ ] cannot tell", StringComparison.Ordinal);
        form = form[..at] + "- [x] cannot tell" + form[(at + "- [ ] cannot tell".Length)..];
        form = form.Replace("Reviewer:", "Reviewer: R. Eader", StringComparison.Ordinal).Replace("Remarks:\n", "Remarks: none.\n\nOr rather:\n- one\n", StringComparison.Ordinal).ReplaceLineEndings("\r\n");

        var verdict = review.Put("REVIEW.md", form).Verify();

        Assert.Equal(0, verdict.ExitCode);
        Assert.Equal([$"REVIEW.md is filled in: 1 of {ReviewQuestion.All.Count} questions are answered."], verdict.Notes);
    }

    [Fact]
    public void Another_version_says_what_it_cannot_tell()
    {
        var same = new SampleReviews().Verify("1.2.4");
        Assert.Equal((0, 0), (same.ExitCode, same.NotCompared.Count));
        Assert.Contains("The folder was made by version 1.2.3, this is 1.2.4.", same.Notes);

        var other = new SampleReviews().Replace("report.html", "Level 0 of 5", "Grade 0 of 5").WithNewManifest().Verify("1.2.4");
        Assert.Equal(3, other.ExitCode);
        Assert.Equal(["report.html"], other.NotCompared);
        Assert.Contains("--version 1.2.3", ReviewVerdictText.Text(other), StringComparison.Ordinal);
    }

    [Fact]
    public void What_no_commit_holds_is_said_again()
    {
        var report = new SampleReviews().Report;

        var verdict = new SampleReviews(report with { Target = report.Target with { WorkingTree = true, Dirty = true } }).Verify();

        Assert.Contains(verdict.Notes, n => n.Contains("uncommitted changes", StringComparison.Ordinal));
    }

    [Fact]
    public void The_verdict_is_json_too()
    {
        using var json = System.Text.Json.JsonDocument.Parse(ReviewVerdictText.Json(new SampleReviews().Replace("report.md", "Level 0", "Level 9").Verify()));

        Assert.Equal("report.md", json.RootElement.GetProperty("problems")[0].GetProperty("file").GetString());
        Assert.Equal(1, json.RootElement.GetProperty("exitCode").GetInt32());
        Assert.Matches("^[0-9a-f]{64}$", json.RootElement.GetProperty("manifestSha256").GetString());
    }
}

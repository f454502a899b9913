using System.Text.RegularExpressions;
using DnasRepro.Cli.Tests.Support;
using DnasRepro.Reviews;

namespace DnasRepro.Cli.Tests;

/// <summary>The reviewer's folder end to end: one command, what lies in it, and that it is whole or not there.</summary>
public class ReviewFolderTests
{
    private static readonly string[] Expected =
    [
        "COMMAND.txt", "MANIFEST.sha256", "REVIEW.md", "badge.svg", "environment.json",
        "evidence/001-nas-reporting-card.yml.txt", "evidence/002-search.py.txt", "evidence/003-network.py.txt", "evidence/004-README.md.txt", "evidence/005-retrain.py.txt",
        "evidence/006-LICENSE.txt", "evidence/007-requirements.txt.txt", "evidence/008-CITATION.cff.txt", "evidence/009-stability.py.txt", "evidence/card.json",
        "report.html", "report.json", "report.md",
    ];

    [Fact]
    public void One_command_makes_the_whole_folder_of_a_branch_at_its_commit()
    {
        using var published = new Published();

        var run = published.Review(options: "--no-generated");

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Equal($"read at commit {published.Commit}\nwrote review/\n", run.Error);
        Assert.Equal(Expected, published.Files("review"));
        Assert.Equal(["review", "study"], published.Beside);
        foreach (var file in (string[])["COMMAND.txt", "REVIEW.md", "environment.json", "evidence/002-search.py.txt", "evidence/006-LICENSE.txt"])
        {
            var text = File.ReadAllText(published[$"review/{file}"]).Replace(ToolVersion.Text, "VERSION", StringComparison.Ordinal);
            Golden.Matches(Path.Combine(Tool.Root, "tests", "DnasRepro.Cli.Tests", "Fixtures", "review", file), text);
        }
    }

    [Fact]
    public void Coreutils_agree_with_the_manifest()
    {
        Requires.That("sha256sum", File.Exists("/usr/bin/sha256sum"));
        using var published = new Published();
        published.Review();

        var run = Tool.Process("/usr/bin/sha256sum", published["review"], "--check", "--strict", "MANIFEST.sha256");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(Expected.Length - 1, run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains(Tool.Process("/usr/bin/sha256sum", published["review"], "MANIFEST.sha256").Output[..64], published.Start("verify", "review").Output, StringComparison.Ordinal);

        File.AppendAllText(published["review/report.md"], "x");
        Assert.Equal(1, Tool.Process("/usr/bin/sha256sum", published["review"], "--check", "--strict", "MANIFEST.sha256").ExitCode);
        Assert.Equal(1, published.Start("verify", "review").ExitCode);
    }

    [Theory]
    [InlineData("main")]
    [InlineData("HEAD")]
    [InlineData("v1.0")]
    [InlineData("")]
    public void The_command_makes_the_folder_again_to_the_byte_whatever_named_its_commit(string reference)
    {
        using var published = new Published();
        Tool.Git(published["study"], "tag", "v1.0");
        var named = reference.Length == 0 ? published.Commit : reference;
        Assert.Equal(1, published.Start("check", $"study@{named}", "--profile", "journal", "--format", "html,sarif,text", "--output", "review/", "--no-generated").ExitCode);

        var command = File.ReadLines(published["review/COMMAND.txt"]).Last();
        Assert.Equal($"dotnet dnas-repro check study@{published.Commit} --profile journal --format html,sarif,text --no-generated --output review/", command);
        Assert.Equal(1, published.Start([.. command.Split(' ').Skip(2).SkipLast(1), "again/"]).ExitCode);

        Assert.Equal(published.Files("review"), published.Files("again"));
        Assert.All(published.Files("review"), f => Assert.Equal(File.ReadAllBytes(published[$"review/{f}"]), File.ReadAllBytes(published[$"again/{f}"])));
        Assert.Contains($"\"address\": \"study@{published.Commit}\"", File.ReadAllText(published["review/report.json"]), StringComparison.Ordinal);
        Assert.Equal(0, published.Start("verify", "review").ExitCode);
    }

    [Fact]
    public void The_command_with_no_generated_repeats_what_no_generated_made()
    {
        using var published = new Published();
        published.Review();
        string[] command = [.. File.ReadLines(published["review/COMMAND.txt"]).Last().Split(' ').Skip(2).SkipLast(1)];

        published.Start([.. command, "one/", "--no-generated"]);
        published.Start([.. command, "two/", "--no-generated"]);

        Assert.Equal(File.ReadAllText(published["one/MANIFEST.sha256"]), File.ReadAllText(published["two/MANIFEST.sha256"]));
        Assert.NotEqual(File.ReadAllText(published["one/MANIFEST.sha256"]), File.ReadAllText(published["review/MANIFEST.sha256"]));
    }

    [Fact]
    public void Settings_that_say_journal_make_plain_files()
    {
        using var published = new Published();
        published.Write("study/.dnas-repro.yml", "profile: journal\n");

        Assert.InRange(published.Start("check", "study", "-f", "json", "-o", "plain/").ExitCode, 0, 1);
        Assert.InRange(published.Start("check", "study", "--profile", "journal", "-o", "review/").ExitCode, 0, 1);

        Assert.Equal(["report.json"], published.Files("plain"));
        Assert.Contains("\"profile\": \"journal\"", File.ReadAllText(published["plain/report.json"]), StringComparison.Ordinal);
        Assert.Contains(" --profile journal ", File.ReadLines(published["review/COMMAND.txt"]).Last(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("check", true)]
    [InlineData("rerun", true)]
    [InlineData("compare", false)]
    [InlineData("report", false)]
    public void Help_speaks_of_a_reviewers_folder_only_where_one_is_made(string command, bool isMade)
    {
        var help = Regex.Replace(Tool.Start(Tool.Root, command, "--help").Output, @"\s+", " ");

        Assert.Contains("A file to write to; a folder (which is made)", help, StringComparison.Ordinal);
        Assert.Equal(isMade, help.Contains("is made a reviewer's", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("check")]
    [InlineData("compare")]
    [InlineData("comment")]
    public void Help_says_that_settings_decide_the_profile(string command) => Assert.Contains(
        "[default: that of the settings that hold, else core]", Regex.Replace(Tool.Start(Tool.Root, command, "--help").Output, @"\s+", " "), StringComparison.Ordinal);

    [Fact]
    public void A_folder_is_verified_offline_without_git_and_a_filled_form_is_no_difference()
    {
        using var published = new Published();
        published.Review();
        Directory.Delete(published["study"], recursive: true);

        var run = Tool.Process("dotnet", published.Root, [("PATH", Path.GetDirectoryName(Environment.ProcessPath) ?? "")], [Tool.Dll, "verify", "review"]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.EndsWith("The folder is as it was made, and its files agree.\n", run.Output, StringComparison.Ordinal);

        var form = published["review/REVIEW.md"];
        File.WriteAllText(form, new Regex(@"- \[ \] yes").Replace(File.ReadAllText(form), "- [x] yes", 5));
        run = published.Start("verify", "review", "-f", "json");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("REVIEW.md is filled in: 5 of 12 questions are answered.", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_reviewers_folder_cannot_be_verified()
    {
        using var folder = new TemporaryFolder();
        folder.Write("empty/x", "");

        Assert.Equal(2, Tool.Start(folder.Path, "verify", "empty").ExitCode);
        Assert.Equal(2, Tool.Start(folder.Path, "verify", "nowhere").ExitCode);
        Assert.Matches("^error: This is no reviewer's folder: it lacks MANIFEST.sha256.\n  fix: .+\n$", Tool.Start(folder.Path, "verify", "empty").Error);
    }

    [Fact]
    public void A_working_tree_with_changes_is_said_loudly()
    {
        using var published = new Published();
        published.Write("study/more.py", "x = 1\n");

        var run = published.Start("check", "study", "--profile", "journal", "-o", "review/");

        Assert.Contains("warning: no commit was read", run.Error, StringComparison.Ordinal);
        foreach (var file in (string[])["REVIEW.md", "report.html", "report.md", "COMMAND.txt"])
            Assert.Contains("uncommitted changes", File.ReadAllText(published[$"review/{file}"]), StringComparison.Ordinal);
        Assert.DoesNotContain($"check study@{published.Commit}", File.ReadAllText(published["review/COMMAND.txt"]), StringComparison.Ordinal);
        Assert.Equal(0, published.Start("verify", "review").ExitCode);
    }

    [Fact]
    public void Nothing_in_it_tells_whose_machine_it_was()
    {
        using var published = new Published();
        File.Copy(published["study/nas-reporting-card.yml"], published["named.yml"]);

        var run = published.Start("check", published["study"] + "@main", "--card", published["named.yml"], "--cache", published["cache"], "--profile", "journal", "-o", published["review/"]);

        Assert.True(run.ExitCode is 0 or 1, run.Error);
        foreach (var file in published.Files("review"))
        {
            var text = File.ReadAllText(published[$"review/{file}"]);
            Assert.DoesNotContain(published.Root, text, StringComparison.Ordinal);
            Assert.DoesNotContain(Environment.MachineName, text, StringComparison.Ordinal);
        }
        Assert.Contains($"check study@{published.Commit} --card ./named.yml", File.ReadAllText(published["review/COMMAND.txt"]), StringComparison.Ordinal);
        Assert.Equal(0, published.Start("verify", "review").ExitCode);
    }

    [Fact]
    public void Only_the_profile_of_journals_with_a_folder_makes_one()
    {
        using var published = new Published();

        published.Start("check", "study@main", "--format", "html", "-o", "core/");
        published.Start("check", "study@main", "--profile", "journal", "--format", "html", "-o", "report.html");

        Assert.Equal(["report.html"], published.Files("core"));
        Assert.True(File.Exists(published["report.html"]));
        var run = published.Review(options: ["--template", published.Write("own.scriban", "x")]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("--template does not go with a reviewer's folder", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_of_ours_is_replaced_as_a_whole_and_what_anybody_added_is_kept()
    {
        using var published = new Published();
        published.Review();
        Assert.Equal(1, published.Review(options: "--format=sarif").ExitCode);
        Assert.Contains("report.sarif", published.Files("review"));
        Assert.Equal(1, published.Review().ExitCode);
        Assert.Equal(Expected, published.Files("review"));

        File.AppendAllText(published["review/REVIEW.md"], "my remarks\n");
        var run = published.Review();
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("REVIEW.md is filled in", run.Error, StringComparison.Ordinal);
        Assert.EndsWith("my remarks\n", File.ReadAllText(published["review/REVIEW.md"]), StringComparison.Ordinal);
        Assert.Equal(["review", "study"], published.Beside);
    }

    [Theory]
    [InlineData("notes.txt")]
    [InlineData("MANIFEST.sha256")]
    public void A_folder_with_other_things_is_refused_before_anything_is_read(string file)
    {
        using var published = new Published();
        published.Write($"review/{file}", "mine\n");
        Directory.Delete(published["study/.git"], recursive: true);

        var run = published.Review();

        Assert.Equal((2, "mine\n"), (run.ExitCode, File.ReadAllText(published[$"review/{file}"])));
        Assert.Contains("--output: the ", run.Error, StringComparison.Ordinal);
        Assert.Equal([file], published.Files("review"));
    }

    [Fact]
    public void A_link_is_not_written_through()
    {
        using var published = new Published();
        Directory.CreateDirectory(published["elsewhere"]);
        Directory.CreateSymbolicLink(published["review"], published["elsewhere"]);

        Assert.Equal(2, published.Review().ExitCode);
        Assert.Empty(published.Files("elsewhere"));
    }

    [Fact]
    public void Giving_up_while_it_is_written_leaves_what_was_there()
    {
        using var folder = new TemporaryFolder();
        using var stop = new CancellationTokenSource();
        var review = Path.Combine(folder.Path, "review");
        IEnumerable<ReviewFile> Files()
        {
            yield return ReviewFile.OfText("a/one", "1");
            stop.Cancel();
            yield return ReviewFile.OfText("two", "2");
        }

        Assert.Throws<OperationCanceledException>(() => WholeFolder.Write(review, Files(), stop.Token));

        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void Running_out_of_room_while_it_is_written_leaves_what_was_there()
    {
        using var folder = new TemporaryFolder();
        var review = Path.Combine(folder.Path, "review/");
        var old = ReviewFile.OfText("old", "1");
        WholeFolder.Write(review, [old, Manifest.Of([old])], TestContext.Current.CancellationToken);
        static IEnumerable<ReviewFile> Files()
        {
            yield return ReviewFile.OfText("new", "2");
            throw new IOException("No space left on device");
        }

        var error = Assert.Throws<UserErrorException>(() => WholeFolder.Write(review, Files(), TestContext.Current.CancellationToken));

        Assert.Contains("No space left on device", error.Message, StringComparison.Ordinal);
        Assert.Equal([review.TrimEnd('/')], Directory.GetFileSystemEntries(folder.Path));
        Assert.Equal(["MANIFEST.sha256", "old"], Directory.GetFiles(review).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void A_file_larger_than_the_system_lets_it_be_leaves_no_half_folder()
    {
        Requires.That("bash", File.Exists("/bin/bash"));
        using var published = new Published();

        // Files above 8 KiB fail as on a full disk; the runtime's own code pages are files too, unless they may be written and executed at once.
        var run = Tool.Process("/bin/bash", published.Root, [("DOTNET_EnableWriteXorExecute", "0"), ("DOTNET_EnableDiagnostics", "0")], ["-c", $"trap '' XFSZ; ulimit -f 8; exec dotnet '{Tool.Dll}' check study@main --profile journal -o review/"]);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("'review/' cannot be written", run.Error, StringComparison.Ordinal);
        Assert.Equal(["study"], published.Beside);
    }

    [Theory]
    [InlineData("http://example.org/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("https://")]
    [InlineData("https://user:secret@example.org/")]
    [InlineData("report.html")]
    public void A_report_has_an_https_address_or_none(string url)
    {
        using var folder = new TemporaryFolder();

        var run = Tool.Start(folder.Path, "check", ".", "-f", "badge", "--report-url", url);

        Assert.Equal(2, run.ExitCode);
        Assert.Matches("^error: --report-url: .+ is no https address.\n  fix: .+\n$", run.Error);
    }

    [Fact]
    public void The_badge_of_a_stored_report_leads_where_it_is_told()
    {
        using var published = new Published();
        published.Review(options: ["--report-url", "https://example.org/review/report.html", "-f", "badge-markdown"]);

        Assert.Contains("<a href=\"https://example.org/review/report.html\"", File.ReadAllText(published["review/badge.svg"]), StringComparison.Ordinal);
        Assert.Matches(@"^\[!\[reproducibility: level 0: none · [0-9a-f]{12} · [0-9-]{10}\]\(badge.svg\)\]\(https://example.org/review/report.html\)\n$", File.ReadAllText(published["review/badge.md"]));
        Assert.Equal(0, published.Start("verify", "review").ExitCode);
        Assert.Contains("(https://example.org/else)", published.Start("report", "review/report.json", "-f", "badge-markdown", "--report-url", "https://example.org/else").Output, StringComparison.Ordinal);
    }
}

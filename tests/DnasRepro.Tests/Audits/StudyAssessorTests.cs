using System.Text.Json;
using DnasRepro.Audits;
using DnasRepro.Locations;
using DnasRepro.Reports;
using DnasRepro.Snapshots;
using DnasRepro.Studies;
using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.Audits;

public class StudyAssessorTests
{
    [Fact]
    public void The_answers_come_in_the_order_of_the_questions() => Assert.Equal(Enum.GetValues<AuditQuestion>(), StudyExamples.Assess().Questions.Select(q => q.Question));

    [Fact]
    public void Two_runs_give_the_same() => Assert.Equal(JsonSerializer.Serialize(StudyExamples.Assess()), JsonSerializer.Serialize(StudyExamples.Assess()));

    [Fact]
    public void The_identity_is_the_cards()
    {
        var identity = StudyExamples.Assess().Identity!;

        Assert.Equal(("example", "Example search", true, "2d", "cell"), (identity.MethodId, identity.MethodName, identity.InScope, identity.Dimensionality, identity.Level));
        Assert.Equal(new Paper("An example paper", null, null, 2026, "primary"), Assert.Single(identity.Papers));
    }

    [Theory]
    [InlineData("{card: {identity: {card_type: template}}}")]
    [InlineData("{card_text: 'identity: 5'}")]
    [InlineData("{card_text: '{{{'}")]
    public void A_card_that_is_none_declares_nothing(string patch)
    {
        var result = StudyExamples.Assess(patch);

        Assert.Null(result.Identity);
        Assert.All(result.Questions, q => Assert.Null(q.Declared));
        Assert.Null(result.On(AuditQuestion.ExternalValidation).Computed);
        Assert.NotNull(result.On(AuditQuestion.CodeRelease).Computed);
    }

    [Fact]
    public void The_files_of_the_search_are_hashed_and_others_are_not()
    {
        var files = StudyExamples.Assess().SearchFiles;

        Assert.Equal(["search.py", "supernet.py"], files.Select(f => f.Path));
        Assert.All(files, f => Assert.True(f.Tokens > 50));
    }

    [Fact]
    public void A_card_without_a_repository_is_judged_by_itself_alone()
    {
        var result = StudyExamples.AssessCard();

        Assert.Equal((null, null, null), (result.Repository, result.Level, result.SearchCode));
        Assert.Equal(AuditValue.Yes, result.On(AuditQuestion.ExternalValidation).Computed!.Value);
        Assert.Equal(AuditValue.Yes, result.On(AuditQuestion.SearchStability).Computed!.Value);
        Assert.Equal(AuditValue.Yes, result.On(AuditQuestion.CodeRelease).Declared!.Value);
        Assert.Null(result.On(AuditQuestion.CodeRelease).Computed);
        Assert.Equal(new ReleaseSummary("full", "MIT", true, true, true, false), result.Release);
        Assert.Empty(result.Findings);
        Assert.Empty(result.SearchFiles);
    }

    [Fact]
    public void A_breach_that_the_card_alone_shows_is_found_without_a_repository() =>
        Assert.Equal("card-stab-level", Assert.Single(StudyExamples.AssessCard("{card: {search_protocol: {independent_searches: 1}}}").Findings, f => f.Slug == "card-stab-level").Slug);

    [Fact]
    public void Settings_of_the_repository_are_not_applied()
    {
        var with = StudyExamples.Assess("{no_card: true, files: {.dnas-repro.yml: 'ignore: [search.py]'}}");

        Assert.Equal(SearchCodeVerdict.Full, with.SearchCode!.Verdict);
    }

    [Fact]
    public void At_most_five_findings_are_kept() => Assert.True(StudyAssessor.Assess(Memory.Snapshot([new("a.py", "x = 1\n")]), null, null, "0", StudyExamples.Today).Findings.Count is > 0 and <= 5);

    [Theory]
    [InlineData("one", AuditValue.Unclear, SearchCodeVerdict.Full)]
    [InlineData("./one/", AuditValue.Unclear, SearchCodeVerdict.Full)]
    [InlineData("two", AuditValue.No, SearchCodeVerdict.None)]
    public void A_folder_is_read_with_the_files_at_the_root(string folder, AuditValue release, SearchCodeVerdict verdict)
    {
        var result = StudyAssessor.Assess(TwoFolders(), folder, null, "0", StudyExamples.Today);

        Assert.Equal(verdict, result.SearchCode!.Verdict);
        Assert.Equal(release, result.On(AuditQuestion.CodeRelease).Computed!.Value);
        Assert.Equal("MIT", result.Release!.Licence);
        Assert.All(result.SearchFiles, f => Assert.StartsWith("one/", f.Path));
    }

    [Theory]
    [InlineData("three", "no folder 'three'")]
    [InlineData("One", "there is 'one'")]
    [InlineData("../one", "not a folder")]
    [InlineData("/etc", "not a folder")]
    [InlineData("C:/x", "not a folder")]
    [InlineData("a\u202eb\u0007", "no folder 'a\\u{202E}b\\u{7}'")]
    [InlineData("one/search.py", "no folder")]
    public void A_folder_that_is_not_there_is_said_and_decides_nothing(string folder, string reason)
    {
        var result = StudyAssessor.Assess(TwoFolders(), folder, null, "0", StudyExamples.Today);
        var release = result.On(AuditQuestion.CodeRelease).Computed!;

        Assert.Equal(AuditValue.Unclear, release.Value);
        Assert.Contains(reason, release.Reason);
        Assert.Equal((null, null), (result.SearchCode, result.Level));
        Assert.DoesNotContain(result.Questions, q => q.Computed is { Value: AuditValue.Yes or AuditValue.No });
    }

    [Fact]
    public void A_card_inside_the_folder_is_found_and_its_paths_may_lie_elsewhere()
    {
        var example = CheckExample.Of("{}");
        var files = example.Files.Append(new("study/nas-reporting-card.yml", example.CardText!)).Append(new("study/notes.py", "x = 1\n"))
            .Append(new("shared/retrain.py", "x = 1\n"));
        var card = example.CardText!.Replace("\"retrain.py\"", "\"shared/retrain.py\"");

        var result = StudyAssessor.Assess(Memory.Snapshot(files), "study", StudyExamples.File("study.nas-card.yml", card), "0", StudyExamples.Today);

        Assert.Equal("study/nas-reporting-card.yml", StudyAssessor.Assess(Memory.Snapshot(files), "study", null, "0", StudyExamples.Today).Card.Path);
        Assert.DoesNotContain(result.Findings, f => f.Slug == "card-art-paths");
        Assert.NotEqual(AuditValue.No, result.On(AuditQuestion.CodeRelease).Computed!.Value);
    }

    [Fact]
    public void Places_link_to_the_commit()
    {
        var commit = new string('a', 40);
        var snapshot = StudyExamples.Snapshot() with { Origin = new GitOrigin(commit, IsWorkingTree: false, new HashSet<string>(), "https://github.com/owner/example", Prefix: "", IsComplete: true, (_, _) => null!) };

        var result = StudyAssessor.Assess(snapshot, null, null, "0", StudyExamples.Today);

        Assert.Equal(commit, result.Repository!.Commit);
        Assert.StartsWith($"https://github.com/owner/example/blob/{commit}/search.py#L", result.On(AuditQuestion.CodeRelease).Computed!.Evidence[0].Url);
    }

    [Fact]
    public void Nothing_hostile_breaks_it()
    {
        foreach (var text in HostileTexts.All)
        {
            var snapshot = Memory.Snapshot([new("search.py", text), new("nas-reporting-card.yml", text), new("README.md", text), new("sub/search.ipynb", text)]);

            Assert.Equal(4, StudyAssessor.Assess(snapshot, null, null, "0", StudyExamples.Today).Questions.Count);
            Assert.Equal(4, StudyAssessor.Assess(snapshot, text, StudyExamples.File("card.yml", text), "0", StudyExamples.Today).Questions.Count);
        }
    }

    private static RepositorySnapshot TwoFolders()
    {
        var files = CheckExample.Of("{no_card: true}").Files;
        return Memory.Snapshot(
        [
            .. files.Select(f => KeyValuePair.Create(RepoPath.Parse(f.Key).Extension == ".py" ? "one/" + f.Key : f.Key, f.Value)),
            new("two/train.py", "print('trained')\n"),
        ]);
    }
}

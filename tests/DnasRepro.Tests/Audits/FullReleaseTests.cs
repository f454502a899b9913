using DnasRepro.Audits;
using DnasRepro.Studies;
using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.Audits;

public class FullReleaseTests
{
    [Fact]
    public void Programs_that_are_there_with_a_complete_search_are_yes()
    {
        var answer = On("{}");

        Assert.Equal(AuditValue.Yes, answer.Declared!.Value);
        Assert.Equal(AuditValue.Yes, answer.Computed!.Value);
        Assert.Equal("search.py", answer.Computed.Evidence[0].Path);
    }

    [Fact]
    public void Without_a_card_the_code_alone_can_show_it()
    {
        var result = StudyExamples.Assess($"{{no_card: true, files: {{{StudyExamples.Evaluation}}}}}");
        var answer = result.On(AuditQuestion.CodeRelease);

        Assert.Null(answer.Declared);
        Assert.Equal(AuditValue.Yes, answer.Computed!.Value);
        Assert.Equal(new ReleaseSummary("full", "MIT", true, true, true, result.Release!.Weights), result.Release);
    }

    [Fact]
    public void A_program_that_the_card_names_and_the_repository_lacks_is_no()
    {
        var answer = On("{files: {evaluate.py: null}}");

        Assert.Equal(AuditValue.Yes, answer.Declared!.Value);
        Assert.Equal(AuditValue.No, answer.Computed!.Value);
        Assert.Contains("'evaluate.py'", answer.Computed.Reason);
    }

    [Theory]
    [InlineData("retrain.py", "retraining")]
    [InlineData("requirements.txt", "environment")]
    public void Without_a_card_what_is_not_found_leaves_it_open(string file, string lacking)
    {
        var answer = On($"{{no_card: true, files: {{{file}: null, {StudyExamples.Evaluation}}}}}").Computed!;

        Assert.Equal(AuditValue.Unclear, answer.Value);
        Assert.Contains(lacking, answer.Reason);
    }

    [Fact]
    public void A_program_is_no_evaluation_by_its_name_alone() => Assert.Contains("an evaluation was not found", On("{no_card: true}").Computed!.Reason);

    [Theory]
    [InlineData("none")]
    [InlineData("promised")]
    [InlineData("inference_only")]
    [InlineData("training_without_search")]
    [InlineData("search_without_evaluation")]
    public void A_word_below_full_is_declared_as_no(string word)
    {
        var answer = On($"{{card: {{artefacts: {{code_release: {word}}}}}}}");

        Assert.Equal(AuditValue.No, answer.Declared!.Value);
        Assert.Equal(AuditValue.Yes, answer.Computed!.Value);
    }

    [Theory]
    [InlineData("not_reported", AuditValue.NotReported)]
    [InlineData("unknown", AuditValue.Unclear)]
    [InlineData("not_applicable", AuditValue.NotApplicable)]
    public void A_sentinel_is_declared_as_what_it_says(string word, AuditValue expected) => Assert.Equal(expected, On($"{{card: {{artefacts: {{code_release: {word}}}}}}}").Declared!.Value);

    [Theory]
    [InlineData("{}", AuditValue.Yes)]
    [InlineData("{evaluate: {path: none}}", AuditValue.No)]
    [InlineData("{evaluate: not_reported}", AuditValue.NotReported)]
    [InlineData("{evaluate: unknown}", AuditValue.Unclear)]
    [InlineData("{evaluate: not_applicable}", AuditValue.Unclear)]
    [InlineData("{evaluate: null}", null)]
    public void A_core_card_declares_it_by_its_entry_points(string entries, AuditValue? expected) =>
        Assert.Equal(expected, On($"{{card: {{artefacts: {{code_release: null, entry_points: {entries}}}}}}}").Declared?.Value);

    [Fact]
    public void Code_without_a_search_is_no_when_all_of_it_was_read()
    {
        var answer = Files(("train.py", "print('trained')\n"));

        Assert.Equal(AuditValue.No, answer.Value);
        Assert.Equal("All 1 Python files were read, and no part of a search was found.", answer.Reason);
    }

    [Fact]
    public void A_repository_without_code_is_no() => Assert.Equal("The repository holds no code.", Files(("README.md", "Code will follow.\n")).Reason);

    [Fact]
    public void What_was_not_read_keeps_it_open()
    {
        Assert.Equal(AuditValue.Unclear, Files(("README.md", "See code.zip.\n"), ("code.zip", "PK")).Value);
        Assert.Equal(AuditValue.Unclear, Files(("train.py", "print()\n"), ("search.py", "a\0b")).Value);
    }

    [Fact]
    public void Code_in_another_language_is_unclear() => Assert.Equal(AuditValue.Unclear, Files(("search.jl", "x = 1\n")).Value);

    private static AuditAnswer Files(params (string, string)[] files) => StudyExamples.AssessFiles(files).On(AuditQuestion.CodeRelease).Computed!;

    private static QuestionResult On(string patch) => StudyExamples.Assess(patch).On(AuditQuestion.CodeRelease);
}

using DnasRepro.Findings;
using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.Checks.CardRules;

public class IdentityRuleTests
{
    private const string Sha = "1111111111111111111111111111111111111111";
    private const string Card = $$"""card: {identity: {repository_commit: "{{Sha}}"} }""";

    [Theory]
    [InlineData($$"""git: {commits: {"{{Sha}}": []} }""", Outcome.Satisfied)]
    [InlineData($$"""git: {commits: {"{{Sha}}": [search.py]} }""", Outcome.Violated)]
    [InlineData("git: {commits: {}}", Outcome.Violated)]
    [InlineData("git: {complete: false, commits: {}}", Outcome.NotDetermined)]
    [InlineData("files: {}", Outcome.NotDetermined)]
    public void The_commit_is_there_with_the_same_files(string git, Outcome expected) => Assert.Equal(expected, RuleRun.Outcome("card-id-commit", $"{{{Card}, {git}}}"));

    [Fact]
    public void An_absent_commit_is_an_error() => Assert.Equal(Severity.Error, RuleRun.Finding("card-id-commit", $"{{{Card}, git: {{commits: {{}}}}}}").Severity);

    [Fact]
    public void Changed_files_are_a_warning_that_names_them()
    {
        var finding = RuleRun.Finding("card-id-commit", $$"""{ {{Card}}, git: {commits: {"{{Sha}}": [search.py, supernet.py]} } }""");

        Assert.Equal(Severity.Warning, finding.Severity);
        Assert.Contains("'search.py', 'supernet.py'", finding.Message);
    }

    [Theory]
    [InlineData("https://github.com/Owner/Example", Outcome.Satisfied)]
    [InlineData("https://www.github.com/owner/example.git", Outcome.Satisfied)]
    [InlineData("https://github.com/owner/example/tree/main/search", Outcome.Satisfied)]
    [InlineData("https://github.com/owner/example2", Outcome.Violated)]
    public void The_remote_is_the_repository_of_the_card(string url, Outcome expected) =>
        Assert.Equal(expected, RuleRun.Outcome("card-id-remote", $$"""{card: {identity: {repository_url: "{{url}}"} }, git: {remote: "https://github.com/owner/example"} }"""));

    [Fact]
    public void Without_a_remote_nobody_can_tell() => Assert.Equal(Outcome.NotDetermined, RuleRun.Outcome("card-id-remote", "{card: {}}"));

    [Theory]
    [InlineData("identity: {in_scope: false}", Outcome.Violated)]
    [InlineData("identity: {in_scope: false, out_of_scope_reason: not_medical}", Outcome.Satisfied)]
    [InlineData("identity: {in_scope: false, out_of_scope_reason: unknown}", Outcome.NotDetermined)]
    [InlineData("task: {segmentation_type: none}", Outcome.Violated)]
    [InlineData("task: {modalities: [NON_MEDICAL, MR]}", Outcome.Satisfied)]
    [InlineData("search_strategy: {algorithm: non_differentiable}", Outcome.Violated)]
    [InlineData("task: unknown", Outcome.NotDetermined)]
    public void The_scope_fits_the_card(string patch, Outcome expected) => Assert.Equal(expected, RuleRun.Outcome("card-id-scope", $$"""{card: { {{patch}} } }"""));
}

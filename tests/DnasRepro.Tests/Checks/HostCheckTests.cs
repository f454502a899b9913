using DnasRepro.Checks;
using DnasRepro.Findings;
using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.Checks;

/// <summary>Checks that need GitHub's answer say nothing without one.</summary>
public class HostCheckTests
{
    private const string Commit = "1111111111111111111111111111111111111111";

    private static Finding One(string slug, string yaml) => Assert.Single(CheckCatalog.Find(slug)!.Run(CheckExample.Of(yaml).Facts()));

    [Theory]
    [InlineData("repository-archived")]
    [InlineData("repository-renamed")]
    [InlineData("commit-not-tagged")]
    [InlineData("fork-without-origin")]
    public void Without_an_answer_nothing_is_determined(string slug) => Assert.Equal(Outcome.NotDetermined, One(slug, $"git: {{commit: '{Commit}'}}").Outcome);

    [Fact]
    public void A_disabled_repository_is_worse_than_an_archived_one() =>
        Assert.Equal((Severity.Warning, Severity.Info), (One("repository-archived", "host: {disabled: true}").Severity, One("repository-archived", "host: {archived: true}").Severity));

    [Fact]
    public void The_case_of_a_name_does_not_count() => Assert.Equal(Outcome.Satisfied, One("repository-renamed", "host: {asked: Owner/Example}").Outcome);

    [Theory]
    [InlineData("host: {}", Outcome.NotApplicable)]
    [InlineData("git: {commit: '1111111111111111111111111111111111111111'}\nhost: {}", Outcome.Violated)]
    [InlineData("git: {commit: '1111111111111111111111111111111111111111'}\nhost: {all_tags: false}", Outcome.NotDetermined)]
    [InlineData("git: {commit: '1111111111111111111111111111111111111111'}\nhost: {all_tags: false, tags: {v1: '1111111111111111111111111111111111111111'}}", Outcome.Satisfied)]
    public void A_commit_has_a_tag_or_has_not(string yaml, Outcome outcome) => Assert.Equal(outcome, One("commit-not-tagged", yaml).Outcome);

    [Theory]
    [InlineData("https://github.com/others/darts.git", Outcome.Satisfied)]
    [InlineData("https://github.com/others/darts/tree/main", Outcome.Satisfied)]
    [InlineData("https://github.com/others/darts-2", Outcome.Violated)]
    [InlineData("https://example.org/others/darts", Outcome.Violated)]
    public void A_fork_names_its_origin_by_a_link(string link, Outcome outcome) =>
        Assert.Equal(outcome, One("fork-without-origin", $"host: {{parent: others/darts}}\nedits: {{README.md: [{{replace: '# Example', by: 'See {link}'}}]}}").Outcome);

    [Fact]
    public void A_card_with_the_new_name_of_a_renamed_repository_describes_it() => Assert.Equal(
        (Outcome.Violated, Outcome.Satisfied),
        (RuleRun.Outcome("card-id-remote", "git: {remote: 'https://github.com/owner/old'}"), RuleRun.Outcome("card-id-remote", "git: {remote: 'https://github.com/owner/old'}\nhost: {asked: owner/old}")));

    [Fact]
    public void A_card_that_came_with_a_fork_is_told_as_such() => Assert.Contains(
        "GitHub says is a fork of it",
        RuleRun.Finding("card-id-remote", "git: {remote: 'https://github.com/me/copy'}\nhost: {parent: others/darts}\ncard: {identity: {repository_url: 'https://github.com/others/darts'}}").Message);

    [Theory]
    [InlineData("host: {licence: NOASSERTION}", Outcome.NotDetermined)]
    [InlineData("host: {licence: Artistic-2.0}", Outcome.Satisfied)]
    [InlineData("host: {licence: OSL-3.0}", Outcome.Violated)]
    [InlineData("{}", Outcome.NotDetermined)]
    public void GitHub_knows_licences_that_we_do_not(string host, Outcome outcome) =>
        Assert.Equal(outcome, RuleRun.Outcome("card-art-licence", (host == "{}" ? "" : host + "\n") + "files: {LICENSE: 'A text of its own.'}\ncard: {artefacts: {licence: Artistic-2.0}}"));
}

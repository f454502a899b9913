using DnasRepro.Locations;
using DnasRepro.Sources;

namespace DnasRepro.Tests.Sources;

public class TargetParserTests
{
    private static readonly string[] Folders = [".", "owner/name", "a@b", "/abs/path", "C:\\study"];

    [Fact]
    public void An_existing_folder_always_wins()
    {
        Assert.Equal(new RepositoryAddress.Folder("owner/name"), Parse("owner/name"));
        Assert.Equal(new RepositoryAddress.Folder("a@b"), Parse("a@b"));
    }

    [Theory]
    [InlineData(".@HEAD", ".", "HEAD")]
    [InlineData("a@b@v1", "a@b", "v1")]
    [InlineData("a@b@feature@x", "a@b", "feature@x")]
    [InlineData("/abs/path@origin/main", "/abs/path", "origin/main")]
    public void A_commit_is_split_off_at_the_last_at_sign_behind_a_folder(string text, string folder, string revision) =>
        Assert.Equal(new RepositoryAddress.GitCommit(folder, revision), Parse(text));

    [Theory]
    [InlineData("quark0/darts", "quark0", "darts", null)]
    [InlineData("quark0/darts@v1.0", "quark0", "darts", "v1.0")]
    [InlineData("github:owner/name@feature/x", "owner", "name", "feature/x")]
    [InlineData("https://github.com/owner/other", "owner", "other", null)]
    [InlineData("https://github.com/owner/other.git", "owner", "other", null)]
    [InlineData("https://github.com/owner/other/tree/dev", "owner", "other", "dev")]
    [InlineData("https://github.com/owner/other/commit/38f54d6e3698211e8c19a1161a4bda16b9ac3268", "owner", "other", "38f54d6e3698211e8c19a1161a4bda16b9ac3268")]
    public void A_repository_on_GitHub_has_many_names(string text, string owner, string name, string? reference) =>
        Assert.Equal(new RepositoryAddress.GitHub(owner, name, reference), Parse(text));

    [Theory]
    [InlineData("https://gitlab.com/a/b.git", "https://gitlab.com/a/b.git", null)]
    [InlineData("https://user@gitlab.com/a/b.git@v1", "https://user@gitlab.com/a/b.git", "v1")]
    [InlineData("git@gitlab.com:a/b.git", "git@gitlab.com:a/b.git", null)]
    [InlineData("ssh://git@host/a/b#feature/x", "ssh://git@host/a/b", "feature/x")]
    public void Other_addresses_are_git_urls(string text, string url, string? reference) =>
        Assert.Equal(new RepositoryAddress.GitUrl(url, reference), Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("./nowhere")]
    [InlineData("/nowhere")]
    [InlineData("~/nowhere")]
    [InlineData("D:/nowhere")]
    [InlineData("nowhere")]
    [InlineData("a/b/c")]
    [InlineData("owner/name/../x")]
    [InlineData("github:owner")]
    public void What_is_no_target_is_said_with_a_hint(string text) => Assert.NotEmpty(Assert.Throws<UserErrorException>(() => Parse(text)).Hint);

    private static RepositoryAddress Parse(string text) => TargetParser.Parse(text, Folders.Contains);
}

using DnasRepro.Locations;
using DnasRepro.Sources;
using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.Sources;

public class TargetParserTests
{
    private const string Commit = "0123456789abcdef0123456789abcdef01234567";

    [Theory]
    [InlineData("owner/name", "owner", "name", null)]
    [InlineData("owner/name@v1.0", "owner", "name", "v1.0")]
    [InlineData("owner/name@feature/x", "owner", "name", "feature/x")]
    [InlineData("github:owner/name", "owner", "name", null)]
    [InlineData("github:owner/na.me_-@main", "owner", "na.me_-", "main")]
    [InlineData("https://github.com/owner/name", "owner", "name", null)]
    [InlineData("https://github.com/owner/name/", "owner", "name", null)]
    [InlineData("https://github.com/owner/name.git", "owner", "name", null)]
    [InlineData("https://github.com/owner/name.git@v1", "owner", "name", "v1")]
    [InlineData("https://github.com/owner/name#v1", "owner", "name", "v1")]
    [InlineData("https://user:token@github.com/owner/name@v1", "owner", "name", "v1")]
    [InlineData("http://www.github.com/owner/name", "owner", "name", null)]
    [InlineData("github.com/owner/name", "owner", "name", null)]
    [InlineData("https://github.com/owner/name/tree/feature/x", "owner", "name", "feature/x")]
    [InlineData("https://github.com/owner/name/commit/" + Commit, "owner", "name", Commit)]
    public void Names_a_repository_on_GitHub(string text, string owner, string name, string? reference) =>
        Assert.Equal(new RepositoryAddress.GitHub(owner, name, reference), TargetParser.Parse(text));

    [Theory]
    [InlineData("owner/name#12")]
    [InlineData("github:owner/name#12")]
    [InlineData("https://github.com/owner/name/pull/12")]
    [InlineData("github.com/owner/name/pull/12/")]
    [InlineData("https://github.com/owner/name/pull/12/files")]
    [InlineData("https://github.com/owner/name/pull/12#issuecomment-1")]
    [InlineData("https://user:token@github.com/owner/name/pull/12?w=1")]
    public void Names_a_pull_request(string text) =>
        Assert.Equal(new RepositoryAddress.GitHub("owner", "name", null) { Pull = 12 }, TargetParser.Parse(text));

    [Fact]
    public void Names_a_commit_of_a_pull_request() =>
        Assert.Equal(new RepositoryAddress.GitHub("owner", "name", Commit), TargetParser.Parse($"https://github.com/owner/name/pull/12/commits/{Commit}"));

    [Theory]
    [InlineData("https://example.org/a/b.git", "https://example.org/a/b.git", null)]
    [InlineData("https://example.org/a/b.git@v1", "https://example.org/a/b.git", "v1")]
    [InlineData("https://example.org/a/b.git@feature/x", "https://example.org/a/b.git", "feature/x")]
    [InlineData("https://example.org/a/b.git#feature/x", "https://example.org/a/b.git", "feature/x")]
    [InlineData("https://example.org/@scope/b", "https://example.org/@scope/b", null)]
    [InlineData("https://user:token@example.org/b", "https://user:token@example.org/b", null)]
    [InlineData("ssh://git@example.org/a/b.git", "ssh://git@example.org/a/b.git", null)]
    [InlineData("ssh://git@example.org/a/b.git@main", "ssh://git@example.org/a/b.git", "main")]
    [InlineData("git://example.org/b", "git://example.org/b", null)]
    [InlineData("file:///srv/b.git@main", "file:///srv/b.git", "main")]
    [InlineData("git@example.org:a/b.git", "ssh://git@example.org/a/b.git", null)]
    [InlineData("git@example.org:a/b.git@main", "ssh://git@example.org/a/b.git", "main")]
    public void Names_a_repository_behind_a_URL(string text, string url, string? reference) =>
        Assert.Equal(new RepositoryAddress.GitUrl(url, reference), TargetParser.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("name")]
    [InlineData("a/b/c")]
    [InlineData("./owner/name")]
    [InlineData("../owner")]
    [InlineData(".hidden/name")]
    [InlineData("/owner/name")]
    [InlineData("~/owner-of-nothing/name")]
    [InlineData("~owner/name")]
    [InlineData("C:/owner")]
    [InlineData("C:\\owner")]
    [InlineData("\\\\server\\share")]
    [InlineData("c:owner/name")]
    [InlineData("-owner/name")]
    [InlineData("nobody-at-all/..x/..")]
    [InlineData("owner/name@")]
    [InlineData("owner/name@-x")]
    [InlineData("owner/name@a b")]
    [InlineData("owner/name@a..b")]
    [InlineData("owner/name@a:b")]
    [InlineData("owner/name@\u001b[31m")]
    [InlineData("github:name")]
    [InlineData("github:git@example.org:a/b")]
    [InlineData("ftp://example.org/a")]
    [InlineData("ext::sh -c id")]
    [InlineData("https://")]
    [InlineData("https://example.org")]
    [InlineData("https://github.com/owner")]
    [InlineData("https://github.com/owner/name/pull")]
    [InlineData("https://github.com/owner/name/pull/")]
    [InlineData("https://github.com/owner/name/pull/x")]
    [InlineData("https://github.com/owner/name/pull/0")]
    [InlineData("https://github.com/owner/name/pull/-1")]
    [InlineData("https://github.com/owner/name/pull/12@v1")]
    [InlineData("https://github.com/owner/name/pull/99999999999")]
    [InlineData("https://github.com/owner/name/pulls")]
    [InlineData("owner/name#")]
    [InlineData("owner/name#0")]
    [InlineData("owner/name#+1")]
    [InlineData("owner/name#12@v1")]
    [InlineData("owner/name#\u001b[31m")]
    [InlineData("https://github.com/owner/name/issues")]
    [InlineData("https://github.com/owner/name/blob/main/a.py")]
    [InlineData("https://github.com/owner/name/tree")]
    [InlineData("ssh://-oProxyCommand=id/a")]
    [InlineData("git@-oProxyCommand=id:a/b")]
    [InlineData("git@example.org:-a")]
    [InlineData("owner/name\n")]
    public void Refuses_what_is_no_target(string text)
    {
        var error = Assert.Throws<UserErrorException>(() => TargetParser.Parse(text));

        Assert.Equal(2, error.ExitCode);
        Assert.NotEmpty(error.Hint);
        Assert.DoesNotContain('\u001b', error.Message);
    }

    [Fact]
    public void Shows_no_credentials_when_it_refuses()
    {
        var error = Assert.Throws<UserErrorException>(() => TargetParser.Parse("https://user:token@github.com/owner/name/issues"));

        Assert.DoesNotContain("token", error.Message + error.Hint);
    }

    [Fact]
    public void An_existing_folder_wins_over_everything_else()
    {
        using var folder = new TempFolder();
        foreach (var name in new[] { "plain", "with@v1", "with", "a@b@c" })
            Directory.CreateDirectory(folder[name]);

        Assert.Equal(new RepositoryAddress.Folder(folder["with@v1"]), TargetParser.Parse(folder["with@v1"]));
        Assert.Equal(new RepositoryAddress.GitCommit(folder["with"], "v2"), TargetParser.Parse(folder["with@v2"]));
        Assert.Equal(new RepositoryAddress.GitCommit(folder["with@v1"], "v2"), TargetParser.Parse(folder["with@v1@v2"]));
        Assert.Equal(new RepositoryAddress.GitCommit(folder["a@b@c"], "HEAD~1"), TargetParser.Parse(folder["a@b@c@HEAD~1"]));
        Assert.Equal(new RepositoryAddress.GitCommit(folder["plain"], "origin/feature/x"), TargetParser.Parse(folder["plain@origin/feature/x"]));
        Assert.Equal(new RepositoryAddress.Folder("."), TargetParser.Parse("."));
        Assert.Equal(new RepositoryAddress.GitCommit(".", "main"), TargetParser.Parse(".@main"));
    }

    [Theory]
    [InlineData("@")]
    [InlineData("@a b")]
    [InlineData("@../x")]
    public void Refuses_a_folder_with_a_wrong_commit(string ending)
    {
        using var folder = new TempFolder();

        Assert.Throws<UserErrorException>(() => TargetParser.Parse(folder.Path + ending));
    }

    [Fact]
    public void A_file_is_no_target()
    {
        using var folder = new TempFolder();
        folder.Write("a.zip", "");

        Assert.Contains("is a file", Assert.Throws<UserErrorException>(() => TargetParser.Parse(folder["a.zip"])).Message);
    }
}

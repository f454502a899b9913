using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.Sources;

/// <summary>Real git over HTTP on this machine.</summary>
public class RemoteTests
{
    [Fact]
    public void A_remote_repository_is_read_shallow_at_a_branch_a_tag_or_a_commit()
    {
        using var folder = Served(out var first, out var second);
        using var server = new GitHttpServer(folder.Path);
        using var cache = new GitFolder(init: false);
        var url = server.Address + "study/.git";

        using (var open = GitFolder.OpenPath(url, cache.Path))
        {
            Assert.Equal(second, open.Snapshot.Origin!.Commit);
            Assert.Equal("new\n", GitFolder.Text(open.Snapshot, "search.py"));
            Assert.False(open.Snapshot.Origin.IsComplete, string.Join('\n', Directory.GetFiles(cache.Path, "*", SearchOption.AllDirectories)));
        }
        using (var open = GitFolder.OpenPath(url + "@v1", cache.Path))
            Assert.Equal(first, open.Snapshot.Origin!.Commit);
        using (var open = GitFolder.OpenPath(url + "@feature/x", cache.Path))
            Assert.Equal(first, open.Snapshot.Origin!.Commit);
        server.Dispose();
        using (var open = GitFolder.OpenPath($"{url}@{first}", cache.Path))
            Assert.Equal("old\n", GitFolder.Text(open.Snapshot, "search.py"));
    }

    [Theory]
    [InlineData("@no-such-branch", "no branch or tag")]
    [InlineData("@abc1234", "shortened commit")]
    [InlineData("@1111111111111111111111111111111111111111", "cannot be reached")]
    public void What_is_not_there_is_said(string reference, string message)
    {
        using var folder = Served(out _, out _);
        using var server = new GitHttpServer(folder.Path);
        using var cache = new GitFolder(init: false);

        var error = Assert.Throws<UserErrorException>(() => GitFolder.OpenPath(server.Address + "study/.git" + reference, cache.Path));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Equal(3, error.ExitCode);
        Assert.Empty(Directory.EnumerateFiles(cache.Path, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void A_dropped_connection_leaves_nothing_behind()
    {
        using var folder = Served(out _, out _);
        using var server = new GitHttpServer(folder.Path) { CutAfter = 300 };
        using var cache = new GitFolder(init: false);

        Assert.Throws<UserErrorException>(() => GitFolder.OpenPath(server.Address + "study/.git", cache.Path));

        Assert.Empty(Directory.EnumerateFiles(cache.Path, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void Credentials_in_an_address_are_never_shown()
    {
        using var cache = new GitFolder(init: false);

        var error = Assert.Throws<UserErrorException>(() => GitFolder.OpenPath("http://user:secret@127.0.0.1:1/study.git", cache.Path));

        Assert.DoesNotContain("secret", error.Message + error.Hint, StringComparison.Ordinal);
    }

    private static GitFolder Served(out string first, out string second)
    {
        var folder = new GitFolder(init: false);
        var study = Path.Combine(folder.Path, "study");
        Directory.CreateDirectory(study);
        GitFolder.GitIn(study, "init", "-q");
        GitFolder.GitIn(study, "config", "uploadpack.allowReachableSHA1InWant", "true");
        folder.Write("study/search.py", "old\n");
        GitFolder.GitIn(study, "add", "-A");
        GitFolder.GitIn(study, "commit", "-qm", "one");
        first = GitFolder.GitIn(study, "rev-parse", "HEAD");
        GitFolder.GitIn(study, "tag", "-a", "v1", "-m", "one");
        GitFolder.GitIn(study, "branch", "feature/x");
        folder.Write("study/search.py", "new\n");
        GitFolder.GitIn(study, "commit", "-qam", "two");
        second = GitFolder.GitIn(study, "rev-parse", "HEAD");
        return folder;
    }
}

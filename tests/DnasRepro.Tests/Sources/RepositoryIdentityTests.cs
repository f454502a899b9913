using DnasRepro.Sources;
using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.Sources;

public sealed class RepositoryIdentityTests : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly string commit;

    public RepositoryIdentityTests()
    {
        commit = folder.Init("work").Write("work/a.py", "1").Write("work/sub/b.py", "2").Commit("work");
        folder.GitIn("work", "remote", "add", "origin", "https://github.com/lab/study.git");
        folder.GitIn(".", "clone", "--quiet", "--bare", "work", "bare.git");
    }

    public void Dispose() => folder.Dispose();

    private RepositoryIdentity? Of(string target) => RepositoryIdentity.Of(TargetParser.Parse(target, folder.Path), new SourceOptions(folder["cache"]));

    [Theory]
    [InlineData("work@main")]
    [InlineData("work@COMMIT")]
    [InlineData("work/sub@main")]
    [InlineData("bare.git@main")]
    [InlineData("bare.git")]
    public void What_is_known_before_is_what_is_read(string target)
    {
        var identity = Of(target.Replace("COMMIT", commit, StringComparison.Ordinal))!;
        using var read = Reading.Read(TargetParser.Parse(target.Replace("COMMIT", commit, StringComparison.Ordinal), folder.Path));
        var origin = read.Snapshot.Origin!;

        Assert.Equal(new RepositoryIdentity(read.Snapshot.Name, origin.Commit!, origin.Remote, origin.Prefix, origin.IsComplete), identity);
        Assert.Equal(commit, identity.Commit);
    }

    [Theory]
    [InlineData("work")]
    [InlineData("work/sub")]
    [InlineData("lab/study")]
    [InlineData("lab/study@main")]
    [InlineData("lab/study#3")]
    [InlineData("https://example.org/r.git")]
    public void A_working_tree_and_a_branch_elsewhere_have_to_be_read_first(string target) => Assert.Null(Of(target));

    [Theory]
    [InlineData("lab/study@", "https://github.com/lab/study")]
    [InlineData("https://example.org/lab/r.git@", "https://example.org/lab/r")]
    public void A_whole_commit_elsewhere_is_known_without_a_request(string target, string remote)
    {
        var identity = Of(target + commit.ToUpperInvariant())!;

        Assert.Equal((commit, remote, false), (identity.Commit, identity.Remote, identity.IsComplete));
    }

    [Fact]
    public void A_remote_commit_is_known_as_it_is_read()
    {
        using var server = new GitServer(folder.Path);
        var target = $"{server.Url}bare.git@{commit}";
        var identity = Of(target)!;
        using var read = Reading.Read(TargetParser.Parse(target), new SourceOptions(folder["cache"]));

        Assert.Equal((read.Snapshot.Name, read.Snapshot.Origin!.Commit, read.Snapshot.Origin.Remote, read.Snapshot.Origin.Prefix), (identity.Name, identity.Commit, identity.Remote, identity.Prefix));
    }

    [Fact]
    public void A_commit_that_is_not_there_is_said_as_when_it_is_read() =>
        Assert.Contains("has no commit", Assert.Throws<UserErrorException>(() => Of("work@" + new string('1', 40))).Message, StringComparison.Ordinal);
}

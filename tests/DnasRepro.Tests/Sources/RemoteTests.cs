using System.Diagnostics;
using System.Text;
using DnasRepro.Locations;
using DnasRepro.Sources;
using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.Sources;

public sealed class RemoteTests : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly string first;
    private readonly string second;

    public RemoteTests()
    {
        first = folder.Init("r.git").Write("r.git/a.py", "1").Commit("r.git");
        folder.GitIn("r.git", "tag", "--annotate", "--message=x", "v1");
        second = folder.Write("r.git/a.py", "2").Write("r.git/random.bin", RandomBytes()).Commit("r.git");
        folder.GitIn("r.git", "branch", "feature/x", first);
    }

    public void Dispose() => folder.Dispose();

    private static byte[] RandomBytes()
    {
        var bytes = new byte[200_000];
        new Random(1).NextBytes(bytes);
        return bytes;
    }

    private SourceOptions Options => new(folder["cache"]);

    /// <summary>The server in the place of GitHub's, where repositories have an owner.</summary>
    private SourceOptions OnHub(GitServer server)
    {
        Directory.CreateDirectory(folder["o"]);
        if (!Path.Exists(folder["o/r"]))
            Directory.CreateSymbolicLink(folder["o/r"], folder["r.git"]);
        return Options with { GitHubServer = new Uri(server.Url) };
    }

    private string[] Cached => Directory.Exists(folder["cache"])
        ? [.. Directory.GetDirectories(folder["cache/repositories"], "*").SelectMany(Directory.GetDirectories).Select(d => Path.GetFileName(d)!)]
        : [];

    private OpenRepository Read(GitServer server, string? reference = null) =>
        Reading.Read(new RepositoryAddress.GitUrl(server.Url + "r.git", reference), Options);

    private UserErrorException Fails(GitServer server, string? reference = null)
    {
        var error = Assert.Throws<UserErrorException>(() => Read(server, reference));
        Assert.DoesNotContain(Cached, c => c.StartsWith('.'));
        return error;
    }

    [Fact]
    public void The_default_branch_is_read_without_its_history()
    {
        using var server = new GitServer(folder.Path);

        using var read = Read(server);
        var origin = read.Snapshot.Origin!;

        Assert.Equal(["a.py", "random.bin"], read.Paths());
        Assert.Equal("2", read.Text("a.py"));
        Assert.Equal((second, false, false), (origin.Commit, origin.IsWorkingTree, origin.IsComplete));
        Assert.Equal($"{server.Url}r.git", read.Snapshot.Name);
        Assert.Equal([second], Cached);
    }

    [Fact]
    public void An_earlier_commit_that_a_card_names_is_fetched_and_compared()
    {
        var third = folder.Write("r.git/b.py", "3").Commit("r.git");
        folder.GitIn("r.git", "branch", "--force", "feature/x", third);
        folder.GitIn("r.git", "tag", "--delete", "v1");
        using var server = new GitServer(folder.Path);
        using var read = Read(server);
        var origin = read.Snapshot.Origin!;

        // A server need not hand out what no reference names; GitHub does.
        Assert.False(origin.FindCommit(second, ["a.py"]).Exists);
        folder.GitIn("r.git", "config", "uploadpack.allowAnySHA1InWant", "true");
        var (same, other) = (origin.FindCommit(second, ["a.py", "random.bin", "b.py"]), origin.FindCommit(first, ["a.py"]));

        Assert.Equal((true, "b.py"), (same.Exists, Assert.Single(same.DifferingPaths)));
        Assert.Equal((true, "a.py"), (other.Exists, Assert.Single(other.DifferingPaths)));
        Assert.False(origin.FindCommit(new string('1', 40), []).Exists);
        Assert.False(origin.FindCommit("main", []).Exists);
    }

    [Theory]
    [InlineData("feature/x")]
    [InlineData("v1")]
    public void A_branch_and_a_tag_are_read(string reference)
    {
        using var server = new GitServer(folder.Path);

        using var read = Read(server, reference);

        Assert.Equal(first, read.Snapshot.Origin!.Commit);
        Assert.Equal($"{server.Url}r.git@{reference}", read.Snapshot.Name);
    }

    [Fact]
    public void A_commit_that_no_reference_names_is_read_where_the_server_allows_it()
    {
        folder.GitIn("r.git", "config", "uploadpack.allowAnySHA1InWant", "true");
        folder.GitIn("r.git", "branch", "--delete", "--force", "feature/x");
        folder.GitIn("r.git", "tag", "--delete", "v1");
        using var server = new GitServer(folder.Path);

        using var read = Read(server, first);

        Assert.Equal(first, read.Snapshot.Origin!.Commit);
    }

    [Fact]
    public void A_commit_that_a_reference_names_is_read_from_any_server()
    {
        using var server = new GitServer(folder.Path);

        using var read = Read(server, first);

        Assert.Equal(first, read.Snapshot.Origin!.Commit);
    }

    [Fact]
    public void What_is_here_is_not_fetched_again()
    {
        using var server = new GitServer(folder.Path);
        Read(server).Dispose();
        var (requests, fetches) = (server.Requests.Count, server.Fetches);

        Read(server).Dispose();
        Assert.Equal(fetches, server.Fetches);
        Assert.Equal(requests + 1, server.Requests.Count);

        Read(server, second).Dispose();
        Assert.Equal(requests + 1, server.Requests.Count);
    }

    [Fact]
    public async Task Several_readers_share_the_cache()
    {
        using var server = new GitServer(folder.Path);

        var reads = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Read(server))));

        Assert.All(reads, read => Assert.Equal("2", read.Text("a.py")));
        Assert.Equal([second], Cached);
        foreach (var read in reads)
            read.Dispose();
    }

    [Fact]
    public void A_shortened_commit_is_refused()
    {
        using var server = new GitServer(folder.Path);

        var error = Fails(server, first[..8]);

        Assert.Contains("shortened commit id", error.Message);
        Assert.Equal("Write all 40 digits of the commit.", error.Hint);
    }

    [Fact]
    public void A_shortened_commit_is_asked_for_where_somebody_can_be_asked()
    {
        using var server = new GitServer(folder.Path);
        var asked = new List<string>();

        using var read = Reading.Read(new RepositoryAddress.GitHub("o", "r", first[..8]), OnHub(server) with { FindCommit = (hub, id, _) => { asked.Add($"{hub.Owner}/{hub.Name} {id}"); return first; } });

        Assert.Equal(("1", first), (read.Text("a.py"), read.Snapshot.Origin!.Commit));
        Assert.Equal([$"o/r {first[..8]}"], asked);
        Assert.Equal($"o/r@{first[..8]}", read.Snapshot.Name);
    }

    [Fact]
    public void A_branch_comes_before_a_shortened_commit()
    {
        folder.GitIn("r.git", "branch", "abcd", first);
        using var server = new GitServer(folder.Path);

        using var read = Reading.Read(new RepositoryAddress.GitHub("o", "r", "abcd"), OnHub(server) with { FindCommit = (_, _, _) => throw new InvalidOperationException("nobody need be asked") });

        Assert.Equal(first, read.Snapshot.Origin!.Commit);
    }

    [Fact]
    public void A_pull_request_is_read_at_its_head()
    {
        folder.GitIn("r.git", "update-ref", "refs/pull/12/head", first);
        folder.GitIn("r.git", "branch", "refs/pull/12/head", second);
        using var server = new GitServer(folder.Path);

        using var read = Reading.Read(new RepositoryAddress.GitHub("o", "r", null) { Pull = 12 }, OnHub(server));
        var error = Assert.Throws<UserErrorException>(() => Reading.Read(new RepositoryAddress.GitHub("o", "r", null) { Pull = 13 }, OnHub(server)));

        Assert.Equal(("o/r#12", first), (read.Snapshot.Name, read.Snapshot.Origin!.Commit));
        Assert.Equal(($"{server.Url}o/r has no pull request 13.", 3), (error.Message, error.ExitCode));
    }

    [Fact]
    public void The_token_of_GitHub_is_sent_to_the_server_that_is_named_as_GitHub()
    {
        using var server = new GitServer(folder.Path) { Login = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("x-access-token:t0ken")) };

        using var read = Reading.Read(new RepositoryAddress.GitHub("o", "r", null), OnHub(server) with { GitHubToken = "t0ken" });

        Assert.Equal(second, read.Snapshot.Origin!.Commit);
    }

    [Fact]
    public void The_token_of_GitHub_does_not_follow_a_redirection()
    {
        using var other = new GitServer(folder.Path) { Login = "Basic never" };
        using var server = new GitServer(folder.Path) { RedirectsTo = other.OtherName };

        var error = Assert.Throws<UserErrorException>(() => Reading.Read(new RepositoryAddress.GitHub("o", "r", null), OnHub(server) with { GitHubToken = "t0ken" }));

        Assert.Empty(other.Requests);
        Assert.DoesNotContain("t0ken", error.ToString());
    }

    [Fact]
    public void Another_host_is_not_read_even_without_a_login()
    {
        using var other = new GitServer(folder.Path);
        using var server = new GitServer(folder.Path) { RedirectsTo = other.OtherName };

        Assert.Equal(3, Fails(server, null).ExitCode);
        Assert.Empty(other.Requests);
    }

    [Fact]
    public void A_wrong_reference_is_named()
    {
        using var server = new GitServer(folder.Path);

        Assert.Equal($"{server.Url}r.git has no branch, tag or commit 'nowhere'.", Fails(server, "nowhere").Message);
        Assert.Equal(3, Fails(server, new string('1', 40)).ExitCode);
    }

    [Fact]
    public void A_repository_that_is_not_there_is_named()
    {
        using var server = new GitServer(folder.Path);

        var error = Assert.Throws<UserErrorException>(() => Reading.Read(new RepositoryAddress.GitUrl(server.Url + "x.git", null), Options));

        Assert.Contains("404", error.Message);
        Assert.Equal(3, error.ExitCode);
    }

    [Fact]
    public void A_host_that_does_not_answer_is_named()
    {
        string url;
        using (var server = new GitServer(folder.Path))
            url = server.Url;

        var error = Assert.Throws<UserErrorException>(() => Reading.Read(new RepositoryAddress.GitUrl(url + "r.git", null), Options));

        Assert.StartsWith($"{url}r.git could not be read: ", error.Message);
        Assert.Equal(3, error.ExitCode);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(500)]
    [InlineData(100_000)]
    public void A_connection_that_breaks_leaves_nothing_behind(int bytes)
    {
        using var server = new GitServer(folder.Path) { BreaksAfter = bytes };

        Assert.Equal(3, Fails(server).ExitCode);
        Assert.Empty(Cached);
    }

    [Fact]
    public async Task Cancelling_ends_a_fetch_that_hangs()
    {
        using var server = new GitServer(folder.Path) { Hangs = true };
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var read = Task.Run(
            () => RepositorySource.Read(new RepositoryAddress.GitUrl(server.Url + "r.git", null), Options, cancel.Token), TestContext.Current.CancellationToken);
        while (server.Fetches == 0 && !read.IsCompleted)
            await Task.Yield();

        var watch = Stopwatch.StartNew();
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read);
        Pace.Require(TimeSpan.FromSeconds(4), watch);
        Assert.DoesNotContain(second, Cached);
    }

    [Fact]
    public void A_server_that_hangs_is_given_up()
    {
        using var server = new GitServer(folder.Path) { Hangs = true };

        var error = Assert.Throws<UserErrorException>(() =>
            Reading.Read(new RepositoryAddress.GitUrl(server.Url + "r.git", null), Options with { TimeLimit = TimeSpan.FromSeconds(0.3) }));

        Assert.Equal(3, error.ExitCode);
    }

    [Fact]
    public void A_login_in_the_url_is_used_and_shown_nowhere()
    {
        using var server = new GitServer(folder.Path) { Login = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("user:s3cret")) };

        using var read = Reading.Read(new RepositoryAddress.GitUrl($"http://user:s3cret@{server.Authority}/r.git", null), Options);
        var error = Assert.Throws<UserErrorException>(() =>
            Reading.Read(new RepositoryAddress.GitUrl($"http://user:wr0ng@{server.Authority}/r.git", null), Options));

        Assert.Equal("2", read.Text("a.py"));
        Assert.Contains("asks for a login", error.Message);
        Assert.DoesNotContain("wr0ng", error.Message + error.Hint);
        Assert.DoesNotContain("s3cret", read.Snapshot.Name + read.Snapshot.Origin!.Remote);
        foreach (var file in Directory.EnumerateFiles(folder["cache"], "*", SearchOption.AllDirectories).Where(f => !f.Contains("objects", StringComparison.Ordinal)))
            Assert.DoesNotContain("s3cret", File.ReadAllText(file));
    }

    [Fact]
    public void The_token_of_GitHub_is_sent_to_nobody_else()
    {
        using var server = new GitServer(folder.Path) { Login = "Basic never" };

        var error = Assert.Throws<UserErrorException>(() =>
            Reading.Read(new RepositoryAddress.GitUrl(server.Url + "r.git", null), Options with { GitHubToken = "t0ken" }));

        Assert.Contains("asks for a login", error.Message);
        Assert.All(server.Requests, r => Assert.EndsWith(" ", r));
    }

    [Fact]
    public void A_login_does_not_follow_a_redirection()
    {
        using var other = new GitServer(folder.Path) { Login = "Basic never" };
        using var server = new GitServer(folder.Path) { RedirectsTo = other.OtherName };

        Assert.Throws<UserErrorException>(() => Reading.Read(new RepositoryAddress.GitUrl($"http://user:s3cret@{server.Authority}/r.git", null), Options));

        Assert.Empty(other.Requests);
    }

    [Fact]
    public void An_empty_repository_is_named()
    {
        folder.Git("init", "--quiet", "--bare", "empty.git");
        using var server = new GitServer(folder.Path);

        var error = Assert.Throws<UserErrorException>(() => Reading.Read(new RepositoryAddress.GitUrl(server.Url + "empty.git", null), Options));

        Assert.EndsWith("holds no commit yet.", error.Message);
    }

    [Fact]
    public void What_a_killed_process_left_is_taken_away_after_a_day()
    {
        using var server = new GitServer(folder.Path);
        Read(server).Dispose();
        var shelf = Directory.GetDirectories(folder["cache/repositories"])[0];
        Directory.CreateDirectory(Path.Combine(shelf, ".partial-old"));
        Directory.CreateDirectory(Path.Combine(shelf, ".partial-young"));
        Directory.SetLastWriteTimeUtc(Path.Combine(shelf, ".partial-old"), new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        Read(server).Dispose();

        Assert.Equal([".partial-young", second], Cached.Order(StringComparer.Ordinal));
    }
}

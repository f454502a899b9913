using DnasRepro.Locations;
using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.Sources;

public class CommitTests
{
    [Theory]
    [InlineData("HEAD~1")]
    [InlineData("v1")]
    [InlineData("annotated")]
    [InlineData("side")]
    [InlineData("sha")]
    [InlineData("short")]
    public void A_commit_is_found_by_each_of_its_names(string name)
    {
        using var folder = new TempFolder();
        var first = folder.Init().Write("a.py", "old").Write("gone.py", "g").Commit();
        folder.Git("tag", "v1");
        folder.Git("tag", "--annotate", "--message=x", "annotated");
        folder.Git("branch", "side");
        File.Delete(folder["gone.py"]);
        folder.Write("a.py", "new").Commit();
        folder.Write("a.py", "on disk");

        using var read = folder.ReadAt(name switch { "sha" => first, "short" => first[..7], _ => name });

        Assert.Equal(["a.py", "gone.py"], read.Paths());
        Assert.Equal("old", read.Text("a.py"));
        Assert.Equal((first, false, false), (read.Snapshot.Origin!.Commit, read.Snapshot.Origin.IsWorkingTree, read.Snapshot.Origin.IsDirty));
        Assert.EndsWith("@" + (name switch { "sha" => first, "short" => first[..7], _ => name }), read.Snapshot.Name);
    }

    [Fact]
    public void A_branch_of_a_remote_is_found()
    {
        using var folder = new TempFolder();
        var commit = folder.Init("origin").Write("origin/a.py", "a").Commit("origin");
        folder.Git("clone", "--quiet", folder["origin"], "clone");

        using var read = folder.ReadAt("origin/main", "clone");

        Assert.Equal(commit, read.Snapshot.Origin!.Commit);
        Assert.True(read.Snapshot.Origin.IsComplete);
    }

    [Fact]
    public void A_subfolder_is_read_at_a_commit()
    {
        using var folder = new TempFolder();
        folder.Init().Write("sub/a.py", "a").Write("b.py", "b").Commit();
        folder.Write("later/c.py", "c").Commit();

        using var read = folder.ReadAt("HEAD~1", "sub");
        var error = Assert.Throws<UserErrorException>(() => folder.ReadAt("HEAD~1", "later"));

        Assert.Equal(["a.py"], read.Paths());
        Assert.Equal("sub/", read.Snapshot.Origin!.Prefix);
        Assert.Contains("has no folder 'later/'", error.Message);
    }

    [Fact]
    public void A_bare_repository_is_read_at_its_head_and_at_commits()
    {
        using var folder = new TempFolder();
        var commit = folder.Init("work").Write("work/a.py", "a").Commit("work");
        folder.Git("clone", "--quiet", "--bare", "work", "bare.git");

        using var head = folder.Read("bare.git");
        using var named = folder.ReadAt(commit[..10], "bare.git");

        Assert.Equal(["a.py"], head.Paths());
        Assert.Equal((commit, false), (head.Snapshot.Origin!.Commit, head.Snapshot.Origin.IsWorkingTree));
        Assert.Equal("a", named.Text("a.py"));
        Assert.Equal("bare.git", head.Snapshot.Name);
    }

    [Fact]
    public void A_git_folder_with_a_wrong_head_is_read_at_a_named_commit()
    {
        using var folder = new TempFolder();
        var commit = folder.Init("work").Write("work/a.py", "a").Commit("work");
        folder.Git("clone", "--quiet", "--bare", "work", "bare.git");
        File.Delete(folder["bare.git/config"]);
        folder.Write("bare.git/HEAD", "ref: refs/heads/nowhere\n");

        using var read = folder.ReadAt(commit, "bare.git");
        var error = Assert.Throws<UserErrorException>(() => folder.Read("bare.git"));

        Assert.Equal(["a.py"], read.Paths());
        Assert.Contains("It has: main", error.Hint);
    }

    [Fact]
    public void Links_and_submodules_are_named()
    {
        using var folder = new TempFolder();
        var commit = folder.Init().Write("a.py", "a").Commit();
        File.CreateSymbolicLink(folder["link.py"], "/etc/passwd");
        folder.Git("update-index", "--add", "--cacheinfo", $"160000,{commit},module");
        folder.Git("add", "link.py");
        folder.CommitIndex();

        using var read = folder.ReadAt("HEAD");

        Assert.Equal(["a.py"], read.Paths());
        Assert.Equal(["link.py: symbolic link", "module: submodule"], read.Skipped());
    }

    [Fact]
    public void A_partial_clone_names_what_is_absent()
    {
        using var folder = new TempFolder();
        folder.Init("origin").Write("origin/a.py", "a").Write("origin/b.py", "b").Commit("origin");
        folder.GitIn("origin", "config", "uploadpack.allowFilter", "true");
        folder.Git("clone", "--quiet", "--filter=blob:none", "--no-checkout", "file://" + folder["origin"], "clone");

        using var read = folder.ReadAt("HEAD", "clone");

        Assert.Empty(read.Paths());
        Assert.Equal(["a.py: absent from the object database (partial clone)", "b.py: absent from the object database (partial clone)"], read.Skipped());
        Assert.False(read.Snapshot.Origin!.IsComplete);
    }

    [Fact]
    public void A_shallow_clone_is_not_complete()
    {
        using var folder = new TempFolder();
        var first = folder.Init("origin").Write("origin/a.py", "a").Commit("origin");
        folder.Write("origin/a.py", "b").Commit("origin");
        folder.Git("clone", "--quiet", "--depth=1", "file://" + folder["origin"], "clone");

        using var tree = folder.Read("clone");
        using var read = folder.ReadAt("HEAD", "clone");
        var error = Assert.Throws<UserErrorException>(() => folder.ReadAt(first, "clone"));

        Assert.False(tree.Snapshot.Origin!.IsComplete);
        Assert.False(read.Snapshot.Origin!.IsComplete);
        Assert.False(read.Snapshot.Origin.FindCommit(first, []).Exists);
        Assert.Contains("shallow", error.Hint);
    }

    [Fact]
    public void A_commit_is_compared_with_another()
    {
        using var folder = new TempFolder();
        var first = folder.Init().Write("a.py", "1").Write("b.py", "1").Commit();
        var second = folder.Write("a.py", "2").Commit();
        folder.Write("b.py", "on disk");

        using var read = folder.ReadAt(second);

        Assert.Equal(["a.py"], read.Snapshot.Origin!.FindCommit(first, ["a.py", "b.py"]).DifferingPaths);
    }

    [Theory]
    [InlineData("v9", "The repository has no commit, branch or tag 'v9'.")]
    [InlineData("HEAD:a.py", "The repository has no commit, branch or tag 'HEAD:a.py'.")]
    [InlineData("0123456789", "The repository has no commit, branch or tag '0123456789'.")]
    public void An_unknown_revision_is_the_users_error(string revision, string message)
    {
        using var folder = new TempFolder();
        folder.Init().Write("a.py", "a").Commit();

        var error = Assert.Throws<UserErrorException>(() => folder.ReadAt(revision));

        Assert.Equal((message, "It has: main", 2), (error.Message, error.Hint, error.ExitCode));
    }

    [Fact]
    public void A_repository_without_commits_has_no_head()
    {
        using var folder = new TempFolder();
        folder.Init();

        Assert.Equal(3, Assert.Throws<UserErrorException>(() => folder.ReadAt("HEAD")).ExitCode);
    }

    [Fact]
    public void A_file_url_is_read_where_it_lies()
    {
        using var folder = new TempFolder();
        folder.Init().Write("a.py", "a").Commit();
        folder.Git("tag", "v1");

        using var read = Reading.Read(new RepositoryAddress.GitUrl("file://" + folder.Path, "v1"));

        Assert.Equal(["a.py"], read.Paths());
        Assert.Equal($"file:///…/{Path.GetFileName(folder.Path)}@v1", read.Snapshot.Name);
    }
}

using DnasRepro.Snapshots;
using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.Sources;

public class GitTests
{
    [Fact]
    public void A_clean_working_tree_is_its_commit()
    {
        using var folder = new GitFolder();
        folder.Write("search.py", "x = 1\n");
        folder.Git("remote", "add", "origin", "https://user:token@github.com/owner/study.git");
        var commit = folder.Commit();

        using var open = folder.Open();

        Assert.Equal(["search.py"], GitFolder.Paths(open.Snapshot));
        Assert.Equal(commit, open.Snapshot.Origin!.Commit);
        Assert.False(open.Snapshot.Origin.IsDirty);
        Assert.True(open.Snapshot.Origin.IsComplete);
        Assert.Equal("https://github.com/owner/study", open.Snapshot.Origin.Remote);
    }

    [Fact]
    public void Changes_make_it_dirty_and_ignored_files_are_left_out()
    {
        using var folder = new GitFolder();
        folder.Write(".gitignore", "out/\n*.log\n");
        folder.Write("search.py", "x = 1\n");
        folder.Write("gone.py", "x = 1\n");
        folder.Write("tracked.log", "kept\n");
        folder.Git("add", "-f", "tracked.log");
        folder.Commit();
        folder.Write("search.py", "x = 2\n");
        folder.Write("new/file.py", "x\n");
        folder.Write("out/result.txt", "x\n");
        folder.Write("a.log", "x\n");
        File.Delete(Path.Combine(folder.Path, "gone.py"));

        using var open = folder.Open();

        Assert.Equal([".gitignore", "new/file.py", "search.py", "tracked.log"], GitFolder.Paths(open.Snapshot));
        Assert.Equal(["gone.py", "new/file.py", "search.py"], open.Snapshot.Origin!.ChangedPaths.Order(StringComparer.Ordinal));
        Assert.Equal("x = 2\n", GitFolder.Text(open.Snapshot, "search.py"));
    }

    [Fact]
    public void A_folder_inside_a_repository_is_read_alone()
    {
        using var folder = new GitFolder();
        folder.Write("other.py", "x\n");
        folder.Write("part/a/search.py", "x\n");
        var commit = folder.Commit();
        folder.Write("other.py", "y\n");

        using var tree = folder.Open("/part");
        using var atCommit = folder.Open("/part@HEAD");

        foreach (var open in new[] { tree, atCommit })
        {
            Assert.Equal(["a/search.py"], GitFolder.Paths(open.Snapshot));
            Assert.Equal("part/", open.Snapshot.Origin!.Prefix);
            Assert.Equal(commit, open.Snapshot.Origin.Commit);
            Assert.False(open.Snapshot.Origin.IsDirty);
        }
    }

    [Fact]
    public void A_repository_before_its_first_commit_is_read()
    {
        using var folder = new GitFolder();
        folder.Write("search.py", "x\n");

        using var open = folder.Open();

        Assert.Equal(["search.py"], GitFolder.Paths(open.Snapshot));
        Assert.Null(open.Snapshot.Origin!.Commit);
        Assert.Throws<UserErrorException>(() => folder.Open("@HEAD"));
    }

    [Theory]
    [InlineData("{full}")]
    [InlineData("{short}")]
    [InlineData("v1")]
    [InlineData("main~1")]
    [InlineData("old@branch")]
    public void A_commit_is_read_by_any_of_its_names(string name)
    {
        using var folder = new GitFolder();
        folder.Write("search.py", "old\n");
        var commit = folder.Commit();
        folder.Git("tag", "-a", "v1", "-m", "one");
        folder.Git("branch", "old@branch");
        folder.Write("search.py", "new\n");
        folder.Commit();

        using var open = folder.Open("@" + name.Replace("{full}", commit).Replace("{short}", commit[..8]));

        Assert.Equal("old\n", GitFolder.Text(open.Snapshot, "search.py"));
        Assert.Equal(commit, open.Snapshot.Origin!.Commit);
        Assert.False(open.Snapshot.Origin.IsWorkingTree);
    }

    [Fact]
    public void A_bare_repository_and_a_git_folder_are_read_at_their_head()
    {
        using var folder = new GitFolder();
        folder.Write("search.py", "x\n");
        folder.Commit();
        using var bare = new GitFolder(init: false);
        folder.Git("clone", "-q", "--bare", folder.Path, Path.Combine(bare.Path, "study.git"));

        using var one = bare.Open("/study.git");
        using var two = folder.Open("/.git");

        Assert.Equal(["search.py"], GitFolder.Paths(one.Snapshot));
        Assert.Equal(["search.py"], GitFolder.Paths(two.Snapshot));
    }

    [Fact]
    public void Contents_that_a_partial_clone_lacks_are_named()
    {
        using var folder = new GitFolder();
        folder.Write("search.py", "x\n");
        folder.Commit();
        using var partial = new GitFolder(init: false);
        folder.Git("config", "uploadpack.allowFilter", "true");
        GitFolder.GitIn(partial.Path, "clone", "-q", "--no-checkout", "--filter=blob:none", "file://" + folder.Path, "clone");

        using var open = partial.Open("/clone@HEAD");

        Assert.Empty(open.Snapshot.Files);
        Assert.Equal("absent from the object database (partial clone)", GitFolder.Reason(open.Snapshot, "search.py"));
        Assert.False(open.Snapshot.Origin!.IsComplete);
    }

    [Fact]
    public void Links_and_submodules_of_a_commit_are_skipped()
    {
        using var inner = new GitFolder();
        inner.Write("a.py", "x\n");
        inner.Commit();
        using var folder = new GitFolder();
        folder.Git("submodule", "--quiet", "add", inner.Path, "lib");
        if (!OperatingSystem.IsWindows())
            File.CreateSymbolicLink(Path.Combine(folder.Path, "link.py"), "/etc/passwd");
        folder.Write("search.py", "x\n");
        folder.Commit();

        using var atCommit = folder.Open("@HEAD");
        using var tree = folder.Open();

        foreach (var open in new[] { atCommit, tree })
        {
            Assert.Equal([".gitmodules", "search.py"], GitFolder.Paths(open.Snapshot));
            Assert.Equal("submodule", GitFolder.Reason(open.Snapshot, "lib"));
            Assert.Equal("symbolic link", GitFolder.Reason(open.Snapshot, "link.py"));
        }
    }

    [Fact]
    public void Names_that_differ_in_case_only_are_two_files()
    {
        using var folder = new GitFolder();
        folder.Write("a.py", "x\n");
        folder.Commit();
        var blob = folder.Git("rev-parse", "HEAD:a.py");
        folder.Git("update-index", "--add", "--cacheinfo", $"100644,{blob},A.py", "--cacheinfo", $"100644,{blob},ä/b c.py");
        var tree = folder.Git("write-tree");
        var commit = folder.Git("commit-tree", tree, "-m", "case");

        using var open = folder.Open("@" + commit);

        Assert.Equal(["A.py", "a.py", "ä/b c.py"], GitFolder.Paths(open.Snapshot));
    }

    [Fact]
    public void A_tree_that_climbs_out_is_kept_in()
    {
        using var folder = new GitFolder();
        folder.Write("a.py", "x\n");
        folder.Commit();
        var blob = Convert.FromHexString(folder.Git("rev-parse", "HEAD:a.py"));
        var inner = Tree(folder, ("evil.py", blob));
        var outer = Tree(folder, ("..", Convert.FromHexString(inner)), (".git", Convert.FromHexString(inner)));
        var commit = folder.Git("commit-tree", outer, "-m", "evil");

        using var open = folder.Open("@" + commit);

        Assert.DoesNotContain(open.Snapshot.Files, f => f.Path.Value.Contains("..", StringComparison.Ordinal));
    }

    [Fact]
    public void Damaged_objects_end_in_a_clear_error_or_a_named_file()
    {
        using var folder = new GitFolder();
        folder.Write("a.py", "some text that is long enough to be compressed\n");
        folder.Commit();
        var blob = folder.Git("rev-parse", "HEAD:a.py");
        var file = Path.Combine(folder.Path, ".git", "objects", blob[..2], blob[2..]);
        File.SetAttributes(file, FileAttributes.Normal);
        File.WriteAllBytes(file, [1, 2, 3, 4]);

        using (var open = folder.Open("@HEAD"))
        {
            var readable = open.Snapshot.Files.Where(f => f.ReadText() is FileContent.Text);
            Assert.Empty(readable);
        }
        var commit = folder.Git("rev-parse", "HEAD");
        var commitFile = Path.Combine(folder.Path, ".git", "objects", commit[..2], commit[2..]);
        File.SetAttributes(commitFile, FileAttributes.Normal);
        File.WriteAllBytes(commitFile, [1, 2, 3, 4]);

        Assert.Throws<UserErrorException>(() => folder.Open("@HEAD"));
    }

    [Fact]
    public void A_repository_of_somebody_else_is_read()
    {
        using var folder = new GitFolder();
        folder.Write("a.py", "x\n");
        folder.Commit();
        if (OperatingSystem.IsWindows() || ExternalTool.Run("chown", folder.Path, "-R", "65534", ".").ExitCode != 0)
            Assert.Skip("Only root can give a folder away.");

        using var open = folder.Open();

        Assert.Equal(["a.py"], GitFolder.Paths(open.Snapshot));
    }

    [Fact]
    public void A_commit_that_a_card_names_is_compared()
    {
        using var folder = new GitFolder();
        folder.Write("search.py", "old\n");
        folder.Write("same.py", "x\n");
        var first = folder.Commit();
        folder.Write("search.py", "new\n");
        folder.Commit();

        using var tree = folder.Open();
        using var atHead = folder.Open("@HEAD");

        foreach (var open in new[] { tree, atHead })
        {
            var comparison = open.Snapshot.Origin!.FindCommit(first, ["search.py", "same.py", "absent.py"]);
            Assert.True(comparison.Exists);
            Assert.Equal(["search.py", "absent.py"], comparison.DifferingPaths);
            Assert.False(open.Snapshot.Origin.FindCommit(new string('1', 40), []).Exists);
        }
    }

    private static string Tree(GitFolder folder, params (string Name, byte[] Id)[] entries)
    {
        using var bytes = new MemoryStream();
        foreach (var (name, id) in entries)
        {
            bytes.Write(System.Text.Encoding.UTF8.GetBytes((name.StartsWith('.') ? "40000 " : "100644 ") + name + "\0"));
            bytes.Write(id);
        }
        var file = Path.Combine(folder.Path, ".git", "crafted");
        File.WriteAllBytes(file, bytes.ToArray());
        return folder.Git("hash-object", "-t", "tree", "--literally", "-w", file);
    }
}

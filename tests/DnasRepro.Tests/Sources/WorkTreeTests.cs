using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.Sources;

public class WorkTreeTests
{
    [Fact]
    public void A_clean_tree_is_its_commit()
    {
        using var folder = new TempFolder();
        var commit = folder.Init().Write("a.py", "a").Write("sub/b.py", "b").Commit();

        using var read = folder.Read();
        var origin = read.Snapshot.Origin!;

        Assert.Equal(["a.py", "sub/b.py"], read.Paths());
        Assert.Equal((commit, true, false, "", true, null), (origin.Commit, origin.IsWorkingTree, origin.IsDirty, origin.Prefix, origin.IsComplete, origin.Remote));
    }

    [Fact]
    public void Changes_are_read_and_named()
    {
        using var folder = new TempFolder();
        folder.Init().Write("same.py", "a").Write("changed.py", "a").Write("deleted.py", "a").Write("staged.py", "a").Write(".gitignore", "*.log\nout/\n").Commit();
        folder.Write("changed.py", "b").Write("new.py", "n").Write("deep/new.py", "n").Write("staged.py", "s").Write("run.log", "l").Write("out/x.py", "x");
        folder.Git("add", "staged.py");
        File.Delete(folder["deleted.py"]);

        using var read = folder.Read();

        Assert.Equal([".gitignore", "changed.py", "deep/new.py", "new.py", "same.py", "staged.py"], read.Paths());
        Assert.Equal(["changed.py", "deep/new.py", "deleted.py", "new.py", "staged.py"], read.Snapshot.Origin!.ChangedPaths);
        Assert.Equal("b", read.Text("changed.py"));
        Assert.Empty(read.Skipped());
    }

    [Fact]
    public void Ignored_files_that_are_tracked_count()
    {
        using var folder = new TempFolder();
        folder.Init().Write(".gitignore", "out/\n*.log\n").Write("out/kept.py", "k").Write("kept.log", "k");
        folder.Git("add", "--force", "out/kept.py", "kept.log");
        folder.Commit();
        folder.Write("out/other.py", "o");

        using var read = folder.Read();

        Assert.Equal([".gitignore", "kept.log", "out/kept.py"], read.Paths());
        Assert.False(read.Snapshot.Origin!.IsDirty);
    }

    [Fact]
    public void A_subfolder_is_read_as_if_it_were_the_whole()
    {
        using var folder = new TempFolder();
        var commit = folder.Init().Write("top.py", "t").Write("sub/a.py", "a").Write("sub/in/b.py", "b").Write("subway/c.py", "c").Commit();
        folder.Write("sub/a.py", "changed").Write("top.py", "changed").Write("sub/new.py", "n");

        using var read = folder.Read("sub");
        var origin = read.Snapshot.Origin!;

        Assert.Equal(["a.py", "in/b.py", "new.py"], read.Paths());
        Assert.Equal(["a.py", "new.py"], origin.ChangedPaths);
        Assert.Equal(("sub/", commit), (origin.Prefix, origin.Commit));
    }

    [Fact]
    public void A_folder_without_tracked_files_in_another_repository_stands_alone()
    {
        using var folder = new TempFolder();
        folder.Init().Write("top.py", "t").Write(".gitignore", "unpacked/\n").Commit();
        folder.Write("unpacked/a.py", "a");

        using var read = folder.Read("unpacked");

        Assert.Equal(["a.py"], read.Paths());
        Assert.Null(read.Snapshot.Origin);
    }

    [Fact]
    public void Before_the_first_commit_there_is_no_commit()
    {
        using var folder = new TempFolder();
        folder.Init().Write("a.py", "a").Write("b.py", "b").Git("add", "a.py");

        using var read = folder.Read();

        Assert.Equal(["a.py", "b.py"], read.Paths());
        Assert.Null(read.Snapshot.Origin!.Commit);
        Assert.Equal(["a.py", "b.py"], read.Snapshot.Origin.ChangedPaths);
    }

    [Fact]
    public void Links_pipes_submodules_and_nested_repositories_are_named()
    {
        using var folder = new TempFolder();
        folder.Init("library").Write("library/l.py", "l").Commit("library");
        folder.Init("main").Write("main/a.py", "a");
        File.CreateSymbolicLink(folder["main/tracked.py"], "/etc/passwd");
        folder.GitIn("main", "submodule", "--quiet", "add", folder["library"], "lib");
        folder.Commit("main");
        File.CreateSymbolicLink(folder["main/untracked.py"], "/etc/passwd");
        folder.Pipe("main/pipe.py");
        folder.Init("main/nested").Write("main/nested/n.py", "n");

        using var read = folder.Read("main");

        Assert.Equal([".gitmodules", "a.py"], read.Paths());
        Assert.Equal(
            ["lib: submodule", "nested: a git repository of its own", "pipe.py: special file (pipe, socket or device)", "tracked.py: symbolic link", "untracked.py: symbolic link"],
            read.Skipped());
    }

    [Fact]
    public void A_submodule_and_a_linked_tree_are_repositories()
    {
        using var folder = new TempFolder();
        var library = folder.Init("library").Write("library/l.py", "l").Commit("library");
        folder.Init("main").GitIn("main", "submodule", "--quiet", "add", folder["library"], "lib");
        folder.Commit("main");
        folder.GitIn("main", "worktree", "add", "--quiet", "-b", "side", folder["side"]);
        folder.Write("side/new.py", "n");

        using var submodule = folder.Read("main/lib");
        using var side = folder.Read("side");

        Assert.Equal(library, submodule.Snapshot.Origin!.Commit);
        Assert.Equal(["l.py"], submodule.Paths());
        Assert.Equal([".gitmodules", "new.py"], side.Paths());
        Assert.Equal(["new.py"], side.Snapshot.Origin!.ChangedPaths);
    }

    [Fact]
    public void A_git_file_that_points_to_somebody_elses_repository_is_not_used()
    {
        using var folder = new TempFolder();
        folder.Init("private").Write("private/secret.py", "s").Commit("private");
        folder.Write("hostile/.git", $"gitdir: {folder["private/.git"]}\n").Write("hostile/a.py", "a");

        using var read = folder.Read("hostile");

        Assert.Equal(["a.py"], read.Paths());
        Assert.Null(read.Snapshot.Origin);
        Assert.Equal([".git: points to a git folder that does not point back: read without git"], read.Skipped());
    }

    [Fact]
    public void The_work_tree_that_the_configuration_names_is_not_used()
    {
        using var folder = new TempFolder();
        folder.Write("private/a.py", "secret").Init("hostile").Write("hostile/a.py", "a").Commit("hostile");
        folder.GitIn("hostile", "config", "core.worktree", folder["private"]);

        using var read = folder.Read("hostile");

        Assert.Equal("a", read.Text("a.py"));
        Assert.False(read.Snapshot.Origin!.IsDirty);
    }

    [Fact]
    public void Commands_in_the_configuration_are_not_run()
    {
        using var folder = new TempFolder();
        folder.Init().Write("a.py", "a\n").Write(".gitattributes", "*.py filter=evil diff=evil\n").Commit();
        var trap = $"touch '{folder["ran"]}'";
        foreach (var name in new[] { "filter.evil.clean", "filter.evil.smudge", "filter.evil.process", "core.fsmonitor", "core.sshCommand", "core.pager", "diff.evil.textconv", "diff.external" })
            folder.Git("config", name, trap);
        File.WriteAllText(folder[".git/hooks/post-index-change"], $"#!/bin/sh\n{trap}\n");
        TempFolder.Run("chmod", folder.Path, null, "755", ".git/hooks/post-index-change");
        File.SetLastWriteTimeUtc(folder["a.py"], new DateTime(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        using var read = folder.Read();

        Assert.Equal("a\n", read.Text("a.py"));
        Assert.False(File.Exists(folder["ran"]));
    }

    [Fact]
    public void Nothing_is_written()
    {
        using var folder = new TempFolder();
        folder.Init().Write("a.py", "a").Commit();
        File.SetLastWriteTimeUtc(folder["a.py"], new DateTime(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        var before = Everything(folder);

        using (var read = folder.Read())
            Assert.False(read.Snapshot.Origin!.IsDirty);

        Assert.Equal(before, Everything(folder));
    }

    private static string[] Everything(TempFolder folder) =>
        [.. Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(f => $"{f} {File.GetLastWriteTimeUtc(f):O} {Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(f)))}")];

    [Fact]
    public void A_repository_of_another_user_is_read()
    {
        Assert.SkipUnless(Environment.UserName == "root", "only root can give a folder away");
        using var folder = new TempFolder();
        folder.Init().Write("a.py", "a").Commit();
        TempFolder.Run("chown", folder.Path, null, "-R", "65534:65534", ".");

        using var read = folder.Read();

        Assert.Equal(["a.py"], read.Paths());
    }

    [Theory]
    [InlineData("git@github.com:owner/name.git", "https://github.com/owner/name")]
    [InlineData("ssh://git@github.com:22/owner/name.git", "https://github.com/owner/name")]
    [InlineData("https://user:token@github.com/owner/name.git", "https://github.com/owner/name")]
    [InlineData("https://token@example.org:8443/a/b/c/", "https://example.org:8443/a/b/c")]
    [InlineData("git://example.org/name.git", "https://example.org/name")]
    [InlineData("../elsewhere/name.git", null)]
    [InlineData("/home/somebody/name.git", null)]
    [InlineData("file:///home/somebody/name.git", null)]
    [InlineData("alias:owner/name", null)]
    [InlineData("C:/code/name", null)]
    [InlineData("javascript:alert(1)", null)]
    [InlineData("https://", null)]
    public void The_remote_is_a_web_address_without_credentials(string url, string? expected)
    {
        using var folder = new TempFolder();
        folder.Init().Git("config", "remote.origin.url", url);

        using var read = folder.Read();

        Assert.Equal(expected, read.Snapshot.Origin!.Remote);
    }

    [Fact]
    public void Origin_goes_before_other_remotes()
    {
        using var folder = new TempFolder();
        folder.Init().Git("remote", "add", "a-fork", "https://example.org/fork");
        folder.Git("remote", "add", "origin", "https://example.org/origin");

        using var read = folder.Read();

        Assert.Equal("https://example.org/origin", read.Snapshot.Origin!.Remote);
    }

    [Fact]
    public void A_commit_is_compared_with_the_files_on_disk()
    {
        using var folder = new TempFolder();
        var first = folder.Init().Write("sub/same.py", "s\n").Write("sub/later.py", "1\n").Write("sub/crlf.py", "a\nb\n").Commit();
        folder.Write("sub/later.py", "2\n").Write("sub/added.py", "x").Commit();
        folder.Write("sub/crlf.py", "a\r\nb\r\n");

        using var read = folder.Read("sub");
        var find = read.Snapshot.Origin!.FindCommit;

        Assert.True(find(first, []).Exists);
        Assert.Equal(["later.py", "added.py", "nowhere.py", "../x"], find(first[..8], ["same.py", "later.py", "crlf.py", "added.py", "nowhere.py", "../x"]).DifferingPaths);
        Assert.False(find(new string('0', 40), ["same.py"]).Exists);
        Assert.False(find("main", []).Exists);
        Assert.False(find(first[..6], []).Exists);
    }

    [Fact]
    public void An_index_in_conflict_is_read()
    {
        using var folder = new TempFolder();
        folder.Init().Write("a.py", "base\n").Commit();
        folder.Git("checkout", "--quiet", "-b", "side");
        folder.Write("a.py", "side\n").Commit();
        folder.Git("checkout", "--quiet", "main");
        folder.Write("a.py", "main\n").Commit();
        Assert.Throws<InvalidOperationException>(() => folder.Git("merge", "--quiet", "side"));

        using var read = folder.Read();

        Assert.Equal(["a.py"], read.Paths());
        Assert.Equal(["a.py"], read.Snapshot.Origin!.ChangedPaths);
        Assert.Contains("<<<<<<<", read.Text("a.py"));
    }
}

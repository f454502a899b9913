using System.Text;
using DnasRepro.Locations;
using DnasRepro.Sources;
using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.Sources;

/// <summary>Repositories that git itself would not make.</summary>
public class HostileRepositoryTests
{
    [Fact]
    public void A_repository_among_the_committed_files_does_not_take_the_place_of_the_files()
    {
        using var folder = new TempFolder();
        folder.Init().Write("study/a.py", "mine");
        folder.Write("study/HEAD", "ref: refs/heads/main\n").Write("study/objects/x", "x").Write("study/refs/x", "x").Write("study/config", "[core]\n\tbare = true\n\tsshCommand = false\n");
        var commit = folder.Commit();

        using var files = folder.Read("study");
        using var committed = folder.ReadAt(commit, "study");

        Assert.All([files, committed], read =>
        {
            Assert.Equal("mine", read.Text("a.py"));
            Assert.Equal(commit, read.Snapshot.Origin!.Commit);
        });
    }

    [Fact]
    public void Names_that_lead_outside_are_not_read()
    {
        using var folder = new TempFolder();
        var blob = Blob(folder.Init(), "evil");
        var evil = Tree(folder, ("100644", "evil.py", blob));
        var root = Tree(
            folder, ("100644", "../evil.py", blob), ("100644", "/etc/evil.py", blob), ("40000", "..", evil), ("40000", ".", evil), ("40000", ".git", evil),
            ("40000", ".GIT", evil), ("100644", "C:evil.py", blob), ("100644", "good.py", blob), ("100644", "sub/../../evil.py", blob));
        CommitTree(folder, root);

        using var read = folder.ReadAt("main");

        Assert.Equal(["good.py"], read.Paths());
        Assert.Equal(
            ["../evil.py", "../evil.py", "./evil.py", ".GIT", ".git", "/etc/evil.py", "C:evil.py", "sub/../../evil.py"],
            read.Snapshot.Skipped.Select(s => s.Path));
    }

    [Fact]
    public void Names_that_collide_on_other_systems_are_both_kept()
    {
        using var folder = new TempFolder();
        var (one, two) = (Blob(folder.Init(), "1"), Blob(folder, "2"));
        folder.Git("update-index", "--add", "--cacheinfo", $"100644,{one},readme.py");
        folder.Git("update-index", "--add", "--cacheinfo", $"100644,{two},README.py");
        folder.CommitIndex();

        using var read = folder.ReadAt("HEAD");

        Assert.Equal(["README.py", "readme.py"], read.Paths());
        Assert.Equal(("2", "1"), (read.Text("README.py"), read.Text("readme.py")));
    }

    [Fact]
    public void Strange_names_are_read_or_named()
    {
        using var folder = new TempFolder();
        var blob = Blob(folder.Init(), "x");
        CommitTree(folder, Tree(
            folder, ("100644", "new\nline.py", blob), ("100644", "\u001b[31mred\u202E.py", blob), ("100644", "bad-\xFF.py", blob), ("100644", "ünï.py", blob),
            ("100644", "a.py", blob), ("100644", "a.py", blob)));

        using var read = folder.ReadAt("HEAD");

        Assert.Equal(["\u001b[31mred\u202E.py", "a.py", "new\nline.py", "ünï.py"], read.Paths());
        Assert.Equal(["a.py: listed a second time under the same name", "bad-\uFFFD.py: its name is not valid UTF-8"], read.Skipped());
    }

    [Fact]
    public void A_tree_bomb_ends_at_the_bound()
    {
        using var folder = new TempFolder();
        var blob = Blob(folder.Init(), "x");
        var tree = Tree(folder, [.. Enumerable.Range(0, 10).Select(i => ("100644", $"{i}", blob))]);
        for (var level = 0; level < 9; level++)
            tree = Tree(folder, [.. Enumerable.Range(0, 10).Select(i => ("40000", $"{i}", tree))]);
        CommitTree(folder, tree);

        var error = Assert.Throws<UserErrorException>(() => folder.ReadAt("HEAD"));

        Assert.Equal(("There are more than 200,000 files.", 3), (error.Message, error.ExitCode));
    }

    [Fact]
    public void A_bottomless_tree_ends_at_the_bound()
    {
        using var folder = new TempFolder();
        var tree = Tree(folder.Init(), ("100644", "a.py", Blob(folder, "x")));
        for (var level = 0; level < 120; level++)
            tree = Tree(folder, ("40000", "d", tree));
        CommitTree(folder, tree);

        using var read = folder.ReadAt("HEAD");

        Assert.EndsWith("more than 100 folders deep", Assert.Single(read.Skipped()));
    }

    [Fact]
    public void A_damaged_index_is_the_users_error_and_the_commit_can_still_be_read()
    {
        using var folder = new TempFolder();
        folder.Init().Write("a.py", "a").Commit();
        folder.Write(".git/index", "DIRC nonsense");

        var error = Assert.Throws<UserErrorException>(() => folder.Read());
        using var read = folder.ReadAt("HEAD");

        Assert.Equal(3, error.ExitCode);
        Assert.Contains("FOLDER@COMMIT", error.Hint);
        Assert.DoesNotContain(folder.Path, error.Message);
        Assert.Equal(["a.py"], read.Paths());
    }

    [Theory]
    [InlineData("HEAD")]
    [InlineData("config")]
    [InlineData("packed-refs")]
    [InlineData("refs/heads/main")]
    [InlineData("objects/info/alternates")]
    [InlineData("info/exclude")]
    [InlineData("shallow")]
    public void Nonsense_in_any_git_file_is_no_crash(string file)
    {
        using var folder = new TempFolder();
        folder.Init().Write("a.py", "a").Commit();
        folder.Write(".git/" + file, [.. Enumerable.Range(0, 5000).Select(i => (byte)(i * 7))]);

        NoCrash(() => folder.Read());
        NoCrash(() => folder.ReadAt("HEAD"));
    }

    [Theory]
    [InlineData("commit")]
    [InlineData("tree")]
    [InlineData("subtree")]
    [InlineData("blob")]
    public void A_damaged_object_hides_nothing_else(string kind)
    {
        using var folder = new TempFolder();
        folder.Init().Write("a.py", "aaaa").Write("sub/b.py", "bbbb").Commit();
        var id = folder.Git("rev-parse", kind switch { "commit" => "HEAD", "tree" => "HEAD:", "subtree" => "HEAD:sub", _ => "HEAD:a.py" });
        Flip(folder[$".git/objects/{id[..2]}/{id[2..]}"]);

        if (kind is "commit" or "tree")
        {
            Assert.Equal(3, Assert.Throws<UserErrorException>(() => folder.ReadAt("HEAD")).ExitCode);
            NoCrash(() => folder.Read());
            return;
        }
        using var read = folder.ReadAt("HEAD");
        var texts = read.Snapshot.Files.ToDictionary(f => f.Path.Value, f => f.ReadText().ToString());
        Assert.Contains(kind == "blob" ? "bbbb" : "aaaa", texts[kind == "blob" ? "sub/b.py" : "a.py"]);
        Assert.DoesNotContain(kind == "blob" ? "aaaa" : "bbbb", string.Concat(texts.Values));
    }

    [Fact]
    public void A_pack_with_any_byte_flipped_is_no_crash()
    {
        using var folder = new TempFolder();
        folder.Init();
        for (var i = 0; i < 20; i++)
            folder.Write($"d{i % 3}/m{i}.py", string.Concat(Enumerable.Repeat($"line {i}\n", 50)));
        folder.Commit();
        folder.Git("repack", "-a", "-d", "--quiet");
        folder.Git("multi-pack-index", "write");
        foreach (var file in Directory.GetFiles(folder[".git/objects/pack"]).Where(f => !f.EndsWith(".rev", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            var bytes = File.ReadAllBytes(file);
            for (var at = 0; at < bytes.Length; at += Math.Max(1, bytes.Length / 40))
            {
                var damaged = (byte[])bytes.Clone();
                damaged[at] ^= 0x55;
                Replace(file, damaged);
                NoCrash(() => folder.ReadAt("HEAD"));
            }
            Replace(file, bytes);
        }
        using var read = folder.ReadAt("HEAD");
        Assert.Equal(20, read.Snapshot.Files.Count);
    }

    /// <summary>Puts a new file in the place of one that may still be mapped into memory.</summary>
    private static void Replace(string file, byte[] bytes)
    {
        File.WriteAllBytes(file + ".new", bytes);
        File.Move(file + ".new", file, overwrite: true);
    }

    /// <summary>libgit2 (as of LibGit2Sharp 0.32) ends by a segmentation fault here if it is let.</summary>
    [Fact]
    public void An_index_that_points_outside_of_its_pack_is_named()
    {
        using var folder = new TempFolder();
        folder.Init().Write("a.py", "a").Commit();
        folder.Git("repack", "-a", "-d", "--quiet");
        var index = Directory.GetFiles(folder[".git/objects/pack"], "*.idx")[0];
        var bytes = File.ReadAllBytes(index);
        bytes[^43] ^= 0x55;
        Replace(index, bytes);

        var error = Assert.Throws<UserErrorException>(() => folder.ReadAt("HEAD"));

        Assert.Contains("pack index", error.Message);
        Assert.Equal(3, error.ExitCode);
    }

    [Fact]
    public void A_commit_that_points_nowhere_is_named()
    {
        using var folder = new TempFolder();
        folder.Init().Write("a.py", "a").Commit();
        folder.Write(".git/refs/heads/main", new string('1', 40) + "\n");

        Assert.Equal(3, Assert.Throws<UserErrorException>(() => folder.ReadAt("HEAD")).ExitCode);
        NoCrash(() => folder.Read());
    }

    [Theory]
    [InlineData(".gitignore")]
    [InlineData("sub/.gitignore")]
    [InlineData("sub/.gitattributes")]
    [InlineData("untracked/.gitignore")]
    public void A_pipe_that_poses_as_a_file_of_git_is_not_opened(string path)
    {
        using var folder = new TempFolder();
        folder.Init().Write("sub/a.py", "a").Commit();
        folder.Write("sub/a.py", "b").Write("untracked/b.py", "b");
        folder.Pipe(path);

        using var read = folder.Read();

        Assert.Equal(["sub/a.py", "untracked/b.py"], read.Paths());
        Assert.Null(read.Snapshot.Origin);
        Assert.Contains(".git: not used: a .gitignore or .gitattributes is not a plain file", read.Skipped());
    }

    [Fact]
    public void A_linked_gitignore_is_heeded_and_one_that_leads_to_a_pipe_is_not()
    {
        using var folder = new TempFolder();
        folder.Init("r").Write("r/a.py", "a").Write("r/b.log", "b").Write("rules", "*.log\n").Commit("r");
        File.CreateSymbolicLink(folder["r/.gitignore"], "../rules");
        folder.Write("r/c.log", "c");

        using var heeded = folder.Read("r");
        File.Delete(folder["rules"]);
        folder.Pipe("rules");
        using var alone = folder.Read("r");

        Assert.Equal(["a.py", "b.log"], heeded.Paths());
        Assert.Equal(["a.py", "b.log", "c.log"], alone.Paths());
    }

    [Theory]
    [InlineData(".git/config")]
    [InlineData(".git/index")]
    [InlineData(".git/info/exclude")]
    public void A_pipe_inside_of_git_ends_at_the_time_limit(string path)
    {
        using var folder = new TempFolder();
        folder.Init().Write("sub/a.py", "a").Commit();
        File.Delete(folder[path]);
        folder.Pipe(path);

        var error = Assert.Throws<UserErrorException>(() =>
            Reading.Read(new RepositoryAddress.Folder(folder.Path), new SourceOptions(TimeLimit: TimeSpan.FromSeconds(0.2))));

        Assert.Equal(3, error.ExitCode);
        Release(folder[path]);
    }

    /// <summary>Serves the pipe, so that the thread that waits for it ends with the test.</summary>
    private static void Release(string pipe) => TempFolder.Run("timeout", "/", null, "5", "sh", "-c", $": > '{pipe}'");

    private static void NoCrash(Func<OpenRepository> read)
    {
        try
        {
            using var repository = read();
            foreach (var file in repository.Snapshot.Files)
                file.ReadText();
        }
        catch (UserErrorException error)
        {
            Assert.DoesNotContain(Path.GetTempPath(), error.Message + error.Hint);
        }
    }

    private static void Flip(string file)
    {
        File.SetAttributes(file, FileAttributes.Normal);
        var bytes = File.ReadAllBytes(file);
        bytes[bytes.Length / 2] ^= 0xFF;
        File.WriteAllBytes(file, bytes);
    }

    private static string Blob(TempFolder folder, string text) =>
        folder.GitWithInput(Encoding.UTF8.GetBytes(text), "hash-object", "-w", "--stdin");

    /// <summary>Writes a tree as it stands here, sorted or not. Names are UTF-8, but U+00FF stands for that byte alone.</summary>
    private static string Tree(TempFolder folder, params (string Mode, string Name, string Id)[] entries)
    {
        var bytes = entries.SelectMany(e => (byte[])
            [.. Encoding.ASCII.GetBytes(e.Mode + " "), .. e.Name.SelectMany(c => c == '\xFF' ? [0xFF] : Encoding.UTF8.GetBytes([c])), 0, .. Convert.FromHexString(e.Id)]);
        return folder.GitWithInput([.. bytes], "hash-object", "-t", "tree", "--literally", "-w", "--stdin");
    }

    private static void CommitTree(TempFolder folder, string tree) =>
        folder.Git("update-ref", "refs/heads/main", folder.Git("commit-tree", "-m", "x", tree));
}

using System.Text;
using DnasRepro.Locations;
using DnasRepro.Snapshots;
using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.Sources;

public class FolderTests
{
    [Fact]
    public void A_plain_folder_is_read_as_it_lies_there()
    {
        using var folder = new GitFolder(init: false);
        folder.Write("b/search.py", "print(1)\n");
        folder.Write("a.txt", "x");

        using var open = folder.Open();

        Assert.Equal(["a.txt", "b/search.py"], GitFolder.Paths(open.Snapshot));
        Assert.Null(open.Snapshot.Origin);
        Assert.Equal(Path.GetFileName(folder.Path), open.Snapshot.Name);
    }

    [Fact]
    public void No_link_is_followed_and_no_pipe_is_opened()
    {
        if (OperatingSystem.IsWindows())
            Assert.Skip("Links and pipes of this kind are Unix's.");
        using var outside = new GitFolder(init: false);
        outside.Write("secret.py", "password = 1\n");
        using var folder = new GitFolder(init: false);
        folder.Write("real.py", "x = 1\n");
        File.CreateSymbolicLink(Path.Combine(folder.Path, "leak.py"), Path.Combine(outside.Path, "secret.py"));
        File.CreateSymbolicLink(Path.Combine(folder.Path, "inside.py"), "real.py");
        File.CreateSymbolicLink(Path.Combine(folder.Path, "dangling.py"), "nowhere.py");
        Directory.CreateSymbolicLink(Path.Combine(folder.Path, "loop"), folder.Path);
        Directory.CreateSymbolicLink(Path.Combine(folder.Path, "away"), outside.Path);
        Assert.Equal(0, ExternalTool.Run("mkfifo", folder.Path, "pipe.py").ExitCode);

        using var open = folder.Open();

        Assert.Equal(["pipe.py", "real.py"], GitFolder.Paths(open.Snapshot));
        Assert.Equal("", GitFolder.Text(open.Snapshot, "pipe.py"));
        foreach (var link in new[] { "leak.py", "inside.py", "dangling.py", "loop", "away" })
            Assert.Equal("symbolic link", GitFolder.Reason(open.Snapshot, link));
    }

    [Fact]
    public void A_file_that_becomes_a_link_after_it_was_listed_is_not_followed()
    {
        if (OperatingSystem.IsWindows())
            Assert.Skip("Links of this kind are Unix's.");
        using var outside = new GitFolder(init: false);
        outside.Write("secret.py", "password = 1\n");
        using var folder = new GitFolder(init: false);
        folder.Write("search.py", "x = 1\n");
        using var open = folder.Open();

        File.Delete(Path.Combine(folder.Path, "search.py"));
        File.CreateSymbolicLink(Path.Combine(folder.Path, "search.py"), Path.Combine(outside.Path, "secret.py"));

        Assert.IsType<FileContent.Unread>(open.Snapshot.Files[0].ReadText());
    }

    [Fact]
    public void Contents_that_are_no_text_are_named_with_their_reason()
    {
        using var folder = new GitFolder(init: false);
        folder.Write("huge.py", new string('x', 3 * 1024 * 1024));
        folder.Write("nul.py", "a\0b");
        folder.Write("latin.py", [.. "# ok\n# "u8, 0xE9, 0x0A]);
        folder.Write("lfs.py", "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n");
        folder.Write("wide.py", [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("x = 'ä'\n")]);
        folder.Write("mark.py", [.. Encoding.UTF8.GetPreamble(), .. "x = 1\n"u8]);
        using var open = folder.Open();

        Assert.Contains("larger than 2 MiB", Unread("huge.py"), StringComparison.Ordinal);
        Assert.Contains("NUL", Unread("nul.py"), StringComparison.Ordinal);
        Assert.Contains("not valid UTF-8 (line 2)", Unread("latin.py"), StringComparison.Ordinal);
        Assert.Contains("LFS", Unread("lfs.py"), StringComparison.Ordinal);
        Assert.Equal("x = 'ä'\n", GitFolder.Text(open.Snapshot, "wide.py"));
        Assert.Equal("x = 1\n", GitFolder.Text(open.Snapshot, "mark.py"));

        string Unread(string path) => ((FileContent.Unread)open.Snapshot.Find(RepoPath.Parse(path))!.ReadText()).Reason;
    }

    [Fact]
    public void Twenty_thousand_files_and_odd_names_are_no_trouble()
    {
        using var folder = new GitFolder(init: false);
        for (var i = 0; i < 20_000; i++)
            folder.Write($"d{i % 100}/f{i}.txt", "");
        folder.Write("größe 1.py", "x");
        folder.Write("new\nline.py", "x");
        folder.Write("back\\slash.py", "x");

        using var open = folder.Open();

        Assert.Equal(20_003, open.Snapshot.Files.Count);
        Assert.NotNull(open.Snapshot.Find(RepoPath.Parse("größe 1.py")));
        Assert.Equal(open.Snapshot.Files.Select(f => f.Path.Value).Order(StringComparer.Ordinal), open.Snapshot.Files.Select(f => f.Path.Value));
    }
}

using System.Net.Sockets;
using System.Text;
using DnasRepro.Locations;
using DnasRepro.Sources;
using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.Sources;

public class PlainFolderTests
{
    [Fact]
    public void Lists_every_file_in_the_order_of_paths()
    {
        using var folder = new TempFolder();
        folder.Write("b.py", "b").Write("a/z.py", "z").Write("a/A.py", "A").Write(".hidden/x", "x").Write("Z", "");

        using var read = folder.Read();

        Assert.Equal([".hidden/x", "Z", "a/A.py", "a/z.py", "b.py"], read.Paths());
        Assert.Equal("A", read.Text("a/A.py"));
        Assert.Null(read.Snapshot.Origin);
        Assert.Empty(read.Skipped());
    }

    [Fact]
    public void Follows_no_symbolic_link()
    {
        using var folder = new TempFolder();
        using var outside = new TempFolder();
        outside.Write("secret.py", "secret").Write("more/secret.py", "secret");
        folder.Write("real.py", "x").Write("sub/real.py", "y");
        File.CreateSymbolicLink(folder["inside.py"], "real.py");
        File.CreateSymbolicLink(folder["outside.py"], outside["secret.py"]);
        File.CreateSymbolicLink(folder["dangling.py"], "nowhere");
        Directory.CreateSymbolicLink(folder["loop"], ".");
        Directory.CreateSymbolicLink(folder["sub/away"], outside["more"]);

        using var read = folder.Read();

        Assert.Equal(["real.py", "sub/real.py"], read.Paths());
        Assert.Equal(
            ["dangling.py: symbolic link", "inside.py: symbolic link", "loop: symbolic link", "outside.py: symbolic link", "sub/away: symbolic link"],
            read.Skipped());
    }

    [Fact]
    public void Reads_the_folder_that_a_link_named_by_the_user_points_to()
    {
        using var folder = new TempFolder();
        folder.Write("real/a.py", "a");
        Directory.CreateSymbolicLink(folder["link"], "real");

        using var read = folder.Read("link");

        Assert.Equal("a", read.Text("a.py"));
        Assert.Equal("link", read.Snapshot.Name);
    }

    [Fact]
    public void Opens_no_pipe_and_no_socket()
    {
        using var folder = new TempFolder();
        folder.Pipe("pipe.py");
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(folder["s"]));

        using var read = folder.Read();

        Assert.Empty(read.Paths());
        Assert.Equal(["pipe.py: special file (pipe, socket or device)", "s: special file (pipe, socket or device)"], read.Skipped());
    }

    [Fact]
    public void A_file_swapped_after_it_was_listed_is_not_followed()
    {
        using var folder = new TempFolder();
        using var outside = new TempFolder();
        outside.Write("a.py", "secret");
        folder.Write("to-link.py", "a").Write("to-pipe.py", "b").Write("to-folder.py", "c").Write("gone.py", "d").Write("sub/a.py", "e");
        using var read = folder.Read();

        foreach (var name in new[] { "to-link.py", "to-pipe.py", "to-folder.py", "gone.py" })
            File.Delete(folder[name]);
        File.CreateSymbolicLink(folder["to-link.py"], outside["a.py"]);
        folder.Pipe("to-pipe.py");
        Directory.CreateDirectory(folder["to-folder.py"]);
        Directory.Delete(folder["sub"], recursive: true);
        Directory.CreateSymbolicLink(folder["sub"], outside.Path);

        foreach (var path in read.Paths())
            Assert.Equal("could not be opened", read.Unread(path));
    }

    [Fact]
    public void A_file_that_grew_is_read_within_bounds()
    {
        using var folder = new TempFolder();
        folder.Write("a.py", "a").Write("b.py", "b");
        using var read = folder.Read();

        folder.Write("a.py", "longer").Write("b.py", new byte[3 * 1024 * 1024]);

        Assert.Equal("longer", read.Text("a.py"));
        Assert.Equal("could not be opened", read.Unread("b.py"));
    }

    [Fact]
    public void Says_why_a_content_is_no_text()
    {
        using var folder = new TempFolder();
        folder.Write("huge.py", new string('x', 3 * 1024 * 1024)).Write("nul.py", "a\0b").Write("latin.md", Encoding.Latin1.GetBytes("x\nGrüße"))
            .Write("wide.py", [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("breit")])
            .Write("lfs.bin", "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n").Write("empty.py", "");

        using var read = folder.Read();

        Assert.Equal("larger than 2 MiB (3 MiB)", read.Unread("huge.py"));
        Assert.Equal("binary (holds a NUL byte)", read.Unread("nul.py"));
        Assert.Equal("not valid UTF-8 (line 2)", read.Unread("latin.md"));
        Assert.Equal("Git LFS pointer: the content is not in the repository", read.Unread("lfs.bin"));
        Assert.Equal("breit", read.Text("wide.py"));
        Assert.Equal("", read.Text("empty.py"));
    }

    [Fact]
    public void Strange_names_are_listed_or_named()
    {
        using var folder = new TempFolder();
        folder.Write("ünïcödé 中文.py", "u").Write("back\\slash.py", "b").Write("new\nline.py", "n").Write("C:evil.py", "c");
        TempFolder.Run("python3", folder.Path, null, "-c", "open(b'bad-\\xff.py','w')");

        using var read = folder.Read();

        Assert.Equal(["back\\slash.py", "new\nline.py", "ünïcödé 中文.py"], read.Paths());
        Assert.Equal("n", read.Text("new\nline.py"));
        Assert.Equal(["C:evil.py: its name is not a path that can be read safely", "bad-\uFFFD.py: its name is not valid UTF-8"], read.Skipped());
    }

    [Fact]
    public void Twenty_thousand_files_and_a_deep_tree_are_no_trouble()
    {
        using var folder = new TempFolder();
        for (var i = 0; i < 20_000; i++)
        {
            if (i % 500 == 0)
                Directory.CreateDirectory(folder[$"d{i / 500}"]);
            File.WriteAllBytes(folder[$"d{i / 500}/{i}.py"], []);
        }
        Directory.CreateDirectory(folder[string.Join('/', Enumerable.Repeat("deep", 300))]);

        using var read = folder.Read();

        Assert.Equal(20_000, read.Snapshot.Files.Count);
        Assert.EndsWith("more than 100 folders deep", Assert.Single(read.Skipped()));
    }

    [Fact]
    public void A_folder_that_may_not_be_read_is_named()
    {
        Assert.SkipWhen(Environment.UserName == "root", "root may read everything");
        using var folder = new TempFolder();
        folder.Write("a.py", "a").Write("closed/b.py", "b");
        TempFolder.Run("chmod", folder.Path, null, "000", "closed");

        using var read = folder.Read();
        TempFolder.Run("chmod", folder.Path, null, "700", "closed");

        Assert.Equal(["closed: folder that may not be read"], read.Skipped());
    }

    [Fact]
    public void No_name_and_no_message_holds_a_path_of_this_machine()
    {
        using var folder = new TempFolder();
        folder.Write("a.py", "a");

        using var read = folder.Read();
        var error = Assert.Throws<UserErrorException>(() => Reading.Read(new RepositoryAddress.GitCommit(folder.Path, "HEAD")));

        Assert.Equal(Path.GetFileName(folder.Path), read.Snapshot.Name);
        Assert.Equal(3, error.ExitCode);
    }

    [Fact]
    public void A_folder_that_is_not_there_is_the_users_error()
    {
        using var folder = new TempFolder();

        Assert.Equal(3, Assert.Throws<UserErrorException>(() => folder.Read("nowhere")).ExitCode);
    }

    [Fact]
    public void Cancelling_ends_the_walk()
    {
        using var folder = new TempFolder();
        var cancelled = new CancellationToken(canceled: true);

        Assert.ThrowsAny<OperationCanceledException>(() =>
            RepositorySource.Read(new RepositoryAddress.Folder(folder.Path), new SourceOptions(), cancelled));
    }
}

using System.Security.Cryptography;
using System.Text;
using DnasRepro.Locations;
using DnasRepro.Runs.Isolation;
using DnasRepro.Sources;
using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.Runs.Isolation;

/// <summary>Private copies hold what a program needs, nothing from outside, and leave the repository as it is.</summary>
public class PrivateCopyTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void A_folder_is_copied_with_ignored_files_programs_and_inner_links()
    {
        using var folder = Hostile();
        var before = Hash(folder["net"], withTimes: true);

        var copy = Make(new RepositoryAddress.Folder(folder["net"]), folder);

        Assert.Equal("net", Path.GetFileName(copy.Folder));
        Assert.Equal(
            ["data", "data/set.bin", "inner -> train.py", "run.sh", "sub", "sub/up -> ../train.py", "train.py", ".gitignore"],
            List(copy.Folder));
        Assert.True(Programs.IsProgram(Path.Join(copy.Folder, "run.sh")));
        Assert.False(Programs.IsProgram(Path.Join(copy.Folder, "train.py")));
        Assert.Equal(
            [
                (".git", "git's own folder"), ("absolute", "symbolic link out of the repository, to /etc/passwd"), ("env", "a Python environment, which holds paths of its own place"),
                ("out", "symbolic link out of the repository, to ../secret"), ("pipe", "special file (pipe, socket or device)"), ("sub/out", "symbolic link out of the repository, to ../../secret"),
            ], copy.LeftOut.Select(l => (l.Path, l.Reason)));
        Assert.Equal(before, Hash(folder["net"], withTimes: true));
    }

    [Fact]
    public void A_commit_is_copied_with_programs_and_inner_links_but_without_what_is_not_in_it()
    {
        using var folder = Hostile();
        var before = Hash(folder["net"], withTimes: true);

        var copy = Make(new RepositoryAddress.GitCommit(folder["net"], "HEAD"), folder);

        Assert.Equal(["inner -> train.py", "run.sh", "sub", "sub/up -> ../train.py", "train.py", ".gitignore"], List(copy.Folder));
        Assert.True(Programs.IsProgram(Path.Join(copy.Folder, "run.sh")));
        Assert.Contains(("absolute", "symbolic link out of the repository, to /etc/passwd"), copy.LeftOut.Select(l => (l.Path, l.Reason)));
        Assert.Equal(before, Hash(folder["net"], withTimes: true));
    }

    [Fact]
    public void Each_run_gets_a_copy_of_its_own()
    {
        using var folder = Hostile();
        var pristine = Make(new RepositoryAddress.Folder(folder["net"]), folder);
        var before = Hash(pristine.Folder);

        var first = pristine.CopyInto(folder["run-1"], Stop);
        File.AppendAllText(Path.Join(first, "train.py"), "# changed");
        var second = pristine.CopyInto(folder["run-2"], Stop);

        Assert.Equal(folder["run-2/net"], second);
        Assert.Equal(before, Hash(second));
        Assert.Equal(before, Hash(pristine.Folder));
        Assert.NotEqual(before, Hash(first));
        Assert.True(Programs.IsProgram(Path.Join(second, "run.sh")));
    }

    [Theory]
    [InlineData(10, 1000, "more than 10 bytes")]
    [InlineData(1_000_000, 3, "more than 3 files")]
    public void Too_much_is_refused_with_a_word_on_what_to_do(long bytes, int files, string said)
    {
        using var folder = Hostile();

        var refusal = Assert.Throws<UserErrorException>(() => PrivateCopy.OfFolder(folder["net"], "net", folder["copies"], new CopyLimits(bytes, files), Stop));

        Assert.Contains(said, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.NotAttempted, refusal.ExitCode);
    }

    [Theory]
    [InlineData("a", "b", true)]
    [InlineData("a", "./b/c", true)]
    [InlineData("d/a", "../b", true)]
    [InlineData("d/e/a", "../../b", true)]
    [InlineData("d/a", "../../b", false)]
    [InlineData("a", "..", false)]
    [InlineData("a", "/b", false)]
    [InlineData("a", "b/../c", false)]
    [InlineData("d/a", "../b/../../c", false)]
    [InlineData("a", "", false)]
    public void A_link_may_not_lead_out_even_by_way_of_others(string path, string target, bool stays) => Assert.Equal(stays, LinkRule.StaysInside(path, target));

    [Theory]
    [InlineData("owner", "NAS-Unet", "NAS-Unet")]
    [InlineData("owner", "..", "repository")]
    [InlineData("owner", "a b;c\u202E", "a_b_c_")]
    [InlineData("owner", "--help", "help")]
    public void A_name_is_safe_to_use_and_stays_the_repositorys_own(string owner, string name, string expected) =>
        Assert.Equal(expected, PrivateCopy.NameOf(new RepositoryAddress.GitHub(owner, name, null)));

    [Fact]
    public void Names_of_other_addresses()
    {
        Assert.Equal("darts", PrivateCopy.NameOf(new RepositoryAddress.GitUrl("https://example.org/quark0/darts.git", null)));
        Assert.Equal("darts", PrivateCopy.NameOf(new RepositoryAddress.GitUrl("git@example.org:darts.git", null)));
        Assert.Equal("darts", PrivateCopy.NameOf(new RepositoryAddress.Folder("/a/darts/")));
        Assert.Equal("darts", PrivateCopy.NameOf(new RepositoryAddress.GitCommit("/a/darts", "HEAD")));
        Assert.Equal("repository", PrivateCopy.NameOf(new RepositoryAddress.Folder("/")));
    }

    private static TempFolder Hostile()
    {
        var folder = new TempFolder("private-copy");
        folder.Init("net").Write("secret/key", "secret").Write("net/train.py", "print(1)\n").Write("net/run.sh", "#!/bin/sh\n").Write("net/.gitignore", "data\nenv\npipe\n");
        Directory.CreateDirectory(folder["net/sub"]);
        TempFolder.Run("chmod", "/", null, "+x", folder["net/run.sh"]);
        foreach (var (path, target) in new[] { ("inner", "train.py"), ("sub/up", "../train.py"), ("out", "../secret"), ("sub/out", "../../secret"), ("absolute", "/etc/passwd") })
            File.CreateSymbolicLink(folder["net/" + path], target);
        folder.Commit("net");
        folder.Write("net/data/set.bin", new byte[1000]).Write("net/env/pyvenv.cfg", "home = /usr").Pipe("net/pipe");
        return folder;
    }

    private static PrivateCopy Make(RepositoryAddress address, TempFolder folder)
    {
        using var open = RepositorySource.Read(address, new SourceOptions(), Stop);
        return PrivateCopy.Make(address, open.Snapshot, folder["copies"], CopyLimits.Default, Stop);
    }

    private static IEnumerable<string> List(string folder) => new DirectoryInfo(folder).EnumerateFileSystemInfos("*", SearchOption.AllDirectories)
        .Select(e => Path.GetRelativePath(folder, e.FullName) + (e.LinkTarget is { } target ? $" -> {target}" : "")).OrderBy(p => p.TrimStart('.') == p ? 0 : 1).ThenBy(p => p, StringComparer.Ordinal);

    /// <summary>A hash over names, kinds, modes and contents, and over times of change.</summary>
    private static string Hash(string folder, bool withTimes = false)
    {
        var text = new StringBuilder();
        foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos("*", SearchOption.AllDirectories).OrderBy(e => e.FullName, StringComparer.Ordinal))
        {
            var isPlain = entry is FileInfo { Length: > 0, LinkTarget: null };
            var content = isPlain ? Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(entry.FullName))) : entry.LinkTarget;
            text.AppendLine($"{Path.GetRelativePath(folder, entry.FullName)} {entry.Attributes & FileAttributes.Directory} {entry.UnixFileMode} {content} {(withTimes ? entry.LastWriteTimeUtc.Ticks : 0)}");
        }
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}

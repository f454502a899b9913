using System.Text;
using DnasRepro.Runs.Compatibility;
using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.Runs;

public class AsyncRewriterTests
{
    [Fact]
    public void Files_with_the_argument_are_rewritten_and_told_with_hash_and_diff()
    {
        using var folder = new TempFolder();
        folder.Write("copy/a/train.py", "import x\n\ny = x.cuda(async=True)\n").Write("copy/b.py", "async = 1\n").Write("copy/notes.txt", "x.cuda(async=True)");

        var file = Assert.Single(AsyncRewriter.Rewrite(folder["copy"]));

        Assert.Equal(("a/train.py", 1), (file.Path, file.Count));
        Assert.Equal("--- a/a/train.py\n+++ b/a/train.py\n@@ -3 +3 @@\n-y = x.cuda(async=True)\n+y = x.cuda(non_blocking=True)\n", file.Diff);
        Assert.Equal("import x\n\ny = x.cuda(non_blocking=True)\n", File.ReadAllText(folder["copy/a/train.py"]));
        Assert.Equal("0a74ecd17623b8c9aa3c16b26f4b47bfaa8fcdd4c569e301e2e4941c6fd82fff", file.Sha256Before);
        Assert.Equal("a24058e844517cf58322708c74df16eec56a2df98023f1789fd38e2075479044", file.Sha256After);
        Assert.Equal("x.cuda(async=True)", File.ReadAllText(folder["copy/notes.txt"]));
        Assert.Equal(["a", "b.py", "notes.txt"], Directory.GetFileSystemEntries(folder["copy"]).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void The_difference_is_one_that_patch_undoes()
    {
        using var folder = new TempFolder();
        const string Text = "def f(x):\n    a = x.cuda(async=True)\n    b = 1\n    return g(a, async=b), x.cuda(0, async=False)\n";
        folder.Write("copy/f.py", Text);
        var file = Assert.Single(AsyncRewriter.Rewrite(folder["copy"]));
        folder.Write("difference", file.Diff);
        folder.Init("copy");

        folder.GitIn("copy", "apply", "--unidiff-zero", "--reverse", folder["difference"]);

        Assert.Equal(Text, File.ReadAllText(folder["copy/f.py"]));
    }

    [Fact]
    public void Bytes_of_any_encoding_marks_and_line_ends_stay()
    {
        using var folder = new TempFolder();
        byte[] Bytes(string name) => [0xEF, 0xBB, 0xBF, .. "# "u8, 0xE9, 0xFF, .. Encoding.ASCII.GetBytes($"\r\nx.cuda({name}=True)\r")];
        folder.Write("copy/latin.py", Bytes("async"));

        Assert.Single(AsyncRewriter.Rewrite(folder["copy"]));

        Assert.Equal(Bytes("non_blocking"), File.ReadAllBytes(folder["copy/latin.py"]));
    }

    [Fact]
    public void Links_are_not_followed_and_hard_links_keep_the_old_file()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "hard links are made by ln");
        using var folder = new TempFolder();
        folder.Write("outside/secret.py", "x.cuda(async=True)\n").Write("user/own.py", "x.cuda(async=True)\n");
        Directory.CreateDirectory(folder["copy"]);
        File.CreateSymbolicLink(folder["copy/link.py"], folder["outside/secret.py"]);
        Directory.CreateSymbolicLink(folder["copy/folder"], folder["outside"]);
        TempFolder.Run("ln", folder.Path, null, folder["user/own.py"], folder["copy/own.py"]);

        Assert.Equal("own.py", Assert.Single(AsyncRewriter.Rewrite(folder["copy"])).Path);

        Assert.Equal("x.cuda(async=True)\n", File.ReadAllText(folder["outside/secret.py"]));
        Assert.Equal("x.cuda(async=True)\n", File.ReadAllText(folder["user/own.py"]));
    }
}

using System.Text;
using CsCheck;
using DnasRepro.Runs.Isolation;
using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.Runs.Isolation;

/// <summary>The end of a program's output, harmless wherever it is shown.</summary>
public class OutputTailTests
{
    [Theory]
    [InlineData("plain\nlines\n", "plain\nlines")]
    [InlineData("\u001b[31mred\u001b[0m and \u001b[2J\u001b[1;1Hgone", "red and gone")]
    [InlineData("\u001b]0;a title\u0007text", "text")]
    [InlineData("\u001b]8;;https://evil.example\u001b\\here\u001b]8;;\u001b\\", "here")]
    [InlineData("\u001bPq secret\u001b\\after", "after")]
    [InlineData("\u001bcreset \u001b7saved", "reset saved")]
    [InlineData("cut \u001b[31", "cut 31")]
    [InlineData("cut \u001b]0;title without end\nnext", "cut 0;title without end\nnext")]
    [InlineData("end \u001b", "end ")]
    [InlineData(" 10%\r 50%\r100%\ndone", "100%\ndone")]
    [InlineData("dos\r\nlines\r\n", "dos\nlines")]
    [InlineData("a\u202Eb\u2066c\u200Fd\u0007e\u0000f\u009B31mg", "abcdef31mg")]
    [InlineData("ta\tb", "ta b")]
    [InlineData("voil\u00E0 \U0001F600", "voil\u00E0 \U0001F600")]
    [InlineData("", "")]
    public void What_steers_a_terminal_is_left_out(string printed, string shown) => Assert.Equal(shown, Shown(Encoding.UTF8.GetBytes(printed)));

    [Fact]
    public void The_last_characters_are_kept_of_a_file_of_any_size()
    {
        using var folder = new TempFolder();
        using (var file = File.Create(folder["stdout.txt"]))
        {
            file.SetLength(3L << 30);
            file.Seek(0, SeekOrigin.End);
            file.Write(Encoding.UTF8.GetBytes("\n" + new string('a', 5000) + "the end"));
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        var tail = OutputTail.Of(folder["stdout.txt"]);

        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 4 * Lab.MiB);
        Assert.Equal(new string('a', 3993) + "the end", tail);
    }

    [Fact]
    public void What_hides_behind_invisible_characters_is_still_found()
    {
        var printed = "the error\n" + new string('\0', 100_000);

        Assert.Equal("the error", Shown(Encoding.UTF8.GetBytes(printed)));
    }

    [Fact]
    public void A_file_that_is_not_there_has_no_tail() => Assert.Equal("", OutputTail.Of("/no/such/file"));

    [Fact]
    public void No_bytes_give_anything_but_visible_text() => Gen.Byte.Array[0, 3000].Sample(bytes =>
    {
        var shown = OutputTail.Visible(Encoding.UTF8.GetString(bytes), 100);
        return shown.Length <= 100 && !shown.Any(c => char.IsControl(c) && c != '\n') && !shown.Contains('\u202E');
    }, iter: 2000, seed: "0000000000000");

    private static string Shown(byte[] bytes)
    {
        using var folder = new TempFolder();
        return OutputTail.Of(folder.Write("stdout.txt", bytes)["stdout.txt"]);
    }
}

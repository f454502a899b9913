using System.Text;
using CsCheck;
using DnasRepro.Locations;
using DnasRepro.Snapshots;
using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.Snapshots;

/// <summary>Changed lines and renames, held against git's own.</summary>
public class SnapshotChangesTests
{
    private const string Seed = "0N0XIzNsQ0O2";

    private static readonly string[] Lines = ["a", "b", "c", "", "x = 1"];

    private static Gen<string[]> Texts => Gen.Int[0, Lines.Length - 1].Select(i => Lines[i]).Array[0, 30];

    [Fact]
    public void Removing_the_new_lines_leaves_lines_of_the_old_text_in_order() => Gen.Select(Texts, Texts).Sample(
        (before, after) =>
        {
            var kept = after.Where((_, i) => !IsNew(LineDifference.Of(before, after), i + 1)).ToList();

            var at = 0;
            Assert.All(kept, line =>
            {
                at = Array.IndexOf(before, line, at) + 1;
                Assert.True(at > 0, "A line that counts as old is not in the old text.");
            });
            Assert.Empty(LineDifference.Of(after, after));
        },
        iter: 5_000, seed: Seed);

    [Fact]
    public void As_many_lines_are_new_as_git_says()
    {
        using var folder = new TempFolder().Init();
        Gen.Select(Texts, Texts).Sample(
            (before, after) =>
            {
                folder.Write("before", Text(before)).Write("after", Text(after));
                var counted = ExternalTool.Run("git", folder.Path, "diff", "--no-index", "--minimal", "--numstat", "before", "after").Output.Split('\t')[0];

                Assert.Equal(counted.Length == 0 ? 0 : int.Parse(counted), LineDifference.Of(before, after).Sum(s => s.Last - s.First + 1));
            },
            iter: 40, seed: Seed, threads: 1);
    }

    [Fact]
    public void Texts_that_are_wholly_different_are_bounded_work()
    {
        string[] before = [.. Enumerable.Range(0, 20_000).Select(i => $"a{i}")], after = [.. Enumerable.Range(0, 20_000).Select(i => i % 2 == 0 ? $"b{i}" : $"a{i}")];

        Assert.Equal(10_000, LineDifference.Of(before, after).Sum(s => s.Last - s.First + 1));
    }

    [Fact]
    public void Files_that_came_went_or_moved_are_told_apart()
    {
        var code = string.Concat(Enumerable.Range(1, 20).Select(i => $"line {i}\n"));
        var earlier = Snapshot(("kept.py", "a\nb\nc\n"), ("old.py", code), ("gone.py", "x\n"), ("same.py", "s\n"));
        var later = Snapshot(("kept.py", "a\nB\nc\nd\n"), ("new.py", "import os\n" + code), ("fresh.py", "y\nz\n"), ("same.py", "s\n"));

        var changes = SnapshotChanges.Between(earlier, later, ["kept.py", "old.py", "new.py", "gone.py", "fresh.py", "same.py", "never.py", "../out", ""]);

        Assert.Equal([new("old.py", "new.py")], changes.Renames);
        Assert.Equal([new LineStretch(2, 2), new LineStretch(4, 4)], changes.Files["kept.py"]);
        Assert.Equal([new LineStretch(1, 1)], changes.Files["new.py"]);
        Assert.True(changes.Touches("fresh.py", 2, 2));
        Assert.False(changes.Touches("same.py", 1, 9));
        Assert.False(changes.Touches("kept.py", 3, 3));
        Assert.True(changes.Touches("kept.py", 1, 2));
        Assert.Null(changes.Touches("never.py", 1, 1));
    }

    [Fact]
    public void What_cannot_be_read_as_text_is_not_known()
    {
        var earlier = Snapshot(("big.py", new string('x', 3 * 1024 * 1024)), ("bytes.bin", "a\0b"), ("a.py", "a\n"));
        var later = Snapshot(("big.py", "x\n"), ("bytes.bin", "a\0c"), ("a.py", "b\n"));

        var changes = SnapshotChanges.Between(earlier, later, ["big.py", "bytes.bin", "a.py"]);

        Assert.Null(changes.Touches("big.py", 1, 1));
        Assert.Null(changes.Touches("bytes.bin", 1, 1));
        Assert.True(changes.Touches("a.py", 1, 1));
    }

    private static string Text(string[] lines) => string.Concat(lines.Select(l => l + "\n"));

    private static bool IsNew(IReadOnlyList<LineStretch> stretches, int line) => stretches.Any(s => s.First <= line && line <= s.Last);

    private static RepositorySnapshot Snapshot(params (string Path, string Text)[] files) => new(
        "study", null, [.. files.Select(f => (Path: RepoPath.Parse(f.Path), Bytes: Encoding.UTF8.GetBytes(f.Text))).OrderBy(f => f.Path).Select(f => new SnapshotFile(f.Path, f.Bytes.Length, () => f.Bytes))], []);
}

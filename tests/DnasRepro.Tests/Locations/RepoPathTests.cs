using CsCheck;
using DnasRepro.Locations;

namespace DnasRepro.Tests.Locations;

public class RepoPathTests
{
    private const string Seed = "0N0XIzNsQ0O2";
    private static readonly string[] Pieces = ["/", "//", "..", ".", "a", "b.py", "~", "C:", "\\", " ", "\0", "\n", "é", "-"];

    private static Gen<string> Texts => Gen.OneOf(Gen.Int[0, Pieces.Length - 1].Select(i => Pieces[i]).Array[0, 8].Select(string.Concat), Gen.String[0, 20]);

    [Fact]
    public void A_path_never_leads_outside() => Texts.Sample(
        text =>
        {
            if (!RepoPath.TryParse(text, out var path))
                return;
            var root = Path.Combine(Path.GetTempPath(), "root");
            var full = Path.GetFullPath(Path.Combine(root, path.Value));
            Assert.StartsWith(root + Path.DirectorySeparatorChar, full, StringComparison.Ordinal);
            Assert.Equal(text, path.Value);
        },
        iter: 50_000, seed: Seed);

    [Fact]
    public void Following_a_relative_path_stays_inside() => Gen.Select(Texts, Texts).Sample(
        (folder, relative) =>
        {
            if (RepoPath.TryParse(folder, out _) && RepoPath.TryResolve(folder, relative, out var path))
                Assert.True(RepoPath.TryParse(path.Value, out _));
        },
        iter: 50_000, seed: Seed);

    [Theory]
    [InlineData("docs", "../search.py", "search.py")]
    [InlineData("a/b", "./c/../d.py", "a/b/d.py")]
    [InlineData("", "search.py", "search.py")]
    public void Relative_paths_are_followed(string folder, string relative, string expected) =>
        Assert.Equal(expected, RepoPath.TryResolve(folder, relative, out var path) ? path.Value : null);

    [Theory]
    [InlineData("docs", "../../etc/passwd")]
    [InlineData("", "..")]
    [InlineData("docs", "/etc/passwd")]
    public void Paths_that_climb_out_are_refused(string folder, string relative) => Assert.False(RepoPath.TryResolve(folder, relative, out _));
}

using CsCheck;
using DnasRepro.Locations;

namespace DnasRepro.Tests.Sources;

public class RepoPathLawTests
{
    private const string Seed = "0000KOIPe036";

    private static readonly string Root = Path.Combine(Path.GetTempPath(), "root");

    /// <summary>Paths made of what goes wrong, and now and then of anything.</summary>
    private static readonly Gen<string> Paths = Gen.OneOf<string>(
        Gen.OneOf("a", "b", "..", ".", "", "/", "//", "~", "C:", "\\", "\0", " ", "...", "..a", "a..", "é", "\n", "/../", "/./").Array[0, 7].Select(string.Concat),
        Gen.OneOf("a", "b", "..", ".", "", "c").Array[0, 7].Select(parts => string.Join('/', parts)),
        Gen.String[0, 12]);

    [Fact]
    public void A_path_that_is_accepted_never_leaves_the_root() => Paths.Sample(
        text =>
        {
            if (!RepoPath.TryParse(text, out var path))
                return true;
            return IsInside(Path.GetFullPath(Path.Combine(Root, path.Value))) && path.Value == text;
        },
        seed: Seed, iter: 20_000, threads: 1);

    [Fact]
    public void A_path_that_is_followed_from_a_folder_never_leaves_the_root() => Gen.Select(Paths, Paths).Sample(
        (folder, relative) =>
        {
            if (!RepoPath.TryResolve(folder, relative, out var path))
                return true;
            return IsInside(Path.GetFullPath(Path.Combine(Root, path.Value))) && RepoPath.TryParse(path.Value, out var again) && again == path;
        },
        seed: Seed, iter: 20_000, threads: 1);

    [Fact]
    public void Paths_are_ordered_as_their_bytes_would_be() => Gen.Select(Accepted, Accepted, Accepted).Sample(
        (a, b, c) =>
        {
            var isAntisymmetric = Math.Sign(a.CompareTo(b)) == -Math.Sign(b.CompareTo(a));
            var agreesWithEquality = (a.CompareTo(b) == 0) == (a == b);
            var isTransitive = !(a <= b && b <= c) || a <= c;
            var agreesWithOperators = (a < b) == (a.CompareTo(b) < 0) && (a > b) == (b < a) && (a >= b) == !(a < b);
            return isAntisymmetric && agreesWithEquality && isTransitive && agreesWithOperators;
        },
        seed: Seed, iter: 20_000, threads: 1);

    [Fact]
    public void The_parts_of_a_path_give_it_back() => Accepted.Sample(
        path =>
        {
            var joined = path.Folder.Length == 0 ? path.Name : $"{path.Folder}/{path.Name}";
            return joined == path.Value && path.Depth == path.Value.Split('/').Length - 1;
        },
        seed: Seed, iter: 20_000, threads: 1);

    private static Gen<RepoPath> Accepted => Gen.OneOf("a", "b", "B", "ab", "é", "a.py", "-").Array[1, 4]
        .Select(parts => RepoPath.Parse(string.Join('/', parts)));

    private static bool IsInside(string full) => full.StartsWith(Root + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}

using System.Collections;
using DnasRepro.Locations;

namespace DnasRepro.SearchCode.Programs;

/// <summary>Some of the files of a repository, one bit each.</summary>
/// <param name="numbers">The number of each file.</param>
/// <param name="paths">The files by number.</param>
/// <param name="members">Which of them are in the set.</param>
internal sealed class FileSet(IReadOnlyDictionary<RepoPath, int> numbers, IReadOnlyList<RepoPath> paths, BitArray members) : IReadOnlySet<RepoPath>
{
    public int Count { get; } = Members(members).Count();

    public bool Contains(RepoPath item) => numbers.TryGetValue(item, out var number) && members[number];

    public bool IsProperSubsetOf(IEnumerable<RepoPath> other) => Set().IsProperSubsetOf(other);

    public bool IsProperSupersetOf(IEnumerable<RepoPath> other) => Set().IsProperSupersetOf(other);

    public bool IsSubsetOf(IEnumerable<RepoPath> other) => Set().IsSubsetOf(other);

    public bool IsSupersetOf(IEnumerable<RepoPath> other) => other.All(Contains);

    public bool Overlaps(IEnumerable<RepoPath> other) => other.Any(Contains);

    public bool SetEquals(IEnumerable<RepoPath> other) => Set().SetEquals(other);

    public IEnumerator<RepoPath> GetEnumerator() => Members(members).Select(n => paths[n]).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static IEnumerable<int> Members(BitArray members)
    {
        for (var i = 0; i < members.Length; i++)
        {
            if (members[i])
                yield return i;
        }
    }

    private HashSet<RepoPath> Set() => [.. this];
}

using DnasRepro.Locations;

namespace DnasRepro.Snapshots;

/// <summary>
/// Compares files of two states of a repository by their contents. Works for commits, folders and separate clones alike; only files that are asked for are read.
/// </summary>
public static class SnapshotChanges
{
    /// <summary>Bytes of one comparison up to which files are read: 64 MiB.</summary>
    private const long MostBytes = 64L * 1024 * 1024;

    /// <summary>Files that came or went up to which renames are looked for.</summary>
    private const int MostMoved = 200;

    /// <summary>The share of common lines from which on a file counts as renamed, as in git.</summary>
    private const double LeastAlike = 0.5;

    /// <summary>Compares the files at some paths; a path that neither state has is left aside.</summary>
    /// <param name="earlier">The earlier state.</param>
    /// <param name="later">The later state.</param>
    /// <param name="paths">Paths of either state.</param>
    public static ChangedLines Between(RepositorySnapshot earlier, RepositorySnapshot later, IEnumerable<string> paths)
    {
        var left = MostBytes;
        var (lost, come) = (new SortedDictionary<string, string[]>(StringComparer.Ordinal), new SortedDictionary<string, string[]>(StringComparer.Ordinal));
        var files = new Dictionary<string, IReadOnlyList<LineStretch>>(StringComparer.Ordinal);
        foreach (var path in paths.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var (before, after) = (Find(earlier, path), Find(later, path));
            if ((left -= (before?.Size ?? 0) + (after?.Size ?? 0)) < 0)
                break;
            switch (Lines(before), Lines(after))
            {
                case ({ } old, { } now):
                    files[path] = LineDifference.Of(old, now);
                    break;
                case ({ } old, null) when after is null:
                    lost[path] = old;
                    break;
                case (null, { } now) when before is null:
                    come[path] = now;
                    break;
                default:
                    break;
            }
        }
        var renames = Renames(lost, come);
        var origins = renames.ToDictionary(r => r.Value, r => r.Key, StringComparer.Ordinal);
        foreach (var (path, lines) in come)
            files[path] = origins.TryGetValue(path, out var origin) ? LineDifference.Of(lost[origin], lines) : [new LineStretch(1, Math.Max(1, lines.Length))];
        return new ChangedLines(files, renames);
    }

    private static SnapshotFile? Find(RepositorySnapshot snapshot, string path) => RepoPath.TryParse(path, out var valid) ? snapshot.Find(valid) : null;

    private static string[]? Lines(SnapshotFile? file) =>
        file?.ReadText() is FileContent.Text text ? text.Value.ReplaceLineEndings("\n").Split('\n') : null;

    /// <summary>Pairs of a lost and a new file that are most alike, each file at most once.</summary>
    private static Dictionary<string, string> Renames(SortedDictionary<string, string[]> lost, SortedDictionary<string, string[]> come)
    {
        var renames = new Dictionary<string, string>(StringComparer.Ordinal);
        if (lost.Count > MostMoved || come.Count > MostMoved)
            return renames;
        var pairs =
            from l in lost
            from c in come
            let alike = Path.GetExtension(l.Key) == Path.GetExtension(c.Key) ? Alike(l.Value, c.Value) : 0
            where alike >= LeastAlike
            orderby alike descending
            select (From: l.Key, To: c.Key);
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (from, to) in pairs)
        {
            if (!renames.ContainsKey(from) && taken.Add(to))
                renames[from] = to;
        }
        return renames;
    }

    /// <summary>The share of the longer text's lines that both have.</summary>
    private static double Alike(string[] one, string[] other)
    {
        if (Math.Min(one.Length, other.Length) < LeastAlike * Math.Max(one.Length, other.Length))
            return 0;
        var left = one.CountBy(l => l, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        var common = other.CountBy(l => l, StringComparer.Ordinal).Sum(l => Math.Min(l.Value, left.GetValueOrDefault(l.Key)));
        return (double)common / Math.Max(one.Length, other.Length);
    }
}

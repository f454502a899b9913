namespace DnasRepro.Runs.Isolation;

/// <summary>Where control groups may be made.</summary>
/// <param name="Version">The version of the interface.</param>
/// <param name="Memory">The group below which memory can be limited.</param>
/// <param name="Processes">The group below which processes can be limited.</param>
internal sealed record CgroupPlace(int Version, string Memory, string Processes)
{
    /// <summary>Places in which a group may be tried, the best first.</summary>
    /// <param name="mount">Where groups are mounted: /sys/fs/cgroup.</param>
    /// <param name="own">The lines of /proc/self/cgroup, each "number:controllers:path" (https://man7.org/linux/man-pages/man7/cgroups.7.html).</param>
    public static IReadOnlyList<CgroupPlace> Candidates(string mount, string own)
    {
        var lines = own.Split('\n').Select(l => l.Split(':', 3)).Where(f => f.Length == 3 && !f[2].Contains("..", StringComparison.Ordinal)).ToList();
        var places = new List<CgroupPlace>();
        if (lines.FirstOrDefault(f => f[0] == "0" && f[1].Length == 0) is { } unified)
        {
            // A group that holds processes may not hand controllers down, so a sibling is tried before a child.
            foreach (var path in (string[])[Path.GetDirectoryName(unified[2]) ?? "/", unified[2]])
                places.AddRange(Version2(Path.Join(mount, path)));
        }
        if (Controller(mount, lines, "memory") is { } memory && Controller(mount, lines, "pids") is { } processes)
            places.Add(new CgroupPlace(1, memory, processes));
        return places;
    }

    private static IEnumerable<CgroupPlace> Version2(string folder)
    {
        var file = Path.Join(folder, "cgroup.subtree_control");
        if (!File.Exists(file))
            yield break;
        var controllers = File.ReadAllText(file).Trim().Split(' ');
        if (controllers.Contains("memory") && controllers.Contains("pids"))
            yield return new CgroupPlace(2, folder, folder);
    }

    private static string? Controller(string mount, List<string[]> lines, string name)
    {
        var own = lines.FirstOrDefault(f => f[1].Split(',').Contains(name));
        var folder = own is null ? null : Path.Join(mount, own[1], own[2]);
        return Directory.Exists(folder) ? folder : null;
    }
}

namespace DnasRepro.Runs.Isolation;

/// <summary>Who holds memory and processes to their limits.</summary>
internal abstract record LimitKeeper
{
    private const string Mount = "/sys/fs/cgroup";

    private LimitKeeper()
    {
    }

    /// <summary>The kernel, in a group that systemd makes.</summary>
    public sealed record Systemd(SystemdScope Scope) : LimitKeeper;

    /// <summary>The kernel, in a group that we make.</summary>
    public sealed record Group(CgroupPlace Place) : LimitKeeper;

    /// <summary>We, by looking at the processes several times a second.</summary>
    public sealed record Watching : LimitKeeper;

    /// <summary>In words that follow "held by".</summary>
    public string Words => this switch
    {
        Systemd => "the kernel (control group version 2, made by systemd)",
        Group g => $"the kernel (control group version {g.Place.Version})",
        _ => "this program, which looks ten times a second",
    };

    /// <summary>Tries what the machine offers, the strongest first.</summary>
    public static LimitKeeper Find()
    {
        if (!OperatingSystem.IsLinux() || !Directory.Exists(Mount))
            return new Watching();
        if (SystemdScope.TryFind(Mount) is { } scope)
            return new Systemd(scope);
        var trial = new RunLimits(TimeSpan.FromSeconds(10), 64L * 1024 * 1024, 50, 0, 0);
        foreach (var place in CgroupPlace.Candidates(Mount, File.ReadAllText("/proc/self/cgroup")))
        {
            using var group = Cgroup.TryMake(place, trial);
            if (group is not null)
                Cgroup.RemoveStale(place);
            if (group is not null && Programs.Ask([.. group.Join, "/bin/true"], TimeSpan.FromSeconds(5)).ExitCode == 0)
                return new Group(place);
        }
        return new Watching();
    }

    /// <summary>Makes the group of one run.</summary>
    public KeptLimits Begin(RunLimits limits)
    {
        var unit = $"dnas-repro-{Guid.NewGuid():N}";
        return this switch
        {
            Systemd s => new KeptLimits(s.Scope.Join(unit, limits), null, process => SystemdScope.GroupOf(process, unit, Mount)),
            Group g when Cgroup.TryMake(g.Place, limits) is { } group => new KeptLimits(group.Join, group, _ => group),
            _ => new KeptLimits([], null, _ => null),
        };
    }
}

/// <summary>The limits of one run, as they are kept.</summary>
/// <param name="Join">Words before the command that put it under them.</param>
/// <param name="Owned">The group to remove afterwards, or null.</param>
/// <param name="GroupOf">The group in which a process is; null when there is none, or not yet.</param>
internal sealed record KeptLimits(IReadOnlyList<string> Join, Cgroup? Owned, Func<int, Cgroup?> GroupOf) : IDisposable
{
    public void Dispose() => Owned?.Dispose();
}

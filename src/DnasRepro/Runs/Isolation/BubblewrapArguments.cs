using System.Globalization;

namespace DnasRepro.Runs.Isolation;

/// <summary>The words with which bubblewrap is called. Mounts are made in their order, so what lies inside another comes later.</summary>
internal static class BubblewrapArguments
{
    /// <summary>Everything of ours lies below this folder, which no machine has.</summary>
    public const string Root = "/repro";

    /// <summary>
    /// The kernel's own file systems. /proc/sys is mounted once more, read-only: for a process of the machine's root its files are
    /// writable in any namespace, and one of them names a program that the kernel starts.
    /// </summary>
    public static IReadOnlyList<string> Kernel { get; } =
        ["--proc", "/proc", "--ro-bind", "/proc/sys", "/proc/sys", "--dev", "/dev"];

    /// <summary>New namespaces without network, no rights, and an end with our own.</summary>
    public static IReadOnlyList<string> Namespaces(BubblewrapProgram program) =>
    [
        "--unshare-all", "--unshare-user", .. program.ForbidsNesting ? (string[])["--disable-userns"] : [], "--uid", "1000", "--gid", "1000",
        "--cap-drop", "ALL", "--die-with-parent", "--new-session", "--hostname", "repro",
    ];

    /// <summary>Where the program sees its folders.</summary>
    public static RunPaths Paths(RunFolders folders) => new(
        $"{Root}/work/{Path.GetFileName(Path.TrimEndingDirectorySeparator(folders.Copy))}", $"{Root}/out", $"{Root}/probe", $"{Root}/probe-out", $"{Root}/home",
        folders.Data is null ? null : $"{Root}/data");

    /// <summary>The whole command.</summary>
    /// <param name="program">Bubblewrap.</param>
    /// <param name="launch">What to start.</param>
    /// <param name="seen">What it sees of this machine.</param>
    /// <param name="variables">All its variables.</param>
    /// <param name="command">The command inside.</param>
    public static IReadOnlyList<string> Of(
        BubblewrapProgram program, Launch launch, SeenMachine seen, IReadOnlyDictionary<string, string> variables, IReadOnlyList<string> command)
    {
        var paths = Paths(launch.Folders);
        // Shared memory is memory: as the kernel does by default for the machine's, it gets half.
        string[] size = program.LimitsSizes ? ["--size", (launch.Limits.MemoryBytes / 2).ToString(CultureInfo.InvariantCulture)] : [];
        var ours = Ours(launch, paths).Concat(seen.Runtimes).Concat(launch.Binds.Select(b => new Mount(MountKind.ReadOnly, b.Source, b.Target)));
        return
        [
            program.Path, .. Namespaces(program), "--clearenv", .. variables.OrderBy(v => v.Key, StringComparer.Ordinal).SelectMany(v => (string[])["--setenv", v.Key, v.Value]),
            .. seen.System.Where(m => m.Kind != MountKind.Device).SelectMany(Of), .. Kernel, .. seen.System.Where(m => m.Kind == MountKind.Device).SelectMany(Of),
            "--remount-ro", "/dev", .. size, "--tmpfs", "/dev/shm", .. ours.SelectMany(Of), "--remount-ro", "/",
            "--chdir", launch.WorkingDirectory.Length == 0 ? paths.Copy : $"{paths.Copy}/{launch.WorkingDirectory}", "--", .. command,
        ];
    }

    /// <summary>The words for one mount.</summary>
    public static IReadOnlyList<string> Of(Mount mount) => mount.Kind switch
    {
        MountKind.ReadOnly => ["--ro-bind", mount.Source, mount.Target],
        MountKind.Writable => ["--bind", mount.Source, mount.Target],
        MountKind.Device => ["--dev-bind", mount.Source, mount.Target],
        _ => ["--symlink", mount.Source, mount.Target],
    };

    /// <summary>The run's own folders, the same for every kind of isolation.</summary>
    public static IReadOnlyList<Mount> Ours(Launch launch, RunPaths paths)
    {
        var folders = launch.Folders;
        var mounts = new List<Mount>
        {
            new(MountKind.Writable, folders.Copy, paths.Copy),
            new(MountKind.Writable, folders.Output, paths.Output),
            new(MountKind.ReadOnly, folders.Probe, paths.Probe),
            new(MountKind.Writable, folders.ProbeOutput, paths.ProbeOutput),
            new(MountKind.Writable, folders.Home, paths.Home),
            new(MountKind.Writable, Temporary(folders), "/tmp"),
        };
        if (folders.Data is { } data)
            mounts.Add(new Mount(MountKind.ReadOnly, data, paths.Data!));
        return mounts;
    }

    /// <summary>The private folder for temporary files: it lies in the home, so that it counts with it.</summary>
    public static string Temporary(RunFolders folders) => Path.Join(folders.Home, ".tmp");
}

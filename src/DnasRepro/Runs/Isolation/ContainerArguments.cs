using System.Globalization;

namespace DnasRepro.Runs.Isolation;

/// <summary>The words with which container engines are called: the same places as bubblewrap gives, in an image of the user's.</summary>
internal static class ContainerArguments
{
    /// <summary>The whole command.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="launch">What to start; it names the image.</param>
    /// <param name="name">A name for the container.</param>
    /// <param name="user">Who it runs as, "uid:gid", so that what it writes belongs to the user.</param>
    /// <param name="variables">All its variables.</param>
    /// <param name="command">The command inside.</param>
    public static IReadOnlyList<string> Of(
        ContainerEngine engine, Launch launch, string name, string user, IReadOnlyDictionary<string, string> variables, IReadOnlyList<string> command) =>
        engine.Kind == IsolationKind.Apptainer ? Apptainer(engine, launch, variables, command) : Docker(engine, launch, name, user, variables, command);

    /// <summary>A command that ends a container; null where its processes are our children.</summary>
    public static IReadOnlyList<string>? Kill(ContainerEngine engine, string name) =>
        engine.Kind == IsolationKind.Apptainer ? null : [engine.Path, "kill", name];

    /// <summary>Docker, and podman, which takes the same words.</summary>
    private static IReadOnlyList<string> Docker(
        ContainerEngine engine, Launch launch, string name, string user, IReadOnlyDictionary<string, string> variables, IReadOnlyList<string> command)
    {
        var paths = BubblewrapArguments.Paths(launch.Folders);
        var limits = launch.Limits;
        var memory = Number(limits.MemoryBytes);
        return
        [
            engine.Path, "run", "--rm", "--init", "--name", name, "--hostname", "repro", "--network", "none", "--read-only", "--cap-drop", "ALL",
            "--security-opt", "no-new-privileges", "--pids-limit", Number(limits.Processes + RunWatch.Machinery), "--memory", memory, "--memory-swap", memory,
            "--shm-size", Number(limits.MemoryBytes / 2), "--ulimit", "core=0", "--ulimit", $"fsize={Number(limits.DiskBytes)}", "--user", user,
            // With rootless podman the user outside is root inside, unless the number is kept.
            .. engine.Kind == IsolationKind.Podman ? (string[])["--userns", "keep-id"] : [],
            .. launch.UsesGpu ? (string[])["--gpus", "all"] : [],
            .. Mounts(launch, paths).SelectMany(m => (string[])["--mount", Bind(m)]), .. Variables(variables, "--env"),
            "--workdir", WorkingDirectory(launch, paths), "--entrypoint", command[0], "--", launch.Image!, .. command.Skip(1),
        ];
    }

    private static IReadOnlyList<string> Apptainer(
        ContainerEngine engine, Launch launch, IReadOnlyDictionary<string, string> variables, IReadOnlyList<string> command)
    {
        var paths = BubblewrapArguments.Paths(launch.Folders);
        return
        [
            engine.Path, "exec", "--containall", "--cleanenv", "--no-home", "--no-privs", "--net", "--network", "none",
            .. launch.UsesGpu ? (string[])["--nv"] : [],
            .. Mounts(launch, paths).SelectMany(m => (string[])["--mount", Bind(m)]), .. Variables(variables, "--env"),
            "--pwd", WorkingDirectory(launch, paths), launch.Image!, .. command,
        ];
    }

    private static IEnumerable<Mount> Mounts(Launch launch, RunPaths paths) =>
        BubblewrapArguments.Ours(launch, paths).Concat(launch.Binds.Select(b => new Mount(MountKind.ReadOnly, b.Source, b.Target)));

    /// <summary>A mount as a line of comma-separated values, quoted where a path holds what the form itself uses.</summary>
    private static string Bind(Mount mount) => string.Join(',', ((string[])
    [
        "type=bind", Quoted($"source={mount.Source}"), Quoted($"destination={mount.Target}"), .. mount.Kind == MountKind.Writable ? (string[])[] : ["ro"],
    ]));

    private static string Quoted(string field) => field.AsSpan().ContainsAny(',', '"', '\n') ? $"\"{field.Replace("\"", "\"\"")}\"" : field;

    private static IEnumerable<string> Variables(IReadOnlyDictionary<string, string> variables, string word) =>
        variables.OrderBy(v => v.Key, StringComparer.Ordinal).SelectMany(v => (string[])[word, $"{v.Key}={v.Value}"]);

    private static string WorkingDirectory(Launch launch, RunPaths paths) =>
        launch.WorkingDirectory.Length == 0 ? paths.Copy : $"{paths.Copy}/{launch.WorkingDirectory}";

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}

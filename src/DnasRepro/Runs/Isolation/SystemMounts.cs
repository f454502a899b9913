using DnasRepro.Locations;
using DnasRepro.Sources;

namespace DnasRepro.Runs.Isolation;

/// <summary>What a program sees of this machine, read-only: its programs and libraries, and nothing of its users.</summary>
internal static class SystemMounts
{
    private static readonly string[] Roots = ["/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32"];

    /// <summary>Files and folders of /etc that programs need to start, without one about this machine's users or network.</summary>
    private static readonly string[] Settings =
    [
        "/etc/ld.so.cache", "/etc/ld.so.conf", "/etc/ld.so.conf.d", "/etc/alternatives", "/etc/fonts", "/etc/matplotlibrc", "/etc/mime.types", "/etc/OpenCL",
    ];

    private static readonly string[] Graphics = ["nvidiactl", "nvidia-uvm", "nvidia-uvm-tools", "nvidia-modeset", "kfd", "dri"];

    /// <summary>The system's own folders.</summary>
    public static IReadOnlyList<Mount> Base() =>
    [
        ReadOnly("/usr"),
        .. Roots.Where(Exists).Select(r => new DirectoryInfo(r).LinkTarget is { } target ? new Mount(MountKind.Link, target, r) : ReadOnly(r)),
        .. Settings.Concat(PythonSettings()).Where(Exists).Select(ReadOnly),
        // What libraries ask about the processor before they choose their code.
        .. ((string[])["/sys/devices/system/cpu", "/sys/devices/system/node"]).Where(Directory.Exists).Select(ReadOnly),
    ];

    /// <summary>Devices of graphics cards and what their drivers read.</summary>
    public static IReadOnlyList<Mount> Cards() =>
    [
        .. Directory.EnumerateFileSystemEntries("/dev")
            .Where(d => Graphics.Contains(Path.GetFileName(d)) || Path.GetFileName(d.AsSpan()) is var n && n.StartsWith("nvidia") && !n[6..].ContainsAnyExceptInRange('0', '9'))
            .Order(StringComparer.Ordinal).Select(d => new Mount(MountKind.Device, d, d)),
        .. ((string[])["/sys/bus/pci", "/sys/module", "/sys/class/drm", "/sys/class/kfd", "/sys/devices"]).Where(Directory.Exists).Select(ReadOnly),
    ];

    /// <summary>The folders that an interpreter or runtime needs, where the system's own do not hold them.</summary>
    /// <param name="folders">Absolute folders.</param>
    /// <param name="home">The user's home, which is never shown as a whole.</param>
    public static IReadOnlyList<Mount> For(IEnumerable<string> folders, string home)
    {
        var mounts = new List<Mount>();
        foreach (var folder in folders.SelectMany(f => (string[])[f, Disk.Physical(f)]).Distinct().Order(StringComparer.Ordinal))
        {
            if (!Directory.Exists(folder) || Roots.Append("/usr").Any(r => IsWithin(folder, r)) || mounts.Any(m => IsWithin(folder, m.Target)))
                continue;
            if (IsWithin(home, folder) || IsWithin(Disk.Physical(home), folder))
            {
                throw new UserErrorException(
                    $"The interpreter needs the whole of {PrintableText.Of(folder)}, which holds the user's home; a program in isolation must not see that.",
                    "Name another interpreter with --python, such as one of a virtual environment.", ExitCodes.NotAttempted);
            }
            mounts.Add(ReadOnly(folder));
        }
        return mounts;
    }

    /// <summary>The .NET runtime that runs us and our own folder, for runs whose program is this one.</summary>
    public static IReadOnlyList<string> OwnFolders(string program)
    {
        if (program != Environment.ProcessPath && Path.GetFileName(program) != "dotnet")
            return [];
        var runtime = Path.GetFullPath(Path.Combine(System.Runtime.InteropServices.RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        return [Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory), runtime];
    }

    private static IEnumerable<string> PythonSettings() => Directory.Exists("/etc")
        ? Directory.EnumerateDirectories("/etc", "python*").Order(StringComparer.Ordinal)
        : [];

    private static Mount ReadOnly(string path) => new(MountKind.ReadOnly, path, path);

    private static bool Exists(string path) => Path.Exists(path);

    private static bool IsWithin(string path, string folder) => path == folder || folder == "/" || path.StartsWith(folder + "/", StringComparison.Ordinal);
}

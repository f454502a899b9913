using System.Globalization;
using DnasRepro.Sources;

namespace DnasRepro.Runs.Isolation;

/// <summary>Words around a program that need no isolation, made of the util-linux programs that are there.</summary>
internal static class PlainProcess
{
    private static readonly Lazy<string?> Session = new(() => OperatingSystem.IsWindows() ? null : Programs.Find("setsid"));
    private static readonly Lazy<string?> Limiter = new(() => OperatingSystem.IsLinux() ? Programs.Find("prlimit") : null);
    private static readonly Lazy<string?> Privileges = new(() =>
        Programs.Find("setpriv") is { } program && Programs.Ask([program, "--pdeathsig", "KILL", "/bin/true"], TimeSpan.FromSeconds(5)).ExitCode == 0 ? program : null);

    /// <summary>True when the kernel ends the program as soon as we end.</summary>
    public static bool DiesWithUs => Privileges.Value is not null;

    /// <summary>True when the kernel bounds the size of a single file.</summary>
    public static bool BoundsFiles => Limiter.Value is not null;

    /// <summary>A session and group of its own, and an end with our own.</summary>
    public static IReadOnlyList<string> Around => [.. Session.Value is { } session ? (string[])[session] : [], .. EndWithParent];

    /// <summary>An end with the process that starts it.</summary>
    public static IReadOnlyList<string> EndWithParent => Privileges.Value is { } privileges ? [privileges, "--pdeathsig", "KILL", "--"] : [];

    /// <summary>Who we are, as "uid:gid".</summary>
    public static string User => UnixFile.Owner("/proc/self") is { } owner ? $"{owner.User}:{owner.Group}" : "1000:1000";

    /// <summary>No core files, and no single file above the limit of the disk.</summary>
    public static IReadOnlyList<string> Limits(RunLimits limits) => Limiter.Value is { } limiter
        ? [limiter, "--core=0:0", string.Create(CultureInfo.InvariantCulture, $"--fsize={limits.DiskBytes}:{limits.DiskBytes}"), "--"]
        : [];

    /// <summary>An environment of these variables alone.</summary>
    public static IReadOnlyList<string> Scrubbed(IReadOnlyDictionary<string, string> variables) =>
        ["/usr/bin/env", "-i", .. variables.OrderBy(v => v.Key, StringComparer.Ordinal).Select(v => $"{v.Key}={v.Value}")];
}

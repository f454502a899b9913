using System.Globalization;
using DnasRepro.Locations;

namespace DnasRepro.Runs.Isolation;

/// <summary>Bubblewrap as this machine has it (https://github.com/containers/bubblewrap).</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Version">Its version.</param>
internal sealed record BubblewrapProgram(string Path, Version Version)
{
    /// <summary>From 0.7 on, a temporary file system can be given a size.</summary>
    public bool LimitsSizes => Version >= new Version(0, 7);

    /// <summary>From 0.8 on, it can forbid further user namespaces, and with them the kernel code that only those reach.</summary>
    public bool ForbidsNesting => Version >= new Version(0, 8);

    /// <summary>Tries it with a program that does nothing; the reason when it is refused.</summary>
    /// <param name="searchPath">Where to look for it; null for our own PATH.</param>
    public static (BubblewrapProgram? Found, string Reason) Try(string? searchPath)
    {
        if (!OperatingSystem.IsLinux())
            return (null, "bubblewrap exists for Linux only");
        if (Programs.Find("bwrap", searchPath) is not { } path)
            return (null, "bubblewrap (bwrap) is not installed");
        var found = new BubblewrapProgram(path, ReadVersion(Programs.Ask([path, "--version"], TimeSpan.FromSeconds(5)).Output));
        var (code, _, error) = Programs.Ask(
            [path, .. BubblewrapArguments.Namespaces(found), .. SystemMounts.Base().SelectMany(BubblewrapArguments.Of), .. BubblewrapArguments.Kernel, "--", "/bin/true"],
            TimeSpan.FromSeconds(10));
        return code == 0 ? (found, $"bubblewrap {found.Version} works") : (null, $"bubblewrap was refused: {Said(error, code)}");
    }

    private static string Said(string error, int code) =>
        error.Length > 0 ? PrintableText.Of(error.Split('\n')[0]) : $"exit code {code.ToString(CultureInfo.InvariantCulture)}";

    private static Version ReadVersion(string text) =>
        Version.TryParse(text.Trim().Split(' ')[^1], out var version) ? version : new Version(0, 0);
}

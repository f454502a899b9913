using System.Diagnostics;

namespace DnasRepro.Cli.Tests.Support;

/// <summary>Programs of this machine that some tests need.</summary>
internal static class Machine
{
    /// <summary>Debian's interpreter, for its torch.</summary>
    public const string Python = "/usr/bin/python3";

    private static readonly Lazy<bool> HasTorch = new(() => File.Exists(Python) && Tool.Process(Python, "/", "-c", "import torch").ExitCode == 0);

    private static readonly Lazy<bool> HasBubblewrap = new(() =>
        File.Exists("/usr/bin/bwrap") && Tool.Process("/usr/bin/bwrap", "/", "--ro-bind", "/", "/", "--unshare-all", "true").ExitCode == 0);

    /// <summary>True when a live process of this machine has a text among its arguments.</summary>
    public static bool Runs(string mark) =>
        Directory.EnumerateDirectories("/proc").Where(d => char.IsAsciiDigit(d[6])).Any(d => CommandLine(d).Contains(mark, StringComparison.Ordinal));

    /// <summary>Waits until something holds; false when it does not within ten minutes.</summary>
    public static bool Becomes(Func<bool> condition)
    {
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < TimeSpan.FromMinutes(10); Thread.Sleep(20))
        {
            if (condition())
                return true;
        }
        return false;
    }

    /// <summary>True when a program is on the path.</summary>
    public static bool Has(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Any(f => File.Exists(Path.Combine(f, program)));

    public static void RequireTorch() => Requires.That("torch", HasTorch.Value);

    public static void RequireBubblewrap() => Requires.That("bwrap", HasBubblewrap.Value);

    private static string CommandLine(string process)
    {
        try
        {
            return File.ReadAllText($"{process}/cmdline");
        }
        catch (IOException)
        {
            return "";
        }
    }
}

using System.Globalization;

namespace DnasRepro.Runs.Isolation;

/// <summary>
/// Control groups that systemd makes for us: <c>systemd-run --scope</c> starts a command in a new group with limits, and becomes that command
/// (https://www.freedesktop.org/software/systemd/man/latest/systemd-run.html).
/// </summary>
/// <param name="Program">The path of systemd-run.</param>
/// <param name="IsUser">True to ask the user's own systemd, false to ask the machine's.</param>
internal sealed record SystemdScope(string Program, bool IsUser)
{
    /// <summary>Words that start a command in a group of its own.</summary>
    public IReadOnlyList<string> Join(string unit, RunLimits limits) =>
    [
        Program, .. IsUser ? (string[])["--user"] : [], "--scope", "--quiet", "--collect", $"--unit={unit}",
        "--property=MemoryMax=" + limits.MemoryBytes.ToString(CultureInfo.InvariantCulture), "--property=MemorySwapMax=0",
        "--property=TasksMax=" + limits.Processes.ToString(CultureInfo.InvariantCulture), "--",
    ];

    /// <summary>Tries a group and reads its limit back; null when there is no systemd or it does not obey.</summary>
    public static SystemdScope? TryFind(string mount)
    {
        if (!Directory.Exists("/run/systemd/system") || !File.Exists(Path.Join(mount, "cgroup.controllers")) || Programs.Find("systemd-run") is not { } program)
            return null;
        var scope = new SystemdScope(program, Environment.UserName != "root");
        var limits = new RunLimits(TimeSpan.FromSeconds(10), 256L * 1024 * 1024, 50, 0, 0);
        const string read = "d=$(sed -n 's/^0:://p' /proc/self/cgroup); cat \"$0$d/memory.max\" \"$0$d/pids.max\"";
        var (code, output, _) = Programs.Ask([.. scope.Join($"dnas-repro-{Guid.NewGuid():N}", limits), "/bin/sh", "-c", read, mount], TimeSpan.FromSeconds(10));
        var numbers = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return code == 0 && numbers is [var memory, var processes] && memory == $"{limits.MemoryBytes}" && processes == $"{limits.Processes}" ? scope : null;
    }

    /// <summary>The group of a process, once it is in the unit of that name; null before, when it is still in our own.</summary>
    public static Cgroup? GroupOf(int process, string unit, string mount)
    {
        try
        {
            var line = File.ReadAllLines($"/proc/{process}/cgroup").FirstOrDefault(l => l.StartsWith("0::", StringComparison.Ordinal));
            return line is not null && line.EndsWith($"/{unit}.scope", StringComparison.Ordinal) ? new Cgroup(2, Path.Join(mount, line[3..]), Path.Join(mount, line[3..])) : null;
        }
        catch (IOException)
        {
            return null;
        }
    }
}

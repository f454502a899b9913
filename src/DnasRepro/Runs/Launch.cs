namespace DnasRepro.Runs;

/// <summary>The folders of one run on this machine, absolute.</summary>
/// <param name="Copy">The private copy; its last name is the repository's own.</param>
/// <param name="Output">Where the program may leave results: {out}.</param>
/// <param name="Probe">Our own Python package, read-only for the program.</param>
/// <param name="ProbeOutput">Where the probe leaves what it saw.</param>
/// <param name="Home">The private home, empty.</param>
/// <param name="Data">The user's data, read-only: {data}; null when there are none.</param>
public sealed record RunFolders(string Copy, string Output, string Probe, string ProbeOutput, string Home, string? Data);

/// <summary>The same folders as the program sees them.</summary>
public sealed record RunPaths(string Copy, string Output, string Probe, string ProbeOutput, string Home, string? Data);

/// <summary>Limits of one run.</summary>
/// <param name="Time">Wall time.</param>
/// <param name="MemoryBytes">Memory of the whole tree.</param>
/// <param name="Processes">Processes and threads of the whole tree.</param>
/// <param name="DiskBytes">Bytes of copy, output and home together beyond what they held at the start.</param>
/// <param name="OutputBytes">Bytes of stdout and stderr together.</param>
public sealed record RunLimits(TimeSpan Time, long MemoryBytes, int Processes, long DiskBytes, long OutputBytes);

/// <summary>One process to start.</summary>
/// <param name="Command">The program and its arguments, placeholders filled.</param>
/// <param name="WorkingDirectory">The folder inside the copy, relative; empty for its root.</param>
/// <param name="Folders">Its folders.</param>
/// <param name="Environment">The variables that it gets beside the few that every program needs; nothing else of ours.</param>
/// <param name="Binds">Further folders of the user's, read-only, at fixed places.</param>
/// <param name="Limits">Its limits.</param>
public sealed record Launch(
    IReadOnlyList<string> Command,
    string WorkingDirectory,
    RunFolders Folders,
    IReadOnlyDictionary<string, string> Environment,
    IReadOnlyList<(string Source, string Target)> Binds,
    RunLimits Limits)
{
    /// <summary>A container image; null to use this machine's programs.</summary>
    public string? Image { get; init; }

    /// <summary>Where stdout.txt and stderr.txt are written, out of the program's reach; null for the folder in which its output folder lies.</summary>
    public string? LogFolder { get; init; }

    /// <summary>True to let it use this machine's graphics cards, which widens what it can reach to their drivers.</summary>
    public bool UsesGpu { get; init; }
}

/// <summary>Why a process ended.</summary>
public enum EndCause
{
    Exited,
    TimeLimit,
    MemoryLimit,
    ProcessLimit,
    DiskLimit,
    OutputLimit,
    NotStarted,
    Killed,
}

/// <summary>How a process ended.</summary>
/// <param name="Cause">Why.</param>
/// <param name="ExitCode">Its exit code when it exited by itself; else null.</param>
/// <param name="Message">What happened, in one sentence.</param>
/// <param name="Seconds">Wall time.</param>
/// <param name="CpuSeconds">Processor time of the tree, or null.</param>
/// <param name="PeakBytes">Largest memory of the tree, or null.</param>
/// <param name="OutputBytes">How much it printed.</param>
/// <param name="StandardOutput">The file with what it printed, cut at the limit.</param>
/// <param name="StandardError">The same of its errors.</param>
/// <param name="Left">Processes that outlived the program and were killed with its tree, by name; empty normally.</param>
public sealed record LaunchEnd(
    EndCause Cause, int? ExitCode, string Message, double Seconds, double? CpuSeconds, long? PeakBytes, long OutputBytes,
    string StandardOutput, string StandardError, IReadOnlyList<string> Left);

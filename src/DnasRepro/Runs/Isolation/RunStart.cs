using System.ComponentModel;
using System.Diagnostics;

namespace DnasRepro.Runs.Isolation;

/// <summary>A run as it is started on this machine.</summary>
/// <param name="Command">The whole command, with everything around the program.</param>
/// <param name="Environment">All its variables.</param>
/// <param name="WorkingDirectory">Where it starts, on this machine.</param>
/// <param name="Writable">The folders that it can write to, on this machine.</param>
/// <param name="LogFolder">Where its output goes.</param>
/// <param name="Note">Where its end is noted.</param>
internal sealed record RunStart(
    IReadOnlyList<string> Command, IReadOnlyDictionary<string, string> Environment, string WorkingDirectory, IReadOnlyList<string> Writable,
    string LogFolder, EndNote Note)
{
    /// <summary>A variable by which its processes are known wherever they hide; null where none can hide.</summary>
    public string? Marker { get; init; }

    /// <summary>True when it has a /dev/shm of its own, which is memory although no process holds it.</summary>
    public bool HasOwnSharedMemory { get; init; }

    /// <summary>A command that ends what is not among our children: a container. Null when all are.</summary>
    public IReadOnlyList<string>? KillCommand { get; init; }

    /// <summary>Starts it; the message of the system when that fails.</summary>
    public (Process? Process, string Message) TryStart(IReadOnlyList<string> before)
    {
        string[] all = [.. before, .. Command];
        var start = new ProcessStartInfo(all[0], all.Skip(1))
        {
            WorkingDirectory = WorkingDirectory, UseShellExecute = false,
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        start.Environment.Clear();
        foreach (var (name, value) in Environment)
            start.Environment[name] = value;
        try
        {
            var process = Process.Start(start)!;
            process.StandardInput.Close();
            return (process, "");
        }
        catch (Exception error) when (error is Win32Exception or InvalidOperationException or IOException)
        {
            return (null, error.Message);
        }
    }
}

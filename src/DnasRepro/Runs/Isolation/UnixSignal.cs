using System.Runtime.InteropServices;

namespace DnasRepro.Runs.Isolation;

/// <summary>Signals, which .NET cannot send.</summary>
internal static class UnixSignal
{
    public const int Terminate = 15;
    public const int Kill = 9;

    /// <summary>Sends a signal to one process; one that has gone is no error.</summary>
    public static void Send(int process, int signal)
    {
        if (process > 1 && !OperatingSystem.IsWindows())
            _ = SendSignal(process, signal);
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int SendSignal(int process, int signal);
}

using System.ComponentModel;
using System.Diagnostics;
using DnasRepro.Locations;

namespace DnasRepro.Runs.Isolation;

/// <summary>Runs our own executable on our own data: nothing to be shut off from, on every system, but with limits, since native code may crash, grow or hang.</summary>
/// <param name="program">The words that start it, which stand in for the first word of a command.</param>
internal sealed class OwnProgram(IReadOnlyList<string> program) : IRunPlace
{
    public string Isolation => IsolationNames.Of(IsolationKind.None);

    public string Reason => "this program's own search ran on its own or the user's data; nothing of the repository was copied or executed";

    public IReadOnlyList<string> Enforced =>
    [
        "wall time, memory, disk and output: this program, which looks ten times a second; its search is one process",
        PlainProcess.DiesWithUs ? "if this program is killed, the kernel ends the search" : "if this program is killed, the search goes on to its end",
    ];

    public RunPaths Paths(RunFolders folders) => new(folders.Copy, folders.Output, folders.Probe, folders.ProbeOutput, folders.Home, folders.Data);

    public Task<LaunchEnd> RunAsync(Launch launch, IProgress<RunUsage>? progress, CancellationToken cancellation)
    {
        var result = new TaskCompletionSource<LaunchEnd>(TaskCreationOptions.RunContinuationsAsynchronously);
        // The kernel ends the search with the thread that started it, so that thread is the run's own.
        var thread = new Thread(() =>
        {
            try
            {
                result.SetResult(Run(launch, cancellation));
            }
            catch (OperationCanceledException)
            {
                result.SetCanceled(cancellation);
            }
            catch (Exception error)
            {
                result.SetException(error);
            }
        }) { IsBackground = true, Name = "run" };
        thread.Start();
        return result.Task;
    }

    public void Dispose()
    {
    }

    private LaunchEnd Run(Launch launch, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        using var capture = new OutputCapture(launch.LogFolder ?? Path.GetDirectoryName(launch.Folders.Output)!, launch.Limits.OutputBytes);
        try
        {
            using var process = Process.Start(Start(launch))!;
            process.StandardInput.Close();
            capture.Read(process.StandardOutput.BaseStream, process.StandardError.BaseStream);
            return new OwnWatch(process, launch.Limits, capture, new DiskUse([launch.Folders.Copy, launch.Folders.Output])).Stay(cancellation);
        }
        catch (Exception error) when (error is Win32Exception or IOException)
        {
            return new LaunchEnd(
                EndCause.NotStarted, null, $"It could not be started: {PrintableText.Of(error.Message)}.", 0, null, null, 0, capture.StandardOutput, capture.StandardError, []);
        }
    }

    private ProcessStartInfo Start(Launch launch)
    {
        string[] all = [.. PlainProcess.EndWithParent, .. program, .. launch.Command.Skip(1)];
        var start = new ProcessStartInfo(all[0], all.Skip(1))
        {
            WorkingDirectory = Path.Join(launch.Folders.Copy, launch.WorkingDirectory), UseShellExecute = false,
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        // The user's own environment, since it may say where libraries are; but threads are the plan's.
        foreach (var name in (string[])["OMP_NUM_THREADS", "MKL_NUM_THREADS", "OMP_DYNAMIC", "MKL_DYNAMIC"])
            start.Environment.Remove(name);
        return start;
    }
}

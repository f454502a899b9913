using DnasRepro.Results;
using DnasRepro.Results.Json;
using DnasRepro.Runs.Isolation;
using System.Text;

namespace DnasRepro.Runs;

/// <summary>Reads what a run left behind.</summary>
internal static class RunReader
{
    public static RunReading Read(RunTask task, RunFolders folders, LaunchEnd end)
    {
        var bytes = new ResultFolder(folders.Output).TryRead("architecture.json", 64 << 20);
        var read = bytes is null ? new ReadResult.Nothing("") : ArchitectureJsonReader.Read(Encoding.UTF8.GetString(bytes), "{out}/architecture.json");
        return read is ReadResult.Found found
            ? new RunReading([found.Architectures[^1]], null)
            : new RunReading([], new RunFailure(FailureKind.NoResult, "The run left no architecture.", SingleRun.Tail(end)));
    }
}

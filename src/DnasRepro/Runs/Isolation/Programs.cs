using System.ComponentModel;
using System.Diagnostics;

namespace DnasRepro.Runs.Isolation;

/// <summary>Programs of this machine that help to run others; none of them belongs to a repository.</summary>
internal static class Programs
{
    /// <summary>The absolute path of a program; null when no folder of the search path holds it.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="searchPath">Folders, separated as in PATH; null for our own PATH.</param>
    public static string? Find(string name, string? searchPath = null)
    {
        foreach (var folder in Folders(searchPath))
        {
            var path = Path.Join(folder, name);
            if (IsProgram(path))
                return path;
        }
        return null;
    }

    /// <summary>The absolute folders of a search path: an empty or relative one would name a place that somebody else fills.</summary>
    public static IEnumerable<string> Folders(string? searchPath) =>
        (searchPath ?? Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(Path.IsPathFullyQualified);

    public static bool IsProgram(string path) =>
        File.Exists(path) && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0);

    /// <summary>Runs a small program of this machine to its end and gives what it said; exit code -1 when it could not start or did not end.</summary>
    public static (int ExitCode, string Output, string Error) Ask(IReadOnlyList<string> command, TimeSpan limit, IReadOnlyDictionary<string, string>? environment = null)
    {
        try
        {
            using var process = Process.Start(Start(command, environment))!;
            process.StandardInput.Close();
            var output = Head(process.StandardOutput);
            var error = Head(process.StandardError);
            if (process.WaitForExit(limit) && Task.WaitAll([output, error], TimeSpan.FromSeconds(2)))
                return (process.ExitCode, output.Result, error.Result.Trim());
            process.Kill(entireProcessTree: true);
            return (-1, "", $"it did not end within {limit.TotalSeconds:0} seconds");
        }
        catch (Exception failure) when (failure is Win32Exception or IOException)
        {
            return (-1, "", failure.Message);
        }
    }

    private static ProcessStartInfo Start(IReadOnlyList<string> command, IReadOnlyDictionary<string, string>? environment)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        if (environment is null)
            return start;
        start.Environment.Clear();
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return start;
    }

    /// <summary>The first 256 KiB of a stream; the rest is read and dropped.</summary>
    private static Task<string> Head(StreamReader reader) => Task.Run(() =>
    {
        var buffer = new char[256 * 1024];
        var length = reader.ReadBlock(buffer);
        var rest = new char[4096];
        while (reader.Read(rest) > 0)
            ;
        return new string(buffer, 0, length);
    });
}

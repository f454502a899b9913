using System.Diagnostics;

namespace DnasRepro.Search.Tests.Support;

/// <summary>Runs a Python program that knows the answer by other means, with a package that .ci/run installs.</summary>
internal static class ScriptedPython
{
    private static readonly string[] Interpreters = ["/usr/bin/python3", "python3"];

    /// <summary>Runs a script in a folder and returns what it prints; skips the test where the package is not there.</summary>
    /// <param name="needed">The package's name for <see cref="Requires"/>, and what the script imports.</param>
    public static string Run((string Tool, string Module) needed, string folder, string script)
    {
        var python = Interpreters.FirstOrDefault(p => Start(p, folder, "import " + needed.Module).ExitCode == 0);
        Requires.That(needed.Tool, python is not null);
        var (exitCode, output, error) = Start(python!, folder, script);
        Assert.True(exitCode == 0, error);
        return output;
    }

    private static (int ExitCode, string Output, string Error) Start(string python, string folder, string script)
    {
        var start = new ProcessStartInfo(python, ["-W", "ignore", "-c", script]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using var process = Process.Start(start)!;
            var error = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, output, error.GetAwaiter().GetResult());
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return (127, "", "");
        }
    }
}

using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace DnasRepro.Cli.Tests.Support;

/// <summary>What a run of the tool gave.</summary>
internal sealed record Run(int ExitCode, string Output, string Error);

/// <summary>Runs the built tool as its users do: as a process.</summary>
internal static class Tool
{
    public static string Root { get; } = FindRoot();

    public static Run Check(params string[] arguments) => Start(Root, arguments);

    /// <summary>The built tool.</summary>
    public static string Dll { get; } = typeof(Tool).Assembly.Location.Replace("DnasRepro.Cli.Tests.dll", "dotnet-dnas-repro.dll");

    public static Run Start(string folder, params string[] arguments) => Process("dotnet", folder, [Dll, .. arguments]);

    public static Run Git(string folder, params string[] arguments)
    {
        var run = Process("git", folder, ["-c", "user.name=A. Author", "-c", "user.email=author@example.org", "-c", "init.defaultBranch=main", "-c", "protocol.file.allow=always", .. arguments]);
        Assert.True(run.ExitCode == 0, run.Error);
        return run;
    }

    public static Run Process(string program, string folder, params IEnumerable<string> arguments) => Process(program, folder, [], arguments);

    /// <param name="variables">Variables beside those of this process.</param>
    public static Run Process(string program, string folder, (string Name, string Value)[] variables, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["GIT_CONFIG_GLOBAL"] = "/dev/null";
        start.Environment["DOTNET_NOLOGO"] = "1";
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        using var process = System.Diagnostics.Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        // Only what hangs is given up: a busy machine may take minutes for a search of two seeds.
        if (!process.WaitForExit(TimeSpan.FromMinutes(15)))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{program} {string.Join(' ', arguments)} did not end.");
        }
        return new Run(process.ExitCode, output.GetAwaiter().GetResult(), error.GetAwaiter().GetResult());
    }

    private static string FindRoot([CallerFilePath] string here = "")
    {
        var folder = Path.GetDirectoryName(here)!;
        while (!File.Exists(Path.Combine(folder, "DnasRepro.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests do not lie inside the repository.");
        return folder;
    }
}

/// <summary>A folder for one test; gone afterwards.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("dnas-repro-test-").FullName;

    public string Write(string name, string text)
    {
        var file = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
        return file;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

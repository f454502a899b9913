using System.Diagnostics;
using System.Runtime.CompilerServices;
using DnasRepro.Runs;
using DnasRepro.Runs.Isolation;
using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.Runs.Isolation;

/// <summary>The folders of one run with a program in it, and small limits, so that a limit that fails costs a test and not the machine.</summary>
internal sealed class Lab : IDisposable
{
    public const long MiB = 1024 * 1024;

    private static readonly Lazy<PythonInterpreter?> Interpreter = new(() => PythonInterpreter.TryAsk("/usr/bin/python3"));
    private static readonly Lazy<bool> HasBubblewrap = new(() => BubblewrapProgram.Try(null).Found is not null);

    private readonly TempFolder folder;

    public Lab([CallerMemberName] string test = "")
    {
        Requires.That("python3", Interpreter.Value is not null);
        folder = new TempFolder(test);
        foreach (var name in (string[])["copy/little-net", "out", "probe", "probe-out", "home", "logs"])
            Directory.CreateDirectory(folder[name]);
        Folders = new RunFolders(folder["copy/little-net"], folder["out"], folder["probe"], folder["probe-out"], folder["home"], null);
    }

    public static PythonInterpreter Python => Interpreter.Value!;

    public RunFolders Folders { get; init; }

    public RunLimits Limits { get; init; } = new(TimeSpan.FromSeconds(20), 500 * MiB, 64, 100 * MiB, 4 * MiB);

    public string this[string path] => folder[path];

    public static Sandbox Bubblewrap(bool usesControlGroups = true)
    {
        Requires.That("bwrap", HasBubblewrap.Value);
        return Sandbox.Choose(new SandboxOptions(IsolationKind.Bubblewrap) { Python = Python, UsesControlGroups = usesControlGroups });
    }

    public static Sandbox Nothing() => Sandbox.Choose(new SandboxOptions(IsolationKind.None) { Python = Python });

    public Lab Write(string path, string text)
    {
        folder.Write(path, text);
        return this;
    }

    /// <summary>What a Python program would be started with.</summary>
    public Launch Python3(string code, params string[] arguments)
    {
        Write("copy/little-net/program.py", code);
        return Launch([Python.Executable, "program.py", .. arguments]);
    }

    public Launch Shell(string code) => Launch(["/bin/sh", "-c", code]);

    public Launch Launch(IReadOnlyList<string> command) => new(command, "", Folders, new Dictionary<string, string>(), [], Limits) { LogFolder = folder["logs"] };

    public static LaunchEnd Run(Sandbox sandbox, Launch launch)
    {
        var end = sandbox.RunAsync(launch, null, TestContext.Current.CancellationToken);
        Assert.True(end.Wait(TimeSpan.FromSeconds(60)), "The run did not end.");
        return end.Result;
    }

    /// <summary>Runs a program that ends well, and gives what it printed.</summary>
    public static string Output(Sandbox sandbox, Launch launch)
    {
        var end = Run(sandbox, launch);
        var output = File.ReadAllText(end.StandardOutput);
        Assert.True(end is { Cause: EndCause.Exited, ExitCode: 0 }, $"{end.Message} {output} {File.ReadAllText(end.StandardError)}");
        return output.Trim();
    }

    /// <summary>Live processes of this machine whose command line holds a text.</summary>
    public static IReadOnlyList<int> ProcessesWith(string text) =>
        [.. ProcessTable.All().Where(p => !p.IsOver && p.Id != Environment.ProcessId && CommandLine(p.Id).Contains(text, StringComparison.Ordinal)).Select(p => p.Id)];

    /// <summary>Waits until something holds; false when it does not within ten seconds.</summary>
    public static bool Becomes(Func<bool> condition)
    {
        var clock = Stopwatch.StartNew();
        while (!condition())
        {
            if (clock.Elapsed > TimeSpan.FromSeconds(10))
                return false;
            Thread.Sleep(20);
        }
        return true;
    }

    public void Dispose() => folder.Dispose();

    private static string CommandLine(int process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/cmdline").Replace('\0', ' ');
        }
        catch (IOException)
        {
            return "";
        }
    }
}

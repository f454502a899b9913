using System.Diagnostics;
using System.Runtime.CompilerServices;
using DnasRepro.Runs.Isolation;

namespace DnasRepro.Tests.Runs.Isolation;

/// <summary>What is left of a run when this program is killed without a chance to clean up.</summary>
public class KilledParentTests
{
    private const string Kind = "DNAS_REPRO_TEST_KIND";
    private const string Mark = "DNAS_REPRO_TEST_MARK";

    [Fact]
    public void In_isolation_nothing_is_left() => Assert.True(IsGoneAfterKill("bubblewrap", "import os, signal, time; os.fork(); os.fork(); time.sleep(28)"));

    [Fact]
    public void Without_isolation_the_program_itself_is_ended() => Assert.True(IsGoneAfterKill("none", "import time; time.sleep(28)"));

    /// <summary>Begins a run in a process of its own, kills that process, and looks for what the run started.</summary>
    private static bool IsGoneAfterKill(string kind, string code)
    {
        using var lab = new Lab();
        Lab.Bubblewrap().Dispose();
        var mark = $"orphan-{Guid.NewGuid():N}";
        lab.Write("copy/little-net/program.py", code);
        var start = new ProcessStartInfo("dotnet", [typeof(KilledParentTests).Assembly.Location]) { RedirectStandardOutput = true };
        (start.Environment[Kind], start.Environment[Mark]) = (kind, $"{mark}:{lab["."]}");
        using var parent = Process.Start(start)!;
        Assert.True(Lab.Becomes(() => Lab.ProcessesWith($"program.py {mark}").Any(p => ProcessTable.Read(p)?.Name == "python3")), "The run did not begin.");

        parent.Kill();
        parent.WaitForExit();

        return Lab.Becomes(() => Lab.ProcessesWith(mark).Count == 0);
    }

    /// <summary>The process that is to be killed: this assembly, before the tests would begin.</summary>
    [ModuleInitializer]
    internal static void BeTheParent()
    {
        if (Environment.GetEnvironmentVariable(Kind) is not { } kind || Environment.GetEnvironmentVariable(Mark)?.Split(':', 2) is not [var mark, var folder])
            return;
        var folders = new DnasRepro.Runs.RunFolders(
            Path.Join(folder, "copy/little-net"), Path.Join(folder, "out"), Path.Join(folder, "probe"), Path.Join(folder, "probe-out"), Path.Join(folder, "home"), null);
        var limits = new DnasRepro.Runs.RunLimits(TimeSpan.FromSeconds(30), 500 * Lab.MiB, 64, 100 * Lab.MiB, Lab.MiB);
        var launch = new DnasRepro.Runs.Launch(["python3", "program.py", mark], "", folders, new Dictionary<string, string>(), [], limits);
        var sandbox = Sandbox.Choose(new SandboxOptions(IsolationNames.Parse(kind)) { Python = PythonInterpreter.TryAsk("/usr/bin/python3") });
        _ = sandbox.RunAsync(launch, null, CancellationToken.None).GetAwaiter().GetResult();
        Environment.Exit(0);
    }
}

using System.Diagnostics;
using DnasRepro.Cli.Tests.Support;

namespace DnasRepro.Cli.Tests;

/// <summary>Searches that take too much. Every attack is bounded, so that a limit that fails fails the test and not the machine.</summary>
public class RerunLimitTests
{
    private const string ForkBomb = """
        import time
        for made in range(400):
            try:
                if os.fork() == 0:
                    time.sleep(25)
                    os._exit(0)
            except OSError:
                pass
        time.sleep(25)
        """;

    private const string Flood = """
        for made in range(300):
            os.write(1, b"all the same\n" * 100000)
        """;

    private const string DiskFill = """
        import time
        for made in range(20):
            with open("fill%d" % made, "wb") as file:
                file.write(b"x" * (10 << 20))
            time.sleep(0.05)
        time.sleep(10)
        """;

    private const string MemoryBomb = """
        import time
        blocks = []
        for made in range(60):
            blocks.append(bytearray(b"x" * (10 << 20)))
            time.sleep(0.01)
        time.sleep(10)
        """;

    private const string Endless = """
        import signal, time
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        for step in range(3000):
            print("epoch 1/1: loss 0.5", flush=True)
            time.sleep(0.01)
        """;

    [Theory]
    [InlineData(ForkBomb, "process_limit", "It started more than 40 processes and threads and was ended.", "--processes", "40")]
    [InlineData(Flood, "output_limit", "It printed more than 1 MiB and was ended.", "--max-output", "1M")]
    [InlineData(DiskFill, "disk_limit", "It wrote more than 50 MiB to the disk and was ended.", "--disk", "50M")]
    [InlineData(MemoryBomb, "memory_limit", "It used more than 200 MiB of memory and was ended.", "--memory", "200M")]
    [InlineData(Endless, "time_limit", "It ran longer than 2 seconds and was ended.", "--timeout", "2s")]
    public void A_run_that_breaks_a_limit_is_ended_and_named(string attack, string kind, string message, string option, string limit)
    {
        Machine.RequireBubblewrap();
        var mark = $"limit-{Guid.NewGuid():N}";
        using var study = new Study(extra: attack) { Isolation = "bubblewrap" };
        study.Write("recipe.yml", StandIn.Recipe.Replace("--out {out}", $"--out {{out}}/{mark}", StringComparison.Ordinal));
        var clock = Stopwatch.StartNew();

        var run = study.Rerun("--max-seeds", "1", "--no-repeat", option, limit);
        var report = new JsonReport(run);

        Assert.Equal(0, run.ExitCode);
        Pace.Require(TimeSpan.FromSeconds(25), clock);
        Assert.Equal((kind, message), (report["stability.runs.0.failure.kind"].GetString(), report["stability.runs.0.failure.message"].GetString()));
        Assert.Equal(("violated", "warning"), report.Finding("DNAS3009"));
        Assert.Contains(message, report.Message("DNAS3009"), StringComparison.Ordinal);
        Assert.Contains(message, report.Message("DNAS3001"), StringComparison.Ordinal);
        Assert.False(Machine.Runs(mark), "Something of the run is alive.");
        Assert.InRange(new DirectoryInfo(study.State).EnumerateFiles("*", SearchOption.AllDirectories).Sum(f => f.Length), 1, 3 << 20);
    }

    [Fact]
    public void A_daemon_that_outlives_its_program_is_ended_and_named()
    {
        Machine.RequireBubblewrap();
        var mark = $"daemon-{Guid.NewGuid():N}";
        using var study = new Study(extra: $"""
            import subprocess, sys, time
            subprocess.Popen(["setsid", sys.executable, "-c", "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); time.sleep(60)", "{mark}"], stdout=subprocess.PIPE).stdout.readline()
            """) { Isolation = "bubblewrap" };

        var report = new JsonReport(study.Rerun("--max-seeds", "1", "--no-repeat"));

        Assert.Equal("completed", report["stability.runs.0.status"].GetString());
        Assert.Equal(("violated", "warning"), report.Finding("DNAS3015"));
        Assert.Contains("a process outlived the program and was ended: python3", report.Message("DNAS3015"), StringComparison.Ordinal);
        Assert.False(Machine.Runs(mark), "The daemon is alive.");
    }
}

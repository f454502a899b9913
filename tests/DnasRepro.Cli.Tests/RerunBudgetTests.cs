using System.Diagnostics;
using System.Globalization;
using DnasRepro.Cli.Tests.Support;

namespace DnasRepro.Cli.Tests;

/// <summary>Reruns that end before they are done.</summary>
public class RerunBudgetTests
{
    [Fact]
    public void A_rerun_whose_time_is_up_says_so_and_keeps_what_was_finished()
    {
        using var study = new Study(StandIn.Agreeing, "import time\ntime.sleep(0.5)");

        var run = study.RerunAs("text", "--seeds", "0-39", "--budget", "5s");

        Assert.Equal(4, run.ExitCode);
        Assert.Contains("exit code 4: ended by a time or size limit", run.Output, StringComparison.Ordinal);
        Assert.Contains("it ended because the time for all runs was used up", string.Join(' ', run.Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.InRange(study.Kept.Count, 1, 12);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("bubblewrap")]
    public async Task An_interrupted_rerun_leaves_nothing_running_and_goes_on_later(string isolation)
    {
        if (isolation == "bubblewrap")
            Machine.RequireBubblewrap();
        var mark = $"interrupted-{Guid.NewGuid():N}";
        using var study = new Study(StandIn.Agreeing, $$"""
            if options.seed == 1 and open(os.path.join(os.environ["SCANS"], "scan.txt")).read() != "go":
                import subprocess, sys, time
                subprocess.Popen([sys.executable, "-c", "import signal, time; signal.signal(signal.SIGINT, signal.SIG_IGN); time.sleep(90)", "{{mark}}"])
                time.sleep(90)
            """) { Isolation = isolation };
        study.Write("recipe.yml", StandIn.Recipe.Replace("    seed_mechanism", "    env: {SCANS: \"{data}\"}\n    seed_mechanism", StringComparison.Ordinal));
        study.Write("volumes/scan.txt", "no");
        string[] options = ["--seeds", "0,1", "--data", study["volumes"]];

        using var process = System.Diagnostics.Process.Start(new ProcessStartInfo("dotnet", [Tool.Dll, .. study.Arguments("json"), .. options]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        Assert.True(Machine.Becomes(() => Machine.Runs(mark)), "The program did not start.");
        var clock = Stopwatch.StartNew();
        Tool.Process("kill", "/", "-INT", process.Id.ToString(CultureInfo.InvariantCulture));
        Assert.True(process.WaitForExit(TimeSpan.FromMinutes(5)), "The tool did not end.");

        Pace.Require(TimeSpan.FromSeconds(10), clock);
        Assert.Equal((130, ""), (process.ExitCode, await output));
        Assert.Contains($"error: Interrupted.\n  fix: Finished runs are kept in {study.State}; the same command goes on where it was.", await error, StringComparison.Ordinal);
        Assert.False(Machine.Runs(mark), "Something of the run is alive.");
        Assert.Empty(Directory.GetDirectories(study["state/work"]));
        Assert.Equal(["00-seed-0", "00-seed-0-again"], study.Kept);

        study.Write("volumes/scan.txt", "go");
        var resumed = study.Rerun(options);
        Assert.Contains("2 finished runs are there from an earlier session", resumed.Error, StringComparison.Ordinal);
        Assert.Equal([0, 1], new JsonReport(resumed).Seeds);
    }
}

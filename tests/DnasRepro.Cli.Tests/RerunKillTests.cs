using System.Diagnostics;
using DnasRepro.Cli.Tests.Support;

namespace DnasRepro.Cli.Tests;

public class RerunKillTests
{
    [Fact]
    public void Killed_at_ten_moments_it_ends_with_the_same_bytes()
    {
        using var repository = new TemporaryFolder();
        StandIn.Write(repository, StandIn.Agreeing);
        using var undisturbed = new TemporaryFolder();
        using var disturbed = new TemporaryFolder();
        var expected = Rerun(repository, undisturbed);
        var random = new Random(20261126);

        for (var kill = 0; kill < 10; kill++)
        {
            using var process = Start(repository, disturbed);
            if (!process.WaitForExit(TimeSpan.FromMilliseconds(300 + random.Next(2200))))
                process.Kill();
            process.WaitForExit();
        }
        var resumed = Rerun(repository, disturbed);

        Assert.Equal(expected.ExitCode, resumed.ExitCode);
        Assert.Equal(expected.Output, resumed.Output);
        Assert.Contains("\"stability\": {", expected.Output, StringComparison.Ordinal);
        Assert.Equal(6, Directory.GetFiles(Path.Combine(disturbed.Path, "runs"), "*.json").Length);
    }

    private static string[] Arguments(TemporaryFolder repository, TemporaryFolder state) =>
    [
        "rerun", repository.Path, "--recipe", Path.Combine(repository.Path, "recipe.yml"), "--seeds", "0-4", "--isolation", "none", "--state", state.Path,
        "--no-generated", "-f", "json",
    ];

    private static Run Rerun(TemporaryFolder repository, TemporaryFolder state) => Tool.Start(repository.Path, Arguments(repository, state));

    /// <summary>Starts the tool itself, without a wrapper that would survive it.</summary>
    private static Process Start(TemporaryFolder repository, TemporaryFolder state)
    {
        var start = new ProcessStartInfo("dotnet", [Tool.Dll, .. Arguments(repository, state)]) { RedirectStandardOutput = true, RedirectStandardError = true };
        var process = Process.Start(start)!;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }
}

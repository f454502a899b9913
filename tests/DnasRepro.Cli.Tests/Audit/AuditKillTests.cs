using System.Diagnostics;
using DnasRepro.Cli.Tests.Support;

namespace DnasRepro.Cli.Tests.Audit;

public class AuditKillTests
{
    private const int Studies = 16;

    [Fact]
    public void Killed_at_ten_moments_it_ends_with_the_same_bytes_and_does_nothing_twice()
    {
        using var field = new Field(Studies);
        var watch = Stopwatch.StartNew();
        var expected = field.Audit("undisturbed");
        var length = watch.Elapsed;
        var random = new Random(20261127);

        var assessed = 0;
        for (var kill = 0; kill < 10; kill++)
        {
            using var process = Start(field);
            var lines = new List<string>();
            process.ErrorDataReceived += (_, e) => { lock (lines) lines.Add(e.Data ?? ""); };
            process.BeginErrorReadLine();
            if (!process.WaitForExit(length * random.NextDouble() * 0.5))
                process.Kill();
            process.WaitForExit();
            lock (lines)
                assessed += lines.Count(IsAssessed);
        }
        var kept = field.Kept("disturbed").ToDictionary(f => f, f => File.GetLastWriteTimeUtc(f));
        var resumed = field.Audit("disturbed");

        Assert.Equal(expected.ExitCode, resumed.ExitCode);
        Assert.Equal(expected.Output, resumed.Output);
        Assert.Contains($"{Studies - kept.Count} assessed, {kept.Count} from earlier", resumed.Error, StringComparison.Ordinal);
        Assert.All(kept, k => Assert.Equal(k.Value, File.GetLastWriteTimeUtc(k.Key)));
        // A study that was kept is told of once at most: in the moment between keeping and telling it may be killed.
        Assert.InRange(assessed, 0, kept.Count);
        Assert.Equal(Studies, field.Kept("disturbed").Count);
    }

    [Fact]
    public void Interrupted_it_says_what_is_kept_and_ends_at_once()
    {
        Requires.That("bash", File.Exists("/bin/bash"));
        using var field = new Field(Studies);
        using var process = Start(field);
        var lines = new List<string>();
        using var first = new ManualResetEventSlim();
        process.ErrorDataReceived += (_, e) =>
        {
            lock (lines)
                lines.Add(e.Data ?? "");
            if (IsAssessed(e.Data ?? ""))
                first.Set();
        };
        process.BeginErrorReadLine();
        Assert.True(first.Wait(TimeSpan.FromMinutes(10), TestContext.Current.CancellationToken));

        Tool.Process("/bin/bash", field.Root, "-c", $"kill -INT {process.Id}");

        Assert.True(process.WaitForExit(TimeSpan.FromMinutes(5)));
        process.WaitForExit();
        Assert.Equal(130, process.ExitCode);
        var kept = field.Kept("disturbed").Count;
        Assert.InRange(kept, 1, Studies - 1);
        Assert.Contains("error: Interrupted.", lines);
        Assert.Contains(lines, l => l.EndsWith("the same command goes on there.", StringComparison.Ordinal));
        Assert.Contains($"{kept} from earlier", field.Audit("disturbed").Error, StringComparison.Ordinal);
    }

    private static bool IsAssessed(string line) => line.StartsWith('[') && line.Contains(": code release ", StringComparison.Ordinal) && !line.Contains("kept from earlier", StringComparison.Ordinal);

    /// <summary>Starts the tool itself, without a wrapper that would survive it.</summary>
    private static Process Start(Field field)
    {
        var process = Process.Start(new ProcessStartInfo("dotnet", [Tool.Dll, .. field.Arguments("disturbed")]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        process.BeginOutputReadLine();
        return process;
    }
}

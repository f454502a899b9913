using System.Diagnostics;
using DnasRepro.Cards;
using DnasRepro.Facts;
using DnasRepro.Results;
using DnasRepro.Runs;
using DnasRepro.Statistics;
using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.Runs.Reference;

/// <summary>Reruns by the reference engine: the contract of a repository's command, without anything of the repository.</summary>
public class ReferenceRunTests
{
    public ReferenceRunTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "The stand-in is a shell script.");

    [Fact]
    public async Task Seeds_that_agree_are_stable_and_nothing_of_the_repository_was_there()
    {
        using var lab = new ReferenceLab(ReferenceLab.Agreeing);
        var facts = await lab.RunAsync();

        Assert.Equal(("reference", StabilityVerdict.Stable), (facts.Engine, facts.Stability!.Verdict));
        Assert.Equal("none", facts.Environment.Isolation);
        Assert.Contains("nothing of the repository was copied or executed", facts.Environment.IsolationReason, StringComparison.Ordinal);
        Assert.Equal(["The operation 'conv_7x7' of the card was made 'conv_3x3'."], facts.Notes);
        Assert.Null(facts.Environment.Python);
        Assert.All(facts.Runs, r => Assert.Empty(r.Notes));
        Assert.Equal(RepeatabilityLevel.SameArchitecture, facts.Repeatability.Level);
        Assert.All(facts.Runs, r => Assert.Equal($"dotnet-dnas-repro search --seed {r.Seed} --out {{out}} --threads 1 --device cpu --config search-settings.json", r.Command));
        Assert.All(lab.Calls, c => Assert.EndsWith("study-reference search-settings.json ", c, StringComparison.Ordinal));
        Assert.Equal(facts.Runs.Count + 1, lab.Calls.Count);
    }

    [Fact]
    public async Task Seeds_that_differ_are_not()
    {
        using var lab = new ReferenceLab(ReferenceLab.Differing);
        Assert.NotEqual(StabilityVerdict.Stable, (await lab.RunAsync()).Stability!.Verdict);
    }

    [Fact]
    public async Task It_goes_on_where_it_was()
    {
        using var lab = new ReferenceLab(ReferenceLab.Agreeing);
        var first = await lab.RunAsync();
        var calls = lab.Calls.Count;
        var second = await lab.RunAsync();

        Assert.Equal(calls, lab.Calls.Count);
        Assert.Equal(first.Runs.Select(r => r.Seed), second.Runs.Select(r => r.Seed));
        Assert.Equal(first.Stability!.Verdict, second.Stability!.Verdict);
    }

    [Fact]
    public async Task Shards_are_joined()
    {
        using var lab = new ReferenceLab(ReferenceLab.Agreeing);
        string[] states = [System.IO.Path.Combine(lab.Path, "one"), System.IO.Path.Combine(lab.Path, "two")];
        foreach (var (state, i) in states.Select((s, i) => (s, i)))
            await lab.RunAsync(lab.Request() with { State = state, Stop = StopRule.Never, Shard = new Shard(i + 1, 2) });
        var bundle = RunStore.Merge(states);

        Assert.Equal(8, bundle.Records.Count(r => r.Role == RunRole.Search));
        Assert.Equal(StabilityVerdict.Stable, new RerunEvaluator(bundle.Plan, CardValue.Nowhere).Evaluate(bundle).Stability!.Verdict);
        Assert.Equal(lab.Reference.Settings, bundle.Plan.Settings);
    }

    [Fact]
    public async Task Data_are_handed_on_and_leave_no_path()
    {
        using var lab = new ReferenceLab(ReferenceLab.Agreeing);
        using var data = new TempFolder("data").Write("a.nii", "x");
        var request = lab.Request(2) with { Data = data.Path, Search = DnasRepro.Runs.Reference.ReferenceRecipe.Of(lab.Reference, true) };
        var facts = await lab.RunAsync(request);

        Assert.All(lab.Calls, c => Assert.EndsWith(data.Path, c, StringComparison.Ordinal));
        Assert.All(facts.Runs, r => Assert.EndsWith("--data {data}", r.Command, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("echo 'error: libtorch cannot be loaded: x' >&2; echo '  fix: y' >&2; exit 3", FailureKind.NotStarted, "The search could not begin: libtorch cannot be loaded: x")]
    [InlineData("exit 2", FailureKind.NotStarted, "it did not say why")]
    [InlineData("exit 70", FailureKind.ExitCode, "It exited with code 70.")]
    [InlineData("kill -SEGV $$", FailureKind.ExitCode, "signal 11 ended it, as when native code crashes")]
    [InlineData("exec tail /dev/zero", FailureKind.MemoryLimit, "more than 200 MiB of memory")]
    [InlineData("exec yes", FailureKind.OutputLimit, "printed more than 1 MiB")]
    [InlineData("head -c 80000000 /dev/zero > \"$out/large\"; exec sleep 20", FailureKind.DiskLimit, "wrote more than 50 MiB")]
    [InlineData("exit 0", FailureKind.NoResult, "")]
    public async Task What_goes_wrong_is_named(string script, FailureKind kind, string message)
    {
        using var lab = new ReferenceLab(script);
        var failure = await lab.FailureAsync(lab.Request(2));

        Assert.Equal(kind, failure.Kind);
        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_asked_to_end_when_the_time_is_over()
    {
        using var lab = new ReferenceLab("trap 'echo asked > \"$out/../asked\"; exit 130' TERM; while true; do sleep 0.05; done");
        var clock = Stopwatch.StartNew();
        var request = lab.Request(1) with { Limits = lab.Request().Limits with { Time = TimeSpan.FromSeconds(0.5) }, Repeats = false };
        var failure = await lab.FailureAsync(request);

        Assert.Equal(FailureKind.TimeLimit, failure.Kind);
        Assert.True(clock.Elapsed >= TimeSpan.FromSeconds(0.5));
        Pace.Require(TimeSpan.FromSeconds(4.5), clock);
    }

    [Fact]
    public async Task Nothing_of_it_outlives_a_rerun_that_is_given_up()
    {
        using var lab = new ReferenceLab("exec sleep 321.5");
        using var prepared = lab.Prepare();
        using var given = new CancellationTokenSource();
        var run = prepared.RunAsync(_ => { }, given.Token);
        while (lab.Calls.Count == 0 && !run.IsCompleted)
            await Task.Delay(20, TestContext.Current.CancellationToken);
        await given.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Assert.DoesNotContain(Directory.EnumerateDirectories("/proc").Where(d => char.IsAsciiDigit(d[6])), d => CommandLine(d).Contains("321.5", StringComparison.Ordinal));
    }

    private static string CommandLine(string process)
    {
        try
        {
            return File.ReadAllText($"{process}/cmdline");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}

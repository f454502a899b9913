using DnasRepro.Cli.Tests.Support;

namespace DnasRepro.Cli.Tests;

/// <summary>What a rerun says of searches whose nature is known.</summary>
public class RerunVerdictTests
{
    [Fact]
    public void Runs_that_agree_are_stable()
    {
        using var study = new Study(StandIn.Agreeing);

        var run = study.Rerun();
        var report = new JsonReport(run);

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(("stable", "decided"), (report.Verdict, report.End));
        Assert.Equal(("satisfied", "error"), report.Finding("DNAS3003"));
        Assert.Equal("bitwise", report["stability.repeat.answer"].GetString());
        Assert.Equal(("satisfied", "warning"), report.Finding("DNAS3001"));
    }

    [Fact]
    public void Runs_that_find_something_else_each_time_are_unstable_which_is_an_error()
    {
        using var study = new Study(StandIn.Random);

        var run = study.Rerun();
        var report = new JsonReport(run);

        Assert.Equal(1, run.ExitCode);
        Assert.Equal(("unstable", "decided"), (report.Verdict, report.End));
        Assert.InRange(report.Runs.Count, 8, 9);
        Assert.Equal(("violated", "error"), report.Finding("DNAS3003"));
    }

    [Fact]
    public void A_seed_that_nothing_reads_makes_the_rerun_invalid_after_two_seeds()
    {
        using var study = new Study(StandIn.SeedIgnored);

        var run = study.Rerun();
        var report = new JsonReport(run);

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(("invalid", "decided"), (report.Verdict, report.End));
        Assert.Equal([0, 1], report.Seeds);
        Assert.Equal(("violated", "warning"), report.Finding("DNAS3006"));
        Assert.Equal("not_determined", report.Finding("DNAS3003").Outcome);
    }

    [Fact]
    public void Where_stable_is_out_of_reach_it_ends_early_when_that_was_asked_for()
    {
        using var study = new Study(StandIn.Random);

        var run = study.Rerun("--stop", "hopeless");
        var report = new JsonReport(run);

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(("inconclusive", "out_of_reach"), (report.Verdict, report.End));
        Assert.InRange(report.Runs.Count, 2, 7);
        Assert.Equal(("violated", "info"), report.Finding("DNAS3003"));
    }

    [Fact]
    public void The_first_seed_runs_twice_unless_that_is_not_wanted()
    {
        using var study = new Study();

        var report = new JsonReport(study.Rerun("--seeds", "4,2", "--no-repeat"));

        Assert.Equal(["00-seed-4", "01-seed-2"], study.Kept);
        Assert.Equal([4, 2], report.Seeds);
        Assert.Equal("not_known", report["stability.repeat.answer"].GetString());
        Assert.Equal("not_determined", report.Finding("DNAS3005").Outcome);
    }

    [Fact]
    public void Chance_that_no_seed_controls_shows_in_the_repetition()
    {
        using var study = new Study("6.0 * signal + 0 * noise + 20 * random.gauss(0, 1)");

        var report = new JsonReport(study.Rerun("--seeds", "0,1"));

        Assert.Equal(["00-seed-0", "00-seed-0-again", "01-seed-1"], study.Kept);
        Assert.Equal("different", report["stability.repeat.answer"].GetString());
        Assert.Equal(("violated", "warning"), report.Finding("DNAS3005"));
        Assert.Contains("Python's random was used without a seed", report.Message("DNAS3010"), StringComparison.Ordinal);
    }
}

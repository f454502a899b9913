using DnasRepro.Cli.Tests.Support;

namespace DnasRepro.Cli.Tests;

/// <summary>The folder that keeps finished runs.</summary>
public class RerunStateTests
{
    [Fact]
    public void Finished_runs_are_not_run_again_unless_that_is_wanted()
    {
        using var study = new Study();
        var first = study.Rerun("--seeds", "0,1", "--no-generated");
        var written = File.GetLastWriteTimeUtc(study["state/runs/01-seed-1.json"]);

        var again = study.Rerun("--seeds", "0,1", "--no-generated");
        Assert.Contains("3 finished runs are there from an earlier session (--fresh runs them again)", again.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("started", again.Error, StringComparison.Ordinal);
        Assert.Equal(first.Output, again.Output);
        Assert.Equal(written, File.GetLastWriteTimeUtc(study["state/runs/01-seed-1.json"]));

        var afresh = study.Rerun("--seeds", "0,1", "--no-generated", "--fresh");
        Assert.DoesNotContain("finished runs are there", afresh.Error, StringComparison.Ordinal);
        Assert.Contains("seed 1: started", afresh.Error, StringComparison.Ordinal);
        Assert.Equal(first.Output, afresh.Output);
    }

    [Fact]
    public void A_result_is_reported_of_the_code_that_was_rerun_and_of_no_other()
    {
        using var study = new Study();
        study.Rerun("--seeds", "0,1", "--no-repeat");
        study.Write("study/report.md", "Reports of a later day are no code.");
        Assert.Equal(0, study.Start("check", study.Repository, "--rerun-result", study.State, "--fail-on", "never").ExitCode);

        study.Write("study/search.py", StandIn.Search(StandIn.Random));
        var run = study.Start("check", study.Repository, "--rerun-result", study.State, "--fail-on", "never");
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains("is the rerun of other code", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Reports_in_the_repository_do_not_change_the_plan()
    {
        using var study = new Study();
        string[] options = ["--seeds", "0,1", "--no-repeat", "-o", study["study/reports/"]];
        study.Rerun(options);

        var again = study.Rerun(options);

        Assert.Contains("2 finished runs are there from an earlier session", again.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_of_another_plan_is_not_mixed_with_this_one()
    {
        using var study = new Study();
        study.Rerun("--seeds", "0,1", "--no-repeat");
        var kept = File.ReadAllText(study["state/runs/00-seed-0.json"]);

        var run = study.Rerun("--seeds", "0,2", "--no-repeat");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("holds a rerun of another plan", run.Error, StringComparison.Ordinal);
        Assert.Contains("--fresh", run.Error, StringComparison.Ordinal);

        study.Write("study/search.py", StandIn.Search(StandIn.Random));
        Assert.Equal(2, study.Rerun("--seeds", "0,1", "--no-repeat").ExitCode);
        Assert.Equal(kept, File.ReadAllText(study["state/runs/00-seed-0.json"]));
    }

    [Fact]
    public void A_folder_that_another_rerun_uses_is_left_to_it()
    {
        using var study = new Study();
        Directory.CreateDirectory(study.State);
        using var other = new FileStream(study["state/lock"], FileMode.Create, FileAccess.ReadWrite, FileShare.None);

        var run = study.Rerun("--seeds", "0,1");

        Assert.Equal(3, run.ExitCode);
        Assert.Contains("Another rerun uses", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_whose_file_is_damaged_is_run_again()
    {
        using var study = new Study();
        var first = study.Rerun("--seeds", "0-2", "--no-repeat", "--no-generated");
        File.WriteAllText(study["state/runs/01-seed-1.json"], File.ReadAllText(study["state/runs/01-seed-1.json"])[..200]);

        var again = study.Rerun("--seeds", "0-2", "--no-repeat", "--no-generated");

        Assert.Contains("seed 1: started", again.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("seed 2: started", again.Error, StringComparison.Ordinal);
        Assert.Equal(first.Output, again.Output);
    }
}

using System.Text.Json;
using DnasRepro.Cli.Tests.Support;

namespace DnasRepro.Cli.Tests;

/// <summary>Searches that do not run, or whose runs do not count.</summary>
public class RerunFailureTests
{
    private const string Broken = """
        import sys
        print("there are no scans in volumes/", file=sys.stderr)
        sys.exit(1)
        """;

    [Fact]
    public void A_search_that_does_not_run_is_given_up_after_two_runs_and_its_last_words_are_shown()
    {
        using var study = new Study(extra: Broken);

        var run = study.Rerun();
        var report = new JsonReport(run);

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(("not_determined", "does_not_run"), (report.Verdict, report.End));
        Assert.Equal("The run with seed 0 does not count: It exited with code 1.", report["stability.reason"].GetString());
        Assert.Equal(2, report.Runs.Count);
        Assert.Equal(("violated", "warning"), report.Finding("DNAS3001"));
        Assert.Contains("there are no scans", report["generated"].GetRawText(), StringComparison.Ordinal);
        Assert.Contains("there are no scans", study.RerunAs("text").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Its_last_words_may_differ_from_run_to_run_and_are_left_out_where_that_is_asked_for()
    {
        using var study = new Study(extra: Broken);

        Assert.DoesNotContain("there are no scans", study.Rerun("--no-generated").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void One_seed_that_fails_scores_nothing_and_is_named()
    {
        using var study = new Study(extra: "if options.seed == 3: raise SystemExit(7)");

        var report = new JsonReport(study.Rerun("--seeds", "0-4"));

        Assert.Equal([0, 1, 2, 3, 4], report.Seeds);
        Assert.Equal(("failed", 7), (report["stability.runs.3.status"].GetString(), report["stability.runs.3.exitCode"].GetInt32()));
        Assert.Equal(0, report["stability.measures.recovery.values.2"].GetDouble());
        Assert.All([0, 1, 3], i => Assert.True(report[$"stability.measures.recovery.values.{i}"].GetDouble() > 0));
        Assert.Equal("Seed 3 of 5 runs failed (exit code): It exited with code 7.", report.Message("DNAS3009"));
    }

    [Fact]
    public void Parameters_that_end_where_they_began_are_no_search()
    {
        using var study = new Study("0.001 * seed + 0 * signal * noise");

        var report = new JsonReport(study.Rerun());

        Assert.Equal(("not_determined", "does_not_run"), (report.Verdict, report.End));
        Assert.Equal("not_moved", report["stability.runs.0.failure.kind"].GetString());
        Assert.Equal(("violated", "warning"), report.Finding("DNAS3004"));
    }

    [Fact]
    public void Two_architectures_where_one_was_asked_for_are_not_chosen_from()
    {
        using var study = new Study(extra: """
            for name, operation in ("a", "skip_connect"), ("b", "sep_conv_3x3"):
                os.makedirs(os.path.join(options.out, name), exist_ok=True)
                with open(os.path.join(options.out, name, "genotype.txt"), "w") as file:
                    file.write("Genotype(normal=[('%s', 0), ('%s', 1)], normal_concat=[2], reduce=[('%s', 0), ('%s', 1)], reduce_concat=[2])" % ((operation,) * 4))
            raise SystemExit(0)
            """);

        var report = new JsonReport(study.Start("rerun", study.Repository, "--command", "python3 search.py --seed {seed} --out {out}", "--isolation", "none", "--state", study.State, "-f", "json"));

        Assert.Equal(("not_determined", "does_not_run"), (report.Verdict, report.End));
        Assert.Equal("several_results", report["stability.runs.0.failure.kind"].GetString());
        Assert.Contains("2 different architectures were found", report["stability.reason"].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_architecture_that_was_printed_before_the_end_of_the_search_is_called_stale()
    {
        using var study = new Study(extra: """
            print("genotype = Genotype(cell=[('skip_connect', 0), ('skip_connect', 1), ('skip_connect', 0), ('skip_connect', 1), ('skip_connect', 0), ('skip_connect', 1)], cell_concat=[2, 3, 4])")
            """);

        var report = new JsonReport(study.Rerun("--seeds", "0,1"));

        Assert.Equal("architecture_json", report["stability.runs.0.found.0.reader"].GetString());
        Assert.NotEqual(JsonValueKind.Null, report["stability.runs.0.printed"].ValueKind);
        Assert.Equal(("violated", "warning"), report.Finding("DNAS3008"));
    }
}

using System.Text.Json;
using DnasRepro.Cli.Tests.Support;

namespace DnasRepro.Cli.Tests;

/// <summary>A rerun that is split over machines and joined again.</summary>
public class RerunShardTests(RerunShardTests.ThreeShards shards) : IClassFixture<RerunShardTests.ThreeShards>
{
    /// <summary>Nine seeds of a search that finds something else each time: whole, and in three parts.</summary>
    public sealed class ThreeShards : IDisposable
    {
        public ThreeShards()
        {
            foreach (var shard in Matrix())
                Runs.Add(Study.Start(["rerun", "study", "--recipe", "recipe.yml", "--seeds", "0-8", "--isolation", "none", "--shard", shard, "--state", $"shard-{shard[0]}"]));
        }

        internal Study Study { get; } = new(StandIn.Random);

        internal List<Run> Runs { get; } = [];

        internal Run Merge(string output, params string[] folders) => Study.Start(["merge", .. folders, "-o", output]);

        internal Run Report(string result, string format = "json") => Study.Start("check", "study", "--rerun-result", result, "--no-generated", "-f", format);

        public void Dispose() => Study.Dispose();

        private List<string> Matrix()
        {
            var plan = Study.Start("plan", "study", "--recipe", "recipe.yml", "--seeds", "0-8", "--isolation", "none", "--state", "planned", "--shards", "3", "-f", "github-matrix");
            using var json = JsonDocument.Parse(plan.Output);
            return [.. json.RootElement.GetProperty("include").EnumerateArray().Select(e => e.GetProperty("shard").GetString()!)];
        }
    }

    [Fact]
    public void The_matrix_names_parts_that_rerun_takes()
    {
        Assert.Equal(3, shards.Runs.Count);
        Assert.All(shards.Runs, r => Assert.Equal((0, ""), (r.ExitCode, r.Output)));
        Assert.Contains("shard 2/3 is done: 3 runs in ", shards.Runs[1].Error, StringComparison.Ordinal);
        Assert.Contains("dotnet dnas-repro merge", shards.Runs[1].Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Joined_they_say_what_one_whole_rerun_says()
    {
        var merged = shards.Merge("all.json", "shard-3", "shard-1", "shard-2");
        var whole = new JsonReport(shards.Study.Rerun("--seeds", "0-8", "--no-generated"));
        var joined = new JsonReport(shards.Report("all.json"));

        Assert.Equal((0, "stability: unstable\n"), (merged.ExitCode, merged.Output));
        Assert.Equal(("unstable", 8), (whole.Verdict, whole.Runs.Count));
        foreach (var part in new[] { "verdict", "measures", "runs", "consensus", "edges", "repeat", "missing", "reason", "end" })
            Assert.Equal(whole["stability." + part].GetRawText(), joined["stability." + part].GetRawText());
    }

    [Fact]
    public void Neither_their_order_nor_a_folder_given_twice_matters()
    {
        shards.Merge("one.json", "shard-1", "shard-2", "shard-3");
        shards.Merge("other.json", "shard-3", "shard-2", "shard-2", "shard-1", "shard-3");

        Assert.Equal(File.ReadAllText(shards.Study["one.json"]), File.ReadAllText(shards.Study["other.json"]));
        Assert.Equal(10, File.ReadAllText(shards.Study["one.json"]).Split("\"role\": ").Length - 1);
    }

    [Fact]
    public void The_runs_of_a_lost_part_are_named_and_the_verdict_is_that_of_the_runs_before()
    {
        var run = shards.Merge("lost.json", "shard-1", "shard-2");
        var report = new JsonReport(shards.Report("lost.json"));

        Assert.Equal(4, run.ExitCode);
        Assert.Contains("incomplete: the runs of seeds 2, 5, 8 are missing; the verdict is that of the runs before.", run.Error, StringComparison.Ordinal);
        Assert.Equal((4, "incomplete", "inconclusive"), (report["exitCode"].GetInt32(), report.End, report.Verdict));
        Assert.Equal([0, 1], report.Seeds);
        Assert.Equal("[2,5,8]", string.Concat(report["stability.missing"].GetRawText().Where(c => !char.IsWhiteSpace(c))));
    }

    [Fact]
    public void Parts_of_different_plans_are_not_joined()
    {
        shards.Study.Start("rerun", "study", "--recipe", "recipe.yml", "--seeds", "0-3", "--isolation", "none", "--shard", "4/4", "--state", "elsewhere");

        var run = shards.Merge("never.json", "shard-1", "elsewhere");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("'elsewhere' is of another plan than 'shard-1'", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(shards.Study["never.json"]));
    }

    [Fact]
    public void A_stored_result_is_shown_without_running_anything()
    {
        shards.Merge("shown.json", "shard-1", "shard-2", "shard-3");

        var run = shards.Report("shown.json", "text");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("stability over seeds: unstable", run.Output, StringComparison.Ordinal);
        Assert.Contains("8 runs of at most 9", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("started", run.Error, StringComparison.Ordinal);
        Assert.Equal(run.Output, shards.Report("shown.json", "text").Output);
    }

    [Theory]
    [InlineData("\"form\": 1", "\"form\": 2")]
    [InlineData("\"maximumSeeds\": 9", "\"maximumSeeds\": -1")]
    [InlineData("\"alpha\": 0.05", "\"alpha\": 5")]
    [InlineData("\"seeds\": [", "\"seeds\": [3, 3,")]
    [InlineData("\"seeds\": [", "\"seeds\": null, \"other\": [")]
    [InlineData("\"records\": [", "\"records\": [null,")]
    [InlineData("\"architectures\": [", "\"architectures\": [null,")]
    [InlineData("\"cells\": [", "\"cells\": [null,")]
    [InlineData("\"packages\": {", "\"packages\": {\"torch\": null,")]
    [InlineData("\"shape\": [", "\"shape\": [7,")]
    [InlineData("\"status\": \"Completed\"", "\"status\": \"Failed\"")]
    [InlineData("\"position\": 1,", "\"position\": 77,")]
    [InlineData("\"position\": 1,", "\"position\": -1,")]
    [InlineData("\"role\": \"Search\"", "\"role\": \"Recipe\"")]
    [InlineData("\"role\": \"Search\"", "\"role\": \"Judge\"")]
    [InlineData("\"node\": 3", "\"node\": 2147483647")]
    [InlineData("\"from\": 1", "\"from\": -5")]
    [InlineData("\"from\": 1", "\"from\": \"NaN\"")]
    [InlineData("\"path\": \"", "\"path\": \"../../")]
    [InlineData("}", "")]
    [InlineData("{", "[")]
    public void A_result_that_was_damaged_or_tampered_with_is_refused_or_shown_but_never_a_fault_of_ours(string what, string by)
    {
        shards.Merge("intact.json", "shard-1", "shard-2", "shard-3");
        var text = File.ReadAllText(shards.Study["intact.json"]);
        Assert.Contains(what, text, StringComparison.Ordinal);
        shards.Study.Write("damaged.json", text.Replace(what, by, StringComparison.Ordinal));

        var run = shards.Report("damaged.json");

        Assert.True(run.ExitCode is 0 or 1 or 2 or 4, $"exit code {run.ExitCode}: {run.Error}");
        if (run.ExitCode == 2)
            Assert.Matches("error: 'damaged.json' holds no result of a rerun: .+\n  fix: .+\n$", run.Error);
    }

    [Fact]
    public void A_file_that_is_no_result_is_the_users_mistake()
    {
        shards.Study.Write("half.json", File.ReadAllText(shards.Study["shard-1/result.json"])[..3000]);

        foreach (var file in new[] { "half.json", "recipe.yml", "study", "nowhere.json" })
        {
            var run = shards.Report(file);
            Assert.Equal(2, run.ExitCode);
            Assert.Contains(file, run.Error, StringComparison.Ordinal);
        }
    }
}

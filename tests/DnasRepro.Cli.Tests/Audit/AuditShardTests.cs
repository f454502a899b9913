using System.Text.Json;
using DnasRepro.Cli.Tests.Support;

namespace DnasRepro.Cli.Tests.Audit;

/// <summary>An audit that is split over machines and joined again.</summary>
public class AuditShardTests(AuditShardTests.ThreeParts parts) : IClassFixture<AuditShardTests.ThreeParts>
{
    /// <summary>Seven studies and one that fails: whole, and in three parts.</summary>
    public sealed class ThreeParts : IDisposable
    {
        public ThreeParts()
        {
            Field.WriteList("  - {id: gone, repository: ./nowhere}\n");
            Whole = Field.Audit("whole");
            foreach (var shard in (string[])["3/3", "1/3", "2/3"])
                Runs.Add(Field.Start("audit", Field["list.yml"], "--shard", shard, "-o", Field[$"part-{shard[0]}.json"], "--cache", Field[$"cache-{shard[0]}"]));
        }

        internal Field Field { get; } = new(7);

        internal Run Whole { get; }

        internal List<Run> Runs { get; } = [];

        internal Run Merge(params string[] numbers) => Field.Start(["audit", "merge", Field["list.yml"], .. numbers.Select(n => Field[$"part-{n}.json"]), "-f", "json", "--no-generated"]);

        public void Dispose() => Field.Dispose();
    }

    [Fact]
    public void Joined_they_are_what_one_process_gives()
    {
        Assert.All(parts.Runs, r => Assert.Equal((0, ""), (r.ExitCode, r.Output)));
        Assert.Contains("part 3/3 is done: wrote ", parts.Runs[0].Error, StringComparison.Ordinal);

        foreach (var order in (string[][])[["1", "2", "3"], ["3", "1", "2", "3", "1"]])
        {
            var merged = parts.Merge(order);
            Assert.Equal(parts.Whole.Output, merged.Output);
            Assert.Equal(parts.Whole.ExitCode, merged.ExitCode);
        }
    }

    [Fact]
    public void A_missing_part_is_named_with_its_studies_and_the_report_is_whole_otherwise()
    {
        var merged = parts.Merge("3", "1");

        Assert.Equal(4, merged.ExitCode);
        Assert.Contains("incomplete: part 2/3 is missing: study-002, study-005, gone", merged.Error, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(merged.Output);
        Assert.Equal(8, json.RootElement.GetProperty("studies").GetArrayLength());
        Assert.Equal(4, json.RootElement.GetProperty("exitCode").GetInt32());
    }

    [Fact]
    public void Parts_of_another_list_are_refused()
    {
        File.WriteAllText(parts.Field["other.yml"], File.ReadAllText(parts.Field["list.yml"]) + "# more\n");

        var run = parts.Field.Start("audit", "merge", parts.Field["other.yml"], parts.Field["part-1.json"]);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains("is of another audit: its list differs from this one.", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_files_are_no_parts_and_parts_are_no_reruns()
    {
        var run = parts.Field.Start("audit", "merge", parts.Field["list.yml"], parts.Field["list.yml"]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("is no part of an audit", run.Error, StringComparison.Ordinal);

        var rerun = parts.Field.Start("merge", parts.Field["part-1.json"]);
        Assert.Equal(2, rerun.ExitCode);
        Assert.Contains("audit merge LIST PART…", rerun.Error, StringComparison.Ordinal);

        var plan = parts.Field.Start("plan", parts.Field["list.yml"]);
        Assert.Equal(2, plan.ExitCode);
        Assert.Contains("dotnet dnas-repro audit plan LIST", plan.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_plan_is_the_same_each_time_and_names_what_each_part_does()
    {
        var (text, again) = (parts.Field.Start("audit", "plan", parts.Field["list.yml"], "--shards", "3"), parts.Field.Start("audit", "plan", parts.Field["list.yml"], "--shards", "3"));

        Assert.Equal(text.Output, again.Output);
        Assert.Contains("part 2/3: study-002, study-005, gone\n", text.Output, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(parts.Field.Start("audit", "plan", parts.Field["list.yml"], "--shards", "3", "-f", "json").Output);
        using var part = JsonDocument.Parse(File.ReadAllText(parts.Field["part-2.json"]));
        Assert.Equal(json.RootElement.GetProperty("plan").GetString(), part.RootElement.GetProperty("plan").GetString());
        Assert.Equal(
            json.RootElement.GetProperty("studies").EnumerateArray().Where(s => s.GetProperty("shard").GetInt32() == 2).Select(s => s.GetProperty("id").GetString()),
            part.RootElement.GetProperty("outcomes").EnumerateArray().Select(o => o.GetProperty("study").GetString()));
        using var matrix = JsonDocument.Parse(parts.Field.Start("audit", "plan", parts.Field["list.yml"], "--shards", "3", "-f", "github-matrix").Output);
        Assert.Equal(["1/3", "2/3", "3/3"], matrix.RootElement.GetProperty("include").EnumerateArray().Select(e => e.GetProperty("shard").GetString()));
    }
}

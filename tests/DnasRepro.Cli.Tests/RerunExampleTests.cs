using System.Text.Json;
using DnasRepro.Cli.Tests.Support;

namespace DnasRepro.Cli.Tests;

/// <summary>The example's own search in the sandbox, as the README starts it.</summary>
public class RerunExampleTests
{
    private const string Example = "examples/unet-darts";

    [Fact]
    public void The_search_runs_is_looked_into_and_repeats_bit_by_bit()
    {
        Machine.RequireBubblewrap();
        Machine.RequireTorch();
        using var state = new TemporaryFolder();

        var run = Tool.Check("check", Example, "--rerun", "--max-seeds", "2", "--isolation", "auto", "--state", state.Path, "-f", "json");
        var report = new JsonReport(run);

        Assert.Equal(0, run.ExitCode);
        Assert.Equal("bubblewrap", report["stability.environment.isolation"].GetString());
        Assert.Equal(["completed", "completed"], report.Runs.Select(r => r.GetProperty("status").GetString()));
        Assert.Equal("bitwise", report["stability.repeat.answer"].GetString());
        Assert.Equal(64, report["stability.runs.0.parametersSha256"].GetString()!.Length);
        Assert.True(report["stability.runs.0.search.moved"].GetDouble() > 0.01);
        Assert.NotEqual(JsonValueKind.Null, report["stability.measures.parameters"].ValueKind);
        Assert.Equal("satisfied", report.Finding("DNAS3013").Outcome);
        Assert.True(report["stability.runs.0.epochs"].GetArrayLength() > 1);
        Assert.Equal(Stored(0), Found(report["stability.runs.0.found.0.cells"]));
    }

    [Fact]
    public void A_search_that_runs_is_grade_three_and_a_retraining_that_meets_the_card_grade_four()
    {
        Machine.RequireBubblewrap();
        Machine.RequireTorch();
        using var folder = new TemporaryFolder();
        var study = Path.Combine(folder.Path, "study");
        ExampleCopy.Make(study);
        ExampleCopy.Publish(study);
        JsonReport Rerun(string state, params string[] recipes) =>
            new(Tool.Start(folder.Path, ["check", "study", "--rerun", .. recipes.SelectMany(r => new[] { "--recipe", r }), "--state", state, "-f", "json"]));

        var smoke = Rerun("smoke", "smoke");
        Assert.Equal("recipes_only", smoke.End);
        Assert.Equal((3, "functional"), (smoke["level.grade"].GetInt32(), smoke["level.name"].GetString()));

        var both = Rerun("both", "smoke", "retrain");
        Assert.Equal(["smoke", "retrain"], both["stability.recipes"].EnumerateArray().Select(r => r.GetProperty("recipe").GetProperty("id").GetString()));
        Assert.True(both["stability.recipes.1.met"].GetBoolean());
        Assert.Equal(("satisfied", "error"), both.Finding("DNAS3002"));
        Assert.Equal((4, "repeated"), (both["level.grade"].GetInt32(), both["level.name"].GetString()));
    }

    /// <summary>The choices that the example keeps for a seed.</summary>
    private static IEnumerable<string> Stored(int seed)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(Tool.Root, Example, "results", $"search-seed{seed}.json")));
        return [.. json.RootElement.GetProperty("cells").EnumerateObject().SelectMany(c => c.Value.EnumerateArray().Select(e => $"{c.Name} {e.GetProperty("node")} {e.GetProperty("from")} {e.GetProperty("op")}")).Order(StringComparer.Ordinal)];
    }

    private static IEnumerable<string> Found(JsonElement cells) =>
        [.. cells.EnumerateArray().SelectMany(c => c.GetProperty("edges").EnumerateArray().Select(e => $"{c.GetProperty("id")} {e.GetProperty("node")} {e.GetProperty("from")} {e.GetProperty("operation")}")).Order(StringComparer.Ordinal)];
}

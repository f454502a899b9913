using DnasRepro.Runs;
using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.Runs;

public class RunStoreTests
{
    private static readonly RunPlan Plan = RunExamples.Plan();

    [Fact]
    public void A_record_is_there_for_the_next_session()
    {
        using var folder = new TempFolder();
        var task = Plan.Tasks().First();
        using (var store = RunStore.Open(folder.Path, Plan, afresh: false))
            store.Add(task, RunExamples.Record(Plan, task));

        using var again = RunStore.Open(folder.Path, Plan, afresh: false);

        var record = Assert.Single(again.Records());
        Assert.Equal(RunJson.Write(RunExamples.Record(Plan, task)), RunJson.Write(record));
    }

    [Fact]
    public void Another_plan_is_refused_and_nothing_is_lost()
    {
        using var folder = new TempFolder();
        var task = Plan.Tasks().First();
        using (var store = RunStore.Open(folder.Path, Plan, afresh: false))
            store.Add(task, RunExamples.Record(Plan, task));

        var error = Assert.Throws<UserErrorException>(() => RunStore.Open(folder.Path, RunExamples.Plan(seeds: 6), afresh: false));

        Assert.Contains("another plan", error.Message, StringComparison.Ordinal);
        Assert.Contains("--fresh", error.Hint, StringComparison.Ordinal);
        using var again = RunStore.Open(folder.Path, Plan, afresh: false);
        Assert.Single(again.Records());
    }

    [Fact]
    public void Starting_afresh_forgets_what_was_there()
    {
        using var folder = new TempFolder();
        var task = Plan.Tasks().First();
        using (var store = RunStore.Open(folder.Path, Plan, afresh: false))
            store.Add(task, RunExamples.Record(Plan, task));

        using var again = RunStore.Open(folder.Path, RunExamples.Plan(seeds: 6), afresh: true);

        Assert.Empty(again.Records());
    }

    [Fact]
    public void The_result_of_an_earlier_session_does_not_hide_runs_that_came_after_it()
    {
        using var folder = new TempFolder();
        var tasks = Plan.Tasks().Take(2).ToList();
        using (var store = RunStore.Open(folder.Path, Plan, afresh: false))
        {
            store.Add(tasks[0], RunExamples.Record(Plan, tasks[0]));
            store.Keep("budget", RunSurroundings.NotKnown);
        }

        using (var killed = RunStore.Open(folder.Path, Plan, afresh: false))
            killed.Add(tasks[1], RunExamples.Record(Plan, tasks[1]));

        Assert.Equal(2, RunStore.ReadBundle(folder.Path).Records.Count);
    }

    [Fact]
    public void A_result_file_with_a_run_of_another_plan_is_refused()
    {
        using var folder = new TempFolder();
        var task = Plan.Tasks().First();
        var record = RunExamples.Record(Plan, task);
        folder.Write("result.json", RunJson.Write(new RerunBundle(RunPlan.CurrentForm, Plan, [record, record with { PlanSha256 = new string('0', 64), Position = 1 }], null, RunSurroundings.NotKnown)));

        Assert.Contains("holds no result of a rerun", Assert.Throws<UserErrorException>(() => RunStore.ReadBundle(folder["result.json"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_at_once_are_refused()
    {
        using var folder = new TempFolder();
        using var store = RunStore.Open(folder.Path, Plan, afresh: false);

        var error = Assert.Throws<UserErrorException>(() => RunStore.Open(folder.Path, Plan, afresh: false));

        Assert.Equal(ExitCodes.NotAttempted, error.ExitCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[1]")]
    [InlineData("{\"planSha256\": 3}")]
    public void A_damaged_record_counts_as_not_there(string text)
    {
        using var folder = new TempFolder();
        using (RunStore.Open(folder.Path, Plan, afresh: false))
            File.WriteAllText(Path.Combine(folder.Path, "runs", "00-seed-0.json"), text);

        using var again = RunStore.Open(folder.Path, Plan, afresh: false);

        Assert.Empty(again.Records());
    }

    [Fact]
    public void A_record_of_another_plan_does_not_count()
    {
        using var folder = new TempFolder();
        var task = Plan.Tasks().First();
        using var store = RunStore.Open(folder.Path, Plan, afresh: false);
        store.Add(task, RunExamples.Record(RunExamples.Plan(seeds: 6), task));

        Assert.Empty(store.Records());
    }

    [Fact]
    public void A_folder_without_a_plan_cannot_be_read()
    {
        using var folder = new TempFolder();

        Assert.Contains("holds no rerun", Assert.Throws<UserErrorException>(() => RunStore.Read(folder.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plan_comes_back_as_it_was()
    {
        var plan = RunExamples.Plan(3, true, RunExamples.Recipe("retrain", DnasRepro.Recipes.RecipePurpose.Retrain)) with { Space = Spaces.Darts, SpaceOrigin = "the card" };

        var again = RunJson.ReadPlan(RunJson.Write(plan));

        Assert.Equal(RunJson.Write(plan), RunJson.Write(again));
        Assert.Equal(plan.Sha256(), again.Sha256());
    }

    [Fact]
    public void The_first_seed_is_repeated_right_after_it()
    {
        var tasks = RunExamples.Plan(3, true, RunExamples.Recipe("retrain", DnasRepro.Recipes.RecipePurpose.Retrain)).Tasks().Select(t => t.Name);

        Assert.Equal(["00-seed-0", "00-seed-0-again", "01-seed-1", "02-seed-2", "recipe-00"], tasks);
    }
}

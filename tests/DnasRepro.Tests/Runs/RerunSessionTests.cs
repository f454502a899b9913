using System.Collections.Concurrent;
using DnasRepro.Recipes;
using DnasRepro.Results;
using DnasRepro.Runs;
using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.Runs;

public class RerunSessionTests
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(1);
    private readonly ConcurrentQueue<string> started = new();
    private readonly List<SessionEvent> events = [];

    [Fact]
    public async Task Everything_runs_once_and_in_order()
    {
        using var folder = new TempFolder();
        using var store = RunStore.Open(folder.Path, RunExamples.Plan(3, true, RunExamples.Recipe("retrain", RecipePurpose.Retrain)), afresh: false);

        var end = await Session(store).RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal(SessionEnd.Complete, end);
        Assert.Equal(["00-seed-0", "00-seed-0-again", "01-seed-1", "02-seed-2", "recipe-00"], started);
        Assert.Equal(5, store.Records().Count);
    }

    [Fact]
    public async Task A_second_session_runs_only_what_is_missing()
    {
        using var folder = new TempFolder();
        var plan = RunExamples.Plan(4);
        using (var store = RunStore.Open(folder.Path, plan, afresh: false))
        {
            foreach (var task in plan.Tasks().Take(3))
                store.Add(task, RunExamples.Record(plan, task));
        }
        using var again = RunStore.Open(folder.Path, plan, afresh: false);

        await Session(again).RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["02-seed-2", "03-seed-3"], started);
        Assert.Contains(events, e => e is SessionEvent.Resumed { Runs: 3 });
    }

    [Fact]
    public async Task A_decision_ends_the_seeds_but_not_the_other_recipes()
    {
        using var folder = new TempFolder();
        using var store = RunStore.Open(folder.Path, RunExamples.Plan(9, false, RunExamples.Recipe("retrain", RecipePurpose.Retrain)), afresh: false);

        var end = await Session(store, decide: r => r.Count >= 3 ? SessionEnd.Verdict : null).RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal(SessionEnd.Verdict, end);
        Assert.Equal(["00-seed-0", "01-seed-1", "02-seed-2", "recipe-00"], started);
    }

    [Fact]
    public async Task A_search_that_does_not_run_ends_everything()
    {
        using var folder = new TempFolder();
        using var store = RunStore.Open(folder.Path, RunExamples.Plan(9, false, RunExamples.Recipe("retrain", RecipePurpose.Retrain)), afresh: false);

        var end = await Session(store, decide: r => r.Count >= 1 ? SessionEnd.DoesNotRun : null).RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal(SessionEnd.DoesNotRun, end);
        Assert.Equal(["00-seed-0"], started);
    }

    [Fact]
    public async Task The_budget_ends_a_run_that_goes_on()
    {
        using var folder = new TempFolder();
        using var store = RunStore.Open(folder.Path, RunExamples.Plan(9), afresh: false);
        var session = new RerunSession(
            store, async (task, stop) =>
            {
                await Task.Delay(task.Position == 0 ? Short : TimeSpan.FromMinutes(5), stop);
                return RunExamples.Record(store.Plan, task) with { Measured = null };
            },
            Options() with { Budget = TimeSpan.FromSeconds(1) });

        var end = await session.RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal(SessionEnd.Budget, end);
        Assert.Equal(2, store.Records().Count);
    }

    [Fact]
    public async Task A_cause_outside_the_search_gives_the_seed_one_more_chance()
    {
        using var folder = new TempFolder();
        using var store = RunStore.Open(folder.Path, RunExamples.Plan(2, repeats: false), afresh: false);
        var outside = new RunFailure(FailureKind.OutsideCause, "The program was killed from outside.", null);

        await Session(store, failure: task => task.Position == 0 ? outside : null).RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal(2, started.Count(s => s == "00-seed-0"));
        Assert.Equal(RunStatus.Failed, store.Records().Single(r => r.Position == 0).Status);
    }

    [Fact]
    public async Task Shards_share_the_seeds_without_overlap()
    {
        var plan = RunExamples.Plan(7, true, RunExamples.Recipe("retrain", RecipePurpose.Retrain));
        for (var number = 1; number <= 3; number++)
        {
            using var folder = new TempFolder();
            using var store = RunStore.Open(folder.Path, plan, afresh: false);
            await Session(store, shard: new Shard(number, 3)).RunAsync(TestContext.Current.CancellationToken);
        }

        Assert.Equal(plan.Tasks().Select(t => t.Name).Order(StringComparer.Ordinal), started.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Giving_up_keeps_what_is_finished()
    {
        using var folder = new TempFolder();
        using var store = RunStore.Open(folder.Path, RunExamples.Plan(9, repeats: false), afresh: false);
        using var giveUp = new CancellationTokenSource();
        var session = new RerunSession(
            store, async (task, stop) =>
            {
                if (task.Position == 2)
                    await giveUp.CancelAsync();
                stop.ThrowIfCancellationRequested();
                return RunExamples.Record(store.Plan, task);
            },
            Options());

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => session.RunAsync(giveUp.Token));

        Assert.Equal(2, store.Records().Count);
    }

    [Fact]
    public async Task Jobs_run_side_by_side_and_never_more()
    {
        using var folder = new TempFolder();
        using var store = RunStore.Open(folder.Path, RunExamples.Plan(8, repeats: false), afresh: false);
        var (now, most) = (0, 0);
        var session = new RerunSession(
            store, async (task, stop) =>
            {
                most = Math.Max(most, Interlocked.Increment(ref now));
                await Task.Delay(30, stop);
                Interlocked.Decrement(ref now);
                return RunExamples.Record(store.Plan, task);
            },
            Options() with { Jobs = 3 });

        await session.RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal(3, most);
        Assert.Equal(8, store.Records().Count);
    }

    private RerunSession Session(
        RunStore store, Func<IReadOnlyList<RunRecord>, SessionEnd?>? decide = null, Func<RunTask, RunFailure?>? failure = null, Shard? shard = null) => new(
        store,
        (task, _) =>
        {
            started.Enqueue(task.Name);
            return Task.FromResult(RunExamples.Record(store.Plan, task, failure?.Invoke(task)));
        },
        Options() with { Decide = decide ?? (_ => null), Shard = shard });

    private SessionOptions Options() => new(1, null, null, Short, _ => null, events.Add);
}

using DnasRepro.Recipes;
using DnasRepro.Results;
using DnasRepro.Runs;
using DnasRepro.Statistics;

namespace DnasRepro.Tests.Support;

/// <summary>Plans and records for tests that need no program.</summary>
internal static class RunExamples
{
    public static Recipe Recipe(string id = "search", RecipePurpose purpose = RecipePurpose.Search, params string[] command) => new(
        id, purpose, command.Length > 0 ? command : ["python", "search.py", "--seed", "{seed}", "--out", "{out}"], null, SeedPassing.Argument, [], TimeSpan.FromMinutes(1),
        [new RecipeOutput("architecture", "{out}/architecture.json", "genotype", "architecture_json", null, null, null)], new RecipeOrigin("command_line", null));

    public static RunPlan Plan(int seeds = 5, bool repeats = true, params Recipe[] others) => new(
        RunPlan.CurrentForm, "repository", "example", null, new string('0', 64), new string('1', 64), Recipe(), [.. Enumerable.Range(0, seeds).Select(s => (long)s)], repeats,
        StopRule.Decided, StabilityRules.Default, false, others);

    public static RunRecord Record(RunPlan plan, RunTask task, RunFailure? failure = null) => new(
        plan.Sha256(), task.Role, task.Position, task.Seed, failure is null ? RunStatus.Completed : RunStatus.Failed, failure,
        $"python search.py --seed {task.Seed} --out {{out}}", failure is null ? 0 : 1, [], null, 1.0, null, new Dictionary<string, double>(), null, [],
        new RunMeasurements(1.5, 1.25, 1_000_000, 10));
}

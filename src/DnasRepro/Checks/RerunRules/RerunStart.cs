using DnasRepro.Facts;
using DnasRepro.Findings;
using DnasRepro.Locations;
using DnasRepro.Recipes;
using DnasRepro.Results;

namespace DnasRepro.Checks.RerunRules;

/// <summary>Whether programs ran, what they needed, and whether declared results came out.</summary>
internal static class RerunStart
{
    private const int MostNamed = 5;

    public static IEnumerable<Finding> DoesNotRun(CheckInfo check, RepositoryFacts facts)
    {
        if (RerunSubject.Lacking(check, facts) is { } lacking)
            return [lacking];
        var rerun = facts.Rerun!;
        var clean = rerun.Environment.Clean ? " The environment was built clean, from the repository's declared file in a container." : "";
        if (rerun.Recipes.FirstOrDefault(r => r.Recipe.Purpose == RecipePurpose.Smoke && r.Run.ExitCode == 0 && r.Met != false) is { } smoke)
            return [Finding.Satisfied(check, $"The smoke recipe '{smoke.Recipe.Id}' ended with exit code 0.{clean}", RerunSubject.Place(facts))];
        if (rerun.Runs.FirstOrDefault(r => r.ExitCode == 0) is { } run)
            return [Finding.Satisfied(check, $"The search with seed {run.Seed} ended with exit code 0.{clean}", RerunSubject.Place(facts))];
        var failed = rerun.Recipes.Where(r => r.Recipe.Purpose == RecipePurpose.Smoke).Select(r => r.Run).Concat(rerun.Runs).FirstOrDefault(r => r.Failure is not null);
        if (failed is null)
            return [Finding.NotDetermined(check, "Neither the smoke recipe nor the search was run.")];
        return
        [
            Finding.Violated(
                check, $"The search did not run here: {failed.Failure!.Message}{(IsProposed(rerun) ? " Its command was proposed by this tool and not stated by the repository." : "")}", "See the last lines of its output; add what is missing to the requirements or the instructions, or correct the recipe.", RerunSubject.Place(facts)) with
            {
                Severity = failed.Failure.Kind == FailureKind.OutsideCause || IsProposed(rerun) ? Severity.Info : check.Severity,
                Confidence = Confidence.Medium,
            },
        ];
    }

    public static IEnumerable<Finding> NotRepeated(CheckInfo check, RepositoryFacts facts)
    {
        if (RerunSubject.Lacking(check, facts) is { } lacking)
            return [lacking];
        var recipes = facts.Rerun!.Recipes.Where(r => r.Recipe.Purpose is RecipePurpose.Retrain or RecipePurpose.Evaluate or RecipePurpose.FullPipeline).ToList();
        if (recipes.Count == 0)
            return [Finding.NotDetermined(check, "No retrain or evaluate recipe was run.")];
        var broken = recipes.Where(r => r.Met == false || r.Run.Status == RunStatus.Failed).ToList();
        if (broken.Count > 0)
            return broken.Select(r => NotRepeated(check, r, facts));
        var met = recipes.Where(r => r.Met == true).ToList();
        return met.Count == 0
            ? [Finding.NotDetermined(check, $"The recipe '{recipes[0].Recipe.Id}' ran, but expects no value, so nothing could be compared.")]
            : [Finding.Satisfied(check, $"All values that {Names(met.Select(r => r.Recipe.Id))} expects were met within their tolerances.", RerunSubject.Place(facts))];
    }

    public static IEnumerable<Finding> Failed(CheckInfo check, RepositoryFacts facts)
    {
        if (RerunSubject.Lacking(check, facts) is { } lacking)
            return [lacking];
        var runs = facts.Rerun!.Runs;
        if (runs.Count == 0)
            return [Finding.NotDetermined(check, "No search was run.")];
        var failed = runs.Where(r => r.Failure is not null).GroupBy(r => r.Failure!.Kind).OrderBy(g => g.Key).ToList();
        return failed.Count == 0
            ? [Finding.Satisfied(check, $"All {RerunSubject.Runs(runs.Count)} ended with a result.")]
            : failed.Select(g => Finding.Violated(
                check, $"{RerunSubject.Sentence(g.Select(r => r.Seed))} of {RerunSubject.Runs(runs.Count)} failed ({Words(g.Key)}): {g.First().Failure!.Message}",
                g.Key == FailureKind.OutsideCause ? "Run it again; the cause lies outside the search." : "See the last lines of the output in the report.", RerunSubject.Place(facts)) with
            {
                Severity = g.Key == FailureKind.OutsideCause ? Severity.Info : check.Severity,
            });
    }

    public static IEnumerable<Finding> NeededChanges(CheckInfo check, RepositoryFacts facts)
    {
        if (RerunSubject.Lacking(check, facts) is { } lacking)
            return [lacking];
        var rerun = facts.Rerun!;
        var runs = rerun.Runs.Concat(rerun.Recipes.Select(r => r.Run)).ToList();
        if (runs.Count == 0)
            return [Finding.NotDetermined(check, "Nothing was run.")];
        var used = runs.SelectMany(r => r.Compatibility.Concat(r.Probe?.Stubs.Select(s => $"stub of {s}") ?? [])).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var recipes = rerun.Recipes.Select(r => r.Recipe).Append(rerun.Recipe).Where(r => runs.Count > 0).DistinctBy(r => r.Id).ToList();
        var changes = recipes.SelectMany(r => r.Patches.Select(p => $"a change of {p.Path}")).Concat(recipes.Any(r => r.Seed == SeedPassing.Inject) ? ["seeding that the program lacks"] : Array.Empty<string>()).Distinct(StringComparer.Ordinal).ToList();
        var all = changes.Concat(used).ToList();
        return all.Count == 0
            ? [Finding.Satisfied(check, "The programs ran as they are in the repository.")]
            : [Finding.Violated(check, $"The rerun needed {Counted(all.Count, "change")}: {Named(all)}.", "Nothing need be done for the rerun; code that runs with current versions helps a reader.", RerunSubject.Place(facts))];
    }

    public static IEnumerable<Finding> Contained(CheckInfo check, RepositoryFacts facts)
    {
        if (RerunSubject.Lacking(check, facts) is { } lacking)
            return [lacking];
        var rerun = facts.Rerun!;
        var runs = rerun.Runs.Concat(rerun.Recipes.Select(r => r.Run)).Concat(rerun.Repeat is { } repeat ? [repeat] : []).ToList();
        var contained = runs.SelectMany(r => r.Contained).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        if (contained.Count > 0)
            return [Finding.Violated(check, $"Contained in the rerun: {Named(contained)}.", "Say in the README what the program needs from outside, and leave out what it does not need.", RerunSubject.Place(facts))];
        return rerun.Environment.Isolation == "none" ? [Finding.NotApplicable(check, "The rerun ran without isolation, so nothing could be contained.")]
            : runs.Count == 0 ? [Finding.NotDetermined(check, "Nothing was run.")]
            : [Finding.Satisfied(check, "Nothing was seen to reach outside.")];
    }

    private static Finding NotRepeated(CheckInfo check, RecipeRunFacts recipe, RepositoryFacts facts)
    {
        if (recipe.Run.Status == RunStatus.Failed)
            return Finding.Violated(
                check, $"The recipe '{recipe.Recipe.Id}' did not run to its end here, so its results could not be met: {recipe.Run.Failure?.Message}", "See the last lines of its output; correct the recipe or state what it needs.", RerunSubject.Place(facts)) with
            {
                Severity = Severity.Warning,
                Confidence = Confidence.Medium,
            };
        var missed = recipe.Expected.Where(e => !e.IsMet).Select(e => e.Measured is { } value
            ? $"{e.Name} is {RerunSubject.Number(value)}, declared {RerunSubject.Number(e.Declared)} ± {RerunSubject.Number(e.Tolerance)}"
            : $"{e.Name} could not be read, declared {RerunSubject.Number(e.Declared)}").ToList();
        return Finding.Violated(check, $"The recipe '{recipe.Recipe.Id}' did not meet what it expects: {Named(missed)}.", "Correct the expected values or their tolerances, or find out what differs from the environment of the study.", RerunSubject.Place(facts));
    }

    /// <summary>A command that we guessed may fail for our guess.</summary>
    private static bool IsProposed(RerunFacts rerun) => rerun.Recipe.Origin.Kind == "proposed";

    private static string Words(FailureKind kind) => kind switch
    {
        FailureKind.ExitCode => "exit code",
        FailureKind.TimeLimit => "time limit",
        FailureKind.MemoryLimit => "memory limit",
        FailureKind.ProcessLimit => "process limit",
        FailureKind.DiskLimit => "disk limit",
        FailureKind.OutputLimit => "output limit",
        FailureKind.NotStarted => "not started",
        FailureKind.NoResult => "no architecture",
        FailureKind.SeveralResults => "several architectures where one was asked for",
        FailureKind.NotMoved => "nothing was searched",
        FailureKind.NotNumbers => "architecture parameters that are no numbers",
        _ => "a cause outside the search",
    };

    private static string Names(IEnumerable<string> ids) => string.Join(" and ", ids.Select(id => $"'{id}'"));

    private static string Named(IReadOnlyList<string> all) => string.Join("; ", all.Take(MostNamed).Select(Evidence.Cut)) + (all.Count > MostNamed ? $"; and {all.Count - MostNamed} more" : "");

    private static string Counted(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";
}

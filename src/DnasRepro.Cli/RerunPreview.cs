using System.Globalization;
using DnasRepro.Recipes;
using DnasRepro.Runs;
using DnasRepro.Statistics;

namespace DnasRepro.Cli;

/// <summary>What is printed before the first run: what runs, where, and what it can show at all.</summary>
internal static class RerunPreview
{
    private const int MostShown = 10;

    /// <summary>The lines.</summary>
    public static IEnumerable<string> Of(RerunPreparation prepared)
    {
        var plan = prepared.Plan;
        var isSearch = plan.Seeds.Count > 0;
        if (plan.Engine == "reference")
            yield return "engine: the built-in reference search, a proxy for what the card declares; nothing of the repository is copied or executed";
        foreach (var note in plan.Notes ?? [])
            yield return $"proxy: {note}";
        if (isSearch)
            yield return $"search '{plan.Recipe.Id}' ({Origin(plan.Recipe)}): {string.Join(' ', plan.Recipe.Command)}";
        foreach (var other in plan.Others)
            yield return $"recipe '{other.Id}' ({Origin(other)}): {string.Join(' ', other.Command)}";
        if (isSearch)
            yield return $"seeds: {string.Join(", ", plan.Seeds.Take(20))}{(plan.Seeds.Count > 20 ? ", …" : "")}, in this order{(plan.Repeats ? "; the first one twice" : "")}; stops {Stop(plan)}";
        yield return $"isolation: {prepared.Surroundings.Isolation} ({prepared.Surroundings.Reason})";
        if (prepared.Python is { } python)
            yield return $"python: {python}";
        foreach (var change in plan.Changes)
            yield return $"changed in the copy: {change}";
        foreach (var skipped in prepared.LeftOut.Take(MostShown))
            yield return $"not in the copy: {skipped.Path} ({skipped.Reason})";
        if (prepared.LeftOut.Count > MostShown)
            yield return $"not in the copy: {prepared.LeftOut.Count - MostShown} more";
        if (isSearch)
            yield return plan.Space is null ? "search space: not stated; it is told from the first run, and with it what the runs can show" : Prospects(plan);
        yield return $"finished runs are kept in {prepared.State}";
    }

    private static string Prospects(RunPlan plan)
    {
        var chance = Chance.Of(plan.Space!).Value;
        var prospects = Statistics.Prospects.Of(chance, plan.Rules);
        var stable = prospects.StableAt[0] is { } best ? $"stable needs at least {best} seeds, and {prospects.StableAt[2]?.ToString(CultureInfo.InvariantCulture) ?? "more than 1000"} if each finds 90 % again" : "stable cannot be shown";
        var text = string.Create(CultureInfo.InvariantCulture, $"search space: as {plan.SpaceOrigin} states it; two random architectures share {chance:0.000} of their choices, the limit is {prospects.Threshold:0.000}; {stable}; unstable needs at least {prospects.UnstableAt}");
        return prospects.IsCertifiable ? text : text + $". The space is too small for a certain 'stable' within {plan.Seeds.Count} seeds";
    }

    private static string Stop(RunPlan plan) => plan.Stop switch
    {
        StopRule.Decided => "when stable or unstable",
        StopRule.Hopeless => "when stable, unstable, or when stable is out of reach",
        _ => "when all have run",
    };

    private static string Origin(Recipe recipe) => recipe.Origin is { Place: { } place } origin ? $"{origin.Kind}, {place.Path}:{place.StartLine}" : recipe.Origin.Kind.Replace('_', ' ');
}

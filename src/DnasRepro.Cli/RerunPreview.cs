using System.Globalization;
using System.Text;
using DnasRepro.Recipes;
using DnasRepro.Runs;
using DnasRepro.Statistics;

namespace DnasRepro.Cli;

/// <summary>What is printed before the first run: what runs, where, and what it can show at all.</summary>
internal static class RerunPreview
{
    public static string Of(RerunPreparation prepared)
    {
        var plan = prepared.Plan;
        var text = new StringBuilder();
        if (plan.Seeds.Count > 0)
            text.AppendLine(CultureInfo.InvariantCulture, $"search '{plan.Recipe.Id}' ({Origin(plan.Recipe)}): {string.Join(' ', plan.Recipe.Command)}");
        foreach (var other in plan.Others)
            text.AppendLine(CultureInfo.InvariantCulture, $"recipe '{other.Id}': {string.Join(' ', other.Command)}");
        if (plan.Seeds.Count > 0)
            text.AppendLine(CultureInfo.InvariantCulture, $"seeds: {string.Join(", ", plan.Seeds.Take(20))}{(plan.Seeds.Count > 20 ? ", …" : "")}, in this order{(plan.Repeats ? "; the first one twice" : "")}; stops {Stop(plan)}");
        text.AppendLine(CultureInfo.InvariantCulture, $"isolation: {prepared.Surroundings.Isolation} ({prepared.Surroundings.Reason})");
        foreach (var change in plan.Changes)
            text.AppendLine(CultureInfo.InvariantCulture, $"changed in the copy: {change}");
        foreach (var skipped in prepared.LeftOut.Take(10))
            text.AppendLine(CultureInfo.InvariantCulture, $"not in the copy: {skipped.Path} ({skipped.Reason})");
        if (plan.Seeds.Count > 0)
            text.AppendLine(plan.Space is null ? "search space: not stated; it is told from the first run, and with it what the runs can show" : Prospects(plan));
        text.Append(CultureInfo.InvariantCulture, $"results are kept in {prepared.State}");
        return text.ToString();
    }

    private static string Prospects(RunPlan plan)
    {
        var chance = Chance.Of(plan.Space!).Value;
        var prospects = Statistics.Prospects.Of(chance, plan.Rules);
        var stable = prospects.StableAt[0] is { } best ? $"stable needs at least {best} seeds, and {prospects.StableAt[2]?.ToString(CultureInfo.InvariantCulture) ?? "more than 1000"} if each finds 90 % again" : "stable cannot be shown";
        var text = string.Create(CultureInfo.InvariantCulture, $"search space: {plan.SpaceOrigin}; two random architectures share {chance:0.000} of their choices, the limit is {prospects.Threshold:0.000}; {stable}; unstable needs at least {prospects.UnstableAt}");
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

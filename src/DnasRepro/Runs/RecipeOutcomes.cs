using DnasRepro.Facts;
using DnasRepro.Recipes;
using DnasRepro.Results;

namespace DnasRepro.Runs;

/// <summary>What a smoke, retrain or evaluate recipe declares against what came out.</summary>
internal static class RecipeOutcomes
{
    public static RecipeRunFacts Of(Recipe recipe, RunRecord run)
    {
        var expected = recipe.Outputs.Where(o => o.Expected is not null && o.Tolerance is not null)
            .Select(o => new ExpectedValue(o.Name, o.Expected!.Value, o.Tolerance!.Value, run.Metrics.TryGetValue(o.Name, out var value) ? value : null)).ToList();
        return new RecipeRunFacts(recipe, run, expected, expected.Count == 0 ? null : run.Status == RunStatus.Completed && expected.TrueForAll(e => e.IsMet));
    }
}

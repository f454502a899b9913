using DnasRepro.Recipes;

namespace DnasRepro.Runs;

/// <summary>Sees before anything runs that a recipe gets what it needs.</summary>
internal static class RecipeNeeds
{
    /// <exception cref="UserErrorException">It does not.</exception>
    public static void Check(Recipe recipe, string? data)
    {
        if (Uses(recipe, "data") && data is null)
            throw new UserErrorException($"Recipe '{recipe.Id}' needs data ({{data}}), and none were given.", "Name their folder with --data.");
        if (data is not null && !Directory.Exists(data))
            throw new UserErrorException($"--data: there is no folder '{data}'.", "Name an existing folder.");
        if (Uses(recipe, "epochs") && recipe.Epochs is null)
            throw new UserErrorException($"Recipe '{recipe.Id}' does not say how many epochs it runs.", "State 'epochs' in it, or give --epochs.");
        if (recipe.Epochs is { } epochs && recipe.MinimumEpochs is { } least && epochs < least.Epochs)
            throw new UserErrorException($"With {epochs} epochs recipe '{recipe.Id}' searches nothing: {least.Reason}.", $"Give at least {least.Epochs} with --epochs, or mend min_epochs.");
    }

    private static bool Uses(Recipe recipe, string name) =>
        recipe.Command.Concat(recipe.Environment.Values).Concat(recipe.Binds.Select(b => b.Source)).Concat(recipe.Files.Select(f => f.Content)).Concat(recipe.Patches.Select(p => p.Replace))
            .Any(t => Placeholders.Uses(t, name));
}

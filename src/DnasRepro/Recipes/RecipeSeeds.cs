using DnasRepro.Cards;

namespace DnasRepro.Recipes;

/// <summary>Tells how the seed gets into the program, and whether it can.</summary>
internal static class RecipeSeeds
{
    /// <summary>How the seed gets in, and whether the program fixes it.</summary>
    /// <param name="recipe">The recipe as written.</param>
    /// <param name="read">What was read of it, the seed left aside.</param>
    /// <param name="problem">Takes what is wrong.</param>
    public static (SeedPassing How, bool IsFixed) Read(CardValue recipe, Recipe read, Action<CardValue, string, string> problem)
    {
        var mechanism = recipe["seed_mechanism"];
        var isFixed = mechanism.Text == "hard_coded";
        var stated = recipe.At("seed.how");
        if (stated.Text is { } word && RecipeWords.Seeds.TryGetValue(word, out var how))
        {
            if (how is not (SeedPassing.None or SeedPassing.Inject) && !Uses(read, how))
                problem(stated, $"the seed is to be passed by '{word}', but {Place(how)} has {{seed}}", Fix(how));
            if (how == SeedPassing.Inject && isFixed)
                problem(stated, "the generators cannot be seeded from outside when the program seeds them itself (hard_coded)", "Use a patch that replaces the fixed seed by {seed}, with how: config.");
        }
        else
        {
            how = OfMechanism(recipe, read, problem);
        }
        isFixed &= how == SeedPassing.None;
        if (isFixed && read.Seeds.Count > 1)
            problem(recipe["seeds"], $"the seed is hard-coded, but {read.Seeds.Count} seeds are listed", "Keep one seed, or use a patch that replaces the fixed seed by {seed}, with seed: {how: config}.");
        return (how, isFixed);
    }

    /// <summary>A card's word names the program's own way; {seed} may get there through another place of the recipe.</summary>
    private static SeedPassing OfMechanism(CardValue recipe, Recipe read, Action<CardValue, string, string> problem)
    {
        var mechanism = recipe["seed_mechanism"];
        var how = RecipeWords.Mechanisms.GetValueOrDefault(mechanism.Text ?? "", SeedPassing.None);
        if (how == SeedPassing.None || Uses(read, how))
            return how;
        foreach (var other in new[] { SeedPassing.Argument, SeedPassing.Configuration, SeedPassing.Environment })
        {
            if (Uses(read, other))
                return other;
        }
        if (read.Purpose is RecipePurpose.Search or RecipePurpose.FullPipeline or RecipePurpose.Smoke)
            problem(mechanism, $"the seed is set by '{mechanism.Text}', but {Place(how)} has {{seed}}", Fix(how));
        return SeedPassing.None;
    }

    private static bool Uses(Recipe recipe, SeedPassing how) => how switch
    {
        SeedPassing.Argument => recipe.Command.Any(IsSeeded),
        SeedPassing.Configuration => recipe.Files.Any(f => IsSeeded(f.Content)) || recipe.Patches.Any(p => IsSeeded(p.Replace)),
        SeedPassing.Environment => recipe.Environment.Values.Any(IsSeeded),
        _ => false,
    };

    private static bool IsSeeded(string text) => Placeholders.Uses(text, "seed");

    private static string Place(SeedPassing how) => how switch
    {
        SeedPassing.Argument => "no word of the command",
        SeedPassing.Configuration => "no entry of 'files' or 'patch'",
        _ => "no variable under 'env'",
    };

    private static string Fix(SeedPassing how) => how switch
    {
        SeedPassing.Argument => "Put {seed} where the seed goes, as in '--seed {seed}'.",
        SeedPassing.Configuration => "Write the configuration under 'files:' with {seed} in it, or replace the fixed seed by {seed} under 'patch:'.",
        _ => "Put {seed} into the variable under 'env:'.",
    };
}

using DnasRepro.Locations;

namespace DnasRepro.Recipes;

/// <summary>Something that keeps a recipe from being run.</summary>
/// <param name="Field">The field as people write it: <c>recipes[0].command</c>.</param>
/// <param name="Message">What is wrong, with the offending value.</param>
/// <param name="Location">Where the author wrote it.</param>
/// <param name="Fix">What to do, in one sentence.</param>
public sealed record RecipeProblem(string Field, string Message, SourceLocation Location, string Fix)
{
    public override string ToString() => Field.Length == 0 ? $"{Location}: {Message}" : $"{Location}: {Field}: {Message}";
}

/// <summary>What reading recipes gave: those without a problem, and all problems of the others in the author's order.</summary>
public sealed record RecipeReading(IReadOnlyList<Recipe> Recipes, IReadOnlyList<RecipeProblem> Problems)
{
    /// <summary>How many problems an error names.</summary>
    private const int MostShown = 10;

    /// <summary>The recipes, when nothing is wrong with any.</summary>
    /// <exception cref="UserErrorException">Something is; the message names the places.</exception>
    public IReadOnlyList<Recipe> OrError()
    {
        if (Problems.Count == 0)
            return Recipes;
        var more = Problems.Count > MostShown ? $"\nand {Problems.Count - MostShown} more" : "";
        throw new UserErrorException(string.Join('\n', Problems.Take(MostShown).Select(p => $"{p}.")) + more, Problems[0].Fix);
    }
}

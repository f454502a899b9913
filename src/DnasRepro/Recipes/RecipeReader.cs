using DnasRepro.Cards;
using DnasRepro.Documents;
using DnasRepro.Locations;
using DnasRepro.Schemas;

namespace DnasRepro.Recipes;

/// <summary>Reads recipes off a card or a file, with everything that is wrong with them. Never throws for what they hold.</summary>
public static class RecipeReader
{
    /// <summary>The schema's file name among <c>schemas/</c>.</summary>
    public const string SchemaFile = "recipe.schema.json";

    private static readonly Lazy<JsonSchema> Schema = new(() => JsonSchema.Load(SchemaFile));

    /// <summary>Reads a recipe file: YAML, or JSON by its ending.</summary>
    /// <param name="text">Its text.</param>
    /// <param name="path">The name that messages call it.</param>
    public static RecipeReading ReadFile(string text, RepoPath path)
    {
        var reading = path.Extension == ".json" ? JsonReader.Read(text, path) : YamlReader.Read(text, path);
        if (reading.Root is null)
            return new RecipeReading([], [.. reading.Problems.Select(p => new RecipeProblem("", p.Message, p.Location, p.Fix))]);
        if (reading.Root is DocumentMap map && !map.Contains("recipes") && map.Contains("command"))
            return new RecipeReading([], [new RecipeProblem("recipes", "a recipe stands at the top of the file; it belongs into the list 'recipes'", map.Location, "Write 'recipes:' and put the recipe below it as '- id: …'.")]);
        var problems = new SchemaWalker(Schema.Value).Validate(reading.Root);
        return problems.Count > 0
            ? new RecipeReading([], [.. problems.Select(p => new RecipeProblem(p.Field, p.Message, p.Location, p.Fix))])
            : ReadList(new CardValue(reading.Root, "", reading.Root.Location)["recipes"], "file");
    }

    /// <summary>Reads the recipes of a card that fits its schema; none when it states none.</summary>
    public static RecipeReading ReadCard(CardValue card) => ReadList(card.At("rerun.recipes"), "card");

    private static RecipeReading ReadList(CardValue list, string origin)
    {
        var (recipes, problems, ids) = (new List<Recipe>(), new List<RecipeProblem>(), new HashSet<string>(StringComparer.Ordinal));
        foreach (var item in list.Items)
        {
            var (recipe, found) = new RecipeParts(item, origin).Read();
            problems.AddRange(found);
            if (item["id"].Text is { } id && !ids.Add(id))
                problems.Add(new RecipeProblem(item["id"].Field, $"'{Evidence.Cut(id)}' is the name of two recipes", item["id"].Location, "Give each recipe a name of its own."));
            else if (recipe is not null)
                recipes.Add(recipe);
        }
        return new RecipeReading(recipes, problems);
    }
}

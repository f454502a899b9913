using DnasRepro.Cards;
using DnasRepro.Locations;
using DnasRepro.Schemas;

namespace DnasRepro.Recipes;

/// <summary>Looks whether the parts of a recipe fit together: placeholders, epochs, {out}.</summary>
internal static class RecipeSense
{
    public static void Look(CardValue recipe, Recipe read, Action<CardValue, string, string> problem)
    {
        foreach (var (text, at) in Filled(recipe, read))
        {
            foreach (var name in Placeholders.Unknown(text))
                problem(at, $"the placeholder '{{{Evidence.Cut(name)}}}' is not known" + DidYouMean(name), $"Use {Placeholders.InWords}; other words in braces have no meaning here.");
        }
        var inside = Inside(read).ToList();
        if (read.Outputs.FirstOrDefault(o => o.Path.StartsWith("{out}", StringComparison.Ordinal)) is { } output && !inside.Exists(t => Placeholders.Uses(t, "out")))
            problem(recipe["outputs"], $"the output '{output.Name}' lies in {{out}}, but the program is not told of it", "Use {out} in the command, in a file or in a variable, or name the path that the program itself chooses.");
        Epochs(recipe, read, inside, problem);
    }

    private static string DidYouMean(string name) => Spelling.Nearest(name, Placeholders.Names) is { } near ? $"; did you mean '{{{near}}}'?" : "";

    private static void Epochs(CardValue recipe, Recipe read, List<string> inside, Action<CardValue, string, string> problem)
    {
        var isUsed = inside.Exists(t => Placeholders.Uses(t, "epochs"));
        if (isUsed && read.Epochs is null)
            problem(recipe["epochs"].IsAbsent ? recipe["command"] : recipe["epochs"], "{epochs} is used, but 'epochs' does not say how many", "Add 'epochs:' with a number.");
        if (!isUsed && read.Epochs is not null)
            problem(recipe["epochs"], $"'epochs: {read.Epochs}' has no effect, since nothing uses {{epochs}}", "Put {epochs} into the command, or remove 'epochs'.");
        if (read.MinimumEpochs is { } least && read.Epochs < least.Epochs && read.Purpose is RecipePurpose.Search or RecipePurpose.FullPipeline)
            problem(recipe["epochs"], $"with {read.Epochs} epochs nothing is searched; at least {least.Epochs} are needed: {Evidence.Cut(least.Reason)}", $"Write at least {least.Epochs}.");
    }

    /// <summary>Texts in which every word in braces has to be a placeholder. Files and patches may hold braces of their own.</summary>
    private static IEnumerable<(string Text, CardValue At)> Filled(CardValue recipe, Recipe read)
    {
        foreach (var word in read.Command)
            yield return (word, recipe["command"]);
        foreach (var (name, value) in read.Environment)
            yield return (value, recipe["env"][name]);
        foreach (var output in recipe["outputs"].Items)
            yield return (output["path"].Text ?? "", output["path"]);
    }

    /// <summary>Every text that reaches the program.</summary>
    private static IEnumerable<string> Inside(Recipe read) =>
        read.Command.Concat(read.Environment.Values).Concat(read.Files.Select(f => f.Content)).Concat(read.Patches.Select(p => p.Replace));
}

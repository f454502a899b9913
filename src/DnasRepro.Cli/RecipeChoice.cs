using System.CommandLine;
using DnasRepro.Facts;
using DnasRepro.Recipes;
using DnasRepro.Reports;
using DnasRepro.Runs.Proposals;

namespace DnasRepro.Cli;

/// <summary>The recipes that a rerun is made of.</summary>
/// <param name="Search">The search that runs over seeds; null when only others were asked for.</param>
/// <param name="Others">Smoke, retrain and evaluate recipes.</param>
internal sealed record RecipeChoice(Recipe? Search, IReadOnlyList<Recipe> Others)
{
    private static readonly string[] SearchPurposes = ["search", "full_pipeline"];

    /// <summary>Finds them: on the command line, in a file, in the card, or proposed from the code.</summary>
    /// <exception cref="UserErrorException">None can be found, or what is named is not there or wrong.</exception>
    public static RecipeChoice Of(ParseResult options, RepositoryFacts facts)
    {
        var named = options.GetValue(RerunOptions.Recipes) ?? [];
        if (options.GetValue(RerunOptions.Command) is { } command)
            return FromCommand(options, command, named);
        foreach (var (option, value) in new (string, object?)[] { ("--workdir", options.GetValue(RerunOptions.WorkingDirectory)), ("--seed-option", options.GetValue(RerunOptions.SeedOption)), ("--result", options.GetValue(RerunOptions.Results) is { Length: > 0 } results ? results[0] : null) })
        {
            if (value is not null)
                throw new UserErrorException($"{option} belongs to --command, which is not given.", "Add --command, or leave it out.");
        }
        var ofCard = facts.Card.Valid is { } card ? RecipeReader.ReadCard(card.Root) : new RecipeReading([], []);
        var recipes = named.Length > 0 ? [.. named.SelectMany(n => Named(n, ofCard))]
            : ofCard.Problems.Count + ofCard.Recipes.Count > 0 ? ofCard.OrError().Where(IsSearch).Take(1).ToList() : [];
        if (recipes.Count == 0)
            recipes.Add(Proposed(options, facts));
        return Sorted([.. recipes.Select(r => Changed(r, options))]);
    }

    private static RecipeChoice FromCommand(ParseResult options, string command, string[] named)
    {
        if (named.Length > 0)
            throw new UserErrorException("--command and --recipe are both given.", "Leave one of them out.");
        var recipe = RecipeFromOptions.Create(new RecipeOptions(
            command, options.GetValue(RerunOptions.WorkingDirectory), options.GetValue(RerunOptions.SeedOption), options.GetValue(RerunOptions.Results) ?? [],
            options.GetValue(RerunOptions.Epochs), Quantity.Time(options.GetValue(RerunOptions.Timeout), "--timeout")));
        return new RecipeChoice(Changed(recipe, options), []);
    }

    /// <summary>What one --recipe names: a file, a file's recipe (<c>FILE#id</c>), or recipes of the card by id, purpose or 'all'.</summary>
    private static IEnumerable<Recipe> Named(string name, RecipeReading card)
    {
        var cut = name.LastIndexOf('#');
        var (file, id) = File.Exists(name) || cut <= 0 ? (name, null) : (name[..cut], name[(cut + 1)..]);
        if (File.Exists(file))
        {
            var opened = LocalFile.Open(file, "--recipe");
            var ofFile = RecipeReader.ReadFile(LocalFile.ReadText(file, "--recipe"), opened.Path).OrError();
            return id is null ? ofFile : [ofFile.FirstOrDefault(r => r.Id == id) ?? throw new UserErrorException($"--recipe: '{file}' has no recipe '{id}'.", $"It has: {string.Join(", ", ofFile.Select(r => r.Id))}.")];
        }
        var all = card.OrError();
        var fitting = all.Where(r => name == "all" || r.Id == name || Purpose(r) == name).ToList();
        return fitting.Count > 0 ? fitting : throw new UserErrorException(
            $"--recipe: '{name}' is no file, and no recipe of the card has that id or purpose.",
            all.Count == 0 ? "The card states no recipes (rerun.recipes); name a file." : $"The card has: {string.Join(", ", all.Select(r => $"{r.Id} ({Purpose(r)})"))}.");
    }

    private static Recipe Proposed(ParseResult options, RepositoryFacts facts)
    {
        var proposal = RecipeProposal.Create(facts);
        if (proposal.Recipe is not { } recipe)
            throw new UserErrorException(
                "There is no recipe, and none can be proposed: " + string.Join(" ", proposal.Unknown.Concat(proposal.Because).Select(n => n.ToString()).DefaultIfEmpty("no program of the repository runs a search.")),
                "Give --command, a recipe file with --recipe, or rerun.recipes in the card.");
        Console.Error.WriteLine("No recipe is stated. This one is proposed from the code; it is not run unless you agree:");
        Console.Error.WriteLine();
        foreach (var line in RecipeText.Yaml(recipe).Split('\n'))
            Console.Error.WriteLine(Escaping.Terminal(line));
        foreach (var note in proposal.Because)
            Console.Error.WriteLine(Escaping.Terminal($"  because  {note}"));
        foreach (var note in proposal.Unknown)
            Console.Error.WriteLine(Escaping.Terminal($"  unknown  {note}"));
        if (options.GetValue(RerunOptions.Yes) || options.GetValue(RerunOptions.DryRun) || Agrees())
            return recipe;
        throw new UserErrorException("The proposed recipe was not agreed to, so nothing was run.", "Save it as a file, mend it and name it with --recipe; or add --yes.", ExitCodes.NotAttempted);
    }

    private static bool Agrees()
    {
        if (Console.IsInputRedirected || Console.IsErrorRedirected)
            return false;
        Console.Error.Write("Run it? [y/N] ");
        return Console.ReadLine()?.Trim().ToLowerInvariant() is "y" or "yes";
    }

    private static RecipeChoice Sorted(IReadOnlyList<Recipe> recipes)
    {
        var searches = recipes.Where(IsSearch).ToList();
        if (searches.Count > 1)
            throw new UserErrorException($"Several searches are named ({string.Join(", ", searches.Select(s => s.Id))}); one rerun speaks of one search.", "Name one of them, as --recipe FILE#id or by its id.");
        return new RecipeChoice(searches.FirstOrDefault(), [.. recipes.Where(r => !IsSearch(r))]);
    }

    /// <summary>What the command line says wins over the recipe.</summary>
    private static Recipe Changed(Recipe recipe, ParseResult options) => recipe with
    {
        Epochs = recipe.Origin.Kind == "command_line" || !IsSearch(recipe) ? recipe.Epochs : options.GetValue(RerunOptions.Epochs) ?? recipe.Epochs,
        Threads = options.GetValue(RerunOptions.Threads) ?? recipe.Threads,
        Image = options.GetValue(RerunOptions.Image) ?? recipe.Image,
    };

    private static bool IsSearch(Recipe recipe) => SearchPurposes.Contains(Purpose(recipe));

    private static string Purpose(Recipe recipe) => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(recipe.Purpose.ToString());
}

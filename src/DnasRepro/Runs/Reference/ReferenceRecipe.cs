using DnasRepro.Recipes;

namespace DnasRepro.Runs.Reference;

/// <summary>How the built-in search is run: under the contract of a repository's command.</summary>
public static class ReferenceRecipe
{
    /// <summary>The file with the settings, in the folder in which the search starts.</summary>
    internal const string SettingsFile = "search-settings.json";

    private static readonly TimeSpan OneRun = TimeSpan.FromHours(1);

    /// <summary>The recipe.</summary>
    /// <param name="request">What is searched.</param>
    /// <param name="hasData">Whether the user gives data.</param>
    public static Recipe Of(ReferenceRequest request, bool hasData) => new(
        "reference", RecipePurpose.Search,
        ["dotnet-dnas-repro", "search", "--seed", "{seed}", "--out", "{out}", "--threads", "{threads}", "--device", "{device}", "--config", SettingsFile, .. hasData ? (string[])["--data", "{data}"] : []],
        null, SeedPassing.Argument, [], OneRun,
        [new RecipeOutput("architecture", "{out}/architecture.json", "genotype", "architecture_json", null, null, null)],
        new RecipeOrigin("reference", null))
    {
        Epochs = request.Epochs,
        Threads = request.Threads,
        Space = request.Space,
    };
}

using System.Globalization;
using DnasRepro.Facts;
using DnasRepro.Findings;
using DnasRepro.Locations;
using DnasRepro.Results;
using DnasRepro.SearchCode;

namespace DnasRepro.Checks.RerunRules;

/// <summary>What the checks of a rerun share: whether there is one to look at, and its words.</summary>
internal static class RerunSubject
{
    private const int MostSeeds = 10;

    /// <summary>The finding of a check that has no rerun of the repository's own programs to look at; null when there is one.</summary>
    public static Finding? Lacking(CheckInfo check, RepositoryFacts facts) => facts.Rerun switch
    {
        null => Finding.NotDetermined(check, "Nothing was rerun."),
        { Engine: "reference" } => Finding.NotApplicable(check, "The reference engine ran, a proxy, and not the repository's own search."),
        _ => null,
    };

    /// <summary>The same for checks that look at completed searches.</summary>
    public static Finding? LackingSearch(CheckInfo check, RepositoryFacts facts) => Lacking(check, facts) ?? (facts.Rerun! switch
    {
        { End: RerunEnd.RecipesOnly } => Finding.NotDetermined(check, "Only recipes were run, no search."),
        var rerun when !rerun.Runs.Any(r => r.Status == RunStatus.Completed) => Finding.NotDetermined(check, "No run of the search was completed."),
        _ => null,
    });

    /// <summary>The runs that completed.</summary>
    public static IReadOnlyList<RunRecord> Completed(RepositoryFacts facts) => [.. facts.Rerun!.Runs.Where(r => r.Status == RunStatus.Completed)];

    /// <summary>Where the repository states the recipe; else the program that the recipe starts; else where the search program stands; nothing where none is known.</summary>
    public static IReadOnlyList<Evidence> Place(RepositoryFacts facts) =>
        facts.Rerun?.Recipe.Origin is { Kind: not "file", Place: { } place } ? [new Evidence(place)]
        : Started(facts) is { } program ? [Evidence.OfFile(program)]
        : facts.SearchCode.Main?[SearchPart.SearchEntryPoint].Evidence is [var entry, ..] ? [entry]
        : [];

    /// <summary>The file of the repository that the recipe's command starts.</summary>
    private static RepoPath? Started(RepositoryFacts facts) => facts.Rerun?.Recipe is not { } recipe ? null
        : recipe.Command.Select(w => RepoPath.TryResolve(recipe.WorkingDirectory?.Value ?? "", w, out var path) ? path : null)
            .FirstOrDefault(p => p is not null && facts.Files.Contains(p.Value));

    /// <summary>Seeds in a sentence.</summary>
    public static string Words(IEnumerable<long> seeds)
    {
        var all = seeds.ToList();
        var shown = string.Join(", ", all.Take(MostSeeds));
        return $"{(all.Count == 1 ? "seed" : "seeds")} {shown}{(all.Count > MostSeeds ? $" and {all.Count - MostSeeds} more" : "")}";
    }

    /// <summary>The same at the start of a sentence.</summary>
    public static string Sentence(IEnumerable<long> seeds) => "S" + Words(seeds)[1..];

    /// <summary>A number in a sentence, with four digits that count.</summary>
    public static string Number(double number) => number.ToString("G4", CultureInfo.InvariantCulture);

    /// <summary>A count of runs.</summary>
    public static string Runs(int count) => count == 1 ? "1 run" : $"{count} runs";
}

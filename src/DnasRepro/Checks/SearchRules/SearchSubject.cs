using DnasRepro.Facts;
using DnasRepro.Findings;
using DnasRepro.Locations;
using DnasRepro.SearchCode;

namespace DnasRepro.Checks.SearchRules;

/// <summary>What most checks of the search share: whether there is a search to look at.</summary>
internal static class SearchSubject
{
    /// <summary>The finding of a check that has no search to look at; null when there is one.</summary>
    public static Finding? Lacking(CheckInfo check, RepositoryFacts facts) => facts.SearchCode switch
    {
        { Verdict: SearchVerdict.NotDetermined, Reason: var reason } => Finding.NotDetermined(check, reason),
        { Main: null } => Finding.NotApplicable(check, "No search was found in the code."),
        _ => null,
    };

    /// <summary>The same for checks that look at a search by gradients.</summary>
    public static Finding? LackingGradient(CheckInfo check, RepositoryFacts facts) => Lacking(check, facts) ?? facts.SearchCode.Main!.Differentiable switch
    {
        SearchGradient.No => Finding.NotApplicable(check, "The search is by other means than gradients."),
        SearchGradient.Undecided => Finding.NotApplicable(check, "Nothing that trains architecture parameters was found."),
        _ => null,
    };

    /// <summary>The program that runs the search, or null.</summary>
    public static SearchProgram? Program(SearchCodeFacts code) =>
        code.Main?[SearchPart.SearchEntryPoint].Evidence is [var first, ..] ? code.Programs.Of(first.Location.Path) : null;

    /// <summary>
    /// Something that calls itself the search: the program of a command that says so, or a program of that name. It accuses nobody; where it is there,
    /// a search may be there too that was not recognised.
    /// </summary>
    public static Evidence? SoCalled(ProgramFacts programs) =>
        programs.Commands.FirstOrDefault(c => c is { SaysSearch: true, Program: not null })?.Evidence ?? programs.Programs.FirstOrDefault(p => IsSoCalled(p.Path))?.Evidence;

    /// <summary>True for a file whose name speaks of searching.</summary>
    public static bool IsSoCalled(RepoPath path) =>
        path.Name.Split('.')[0].ToLowerInvariant().Split('_', '-', ' ') is var words && words.Any(w => w is "search" or "searcher" or "searching" or "evolution" or "evolve" or "evolver" or "nas" || w.EndsWith("search", StringComparison.Ordinal));

    /// <summary>True for a place that lies in the folder of a search.</summary>
    public static bool IsIn(SearchProject search, RepoPath path) => search.Folder.Length == 0 || path.Value.StartsWith(search.Folder + "/", StringComparison.Ordinal);

    /// <summary>A place in a sentence.</summary>
    public static string Words(Evidence place) => $"{place.Location.Path}:{place.Location.StartLine}";
}

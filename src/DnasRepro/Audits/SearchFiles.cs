using DnasRepro.Locations;
using DnasRepro.SearchCode;

namespace DnasRepro.Audits;

/// <summary>Which files hold a search: those that show its supernet, parameters, update, discretisation and program.</summary>
public static class SearchFiles
{
    private const int Most = 60;

    private static readonly SearchPart[] Parts =
        [SearchPart.SearchEntryPoint, SearchPart.Supernet, SearchPart.ArchitectureParameters, SearchPart.ArchitectureUpdate, SearchPart.Discretisation];

    /// <summary>The Python files of the search that the verdict speaks of, in the order of their paths; notebooks are none of them.</summary>
    public static IReadOnlyList<RepoPath> Of(SearchCodeFacts code) => code.Main is not { } main ? []
        : [.. Parts.SelectMany(p => main[p].Evidence).Select(e => e.Location.Path).Where(p => p.Extension is ".py" or ".pyw").Distinct().Take(Most).Order()];
}

using DnasRepro.Locations;
using DnasRepro.SearchCode;

namespace DnasRepro.Audits;

/// <summary>Which files hold a search: those that show its supernet, parameters, update, discretisation and program.</summary>
public static class SearchFiles
{
    private const int Most = 60;

    private static readonly SearchPart[] Parts =
        [SearchPart.SearchEntryPoint, SearchPart.Supernet, SearchPart.ArchitectureParameters, SearchPart.ArchitectureUpdate, SearchPart.Discretisation];

    /// <summary>
    /// The Python files of the search that the verdict speaks of and of every other complete one, in the order of their paths; notebooks are none of them.
    /// A repository that keeps one search as it was and changes the other is then not taken for an unchanged copy.
    /// </summary>
    public static IReadOnlyList<RepoPath> Of(SearchCodeFacts code)
    {
        var searches = code.Projects.Where(p => p == code.Main || p.Verdict == SearchVerdict.Full);
        var places = searches.SelectMany(s => Parts.SelectMany(p => s[p].Evidence)).Select(e => e.Location.Path);
        return [.. places.Where(p => p.Extension is ".py" or ".pyw").Distinct().Take(Most).Order()];
    }
}

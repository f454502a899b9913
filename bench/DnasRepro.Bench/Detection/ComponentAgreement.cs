using DnasRepro.Locations;
using DnasRepro.SearchCode;

namespace DnasRepro.Bench.Detection;

/// <summary>Whether one labelled component was found where the label says.</summary>
/// <param name="Best">The best evidence of the main search: absent, file (same file), line (within five lines) or other.</param>
/// <param name="Any">The same for the nearest of all evidence.</param>
internal sealed record ComponentMatch(SearchPart Part, LabelledPlace Label, SourceLocation? Found, string Best, string Any)
{
    private const int Near = 5;

    /// <summary>All labelled components of a row.</summary>
    public static IReadOnlyList<ComponentMatch> Of(RowResult row) =>
        [.. row.Label.Components.OrderBy(c => c.Key).Select(c => Of(row.Facts, c.Key, c.Value))];

    private static ComponentMatch Of(SearchCodeFacts facts, SearchPart part, LabelledPlace label)
    {
        var best = facts.Main?[part].Evidence.FirstOrDefault()?.Location;
        var all = facts.Projects.SelectMany(p => p[part].Evidence).Select(e => Grade(e.Location, label)).ToList();
        return new ComponentMatch(part, label, best, best is null ? "absent" : Grade(best, label), all.Count == 0 ? "absent" : all.MaxBy(Rank)!);
    }

    private static string Grade(SourceLocation found, LabelledPlace label) =>
        found.Path.Value != label.Path ? "other" : Math.Abs(found.StartLine - label.Line) <= Near ? "line" : "file";

    private static int Rank(string grade) => Array.IndexOf(["absent", "other", "file", "line"], grade);
}

/// <summary>The agreement over many rows for one component.</summary>
/// <param name="Labelled">Rows that label it.</param>
/// <param name="Found">Of these, where something was found in the main search.</param>
/// <param name="Unlabelled">Rows without that label where it was found all the same.</param>
internal sealed record ComponentAgreement(
    SearchPart Part, int Labelled, int Found, int BestFile, int BestLine, int AnyFile, int AnyLine, int Unlabelled)
{
    public static IReadOnlyList<ComponentAgreement> Of(IReadOnlyList<RowResult> rows)
    {
        var matches = rows.SelectMany(ComponentMatch.Of).ToLookup(m => m.Part);
        return [.. Enum.GetValues<SearchPart>().Select(part => new ComponentAgreement(
            part,
            matches[part].Count(),
            matches[part].Count(m => m.Best != "absent"),
            matches[part].Count(m => m.Best is "file" or "line"),
            matches[part].Count(m => m.Best == "line"),
            matches[part].Count(m => m.Any is "file" or "line"),
            matches[part].Count(m => m.Any == "line"),
            rows.Count(r => !r.Label.Components.ContainsKey(part) && r.Facts.Main?[part].IsFound == true)))];
    }
}

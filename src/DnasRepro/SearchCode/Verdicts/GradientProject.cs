using DnasRepro.Locations;
using DnasRepro.SearchCode.Flow;
using DnasRepro.SearchCode.Modules;

namespace DnasRepro.SearchCode.Verdicts;

/// <summary>Says what was found of a differentiable search, part by part, each with its places and why they are it.</summary>
internal static class GradientProject
{
    private const int MostPlaces = 6;

    public static SearchProject Of(GradientSearch search, IReadOnlyList<SearchComponent> around)
    {
        List<SearchComponent> parts =
        [
            new(SearchPart.Supernet, Supernet(search)),
            new(SearchPart.ArchitectureParameters, Parameters(search)),
            new(SearchPart.ArchitectureUpdate, Updates(search)),
            new(SearchPart.Discretisation, Discretisation(search)),
            new(SearchPart.SearchEntryPoint, Entry(search)),
            .. around,
        ];
        return new SearchProject(
            Folder(search), search.Verdict, search.HasUpdate ? SearchGradient.Yes : SearchGradient.Undecided, Reason(search), parts);
    }

    private static IReadOnlyList<Evidence> Supernet(GradientSearch search) =>
        [.. Places(search.Mixes.OrderByDescending(m => m.IsRelaxed), m => m.Kind == SiteKind.Sample
            ? "Which candidate runs is chosen by the architecture parameters."
            : m.Kind == SiteKind.Use ? "Data of the network are weighted by the architecture parameters."
            : $"The outputs of the candidates are weighted {(m.IsRelaxed ? "by a relaxation of" : "by")} the architecture parameters."),
         .. search.Mixes.OrderBy(m => Near(search, m.Function.File)).Select(m => m.Function.Owner).OfType<CodeClass>().Distinct().Take(MostPlaces).Select(c => c.File.At(c.Node.Start, "The class that mixes the candidates."))];

    private static IReadOnlyList<Evidence> Parameters(GradientSearch search) =>
        [.. search.Group.Origins.OrderBy(o => Near(search, o.File)).ThenBy(o => o.Spread > 200 ? 1 : 0).ThenBy(o => o.Id).Take(MostPlaces).Select(o => o.File.At(o.Offset, o.IsLibrary ? $"Made inside {o.Names.FirstOrDefault()}." : "A learnable tensor that weights the candidates and does not depend on the input."))];

    private static IReadOnlyList<Evidence> Updates(GradientSearch search) =>
        [.. Places(search.Updates.OrderBy(u => u.How == "step" ? 0 : 1), u => search.IsJoint
            ? "One optimiser steps weights and architecture parameters together."
            : u.How == "changed along its gradient" ? "The architecture parameters are changed along their gradient." : "The optimiser that holds the architecture parameters steps."),
         .. search.Group.Optimisers.OrderBy(o => Near(search, o.Function.File)).Take(2).Select(o => o.Function.File.At(o.Offset, "An optimiser is made for the architecture parameters."))];

    private static IReadOnlyList<Evidence> Discretisation(GradientSearch search) =>
        [.. Places(search.Picks, p => $"A choice is read off the architecture parameters ({p.How})."),
         .. search.Picks.Select(p => p.Function).Where(f => f.Node is not null).Distinct().Take(MostPlaces).Select(f => f.File.At(f.Offset, "The function that reads the choice off."))];

    private static IReadOnlyList<Evidence> Entry(GradientSearch search) => search.Entry is not { } entry ? []
        : [entry.Evidence with { Note = "Started here, it reaches both the relaxed choice and the update of its parameters." }];

    /// <summary>Files that the entry reaches come first.</summary>
    private static int Near(GradientSearch search, CodeFile file) => search.Reached is null || search.Reached.Contains(file) ? 0 : 1;

    private static IEnumerable<Evidence> Places(IEnumerable<Site> sites, Func<Site, string> note) =>
        sites.DistinctBy(s => (s.Function.File, s.Function.File.Tree.Text.LineOf(s.Offset))).Take(MostPlaces).Select(s => s.Function.File.At(s.Offset, note(s)));

    private static string Folder(GradientSearch search)
    {
        var paths = search.Mixes.Take(1).Concat(search.Updates.Take(1)).Select(s => s.Function.File.Path.Folder).ToList();
        if (search.Entry is { } entry)
            paths.Add(entry.Path.Folder);
        return paths.Count == 0 ? "" : paths.Aggregate(Common);
    }

    private static string Common(string one, string other)
    {
        var (a, b) = (one.Split('/'), other.Split('/'));
        var count = 0;
        while (count < a.Length && count < b.Length && a[count] == b[count])
            count++;
        return string.Join('/', a.Take(count));
    }

    private static string Reason(GradientSearch search)
    {
        if (!search.HasUpdate)
            return "A relaxed choice over candidate operations is there, but nothing changes its architecture parameters by a gradient.";
        if (search.Mixes.Count == 0)
            return "Architecture parameters have an optimiser that steps, but the supernet that they belong to is not in the repository.";
        if (search.Entry is not { } entry)
            return "Supernet and update of the architecture parameters are there, but no program reaches both.";
        if (search.Missing.Count > 0)
            return $"The search is there, but {entry.Path} needs {string.Join(", ", search.Missing.Take(3).Select(m => m.Module))}, which the repository lacks.";
        if (search.IsCopy)
            return $"The search that {entry.Path} runs lies in a copy of another project; no search of the repository's own was found.";
        return search.Picks.Count == 0
            ? $"{entry.Path} trains architecture parameters, but no code reads an architecture off them."
            : $"{entry.Path} trains the architecture parameters of a supernet by gradients, and an architecture is read off them.";
    }
}

using DnasRepro.Locations;
using DnasRepro.SearchCode.Modules;
using DnasRepro.SearchCode.Verdicts.Other;

namespace DnasRepro.SearchCode.Verdicts;

/// <summary>Finds architecture searches by other means than gradients: evolution, reinforcement learning, sampling, Bayesian optimisation.</summary>
internal static class OtherSearchFinder
{
    private const int MostPlaces = 4;

    /// <summary>The searches, one for each program that runs one; those that none runs together.</summary>
    public static IReadOnlyList<SearchProject> Find(CodeBase code, ProgramReach programs)
    {
        var graph = ChoiceReader.Read(code);
        var searches = OtherSearch.Of(graph);
        var found = new List<SearchProject>();
        if (searches.Count > 0 && searches[0].IsFragment)
            return [Project([.. searches], null)];
        if (searches.Count == 0 && ElasticLayer.Find(code).Take(MostPlaces).ToList() is { Count: > 0 } layers)
            return [Supernet(layers)];
        foreach (var group in searches.Select(s => Reached(s, programs)).GroupBy(s => s.Entry?.Path))
            found.Add(Project(group.Select(g => g.Search).ToList(), group.First().Entry));
        return [.. found.OrderBy(p => p.Verdict).ThenBy(p => p.Folder, StringComparer.Ordinal)];
    }

    /// <summary>The program that makes candidates, builds them and keeps the best; and the places that it reaches.</summary>
    private static (OtherSearch Search, SearchProgram? Entry) Reached(OtherSearch search, ProgramReach programs)
    {
        (OtherSearch Search, SearchProgram Entry)? best = null;
        var least = long.MaxValue;
        foreach (var program in programs.Programs.Where(p => p.Reaches.Contains(search.Proposal.Function.File.Path)))
        {
            var reach = programs.Of(program);
            if (!reach.Contains(search.Proposal.Function))
                continue;
            var builds = search.Builds.Where(b => reach.Contains(b.Function)).ToList();
            var picks = search.Picks.Where(p => reach.Contains(p.Function)).ToList();
            var cost = reach.Files.Count + (100L * program.Path.Depth) - (program.Path.Name.Contains("search", StringComparison.OrdinalIgnoreCase) ? 4_000 : 0) + (LocalNames.Lacking(program).Count > 0 ? 100_000 : 0);
            if (builds.Count > 0 && picks.Count > 0 && cost < least)
                (best, least) = ((search with { Builds = builds, Picks = picks }, program), cost);
        }
        return best is { } found ? (found.Search, found.Entry) : (search, null);
    }

    private static SearchProject Project(List<OtherSearch> searches, SearchProgram? entry)
    {
        var means = Means(searches);
        IReadOnlyList<MissingModule> missing = entry is null ? [] : LocalNames.Lacking(entry);
        var verdict = entry is null || missing.Count > 0 ? SearchVerdict.Partial : SearchVerdict.Full;
        var reason = searches[0].IsFragment ? "Architectures are drawn at random and built, but nothing measures them and keeps the best."
            : entry is null ? $"A search for an architecture by {means} is there, and not by gradients, but no program reaches all of it."
            : missing.Count > 0 ? $"{entry.Path} searches for an architecture by {means}, but needs {missing[0].Module}, which the repository lacks."
            : $"{entry.Path} searches for an architecture by {means} and not by gradients.";
        return new SearchProject(
            entry?.Path.Folder ?? searches[0].Proposal.Function.File.Path.Folder,
            verdict,
            SearchGradient.No,
            reason,
            [
                new(SearchPart.Supernet, Places(searches.SelectMany(s => s.Builds).OrderBy(b => b.Kind).Select(b => (b.Function, b.Offset)), "A candidate decides here what the network is made of.")),
                new(SearchPart.ArchitectureParameters, []),
                new(SearchPart.ArchitectureUpdate, [.. searches.SelectMany(s => Places([(s.Proposal.Function, s.Proposal.Offset)], Note(s.Proposal.Kind))).Distinct().Take(MostPlaces)]),
                new(SearchPart.Discretisation, Places(searches.SelectMany(s => s.Picks).Select(p => (p.Function, p.Offset)), "Candidates are kept or ranked by their scores.")),
                new(SearchPart.SearchEntryPoint, entry is null ? [] : [entry.Evidence with { Note = "Started here, it makes candidates, measures them and keeps the best." }]),
            ]);
    }

    /// <summary>The supernet of a search that is not there.</summary>
    private static SearchProject Supernet(List<(CodeFunction Draw, CodeFunction Set)> layers) => new(
        layers[0].Draw.File.Path.Folder,
        SearchVerdict.Partial,
        SearchGradient.No,
        "Layers of a supernet are there, whose shape is drawn or set, but no search that tries shapes and keeps the best.",
        [
            new(SearchPart.Supernet, Places(layers.Select(l => (l.Draw, l.Draw.Offset)), "The layer's shape is drawn at random here.")),
            new(SearchPart.ArchitectureParameters, []),
            new(SearchPart.ArchitectureUpdate, []),
            new(SearchPart.Discretisation, Places(layers.Select(l => (l.Set, l.Set.Offset)), "The layer's shape is set from outside here.")),
            new(SearchPart.SearchEntryPoint, []),
        ]);

    private static IReadOnlyList<Evidence> Places(IEnumerable<(CodeFunction Function, int Offset)> places, string note) =>
        [.. places.DistinctBy(p => (p.Function.File, p.Function.File.Tree.Text.LineOf(p.Offset))).Take(MostPlaces).Select(p => p.Function.File.At(p.Offset, note))];

    private static string Note(ProposalKind kind) => kind switch
    {
        ProposalKind.Policy => "A candidate is drawn from a distribution that the program learns.",
        ProposalKind.Optimiser => "A library's optimiser proposes the candidates.",
        ProposalKind.EachInTurn => "Each candidate is a copy with one choice changed.",
        _ => "A candidate is drawn at random or changed at random.",
    };

    private static string Means(List<OtherSearch> searches)
    {
        if (searches.Exists(s => s.Proposal.Kind == ProposalKind.Policy))
            return "reinforcement learning";
        if (searches.Exists(s => s.Proposal.Kind == ProposalKind.Optimiser))
            return "a library's optimiser";
        if (searches.Exists(s => s.Proposal.Kind == ProposalKind.EachInTurn))
            return "scoring one change after the other";
        var isEvolution = searches.SelectMany(s => s.Picks.Select(p => p.Function).Append(s.Proposal.Function)).Any(f => f.File.Functions.Exists(o => o.Name.Contains("mutat", StringComparison.OrdinalIgnoreCase) || o.Name.Contains("crossover", StringComparison.OrdinalIgnoreCase)));
        return isEvolution ? "evolution" : "drawing and comparing candidates";
    }
}

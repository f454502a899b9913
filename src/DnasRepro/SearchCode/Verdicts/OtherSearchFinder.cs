using DnasRepro.SearchCode.Modules;

namespace DnasRepro.SearchCode.Verdicts;

/// <summary>Finds architecture searches by other means than gradients: evolution, reinforcement learning, sampling, Bayesian optimisation.</summary>
internal static class OtherSearchFinder
{
    private const int MostPlaces = 4;

    /// <summary>A way to search: the words by which code names it, and how many different ones it takes.</summary>
    private sealed record Means(string Name, string[] Stems, string[] Packages, int Least);

    private static readonly Means[] All =
    [
        new("evolution", ["mutat", "crossover", "populat", "offspring", "evolution", "evolve", "genetic", "tournament", "nsga", "fitness", "chromosome", "differential_evolution", "individual"], ["deap", "pymoo", "cma", "pygad", "mealpy", "nevergrad"], 2),
        new("reinforcement learning", ["controller", "reinforce", "policy_loss", "policy_gradient", "advantage", "baseline_decay", "log_prob", "reward"], [], 3),
        new("a hyper-parameter optimiser", ["hyperband", "bayesian_opt", "tuner", "bohb", "acquisition", "surrogate"], ["keras_tuner", "kerastuner", "smac", "ConfigSpace", "optuna", "hyperopt", "autokeras", "ray.tune", "hpbandster", "neps", "bayes_opt"], 2),
        new("sampling of architectures", ["random_search", "sample_arch", "random_arch", "sample_subnet", "random_sample", "random_choice", "naswot", "zero_cost", "ntk", "prune_func", "random_cell", "sample_random", "get_random", "random_genotype", "generate_arch", "random_architecture"], [], 2),
    ];

    private static readonly string[] Encodings =
        ["arch", "genotype", "genome", "gene", "supernet", "subnet", "search_space", "searchspace", "nas", "net_cfg", "netstr", "structure_str", "cell", "supermask", "one_shot", "oneshot"];

    /// <summary>The searches; at most one a way.</summary>
    public static IReadOnlyList<SearchProject> Find(CodeBase code, ProgramReach programs)
    {
        var found = new List<SearchProject>();
        foreach (var means in All)
        {
            if (Search(means, code, programs) is { } project)
                found.Add(project);
        }
        return found;
    }

    private static SearchProject? Search(Means means, CodeBase code, ProgramReach programs)
    {
        var places = new List<(CodeFile File, int Offset, string Stem)>();
        foreach (var file in code.Files)
        {
            if (!IsAboutArchitectures(file))
                continue;
            foreach (var (name, offset) in Definitions(file))
            {
                if (Array.Find(means.Stems, s => name.Contains(s, StringComparison.OrdinalIgnoreCase)) is { } stem)
                    places.Add((file, offset, stem));
            }
            foreach (var import in file.Imports.Where(i => i.Target is null && Array.Exists(means.Packages, p => i.Module == p || i.Module.StartsWith(p + ".", StringComparison.Ordinal))))
                places.Add((file, import.Offset, import.Module.Split('.')[0]));
        }
        if (places.Select(p => p.Stem).Distinct().Count() < means.Least)
            return null;
        var files = places.Select(p => p.File.Path).ToHashSet();
        var entry = programs.Programs.Where(p => p.Reaches.Overlaps(files)).OrderByDescending(p => p.Reaches.Count(files.Contains)).ThenBy(p => p.Path.Name.Contains("search", StringComparison.OrdinalIgnoreCase) ? 0 : 1).ThenBy(p => p.Path.Depth).ThenBy(p => p.Path).FirstOrDefault();
        var folder = entry?.Path.Folder ?? places[0].File.Path.Folder;
        return new SearchProject(
            folder,
            entry is null ? SearchVerdict.Partial : SearchVerdict.Full,
            SearchGradient.No,
            $"Architectures are searched by {means.Name} and not by gradients.",
            [
                new(SearchPart.Supernet, []),
                new(SearchPart.ArchitectureParameters, []),
                new(SearchPart.ArchitectureUpdate, [.. places.DistinctBy(p => p.Stem).Take(MostPlaces).Select(p => p.File.At(p.Offset, $"Part of a search by {means.Name}."))]),
                new(SearchPart.Discretisation, []),
                new(SearchPart.SearchEntryPoint, entry is null ? [] : [entry.Evidence with { Note = "It reaches that search." }]),
            ]);
    }

    private static IEnumerable<(string Name, int Offset)> Definitions(CodeFile file) =>
        file.Functions.Where(f => !f.IsClassBody).Select(f => (f.Name, f.Offset)).Concat(file.Classes.Select(c => (c.Name, c.Node.Start)));

    /// <summary>True when the file's own names speak of architectures.</summary>
    private static bool IsAboutArchitectures(CodeFile file)
    {
        if (Array.Exists(Encodings, e => HasWord(file.Path.Value, e)))
            return true;
        foreach (var function in file.Functions.Prepend(file.Body))
        {
            foreach (var name in function.Locals)
            {
                if (Array.Exists(Encodings, e => HasWord(name, e)))
                    return true;
            }
        }
        return false;
    }

    /// <summary>True when the name has the word at the start of one of its parts.</summary>
    private static bool HasWord(string name, string word)
    {
        for (var at = name.IndexOf(word, StringComparison.OrdinalIgnoreCase); at >= 0; at = name.IndexOf(word, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            if ((at == 0 || !char.IsAsciiLetter(name[at - 1]) || (char.IsAsciiLetterUpper(name[at]) && char.IsAsciiLetterLower(name[at - 1]))) && !(word == "nas" && at + 3 < name.Length && char.IsAsciiLetterLower(name[at + 3])))
                return true;
        }
        return false;
    }
}

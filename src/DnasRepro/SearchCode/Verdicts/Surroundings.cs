using DnasRepro.Locations;
using DnasRepro.Python.Syntax;
using DnasRepro.SearchCode.Modules;

namespace DnasRepro.SearchCode.Verdicts;

/// <summary>What lies around a search: architectures that were found, the program that trains them again, resource terms in the loss.</summary>
internal sealed class Surroundings(CodeBase code, ProgramReach programs, GradientSearch? search, IReadOnlyList<RepoPath> paths)
{
    private const int MostPlaces = 4;
    private List<SearchProgram>? retraining;
    private List<ResourceTerm>? resources;

    /// <summary>Programs that train, name an architecture and do not reach the search, those first whose name says that they train.</summary>
    public IReadOnlyList<SearchProgram> RetrainingPrograms => retraining ??= Retraining();

    /// <summary>Terms for latency, memory or size that are added to a loss which the search reaches.</summary>
    public IReadOnlyList<ResourceTerm> ResourceTerms => resources ??= Resources();

    public IReadOnlyList<SearchComponent> Components()
    {
        var found = Found();
        return
        [
            new(SearchPart.FoundArchitecture, found),
            new(SearchPart.RetrainEntryPoint, [.. RetrainingPrograms.Select(p => p.Evidence with { Note = "It trains, names an architecture, and does not reach the search." })]),
            new(SearchPart.ResourceTerm, [.. ResourceTerms.Select(t => t.Evidence)]),
        ];
    }

    /// <summary>Architectures written out in code, those of the repository's own before those of well-known papers; and files that hold one.</summary>
    private List<Evidence> Found()
    {
        var places = new List<(int Rank, Evidence Place)>();
        foreach (var file in code.Files)
        {
            foreach (var statement in file.Tree.Body.OfType<AssignStatement>())
            {
                if (statement.Value is CallExpression call && statement.Targets is [NameExpression target] && IsGenotype(call))
                    places.Add((IsBorrowed(target.Name) ? 1 : 0, file.At(statement.Start, "An architecture is written out here.")));
            }
        }
        places.Reverse();
        places.AddRange(paths.Where(IsArchitectureFile).Take(MostPlaces).Select(p => (0, Evidence.OfFile(p, "A file that stores an architecture, by its name."))));
        return [.. places.OrderBy(p => p.Rank).Take(MostPlaces).Select(p => p.Place)];
    }

    private static bool IsGenotype(CallExpression call)
    {
        var name = call.Function is NameExpression direct ? direct.Name : call.Function is AttributeExpression attribute ? attribute.Name : "";
        return name.StartsWith("Genotype", StringComparison.OrdinalIgnoreCase) && call.Arguments.Any(a => a.Value is SequenceExpression { Items.Count: > 0 });
    }

    private static bool IsBorrowed(string name) => name is "NASNet" or "AmoebaNet" or "DARTS_V1" or "DARTS_V2" or "DARTS" or "SNAS" or "PNASNet" or "ENASNet";

    private static bool IsArchitectureFile(RepoPath path)
    {
        var name = path.Name;
        return (path.Extension is ".json" or ".npy" or ".pth" or ".pt" or ".txt" or ".yaml" or ".yml" or ".npz" or ".pkl")
            && (name.Contains("genotype", StringComparison.OrdinalIgnoreCase) || name.StartsWith("arch_code", StringComparison.OrdinalIgnoreCase) || name.Contains("network_path", StringComparison.OrdinalIgnoreCase)
                || name.StartsWith("search_code", StringComparison.OrdinalIgnoreCase) || name.StartsWith("latest_G", StringComparison.Ordinal) || name.StartsWith("latest_D", StringComparison.Ordinal)
                || (name.StartsWith("arch_", StringComparison.Ordinal) && path.Extension is ".pt" or ".pth"));
    }

    private List<SearchProgram> Retraining()
    {
        var places = new List<(int Rank, SearchProgram Program)>();
        foreach (var program in programs.Programs.Where(p => p.Path != search?.Entry?.Path))
        {
            var file = programs.File(program);
            var body = file.Functions.Append(file.Body);
            var trains = body.Any(f => f.Mentions.Contains("step") || f.Mentions.Contains("fit") || f.Mentions.Contains("train") || f.Mentions.Contains("minimize"));
            var names = body.Any(f => f.Mentions.Any(IsArchitectureWord));
            if (!trains || !names || (search is not null && search.Group.Mixes.Exists(m => program.Reaches.Contains(m.Function.File.Path) && search.Updates.Any(u => programs.Of(program).Contains(u.Function)))))
                continue;
            var name = program.Path.Name;
            places.Add((name.Contains("train", StringComparison.OrdinalIgnoreCase) ? 0 : name.Contains("search", StringComparison.OrdinalIgnoreCase) ? 2 : 1, program));
        }
        return [.. places.OrderBy(p => p.Rank).ThenBy(p => p.Program.Path).Take(MostPlaces).Select(p => p.Program)];
    }

    private static bool IsArchitectureWord(string word) =>
        word.Contains("genotype", StringComparison.OrdinalIgnoreCase) || word.Contains("arch", StringComparison.OrdinalIgnoreCase) && !word.Contains("search", StringComparison.OrdinalIgnoreCase) && !word.Contains("argparse", StringComparison.OrdinalIgnoreCase)
        || word.Contains("net_config", StringComparison.OrdinalIgnoreCase) || word is "geno_type" or "gene" or "cell_arch" or "network_path" or "derived";

    private List<ResourceTerm> Resources()
    {
        if (search?.Entry is not { } entry)
            return [];
        var reach = programs.Of(entry);
        var places = new List<ResourceTerm>();
        foreach (var function in code.Functions.Where(reach.Contains))
            ResourceTermFinder.Find(function, places);
        return [.. places.Take(MostPlaces)];
    }
}

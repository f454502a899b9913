using DnasRepro.SearchCode.Flow;
using DnasRepro.SearchCode.Modules;
using DnasRepro.SearchCode.Practice;
using DnasRepro.SearchCode.Programs;
using DnasRepro.SearchCode.Verdicts;

namespace DnasRepro.SearchCode;

/// <summary>Decides from the code whether the architecture search is there.</summary>
internal static class SearchCodeAnalysis
{
    /// <summary>A repository that holds more searches lists only so many.</summary>
    private const int MostProjects = 12;

    /// <summary>Analyses the code of a repository. Never throws for what it holds.</summary>
    public static SearchCodeFacts Analyse(CodeInput input)
    {
        var own = input with { Modules = [.. input.Modules.Where(m => CodeScope.Holds(m.Path))] };
        var code = CodeBase.Of(own.Modules);
        var programs = ProgramReader.ReadAll(code, own);
        var flow = FlowAnalysis.Run(code);
        var reach = new ProgramReach(code, programs.Programs);
        var gradients = new GradientSearchFinder(flow, reach, programs.Programs).Find();
        var others = OtherSearchFinder.Find(code, reach);
        var around = new Surroundings(code, reach, gradients.FirstOrDefault(), input.Paths);
        var projects = Projects(gradients, others, around);
        var (verdict, differentiable, reason) = Verdict(projects, input);
        var main = gradients.FirstOrDefault();
        var practice = PracticeReader.Read(code, Anchor(main, reach), [.. input.Scripts.Where(s => s.Path.Extension is ".yml" or ".yaml" or ".json" or ".cfg" or ".ini" or ".toml")]);
        return new SearchCodeFacts(verdict, differentiable, reason, projects, programs.Programs, practice with { UndeclaredOptions = programs.UndeclaredOptions });
    }

    private static List<SearchProject> Projects(IReadOnlyList<GradientSearch> gradients, IReadOnlyList<SearchProject> others, Surroundings around)
    {
        var found = new List<SearchProject>();
        // Beside a differentiable search, pieces of another one say little; only a complete one does.
        if (gradients.Count > 0)
            others = [.. others.Where(o => o.Verdict == SearchVerdict.Full)];
        foreach (var search in gradients)
        {
            var project = GradientProject.Of(search, found.Count == 0 ? around.Components() : []);
            if (others.Count > 0 && !search.HasUpdate)
                project = project with { Differentiable = SearchGradient.No, Reason = $"{project.Reason} {others[0].Reason}" };
            if (!found.Exists(p => p.Folder == project.Folder && p.Verdict == project.Verdict))
                found.Add(project);
        }
        found.AddRange(others);
        return [.. found.OrderByDescending(Rank).Take(MostProjects)];
    }

    /// <summary>What a reader looks for first: a differentiable search that is complete, then one that is not, then another one.</summary>
    private static int Rank(SearchProject project) =>
        (project.Differentiable == SearchGradient.Yes ? 4 : 0) + (project.Verdict == SearchVerdict.Full ? 2 : 0) + (project.Differentiable == SearchGradient.No ? 1 : 0);

    private static (SearchVerdict, SearchGradient, string) Verdict(List<SearchProject> projects, CodeInput input)
    {
        if (projects.Count > 0)
            return (projects[0].Verdict, projects[0].Differentiable, projects[0].Reason);
        if (OtherLanguages.Reason(input.Paths) is { } reason)
            return (SearchVerdict.NotDetermined, SearchGradient.Undecided, reason);
        return (SearchVerdict.None, SearchGradient.Undecided, input.Modules.Count == 0
            ? "The repository holds no code."
            : $"No relaxed choice, no architecture parameters and no other search were found in {input.Modules.Count} Python files.");
    }

    private static SearchAnchor? Anchor(GradientSearch? search, ProgramReach reach)
    {
        if (search is not { HasUpdate: true })
            return null;
        var reached = search.Entry is { } entry ? reach.Of(entry).Files : search.Group.Files.ToHashSet();
        return new SearchAnchor(
            search.Group.Origins.Where(o => o.Spread < 400).SelectMany(o => o.PublicNames).ToHashSet(StringComparer.Ordinal),
            [.. search.Updates.Select(u => new UpdateSite(u.Function, u.Offset)).Distinct()],
            [.. search.Mixes.Select(m => m.Function).Distinct()],
            search.Entry is { } program ? reach.File(program) : null,
            reached);
    }
}

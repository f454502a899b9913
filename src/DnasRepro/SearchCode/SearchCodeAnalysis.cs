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

    /// <summary>The practice is read for so many programs.</summary>
    private const int MostPrograms = 16;

    /// <summary>Analyses the code of a repository. Never throws for what it holds.</summary>
    public static SearchCodeFacts Analyse(CodeInput input)
    {
        var own = input with { Modules = [.. input.Modules.Where(m => CodeScope.Holds(m.Path))] };
        var code = CodeBase.Of(own.Modules);
        var programs = ProgramReader.ReadAll(code, own);
        var flow = FlowAnalysis.Run(code, ConfigTargets.Of(input.Scripts));
        var reach = new ProgramReach(code, programs.Programs);
        var gradients = new GradientSearchFinder(flow, reach, programs.Programs).Find();
        var others = OtherSearchFinder.Find(code, reach);
        var around = new Surroundings(code, reach, gradients.FirstOrDefault(), input.Paths);
        var projects = Projects(gradients, others, around);
        var (verdict, differentiable, reason) = Verdict(projects, input, Unfollowed.Reason(flow));
        var anchors = gradients.Where(g => g.HasUpdate).SelectMany(g => Anchors(g, reach)).Take(MostPrograms).ToList();
        var practice = PracticeReader.ReadAll(code, anchors, [.. input.Scripts.Where(s => s.Path.Extension is ".yml" or ".yaml" or ".json" or ".cfg" or ".ini" or ".toml")]);
        return new SearchCodeFacts(verdict, differentiable, reason, projects, programs.Programs, practice with { UndeclaredOptions = programs.UndeclaredOptions })
        {
            Around = around.Components(),
            ResourceTerms = around.ResourceTerms,
            Evaluation = EvaluationFinder.Find(reach, around.RetrainingPrograms),
        };
    }

    private static List<SearchProject> Projects(IReadOnlyList<GradientSearch> gradients, IReadOnlyList<SearchProject> others, Surroundings around)
    {
        var found = new List<(int Tier, SearchProject Project)>();
        // Beside a differentiable search, pieces of another one say little; only a complete one does.
        if (gradients.Count > 0)
            others = [.. others.Where(o => o.Verdict == SearchVerdict.Full)];
        foreach (var search in gradients)
        {
            var project = GradientProject.Of(search, found.Count == 0 ? around.Components() : []);
            if (others.Count > 0 && (!search.HasUpdate || search.IsDead))
                project = project with { Differentiable = SearchGradient.No, Reason = $"{project.Reason} {others[0].Reason}" };
            if (!found.Exists(f => f.Project.Folder == project.Folder && (f.Project.Verdict == project.Verdict || !search.HasUpdate)))
                found.Add((Tier(search), project));
        }
        found.AddRange(others.Select(o => (1, o)));
        return [.. found.OrderBy(f => f.Tier).Select(f => f.Project).Take(MostProjects)];
    }

    /// <summary>What a reader looks for first: the repository's own differentiable search, then its own other one, then a copy of somebody else's, then fragments.</summary>
    private static int Tier(GradientSearch search) => !search.HasUpdate || search.IsDead ? 3 : search.IsCopy ? 2 : 0;

    private static (SearchVerdict, SearchGradient, string) Verdict(List<SearchProject> projects, CodeInput input, string? unfollowed)
    {
        if (projects.Count > 0)
            return (projects[0].Verdict, projects[0].Differentiable, projects[0].Reason);
        if (OtherLanguages.Reason(input.Paths) is { } reason)
            return (SearchVerdict.NotDetermined, SearchGradient.Undecided, reason);
        if (unfollowed is not null)
            return (SearchVerdict.NotDetermined, SearchGradient.Undecided, unfollowed);
        return (SearchVerdict.None, SearchGradient.Undecided, input.Modules.Count == 0
            ? "The repository holds no code."
            : $"No relaxed choice, no architecture parameters and no other search were found in {input.Modules.Count} Python files.");
    }

    /// <summary>The programs that run a search, the one that the verdict names first.</summary>
    private static IEnumerable<SearchAnchor> Anchors(GradientSearch search, ProgramReach reach)
    {
        var names = search.Group.Origins.Where(o => o.Spread < 400).SelectMany(o => o.PublicNames).ToHashSet(StringComparer.Ordinal);
        List<UpdateSite> updates = [.. search.Updates.Select(u => new UpdateSite(u.Function, u.Offset)).Distinct()];
        List<CodeFunction> mixes = [.. search.Mixes.Select(m => m.Function).Distinct()];
        if (search.Entry is null)
            yield return new SearchAnchor(names, updates, mixes, null, search.Group.Files.ToHashSet());
        var others = reach.Programs.Where(p => search.Entry is not null && p != search.Entry
            && search.Updates.Any(u => reach.Of(p).Contains(u.Function)) && search.Mixes.Any(m => reach.Of(p).Contains(m.Function)));
        foreach (var program in search.Entry is { } entry ? others.Prepend(entry) : [])
            yield return new SearchAnchor(names, updates, mixes, reach.File(program), reach.Of(program).Files);
    }
}

using DnasRepro.SearchCode.Modules;

namespace DnasRepro.SearchCode.Programs;

/// <summary>Reads what can be started in a repository, and how.</summary>
internal static class ProgramReader
{
    /// <summary>The programs of a repository and the commands that start them.</summary>
    public static ProgramFacts Read(CodeBase code, CodeInput input)
    {
        var index = new FileIndex(input.Paths);
        var graph = new ModuleGraph(code);
        var missing = new MissingModules(code, index, new KnownPackages(code, input));
        var programs = new List<SearchProgram>();
        foreach (var file in code.Files)
        {
            if (StartFinder.Find(file, graph.IsImported(file)) is var (kind, evidence))
                programs.Add(new SearchProgram(file.Path, kind, [], ModuleGraph.Paths(graph.Reached(file)), missing.Of(graph.Loaded(file)), evidence));
        }
        return new ProgramFacts(programs, []);
    }
}

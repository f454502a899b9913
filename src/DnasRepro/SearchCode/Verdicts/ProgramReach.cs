using DnasRepro.Locations;
using DnasRepro.SearchCode.Modules;

namespace DnasRepro.SearchCode.Verdicts;

/// <summary>The programs of a repository with what each of them reaches; worked out when it is asked for.</summary>
internal sealed class ProgramReach
{
    private readonly Dictionary<RepoPath, CodeFile> files;
    private readonly Dictionary<RepoPath, Reach> reaches = [];

    public ProgramReach(CodeBase code, ProgramFacts programs)
    {
        files = code.Files.GroupBy(f => f.Path).ToDictionary(g => g.Key, g => g.First());
        Programs = [.. programs.Programs.Where(p => files.ContainsKey(p.Path) && CodeScope.Holds(p.Path))];
    }

    /// <summary>The programs that are Python files or notebooks.</summary>
    public IReadOnlyList<SearchProgram> Programs { get; }

    public CodeFile File(SearchProgram program) => files[program.Path];

    public Reach Of(SearchProgram program)
    {
        if (!reaches.TryGetValue(program.Path, out var reach))
            reaches[program.Path] = reach = Reach.From(files[program.Path], program.Kind == "console_script");
        return reach;
    }
}

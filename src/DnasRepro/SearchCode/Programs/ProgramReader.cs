using DnasRepro.Locations;
using DnasRepro.SearchCode.Modules;

namespace DnasRepro.SearchCode.Programs;

/// <summary>Reads what can be started in a repository, and how.</summary>
internal sealed class ProgramReader
{
    private readonly CodeBase code;
    private readonly ModuleGraph graph;
    private readonly MissingModules missing;
    private readonly OptionReader options;
    private readonly CommandReader commands;
    private readonly IReadOnlyList<InstalledScript> installed;
    private readonly Dictionary<RepoPath, SearchProgram> programs = [];
    private readonly Dictionary<RepoPath, Declared> declared = [];

    private ProgramReader(CodeBase code, CodeInput input)
    {
        this.code = code;
        var index = new FileIndex(input.Paths.Concat(code.Files.Select(f => f.Path)));
        graph = new ModuleGraph(code);
        missing = new MissingModules(code, index, new KnownPackages(code, input));
        options = new OptionReader(code, input, index);
        installed = InstalledScripts.Of(code, input);
        commands = new CommandReader(input, index, installed.DistinctBy(i => i.Name).ToDictionary(i => i.Name, i => i.File.Path, StringComparer.Ordinal));
    }

    /// <summary>The programs of a repository and the commands that start them.</summary>
    public static ProgramFacts Read(CodeBase code, CodeInput input)
    {
        var reader = new ProgramReader(code, input);
        reader.Python();
        reader.Scripts();
        IReadOnlyList<ProgramCommand> commands = [.. reader.commands.All().Select(reader.Command)];
        return new ProgramFacts([.. reader.programs.Values.OrderBy(p => p.Path)], commands);
    }

    private void Python()
    {
        foreach (var file in code.Files)
        {
            if (StartFinder.Find(file, graph.IsImported(file)) is var (kind, evidence))
                Add(file, kind, evidence);
        }
        foreach (var script in installed.Where(s => !programs.ContainsKey(s.File.Path)))
            Add(script.File, "console_script", script.Evidence);
        var byPath = code.Files.Where(f => f.Path.Extension != ".pyi").ToDictionary(f => f.Path);
        foreach (var path in commands.All().Select(c => c.File).OfType<RepoPath>().Where(p => !programs.ContainsKey(p)))
        {
            if (byPath.TryGetValue(path, out var file) && file.Tree.Body.Count > 0 && !programs.ContainsKey(path))
                Add(file, "flat", file.At(file.Tree.Body[0].Start));
        }
    }

    private void Add(CodeFile file, string kind, Evidence evidence)
    {
        var reached = graph.Reached(file);
        var own = declared[file.Path] = options.Of(file, reached);
        programs[file.Path] = new SearchProgram(file.Path, kind, own.Options, ModuleGraph.Paths(reached), missing.Of(graph.Loaded(file)), evidence);
    }

    private void Scripts()
    {
        foreach (var (script, files, evidence) in commands.Scripts())
        {
            var started = files.Select(f => programs.GetValueOrDefault(f)).OfType<SearchProgram>().ToList();
            if (started.Count == 0 || programs.ContainsKey(script))
                continue;
            HashSet<RepoPath> reaches = [script, .. started.SelectMany(p => p.Reaches)];
            programs[script] = new SearchProgram(script, ScriptLines.IsMake(script) ? "make" : "shell", [], reaches, [.. started.SelectMany(p => p.Missing).DistinctBy(m => m.Module)], evidence);
        }
    }

    private ProgramCommand Command(Started command)
    {
        var program = command.File;
        if (program is not null && programs.GetValueOrDefault(program)?.Kind is "shell" or "make" && commands.Followed(program, command.Target.Arguments) is [var only])
            program = only;
        program = program is not null && programs.ContainsKey(program) ? program : null;
        var unknown = program == command.File && program is not null && declared.TryGetValue(program, out var own) ? UnknownOptions.Of(command.Target.Arguments, own) : [];
        return new ProgramCommand(command.Text, program, command.Target.Name, command.SaysSearch, unknown, command.Evidence) { MissingFiles = command.MissingFiles };
    }
}

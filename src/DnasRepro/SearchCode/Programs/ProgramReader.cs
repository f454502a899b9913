using DnasRepro.Locations;
using DnasRepro.SearchCode.Modules;

namespace DnasRepro.SearchCode.Programs;

/// <summary>Reads what can be started in a repository, and how.</summary>
internal sealed class ProgramReader
{
    private const int MostPrograms = 4000;
    private const int MostScripts = 1000;

    private readonly CodeBase code;
    private readonly ModuleGraph graph;
    private readonly MissingModules missing;
    private readonly OptionReader options;
    private readonly CommandReader followed;
    private readonly IReadOnlyList<Started> commands;
    private readonly UndeclaredOptions undeclared = new();
    private readonly ILookup<string, RepoPath> byName;
    private readonly IReadOnlyList<InstalledScript> installed;
    private readonly Dictionary<RepoPath, SearchProgram> programs = [];
    private readonly Dictionary<RepoPath, Declared> declared = [];

    private ProgramReader(CodeBase code, CodeInput input)
    {
        this.code = code;
        var index = new FileIndex(input.Paths.Concat(code.Files.Select(f => f.Path)));
        graph = new ModuleGraph(code, new Registry(code, input));
        missing = new MissingModules(code, index, new KnownPackages(code, input));
        options = new OptionReader(code, input, index);
        installed = InstalledScripts.Of(code, input);
        followed = new CommandReader(input, index, installed.DistinctBy(i => i.Name).ToDictionary(i => i.Name, i => i.File.Path, StringComparer.Ordinal));
        commands = [.. followed.All()];
        byName = code.Files.Select(f => f.Path).ToLookup(p => p.Name);
    }

    /// <summary>The programs of a repository and the commands that start them.</summary>
    public static ProgramFacts Read(CodeBase code, CodeInput input) => ReadAll(code, input).Programs;

    /// <summary>The same, with the places that read options which no program declares.</summary>
    public static ProgramReading ReadAll(CodeBase code, CodeInput input)
    {
        var reader = new ProgramReader(code, input);
        reader.Python();
        reader.Scripts();
        IReadOnlyList<ProgramCommand> commands = [.. reader.commands.Select(reader.Command)];
        return new ProgramReading(new ProgramFacts([.. reader.programs.Values.OrderBy(p => p.Path)], commands), reader.undeclared.Found());
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
        foreach (var path in commands.Select(c => c.File).OfType<RepoPath>().Where(p => !programs.ContainsKey(p)))
        {
            if (byPath.TryGetValue(path, out var file) && file.Tree.Body.Count > 0 && !programs.ContainsKey(path))
                Add(file, "flat", file.At(file.Tree.Body[0].Start));
        }
    }

    private void Add(CodeFile file, string kind, Evidence evidence)
    {
        if (programs.Count >= MostPrograms)
            return;
        var reached = graph.Reached(file);
        var own = declared[file.Path] = options.Of(file, reached);
        undeclared.Look(options.Reach.From(file, reached), own);
        programs[file.Path] = new SearchProgram(file.Path, kind, own.Options, graph.Paths(reached), missing.Of(graph.Loaded(file)), evidence);
    }

    private void Scripts()
    {
        foreach (var (script, files, evidence) in followed.Scripts().Take(MostScripts))
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
        if (program is not null && programs.GetValueOrDefault(program)?.Kind is "shell" or "make" && followed.Followed(program, command.Target.Arguments) is [var only])
            program = only;
        program = program is not null && programs.ContainsKey(program) ? program : null;
        var unknown = program is not null && program == command.File ? Unknown(ref program, command.Target.Arguments) : [];
        return new ProgramCommand(command.Text, program, command.Target.Name, command.SaysSearch, unknown, command.Evidence) { MissingFiles = command.MissingFiles };
    }

    /// <summary>The options that a program does not know; where another file of the same name knows them all, that one is meant.</summary>
    private IReadOnlyList<string> Unknown(ref RepoPath program, IReadOnlyList<string> arguments)
    {
        if (!declared.TryGetValue(program, out var own) || UnknownOptions.Of(arguments, own) is not { Count: > 0 } unknown)
            return [];
        foreach (var other in byName[program.Name])
        {
            if (other == program || !declared.TryGetValue(other, out var theirs) || UnknownOptions.Of(arguments, theirs).Count >= unknown.Count)
                continue;
            if (UnknownOptions.Of(arguments, theirs).Count == 0 && theirs.Options.Count > 0)
                program = other;
            return [];
        }
        return unknown;
    }
}

/// <summary>What can be started, and where options are read that nothing declares.</summary>
internal sealed record ProgramReading(ProgramFacts Programs, IReadOnlyList<Evidence> UndeclaredOptions);

using DnasRepro.Facts;
using DnasRepro.Locations;
using DnasRepro.SearchCode;
using DnasRepro.SearchCode.Programs;

namespace DnasRepro.Runs.Proposals;

/// <summary>The program to run and the command that the repository gives for it.</summary>
/// <param name="Declared">The program.</param>
/// <param name="Entry">Where it starts.</param>
/// <param name="Folder">The folder in which to start it; empty for the root.</param>
/// <param name="Start">The words that start it: <c>python3 search.py</c>.</param>
/// <param name="Arguments">The arguments that the repository's own command gives.</param>
internal sealed record ProposedProgram(SearchProgram Declared, Evidence Entry, string Folder, IReadOnlyList<string> Start, IReadOnlyList<string> Arguments)
{
    /// <summary>With these the program does something else.</summary>
    private static readonly string[] NotASearch = ["-h", "--help", "--resume", "--eval", "--evaluate", "--eval_only", "--test"];

    private sealed record Own(ProgramCommand Command, CommandTarget Target, string Folder)
    {
        public bool IsDocumented => Command.Evidence.Location.Path.Extension is ".md" or ".markdown" or ".rst" or ".txt";
    }

    public static ProposedProgram? Find(RepositoryFacts facts, List<ProposalNote> because, List<ProposalNote> unknown)
    {
        var entries = Entries(facts.SearchCode).ToList();
        if (entries.Count == 0)
        {
            unknown.Add(new ProposalNote($"No program that runs a search was found: {facts.SearchCode.Reason}", null));
            return null;
        }
        var commands = entries.Select(e => (Entry: e, Command: Best(facts, e.Program))).ToList();
        var (entry, own) = commands
            .Select((c, i) => (c.Entry, c.Command, Rank: c.Command is { IsDocumented: true } d ? d.Command.Evidence.Location.StartLine : int.MaxValue - commands.Count + i))
            .OrderBy(c => c.Entry.Order).ThenBy(c => c.Rank).Select(c => (c.Entry, c.Command)).First();
        because.Add(new ProposalNote($"'{entry.Program.Path}' runs the search.", entry.Evidence));
        foreach (var other in entries.Where(e => e.Program != entry.Program).Take(3))
            because.Add(new ProposalNote($"'{other.Program.Path}' runs another search; --command can name it.", other.Evidence));
        if (own is null)
            return WithoutCommand(facts, entry.Program, entry.Evidence, because);
        because.Add(new ProposalNote($"The repository starts it by '{Evidence.Cut(own.Command.Text)}'.", own.Command.Evidence));
        IReadOnlyList<string> start = own.Target.Kind == TargetKind.Module ? ["python3", "-m", own.Target.Name] : ["python3", own.Target.Name];
        return new ProposedProgram(entry.Program, entry.Evidence, own.Folder, start, own.Target.Arguments);
    }

    private static IEnumerable<(SearchProgram Program, Evidence Evidence, int Order)> Entries(SearchCodeFacts code) =>
        code.Projects
            .SelectMany(p => p[SearchPart.SearchEntryPoint].Evidence.Select(e => (Program: code.Programs.Of(e.Location.Path), Evidence: e, Order: (p.Verdict == SearchVerdict.Full ? 0 : 2) + (p.Differentiable == SearchGradient.Yes ? 0 : 1))))
            .Where(e => e.Program is not null && e.Program.Path.Extension == ".py")
            .DistinctBy(e => e.Program!.Path)
            .Select(e => (e.Program!, e.Evidence, e.Order));

    /// <summary>The first command of a document that starts the program itself; else that of a script with the fewest words.</summary>
    private static Own? Best(RepositoryFacts facts, SearchProgram program)
    {
        var direct = facts.SearchCode.Programs.Commands.Where(c => c.Program == program.Path).Select(Direct).OfType<Own>()
            .Where(c => !c.Target.Arguments.Any(NotASearch.Contains)).ToList();
        return direct.Find(c => c.IsDocumented) ?? direct.MinBy(c => c.Target.Arguments.Count);
    }

    private static Own? Direct(ProgramCommand command)
    {
        foreach (var words in ShellLine.Split(command.Text))
        {
            if (CommandTarget.Of(words) is { Kind: TargetKind.Script or TargetKind.Module } target && target.Name == command.Named && FolderOf(command.Program!, target) is { } folder)
                return new Own(command, target with { Name = target.Kind == TargetKind.Script ? command.Program!.Value[(folder.Length == 0 ? 0 : folder.Length + 1)..] : target.Name }, folder);
        }
        return null;
    }

    /// <summary>The folder from which a command reaches its program: <c>cnn</c> where <c>train_search.py</c> is <c>cnn/train_search.py</c>.</summary>
    private static string? FolderOf(RepoPath program, CommandTarget target)
    {
        var named = target.Kind == TargetKind.Module ? target.Name.Replace('.', '/') : target.Name;
        while (named.StartsWith("./", StringComparison.Ordinal))
            named = named[2..];
        foreach (var form in target.Kind == TargetKind.Module ? new[] { named + ".py", named + "/__main__.py" } : [named])
        {
            if (program.Value == form)
                return "";
            if (form.Length > 0 && program.Value.EndsWith("/" + form, StringComparison.Ordinal))
                return program.Value[..^(form.Length + 1)];
        }
        return null;
    }

    private static ProposedProgram WithoutCommand(RepositoryFacts facts, SearchProgram program, Evidence entry, List<ProposalNote> because)
    {
        var own = program.Path.Folder;
        var folder = own.Length > 0 && (IsReferredFrom(facts, program, own) || program.Reaches.All(r => r.Value.StartsWith(own + "/", StringComparison.Ordinal))) ? own : "";
        foreach (var misleading in facts.SearchCode.Programs.Commands.Where(c => c.SaysSearch && c.Program is not null && c.Program != program.Path).Take(1))
            because.Add(new ProposalNote($"The command '{Evidence.Cut(misleading.Text)}' is said to search, and starts '{misleading.Program}', which does not run this search.", misleading.Evidence));
        because.Add(new ProposalNote($"No document gives a command for '{program.Path}'; it is started in {(folder.Length == 0 ? "the root" : $"'{folder}'")}.", entry));
        return new ProposedProgram(program, entry, folder, ["python3", folder.Length == 0 ? program.Path.Value : program.Path.Value[(folder.Length + 1)..]], []);
    }

    /// <summary>True when the default of an option is a file of the repository as seen from a folder, and not from the root.</summary>
    private static bool IsReferredFrom(RepositoryFacts facts, SearchProgram program, string folder) => program.Options.Any(o =>
        Draft.Unquoted(o.Default) is { } path && path.Contains('/') && RepoPath.TryResolve(folder, path, out var found) && facts.Files.Contains(found.Value)
        && !(RepoPath.TryResolve("", path, out var atRoot) && facts.Files.Contains(atRoot.Value)));
}

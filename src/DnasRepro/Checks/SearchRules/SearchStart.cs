using DnasRepro.Facts;
using DnasRepro.Findings;
using DnasRepro.Locations;
using DnasRepro.SearchCode;

namespace DnasRepro.Checks.SearchRules;

/// <summary>Whether the search starts, and whether the commands that are given start it.</summary>
internal static class SearchStart
{
    private const int MostPlaces = 5;
    private const int MostFindings = 10;

    public static IEnumerable<Finding> CannotStart(CheckInfo check, RepositoryFacts facts)
    {
        if (SearchSubject.Lacking(check, facts) is { } lacking)
            return [lacking];
        if (SearchSubject.Program(facts.SearchCode) is not { } program)
            return [Finding.NotApplicable(check, "No program was found that runs the search.")];
        return program.Missing.Count == 0
            ? [Finding.Satisfied(check, $"Everything that {program.Path} imports is in the repository or is a known package.", program.Evidence)]
            : [.. program.Missing.Take(MostFindings).Select(m => Missing(check, program, m))];
    }

    private static Finding Missing(CheckInfo check, SearchProgram program, MissingModule module) => Finding.Violated(
        check,
        $"{program.Path} needs '{module.Module}', " + (module.IsCaseOnly ? "whose file is written in other letters: that works only where the case of letters does not count."
            : module.IsLocal ? "which is not in the repository." : "which is neither in the repository nor a package that we know."),
        module.IsCaseOnly ? "Write the import as the file is named." : module.IsLocal ? "Add the file, or correct the import." : "Add the file, or name the package that provides it among the requirements.",
        module.Evidence) with
    {
        Confidence = module.IsLocal || module.IsCaseOnly ? Confidence.High : Confidence.Medium,
    };

    public static IEnumerable<Finding> CommandDoesNotSearch(CheckInfo check, RepositoryFacts facts)
    {
        if (SearchSubject.Lacking(check, facts) is { } lacking)
            return [lacking];
        if (SearchSubject.Program(facts.SearchCode) is not { } search)
            return [Finding.NotApplicable(check, "No program was found that runs the search.")];
        var commands = facts.SearchCode.Programs.Commands.Where(c => c is { SaysSearch: true, Program: not null } && IsDocument(facts, c)).ToList();
        if (commands.Count == 0)
            return [Finding.NotApplicable(check, "No document gives a command that says that it runs the search.")];
        var others = commands.Where(c => !Reaches(facts.SearchCode, c.Program!)).DistinctBy(c => (c.Program, c.Evidence.Location.Path)).ToList();
        return others.Count == 0
            ? [Finding.Satisfied(check, "The documented command starts the search.", commands[0].Evidence)]
            : [.. others.Take(MostFindings).Select(c => Finding.Violated(
                check, $"{c.Evidence.Location.Path} gives a command for the search that starts {c.Program}, which does not reach the code that trains the architecture parameters; {search.Path} does.",
                $"Name {search.Path} in the command for the search.", c.Evidence, search.Evidence with { Note = "This program reaches the search." }) with { Confidence = Confidence.Medium })];
    }

    private static bool IsDocument(RepositoryFacts facts, ProgramCommand command) => facts.Documentation.Files.Any(f => f.Path == command.Evidence.Location.Path);

    /// <summary>Lenient: a program that loads any file in which some search's parameters are trained may well run it.</summary>
    private static bool Reaches(SearchCodeFacts code, RepoPath program)
    {
        var reached = code.Programs.Of(program)?.Reaches;
        return reached is null || code.Projects.SelectMany(p => p[SearchPart.SearchEntryPoint].Evidence.Concat(p[SearchPart.ArchitectureUpdate].Evidence)).Any(e => e.Location.Path == program || reached.Contains(e.Location.Path));
    }

    public static IEnumerable<Finding> CommandDoesNotFit(CheckInfo check, RepositoryFacts facts)
    {
        var commands = facts.SearchCode.Programs.Commands.Where(c => c.Program is not null || !IsDocument(facts, c)).ToList();
        if (commands.Count == 0)
            return [Finding.NotApplicable(check, "No command that starts a program of the repository was found.")];
        var findings = new List<Finding>();
        foreach (var command in commands.Where(c => c.UnknownOptions.Count > 0))
            findings.Add(Finding.Violated(
                check, $"The command gives {Quoted(command.UnknownOptions)}, which {command.Program} does not have.", "Correct the option in the command, or declare it in the program.", command.Evidence) with { Confidence = Confidence.Medium });
        foreach (var command in commands.Where(c => c.MissingFiles.Count > 0 && !IsDocument(facts, c)))
            findings.Add(Finding.Violated(
                check, $"The script names {Quoted(command.MissingFiles)}, which {(command.MissingFiles.Count == 1 ? "is" : "are")} not in the repository.", "Correct the name in the script, or add the file.", command.Evidence) with { Confidence = Confidence.Low, Severity = Severity.Info });
        return findings.Count == 0
            ? [Finding.Satisfied(check, "No command was seen to give an option or a file that is not there.")]
            : findings.DistinctBy(f => (f.Message, f.Evidence[0].Location.Path)).Take(MostFindings);
    }

    private static string Quoted(IReadOnlyList<string> names) => string.Join(", ", names.Take(3).Select(n => $"'{Evidence.Cut(n)}'")) + (names.Count > 3 ? $" and {names.Count - 3} more" : "");

    public static IEnumerable<Finding> UndeclaredOption(CheckInfo check, RepositoryFacts facts)
    {
        var code = facts.SearchCode;
        if (code.Programs.Programs.Count == 0)
            return [code.Verdict == SearchVerdict.NotDetermined ? Finding.NotDetermined(check, code.Reason) : Finding.NotApplicable(check, "There is no program.")];
        var places = code.Practice.UndeclaredOptions;
        if (places.Count == 0)
            return [Finding.Satisfied(check, "Every option that was seen to be read is declared.")];
        var reached = SearchSubject.Program(code)?.Reaches;
        return places.OrderByDescending(p => reached?.Contains(p.Location.Path) == true).Take(MostPlaces).Select(p => Finding.Violated(
            check, p.Note ?? "An option is read here that no command line declares.", "Declare the option, or correct its name.", p with { Note = null }) with
        {
            Severity = reached?.Contains(p.Location.Path) == true ? Severity.Warning : Severity.Info,
        });
    }
}

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
            : [Missing(check, program, program.Missing)];
    }

    private static Finding Missing(CheckInfo check, SearchProgram program, IReadOnlyList<MissingModule> missing)
    {
        var why = missing.All(m => m.IsCaseOnly) ? "the files are written in other letters, which works only where the case of letters does not count"
            : missing.All(m => m.IsLocal) ? "the repository does not hold " + (missing.Count == 1 ? "it" : "them")
            : "neither the repository nor a package that we know provides " + (missing.Count == 1 ? "it" : "them");
        return Finding.Violated(
            check, $"{program.Path} needs {Quoted([.. missing.Select(m => m.Module)])}: {why}.",
            missing.All(m => m.IsCaseOnly) ? "Write the import as the file is named." : "Add the file, correct the import, or name the package that provides it among the requirements.",
            [.. missing.Take(MostPlaces).Select(m => m.Evidence)]) with
        {
            Confidence = missing.Any(m => m.IsLocal || m.IsCaseOnly) ? Confidence.High : Confidence.Medium,
        };
    }

    public static IEnumerable<Finding> CommandDoesNotSearch(CheckInfo check, RepositoryFacts facts)
    {
        if (SearchSubject.Lacking(check, facts) is { } lacking)
            return [lacking];
        if (SearchSubject.Program(facts.SearchCode) is not { } search)
            return [Finding.NotApplicable(check, "No program was found that runs the search.")];
        var commands = facts.SearchCode.Programs.Commands.Where(c => c is { SaysSearch: true, Program: not null } && IsDocument(facts, c)).ToList();
        if (commands.Count == 0)
            return [Finding.NotApplicable(check, "No document gives a command that says that it runs the search.")];
        var starting = commands.Where(c => Reaches(facts.SearchCode, c.Program!)).ToList();
        // A document that gives the right command may give others for what comes before and after; a program that calls itself a search may be another one.
        var others = commands.Where(c => !starting.Exists(s => s.Evidence.Location.Path == c.Evidence.Location.Path) && IsAbout(c, search)).DistinctBy(c => (c.Program, c.Evidence.Location.Path)).ToList();
        return others.Count == 0
            ? [starting is [var right, ..] ? Finding.Satisfied(check, "The documented command starts the search.", right.Evidence) : Finding.NotDetermined(check, "Which search the documented commands start could not be followed.", commands[0].Evidence)]
            : [.. others.Take(MostFindings).Select(c => Finding.Violated(
                check, $"{c.Evidence.Location.Path} gives a command for the search that starts {c.Program}, which does not reach the code that trains the architecture parameters; {search.Path} does.",
                $"Name {search.Path} in the command for the search.", c.Evidence, search.Evidence with { Note = "This program reaches the search." }) with { Confidence = Confidence.Medium })];
    }

    /// <summary>True when a command stands above the search in the tree and starts a program that cannot be taken for it.</summary>
    private static bool IsAbout(ProgramCommand command, SearchProgram search)
    {
        var folder = command.Evidence.Location.Path.Folder;
        return !SearchSubject.IsSoCalled(command.Program!) && command.Program!.Name != search.Path.Name && (folder.Length == 0 || search.Path.Value.StartsWith(folder + "/", StringComparison.Ordinal));
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
                check, $"The command gives {Quoted(command.UnknownOptions)}, which {command.Program} does not have.", "Correct the option in the command, or declare it in the program.", command.Evidence) with
            {
                Severity = IsDocument(facts, command) || command.Program == SearchSubject.Program(facts.SearchCode)?.Path ? Severity.Warning : Severity.Info,
                Confidence = Confidence.Medium,
            });
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
            Confidence = Confidence.Medium,
        });
    }
}

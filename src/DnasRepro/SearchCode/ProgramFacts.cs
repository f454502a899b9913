using DnasRepro.Locations;

namespace DnasRepro.SearchCode;

/// <summary>An option of a program's command line or a key of its configuration.</summary>
/// <param name="Name">As it is given: <c>--seed</c>, or a key <c>training.seed</c>.</param>
/// <param name="Destination">The attribute that holds it in the code: <c>seed</c>.</param>
/// <param name="Default">The default as written in the code, or null.</param>
/// <param name="Kind">argparse, click, fire, absl, hydra, yacs, config, typer, sys.argv.</param>
/// <param name="Evidence">Where it is declared.</param>
public sealed record ProgramOption(string Name, string Destination, string? Default, string Kind, Evidence Evidence);

/// <summary>A module that a program needs and that neither lies in the repository nor is a known package.</summary>
/// <param name="Module">Its dotted name.</param>
/// <param name="IsLocal">True when it can only be a file of the repository: a relative import, or below a folder that is there.</param>
/// <param name="IsCaseOnly">True when a file of that name exists that differs only in the case of letters.</param>
/// <param name="Evidence">The import.</param>
public sealed record MissingModule(string Module, bool IsLocal, bool IsCaseOnly, Evidence Evidence);

/// <summary>A file that can be started.</summary>
/// <param name="Path">The file.</param>
/// <param name="Kind">script (a main guard), flat (top-level code), notebook, console_script, shell, make.</param>
/// <param name="Options">Its options, those that imported files declare for it included.</param>
/// <param name="Reaches">All files of the repository that it imports, directly or not, itself included.</param>
/// <param name="Missing">Modules that it needs and that are not there, reached without a guard.</param>
/// <param name="Evidence">The line that starts it.</param>
public sealed record SearchProgram(
    RepoPath Path, string Kind, IReadOnlyList<ProgramOption> Options, IReadOnlySet<RepoPath> Reaches, IReadOnlyList<MissingModule> Missing, Evidence Evidence);

/// <summary>A command that a document, shell script, Makefile or batch file gives.</summary>
/// <param name="Text">The command line.</param>
/// <param name="Program">The program of the repository that it starts; null when none is found.</param>
/// <param name="Named">The file, module or script as named in it.</param>
/// <param name="SaysSearch">True when its text, its heading or the sentence before says that it runs the search.</param>
/// <param name="UnknownOptions">Options in it that the program does not declare; only where all of the program's options are known.</param>
/// <param name="Evidence">Where it stands.</param>
public sealed record ProgramCommand(
    string Text, RepoPath? Program, string Named, bool SaysSearch, IReadOnlyList<string> UnknownOptions, Evidence Evidence)
{
    /// <summary>Files that the command names and that are not in the repository.</summary>
    public IReadOnlyList<string> MissingFiles { get; init; } = [];
}

/// <summary>What can be started, and how.</summary>
public sealed record ProgramFacts(IReadOnlyList<SearchProgram> Programs, IReadOnlyList<ProgramCommand> Commands)
{
    public static readonly ProgramFacts Empty = new([], []);

    /// <summary>The program of a file, or null.</summary>
    public SearchProgram? Of(RepoPath path) => Programs.FirstOrDefault(p => p.Path == path);
}

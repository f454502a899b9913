using System.CommandLine;
using DnasRepro.Reports;
using DnasRepro.Studies;

namespace DnasRepro.Cli;

/// <summary><c>audit init PATH…</c>: writes a first list of studies from cards or repositories.</summary>
internal static class AuditInitCommand
{
    private static readonly Argument<string[]> Paths = new("PATH")
    {
        Description = "A card file; a folder with cards; a folder whose subfolders are repositories; a text file with one repository a line; or a repository as 'check' takes it.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private static readonly Option<string> Output = new("--output", "-o") { Description = "The list to write; .yaml, .json or .csv.", HelpName = "FILE", DefaultValueFactory = _ => "studies.yaml" };
    private static readonly Option<string[]> FromCards = new("--from-cards") { Description = "A folder with cards, at any depth.", HelpName = "DIR" };
    private static readonly Option<bool> Force = new("--force") { Description = "Write over a list that is there." };

    public static Command Create()
    {
        var command = new Command("init", "Writes a first list of studies for 'audit', from a folder of cards or from repositories. Nothing is fetched.") { Paths, Output, FromCards, Force };
        command.SetAction((options, cancellation) => Task.FromResult(Run(options, cancellation)));
        return command;
    }

    private static int Run(ParseResult options, CancellationToken cancellation)
    {
        var (output, messages) = (options.GetValue(Output)!, options.InvocationConfiguration.Error);
        var form = Path.GetExtension(output).ToLowerInvariant();
        if (form is not (".yaml" or ".yml" or ".json" or ".csv"))
            throw new UserErrorException($"--output: '{output}' is no list of studies by its ending.", "Name a .yaml, .json or .csv file.");
        if (Directory.Exists(output) || (File.Exists(output) && !options.GetValue(Force)))
            throw new UserErrorException($"--output: '{output}' exists.", "Name another file, or write over a list with --force.");
        var found = new FoundStudies(output, cancellation);
        found.AddCards(options.GetValue(FromCards) ?? []);
        found.Add(options.GetValue(Paths) ?? []);
        foreach (var (name, reason) in found.LeftOut)
            messages.WriteLine($"left out: {Escaping.Terminal(name)}: {Escaping.Terminal(reason)}");
        if (found.Studies.Count == 0)
            throw new UserErrorException(found.LeftOut.Count > 0 ? "Nothing that was named can stand in a list." : "There is nothing to make a list of.", "Name cards, a folder of cards (--from-cards), or repositories.");
        var list = StudyDraft.List(found.Studies);
        WholeFile.Write(output, form switch { ".json" => StudyListText.Json(list), ".csv" => StudyListText.Csv(list), _ => StudyListText.Yaml(list, StudyDraft.Comments) }, "--output");
        messages.WriteLine($"{list.Studies.Count} {(list.Studies.Count == 1 ? "study" : "studies")} written to {Escaping.Terminal(output)}.");
        return found.LeftOut.Count > 0 ? ExitCodes.LimitReached : ExitCodes.Passed;
    }
}

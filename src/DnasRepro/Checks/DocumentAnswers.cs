using DnasRepro.Facts;
using DnasRepro.Findings;
using DnasRepro.Locations;

namespace DnasRepro.Checks;

/// <summary>What is said of the README.</summary>
internal static class DocumentAnswers
{
    public static IEnumerable<Finding> ReadmeMissing(CheckInfo check, RepositoryFacts facts) => facts.Documentation.Readme is { } readme
        ? [Finding.Satisfied(check, $"There is a {readme.Path}.", Evidence.OfFile(readme.Path))]
        : facts.Files.Paths.Any(p => p.Depth == 0 && p.Name.StartsWith("readme", StringComparison.OrdinalIgnoreCase))
            ? [Finding.NotDetermined(check, "There is a README that could not be read.")]
            : [Finding.Violated(check, "The repository has no README at its root.", "Add a README that says what the code does and how to run it.")];

    /// <summary>Where one repository holds several projects, the READMEs of the projects may say it.</summary>
    public static IEnumerable<Finding> InstallMissing(CheckInfo check, RepositoryFacts facts)
    {
        if (facts.Documentation.Readme is not { } readme)
            return [Finding.NotApplicable(check, "There is no README that could be read.")];
        var place = facts.Documentation.Files.Where(f => f.IsReadme || f.Path.Name.StartsWith("INSTALL", StringComparison.OrdinalIgnoreCase) || f.Path.Folder.StartsWith("docs", StringComparison.OrdinalIgnoreCase))
            .Select(PlaceOfInstalling).FirstOrDefault(p => p is not null);
        return place is not null
            ? [Finding.Satisfied(check, "A document says how to install.", place)]
            : [Finding.Violated(check, $"{readme.Path} does not say how to install.", "Add a section on installation with its commands.", Evidence.OfFile(readme.Path))];
    }

    public static IEnumerable<Finding> RunCommandMissing(CheckInfo check, RepositoryFacts facts)
    {
        if (facts.Documentation.Readme is not { } readme)
            return [Finding.NotApplicable(check, "There is no README that could be read.")];
        var command = facts.Documentation.Files.SelectMany(f => f.Commands).FirstOrDefault(Runs);
        return command is not null
            ? [Finding.Satisfied(check, "A document names a command that runs a script.", command.Evidence)]
            : [Finding.Violated(check, $"{readme.Path} names no command that runs a script.", "Add the commands that search, retrain and evaluate.", Evidence.OfFile(readme.Path))];
    }

    /// <summary>True when a command runs something of the study, and does not only install it.</summary>
    private static bool Runs(DocumentedCommand command) =>
        command.Files.Any(f => f[(f.LastIndexOf('/') + 1)..] != "setup.py")
        || (Words.Any(command.Text, "python -m ", "python3 -m ", "torchrun ", "accelerate launch", "make ", "jupyter ", "snakemake") && !Words.Any(command.Text, "-m pip", "-m venv", "-m virtualenv", "make install", "-m pytest", "-m unittest", "jupyter kernelspec"));

    private static Evidence? PlaceOfInstalling(DocumentFile document) =>
        document.Headings.FirstOrDefault(h => Words.Any(h.Text, "install", "setup", "set up", "requirement", "environment", "dependenc", "prerequisite", "getting started", "安装", "环境"))?.Evidence
        ?? document.Commands.FirstOrDefault(c => Words.Any(c.Text, "pip install", "pip3 install", "conda ", "mamba ", "docker ", "uv ", "poetry ", "setup.py install", "setup.py develop"))?.Evidence;
}

/// <summary>Looks for words in a text; the case of letters does not matter.</summary>
internal static class Words
{
    public static bool Any(string text, params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (text.Contains(word, StringComparison.OrdinalIgnoreCase))
                return true;
        }
        return false;
    }
}

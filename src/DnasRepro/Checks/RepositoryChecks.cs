using DnasRepro.Facts;
using DnasRepro.Findings;
using DnasRepro.Locations;

namespace DnasRepro.Checks;

/// <summary>What a repository offers to somebody who wants to repeat its study, card or no card.</summary>
internal static class RepositoryChecks
{
    private const string Completeness = "ML Code Completeness checklist; MICCAI reproducibility checklist";
    private const int MostPlaces = 5;

    public static readonly ICheck[] All =
    [
        new FactCheck(
            new("DNAS4001", "licence-missing", "No licence", Severity.Error, "CLAIM 2024 item 43; FAIR4RS R1.1"),
            "Without a licence nobody may lawfully rerun, change or reuse the code.",
            "Add a LICENSE file with the text of a licence.", LicenceMissing),
        new FactCheck(
            new("DNAS4002", "licence-not-recognised", "The licence text is not one that we know", Severity.Info, "FAIR4RS R1.1"),
            "A licence that programs and readers do not know has to be read by a lawyer first.",
            "Use the unchanged text of a licence on the SPDX list.", LicenceUnknown),
        new FactCheck(
            new("DNAS4003", "environment-not-stated", "No file states the software environment", Severity.Warning, "ML Code Completeness item 1; Lindauer & Hutter 2020, practice 14"),
            "Results of a search depend on the versions of the framework and its kernels; without them a rerun is another experiment.",
            "Add requirements.txt, environment.yml, pyproject.toml, a lock file or a Dockerfile.", EnvironmentMissing),
        new FactCheck(
            new("DNAS4004", "versions-not-pinned", "Versions are not pinned", Severity.Warning, "Lindauer & Hutter 2020, practices 11 and 14"),
            "A bare name or a range installs whatever is newest on the day; the same commit then gives other results next year.",
            "Pin every direct dependency to the version that was used (name==1.2.3), or commit a lock file.", NotPinned),
        new FactCheck(
            new("DNAS4005", "readme-missing", "No README", Severity.Warning, Completeness),
            "A reader starts at the README.",
            "Add a README that says what the code does and how to run it.", ReadmeMissing),
        new FactCheck(
            new("DNAS4006", "install-instructions-missing", "The README does not say how to install", Severity.Info, Completeness),
            "What has to be installed, and in what order, is the first thing that a rerun needs.",
            "Add a section on installation with its commands.", InstallMissing),
        new FactCheck(
            new("DNAS4007", "run-command-missing", "The README names no command that runs a script", Severity.Warning, "ML Code Completeness items 2 and 3; REFORMS item 2e"),
            "A reader has to guess which script searches, trains and evaluates, and with which options.",
            "Add the commands that search, retrain and evaluate.", RunCommandMissing),
        new FactCheck(
            new("DNAS4008", "documented-file-missing", "A documented command runs a file that is not there", Severity.Warning, "REFORMS item 2d"),
            "A command that cannot be run as written stops a reader at the first step.",
            "Correct the file's name or folder in the document, or add the file.", DocumentedFileMissing),
        new FactCheck(
            new("DNAS4009", "citation-missing", "No citation file", Severity.Info, "FAIR4RS F2"),
            "A citation file lets programs and people credit the right work and version.",
            "Add CITATION.cff.", CitationMissing),
        new FactCheck(
            new("DNAS4010", "archive-missing", "No archived copy is named", Severity.Info, "ACM badging v1.1, Artifacts Available; FAIR4RS F1"),
            "Repositories move and vanish; an archive with a DOI keeps the state that a paper describes.",
            "Archive a release (Zenodo, Software Heritage, figshare) and name its DOI in README or CITATION.cff.", ArchiveMissing),
        new FactCheck(
            new("DNAS4011", "data-instructions-missing", "No instructions on the data", Severity.Info, "REFORMS item 2e; MICCAI reproducibility checklist"),
            "Without the data set, its version and its layout on disk the code cannot be run.",
            "Add a section that says where the data come from and how they are laid out, or a script that gets them.", DataMissing),
        new FactCheck(
            new("DNAS4012", "weights-not-available", "No trained weights are offered", Severity.Info, "ML Code Completeness item 5; CLAIM 2024 item 43"),
            "With trained weights a reader can check the reported numbers without weeks of training.",
            "Offer the weights, best in an archive with a DOI and a hash.", WeightsMissing),
        new FactCheck(
            new("DNAS4013", "code-not-read", "Some code could not be read", Severity.Info, "this project: what was not read is named"),
            "What could not be read may hold what was not found.",
            "Save source files as UTF-8 text of at most 2 MiB; fetch what a partial clone lacks.", CodeUnread),
    ];

    private static IEnumerable<Finding> LicenceMissing(CheckInfo check, RepositoryFacts facts) => facts.Licence.Files is [var first, ..]
        ? [Finding.Satisfied(check, $"There is a licence file, {first.Path}.", first.Evidence)]
        : [Finding.Violated(check, "The repository has no licence file, so nobody may lawfully rerun or reuse the code.", "Add a LICENSE file with the text of a licence.")];

    private static IEnumerable<Finding> LicenceUnknown(CheckInfo check, RepositoryFacts facts)
    {
        if (facts.Licence.Files is not [var first, ..])
            return [Finding.NotApplicable(check, "There is no licence file.")];
        return first.SpdxId is { } id
            ? [Finding.Satisfied(check, $"The licence is {id}.", first.Evidence)]
            : [Finding.Violated(check, $"The text of {first.Path} is none that we recognise.", "Use the unchanged text of a licence on the SPDX list.", first.Evidence)];
    }

    /// <summary>A README that lists requirements in words is better than nothing, and no file that a program can use.</summary>
    private static IEnumerable<Finding> EnvironmentMissing(CheckInfo check, RepositoryFacts facts)
    {
        const string Fix = "Add requirements.txt, environment.yml, pyproject.toml, a lock file or a Dockerfile.";
        if (facts.Environment.Files is [var first, ..])
            return [Finding.Satisfied(check, $"{first.Path} states the environment.", Evidence.OfFile(first.Path))];
        var inWords = facts.Documentation.Readme?.Headings.FirstOrDefault(h => Speaks(h.Text, "requirement", "dependenc", "prerequisite", "environment", "install"));
        return inWords is null
            ? [Finding.Violated(check, "No file states the software environment.", Fix)]
            : [Finding.Violated(check, "Only the README states the software environment, in words.", Fix, inWords.Evidence) with { Severity = Severity.Info }];
    }

    /// <summary>A lock file beside the others pins what they leave open.</summary>
    private static IEnumerable<Finding> NotPinned(CheckInfo check, RepositoryFacts facts)
    {
        var stated = facts.Environment.Files.Where(f => f.Requirements.Count > 0).ToList();
        var locked = facts.Environment.Files.Where(f => f.Kind == "lock_file").Select(f => f.Path.Folder).ToHashSet(StringComparer.Ordinal);
        if (stated.Count == 0)
            return facts.Environment.Files.Count == 0 ? [Finding.NotApplicable(check, "No environment file.")]
                : locked.Count > 0 ? [Finding.Satisfied(check, "A lock file pins the versions.")]
                : [Finding.NotDetermined(check, "The environment files could not be taken apart.", [.. facts.Environment.Files.Take(MostPlaces).Select(f => Evidence.OfFile(f.Path))])];
        var open = stated.Where(f => !locked.Contains(f.Path.Folder)).Select(f => (File: f, Open: f.Requirements.Where(r => !r.IsPinned && r.Name != "python").ToList())).Where(f => f.Open.Count > 0).ToList();
        return open.Count == 0
            ? [Finding.Satisfied(check, "Every stated version is pinned.")]
            : open.Select(f => Finding.Violated(
                check, $"{f.Open.Count} of {f.File.Requirements.Count} requirements of {f.File.Path} leave their version open.",
                "Pin each to the version that was used (name==1.2.3), or commit a lock file.", [.. f.Open.Take(MostPlaces).Select(r => r.Evidence)]));
    }

    private static IEnumerable<Finding> ReadmeMissing(CheckInfo check, RepositoryFacts facts) => facts.Documentation.Readme is { } readme
        ? [Finding.Satisfied(check, $"There is a {readme.Path}.", Evidence.OfFile(readme.Path))]
        : facts.Files.Paths.Any(p => p.Depth == 0 && p.Name.StartsWith("readme", StringComparison.OrdinalIgnoreCase))
            ? [Finding.NotDetermined(check, "There is a README that could not be read.")]
            : [Finding.Violated(check, "The repository has no README at its root.", "Add a README that says what the code does and how to run it.")];

    private static IEnumerable<Finding> InstallMissing(CheckInfo check, RepositoryFacts facts)
    {
        if (facts.Documentation.Readme is not { } readme)
            return [Finding.NotApplicable(check, "There is no README that could be read.")];
        var heading = readme.Headings.FirstOrDefault(h => Speaks(h.Text, "install", "setup", "set up", "requirement", "environment", "dependenc", "prerequisite", "getting started"));
        var command = readme.Commands.FirstOrDefault(c => Speaks(c.Text, "pip install", "pip3 install", "conda ", "mamba ", "docker ", "uv ", "poetry "));
        return (heading?.Evidence ?? command?.Evidence) is { } place
            ? [Finding.Satisfied(check, "The README says how to install.", place)]
            : [Finding.Violated(check, $"{readme.Path} does not say how to install.", "Add a section on installation with its commands.", Evidence.OfFile(readme.Path))];
    }

    private static IEnumerable<Finding> RunCommandMissing(CheckInfo check, RepositoryFacts facts)
    {
        if (facts.Documentation.Readme is not { } readme)
            return [Finding.NotApplicable(check, "There is no README that could be read.")];
        var command = facts.Documentation.Files.SelectMany(f => f.Commands).FirstOrDefault(c => c.Files.Count > 0 || Speaks(c.Text, "python -m", "python3 -m", "torchrun", "make ", "jupyter"));
        return command is not null
            ? [Finding.Satisfied(check, "A document names a command that runs a script.", command.Evidence)]
            : [Finding.Violated(check, $"{readme.Path} names no command that runs a script.", "Add the commands that search, retrain and evaluate.", Evidence.OfFile(readme.Path))];
    }

    private static IEnumerable<Finding> DocumentedFileMissing(CheckInfo check, RepositoryFacts facts)
    {
        var looked = 0;
        var missing = new Dictionary<(string Document, string File), List<Evidence>>();
        foreach (var document in facts.Documentation.Files)
        {
            foreach (var command in document.Commands)
            {
                foreach (var file in command.Files.Where(f => !RepositoryFiles.IsPlaceholder(f) && !document.Provided.Contains(f[(f.LastIndexOf('/') + 1)..])))
                {
                    looked++;
                    if (RepositoryFiles.HasSomewhere(facts.Files, document.Path, file))
                        continue;
                    if (!missing.TryGetValue((document.Path.Value, file), out var places))
                        missing[(document.Path.Value, file)] = places = [];
                    places.Add(command.Evidence);
                }
            }
        }
        return missing.Count > 0
            ? missing.Select(m => Finding.Violated(
                check, $"{m.Key.Document} tells to run '{m.Key.File}', which is nowhere in the repository.",
                "Correct the file's name in the document, or add the file.", [.. m.Value.Take(MostPlaces)]) with { Confidence = Confidence.Medium })
            : looked > 0 ? [Finding.Satisfied(check, "Every script that documents tell to run is there.")]
            : [Finding.NotApplicable(check, "No document tells to run a script.")];
    }

    private static IEnumerable<Finding> CitationMissing(CheckInfo check, RepositoryFacts facts)
    {
        var heading = facts.Documentation.Readme?.Headings.FirstOrDefault(h => Speaks(h.Text, "citation", "cite", "citing", "bibtex", "reference"));
        return (facts.Citation.CitationFile ?? heading?.Evidence) is { } place
            ? [Finding.Satisfied(check, "The repository says how to cite it.", place)]
            : [Finding.Violated(check, "The repository has no CITATION.cff and its README no section on citing.", "Add CITATION.cff.")];
    }

    private static IEnumerable<Finding> ArchiveMissing(CheckInfo check, RepositoryFacts facts) => facts.Citation.ArchiveDois is [var first, ..]
        ? [Finding.Satisfied(check, $"An archive is named: {first.Target}.", first.Evidence)]
        : [Finding.Violated(check, "Neither README nor citation file names an archived copy.", "Archive a release (Zenodo, Software Heritage, figshare) and name its DOI in README or CITATION.cff.")];

    private static IEnumerable<Finding> DataMissing(CheckInfo check, RepositoryFacts facts)
    {
        var heading = facts.Documentation.Files.SelectMany(f => f.Headings).FirstOrDefault(h => Speaks(h.Text, "data", "dataset"));
        var script = facts.Files.Paths.FirstOrDefault(p => p.Extension is (".py" or ".sh") && Speaks(p.Name, "download", "prepare_data", "get_data"));
        var link = facts.Documentation.Readme?.Links.FirstOrDefault(l => Speaks(l.Evidence.Excerpt ?? "", "dataset", "data set", "download"));
        var place = heading?.Evidence ?? link?.Evidence ?? (script is not null ? Evidence.OfFile(script) : null);
        return place is not null
            ? [Finding.Satisfied(check, "The repository says something of its data.", place)]
            : [Finding.Violated(check, "No section, link or script says where the data come from.", "Add a section that says where the data come from and how they are laid out.")];
    }

    private static IEnumerable<Finding> WeightsMissing(CheckInfo check, RepositoryFacts facts)
    {
        var file = facts.Files.Paths.FirstOrDefault(p => p.Extension is (".pth" or ".pt" or ".ckpt" or ".h5" or ".onnx" or ".safetensors" or ".tar") && !Speaks(p.Name, "optim"));
        var link = facts.Documentation.Files.SelectMany(f => f.Links).FirstOrDefault(l => Speaks(l.Evidence.Excerpt ?? "", "weight", "checkpoint", "pretrained", "pre-trained", "trained model", "model zoo"));
        var place = file is not null ? Evidence.OfFile(file) : link?.Evidence;
        return place is not null
            ? [Finding.Satisfied(check, "Trained weights are offered.", place)]
            : [Finding.Violated(check, "No trained weights were found, in the files or in the documents' links.", "Offer the weights, best in an archive with a DOI and a hash.") with { Confidence = Confidence.Medium }];
    }

    private static IEnumerable<Finding> CodeUnread(CheckInfo check, RepositoryFacts facts) => facts.Files.Python switch
    {
        { Files: 0 } => [Finding.NotApplicable(check, "There is no Python code.")],
        { Unread.Count: 0 } code => [Finding.Satisfied(check, $"All {code.Files} Python files were read.")],
        var code => [Finding.Violated(
            check, $"{code.Unread.Count} of {code.Files} Python files could not be read, for example {code.Unread[0].Path}: {code.Unread[0].Reason}.", "Save source files as UTF-8 text of at most 2 MiB.",
            [.. code.Unread.Take(MostPlaces).Where(u => RepoPath.TryParse(u.Path, out _)).Select(u => Evidence.OfFile(RepoPath.Parse(u.Path), u.Reason))])],
    };

    private static bool Speaks(string text, params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (text.Contains(word, StringComparison.OrdinalIgnoreCase))
                return true;
        }
        return false;
    }
}

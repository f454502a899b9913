using DnasRepro.Findings;

namespace DnasRepro.Checks;

/// <summary>What a repository offers to somebody who wants to repeat its study, card or no card.</summary>
internal static class RepositoryChecks
{
    private const string Completeness = "ML Code Completeness checklist; MICCAI reproducibility checklist";

    public static readonly ICheck[] All =
    [
        new FactCheck(
            new("DNAS4001", "licence-missing", "No licence", Severity.Error, "CLAIM 2024 item 43; FAIR4RS R1.1"),
            "Without a licence nobody may lawfully rerun, change or reuse the code.",
            "Add a LICENSE file with the text of a licence.", LicenceAnswers.Missing),
        new FactCheck(
            new("DNAS4002", "licence-not-recognised", "The licence text is not one that we know", Severity.Info, "FAIR4RS R1.1"),
            "A licence that programs and readers do not know has to be read by a lawyer first.",
            "Use the unchanged text of a licence on the SPDX list.", LicenceAnswers.NotRecognised),
        new FactCheck(
            new("DNAS4003", "environment-not-stated", "No file states the software environment", Severity.Warning, "ML Code Completeness item 1; Lindauer & Hutter 2020, practice 14"),
            "Results of a search depend on the versions of the framework and its kernels; without them a rerun is another experiment.",
            "Add requirements.txt, environment.yml, pyproject.toml, a lock file or a Dockerfile.", EnvironmentAnswers.NotStated),
        new FactCheck(
            new("DNAS4004", "versions-not-pinned", "Versions are not pinned", Severity.Warning, "Lindauer & Hutter 2020, practices 11 and 14"),
            "A bare name or a range installs whatever is newest on the day; the same commit then gives other results next year.",
            "Pin every direct dependency to the version that was used (name==1.2.3), or commit a lock file.", EnvironmentAnswers.NotPinned),
        new FactCheck(
            new("DNAS4005", "readme-missing", "No README", Severity.Warning, Completeness),
            "A reader starts at the README.",
            "Add a README that says what the code does and how to run it.", DocumentAnswers.ReadmeMissing),
        new FactCheck(
            new("DNAS4006", "install-instructions-missing", "The README does not say how to install", Severity.Info, Completeness),
            "What has to be installed, and in what order, is the first thing that a rerun needs.",
            "Add a section on installation with its commands.", DocumentAnswers.InstallMissing),
        new FactCheck(
            new("DNAS4007", "run-command-missing", "The README names no command that runs a script", Severity.Warning, "ML Code Completeness items 2 and 3; REFORMS item 2e"),
            "A reader has to guess which script searches, trains and evaluates, and with which options.",
            "Add the commands that search, retrain and evaluate.", DocumentAnswers.RunCommandMissing),
        new FactCheck(
            new("DNAS4008", "documented-file-missing", "A documented command runs a file that is not there", Severity.Warning, "REFORMS item 2d"),
            "A command that cannot be run as written stops a reader at the first step.",
            "Correct the file's name or folder in the document, or add the file.", DocumentedFiles.Missing),
        new FactCheck(
            new("DNAS4009", "citation-missing", "No citation file", Severity.Info, "FAIR4RS F2"),
            "A citation file lets programs and people credit the right work and version.",
            "Add CITATION.cff.", OfferAnswers.CitationMissing),
        new FactCheck(
            new("DNAS4010", "archive-missing", "No archived copy is named", Severity.Info, "ACM badging v1.1, Artifacts Available; FAIR4RS F1"),
            "Repositories move and vanish; an archive with a DOI keeps the state that a paper describes.",
            "Archive a release (Zenodo, Software Heritage, figshare) and name its DOI in README or CITATION.cff.", OfferAnswers.ArchiveMissing),
        new FactCheck(
            new("DNAS4011", "data-instructions-missing", "No instructions on the data", Severity.Info, "REFORMS item 2e; MICCAI reproducibility checklist"),
            "Without the data set, its version and its layout on disk the code cannot be run.",
            "Add a section that says where the data come from and how they are laid out, or a script that gets them.", OfferAnswers.DataMissing),
        new FactCheck(
            new("DNAS4012", "weights-not-available", "No trained weights are offered", Severity.Info, "ML Code Completeness item 5; CLAIM 2024 item 43"),
            "With trained weights a reader can check the reported numbers without weeks of training.",
            "Offer the weights, best in an archive with a DOI and a hash.", OfferAnswers.WeightsMissing),
        new FactCheck(
            new("DNAS4013", "code-not-read", "Some code could not be read", Severity.Info, "this project: what was not read is named"),
            "What could not be read may hold what was not found.",
            "Save source files as UTF-8 text of at most 2 MiB; fetch what a partial clone lacks.", OfferAnswers.CodeUnread),
        new FactCheck(
            new("DNAS4014", "repository-archived", "The repository is archived or disabled on GitHub", Severity.Info, "this project: what a reviewer has to know"),
            "An archived repository answers no questions and takes no corrections; a disabled one may vanish. Its code may be sound all the same.",
            "Readers: write to the authors. Authors: name in the README where the work goes on.", HostAnswers.Archived),
        new FactCheck(
            new("DNAS4015", "repository-renamed", "The repository has another name now", Severity.Warning, "FAIR4RS F1; ACM badging v1.1, Artifacts Available"),
            "GitHub redirects an old name only until somebody takes it; then the paper's link leads to somebody else's code.",
            "Write the new name wherever the old one stands, and archive a release with a DOI.", HostAnswers.Renamed),
        new FactCheck(
            new("DNAS4016", "commit-not-tagged", "No tag marks the commit", Severity.Info, "FAIR4RS F1.2; Lindauer & Hutter 2020, practice 14"),
            "A tag tells which state of the code a paper speaks of, and releases are what archives keep.",
            "Tag the commit that the results come from and make a release of it.", HostAnswers.NotTagged),
        new FactCheck(
            new("DNAS4017", "fork-without-origin", "A fork does not name what it comes from", Severity.Info, "CLAIM 2024 item 43; Lindauer & Hutter 2020, practice 1"),
            "In a fork most files may be another study's; a reader has to know which search is whose.",
            "Link to the original, name the commit that was taken, and say what was changed.", HostAnswers.ForkNotNamed),
    ];
}

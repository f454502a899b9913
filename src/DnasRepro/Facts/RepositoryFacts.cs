using DnasRepro.Cards;
using DnasRepro.Locations;
using DnasRepro.SearchCode;
using DnasRepro.Snapshots;

namespace DnasRepro.Facts;

/// <summary>Everything that checks may know about a repository; each fact carries the place that shows it.</summary>
/// <param name="Origin">What git says; null for a plain folder.</param>
/// <param name="Files">Which files there are and which were read.</param>
/// <param name="Licence">The licence files and what they say.</param>
/// <param name="Environment">The files that state the software environment, and their requirements.</param>
/// <param name="Documentation">The repository's documents: sections, commands, links.</param>
/// <param name="Citation">How the repository asks to be cited, and where it is archived.</param>
/// <param name="Weights">Where trained weights are.</param>
/// <param name="Data">Where the repository tells of its data.</param>
/// <param name="Configurations">What configuration files set.</param>
/// <param name="Card">The Reporting Card, or why there is none.</param>
/// <param name="Rerun">What a rerun showed; null when nothing was rerun.</param>
public sealed record RepositoryFacts(
    GitOrigin? Origin,
    FileFacts Files,
    LicenceFacts Licence,
    EnvironmentFacts Environment,
    DocumentationFacts Documentation,
    CitationFacts Citation,
    WeightFacts Weights,
    DataFacts Data,
    ConfigurationFacts Configurations,
    CardFacts Card,
    RerunFacts? Rerun)
{
    /// <summary>What the code tells about the search.</summary>
    public SearchCodeFacts SearchCode { get; init; } = SearchCodeFacts.NotAnalysed;

    /// <summary>What GitHub says; null when it was not asked or gave no answer.</summary>
    public GitHubFacts? GitHub { get; init; }
}

/// <summary>The files of a repository. Folders count as present when a file lies in them.</summary>
public sealed record FileFacts(IReadOnlyList<RepoPath> Paths, IReadOnlyList<SkippedFile> Unread, CodeCoverage Python)
{
    private readonly Lazy<HashSet<string>> files = new(() => [.. Paths.Select(p => p.Value)]);
    private readonly Lazy<HashSet<string>> folders = new(() =>
    {
        var found = new HashSet<string>(StringComparer.Ordinal) { "" };
        foreach (var path in Paths)
        {
            for (var folder = path.Folder; found.Add(folder);)
                folder = folder.LastIndexOf('/') is var cut and > 0 ? folder[..cut] : "";
        }
        return found;
    });

    private readonly Lazy<HashSet<string>> unread = new(() => [.. Unread.Select(u => u.Path)]);

    private readonly Lazy<HashSet<string>> names = new(() =>
        new(Paths.Select(p => p.Name).Concat(Unread.Select(u => u.Path[(u.Path.LastIndexOf('/') + 1)..])), StringComparer.OrdinalIgnoreCase));

    /// <summary>True when a file of that name lies anywhere; the case of letters does not count.</summary>
    public bool ContainsName(string name) => names.Value.Contains(name);

    /// <summary>True when there is such a file; the case of letters counts, as it does for git.</summary>
    public bool Contains(string path) => files.Value.Contains(path) || unread.Value.Contains(path);

    /// <summary>True when a file lies in such a folder.</summary>
    public bool ContainsFolder(string path) => folders.Value.Contains(path.TrimEnd('/'));

    /// <summary>The file whose path differs only in the case of letters, or null.</summary>
    public string? DifferingInCase(string path) => Paths.FirstOrDefault(p => p.Value.Equals(path, StringComparison.OrdinalIgnoreCase))?.Value;
}

/// <summary>How much of the code was read.</summary>
/// <param name="Files">Python files and notebooks that the repository lists.</param>
/// <param name="Read">Those that could be read.</param>
/// <param name="Unread">Those that could not, with the reason.</param>
public sealed record CodeCoverage(int Files, int Read, IReadOnlyList<SkippedFile> Unread);

/// <summary>A licence text and the SPDX id that was recognised in it (null when none was).</summary>
public sealed record LicenceFile(RepoPath Path, string? SpdxId, Evidence Evidence);

/// <summary>A licence that a README or a package's metadata names; the SPDX id is null when the name alone does not tell it.</summary>
public sealed record LicenceMention(string Name, string? SpdxId, Evidence Evidence);

/// <summary>The licence files, those at the root first.</summary>
public sealed record LicenceFacts(IReadOnlyList<LicenceFile> Files)
{
    /// <summary>Where README or package metadata name a licence: weaker than its text.</summary>
    public IReadOnlyList<LicenceMention> Mentions { get; init; } = [];
}

/// <summary>One thing that an environment file asks for.</summary>
/// <param name="Name">The package.</param>
/// <param name="Specifier">The requirement as written.</param>
/// <param name="IsPinned">True when exactly one version fits.</param>
/// <param name="Evidence">The line.</param>
public sealed record Requirement(string Name, string Specifier, bool IsPinned, Evidence Evidence);

/// <summary>A file that states the software environment.</summary>
/// <param name="Path">The file.</param>
/// <param name="Kind">Which kind it is, in the card's words: requirements_txt, conda_yml, pyproject, lock_file, dockerfile, container_image, other.</param>
/// <param name="Requirements">What it asks for; empty when it could not be understood.</param>
/// <param name="IsUnderstood">False when the file is of a kind that we cannot take apart (a setup.py that computes its list).</param>
public sealed record EnvironmentFile(RepoPath Path, string Kind, IReadOnlyList<Requirement> Requirements, bool IsUnderstood);

/// <summary>The files that state the software environment, those at the root first.</summary>
public sealed record EnvironmentFacts(IReadOnlyList<EnvironmentFile> Files);

/// <summary>A heading of a document: its level from 1 to 6, its plain text, its line.</summary>
public sealed record Heading(int Level, string Text, Evidence Evidence);

/// <summary>A command that a document tells its reader to run.</summary>
/// <param name="Text">The command line, without prompt, continuation lines joined.</param>
/// <param name="Files">The repository-like file names in it (<c>python search.py --x</c> names <c>search.py</c>), as written.</param>
/// <param name="Section">The text of the nearest heading above, or null.</param>
/// <param name="Evidence">The line.</param>
public sealed record DocumentedCommand(string Text, IReadOnlyList<string> Files, string? Section, Evidence Evidence)
{
    /// <summary>The folder, as seen from the document's start, that the commands before lead to; empty when none was entered or it cannot be told.</summary>
    public string Folder { get; init; } = "";

    /// <summary>True when the document's reader then stands in a folder that was cloned, which may be another repository's.</summary>
    public bool MayBeElsewhere { get; init; }
}

/// <summary>A link or a DOI in a document.</summary>
public sealed record DocumentedLink(string Target, Evidence Evidence);

/// <summary>One Markdown (or reStructuredText, or plain) document.</summary>
public sealed record DocumentFile(
    RepoPath Path, IReadOnlyList<Heading> Headings, IReadOnlyList<DocumentedCommand> Commands, IReadOnlyList<DocumentedLink> Links)
{
    /// <summary>Names of files and folders, in lower case, that the document tells its reader to create or to fetch.</summary>
    public IReadOnlySet<string> Made { get; init; } = new HashSet<string>();

    /// <summary>The first line that speaks of architecture search, or null.</summary>
    public Evidence? SearchMention { get; init; }

    /// <summary>True for a README, in whatever folder.</summary>
    public bool IsReadme => Path.Name.StartsWith("readme", StringComparison.OrdinalIgnoreCase);
}

/// <summary>The documents; the README at the root first.</summary>
public sealed record DocumentationFacts(IReadOnlyList<DocumentFile> Files)
{
    /// <summary>The README that a visitor sees first: the one at the root, else that of .github/ or docs/; or null.</summary>
    public DocumentFile? Readme =>
        Files.FirstOrDefault(f => f.IsReadme && f.Path.Depth == 0) ?? Files.FirstOrDefault(f => f.IsReadme && f.Path.Folder is ".github" or "docs");
}

/// <summary>How the repository is cited and archived.</summary>
/// <param name="CitationFile">CITATION.cff or codemeta.json or a .zenodo.json, or null.</param>
/// <param name="ArchiveDois">DOIs of archives (Zenodo, figshare, Dataverse, OSF, Software Heritage ids) that documents or citation files name.</param>
public sealed record CitationFacts(Evidence? CitationFile, IReadOnlyList<DocumentedLink> ArchiveDois)
{
    /// <summary>Where a README asks to be cited, or null.</summary>
    public Evidence? Request { get; init; }
}

/// <summary>Where trained weights are: files of the repository, links or calls in documents that fetch them.</summary>
public sealed record WeightFacts(IReadOnlyList<Evidence> Places);

/// <summary>Where the repository tells of its data: sections, sentences, links and scripts that get or lay them out.</summary>
public sealed record DataFacts(IReadOnlyList<Evidence> Places);

/// <summary>One key that a configuration file sets to a single value.</summary>
/// <param name="Key">The key with the keys around it: <c>searching.determ</c>.</param>
/// <param name="Value">The value as text.</param>
/// <param name="Evidence">The line.</param>
public sealed record ConfigurationSetting(string Key, string Value, Evidence Evidence);

/// <summary>A YAML or JSON file that sets options; lists and long texts are left out.</summary>
public sealed record ConfigurationFile(RepoPath Path, IReadOnlyList<ConfigurationSetting> Settings);

/// <summary>What configuration files set.</summary>
public sealed record ConfigurationFacts(IReadOnlyList<ConfigurationFile> Files);

/// <summary>The card, and the files that it names.</summary>
/// <param name="Reading">What looking for the card gave.</param>
/// <param name="Others">Further card files that were not used.</param>
/// <param name="NamedFiles">Text files that the card names, by path, for the rules that compare the card with them.</param>
public sealed record CardFacts(CardReading Reading, IReadOnlyList<RepoPath> Others, IReadOnlyDictionary<string, NamedFile> NamedFiles)
{
    /// <summary>The profile that the card is held against.</summary>
    public CardProfile Profile { get; init; } = CardProfile.Core;

    /// <summary>True when the user demands a card.</summary>
    public bool IsRequired { get; init; }

    /// <summary>The card, when it fits the schema.</summary>
    public ReportingCard? Valid => (Reading as CardReading.Valid)?.Card;
}

/// <summary>A file that the card names.</summary>
/// <param name="Path">The file.</param>
/// <param name="Sha256">The hash of its bytes, 64 hex digits; null when it could not be read.</param>
/// <param name="Text">Its text, or null when it is no text.</param>
public sealed record NamedFile(RepoPath Path, string? Sha256, string? Text);

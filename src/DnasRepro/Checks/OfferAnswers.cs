using DnasRepro.Facts;
using DnasRepro.Findings;
using DnasRepro.Locations;

namespace DnasRepro.Checks;

/// <summary>What is said of citing, archive, data, weights, and of what could not be read.</summary>
internal static class OfferAnswers
{
    private const int MostPlaces = 5;

    public static IEnumerable<Finding> CitationMissing(CheckInfo check, RepositoryFacts facts)
    {
        var heading = facts.Documentation.Readme?.Headings.FirstOrDefault(h => Words.Any(h.Text, "citation", "cite", "citing", "bibtex"));
        return (facts.Citation.CitationFile ?? facts.Citation.Request ?? heading?.Evidence) is { } place
            ? [Finding.Satisfied(check, "The repository says how to cite it.", place)]
            : [Finding.Violated(check, "The repository has no CITATION.cff and its README no words on citing.", "Add CITATION.cff.")];
    }

    public static IEnumerable<Finding> ArchiveMissing(CheckInfo check, RepositoryFacts facts) => facts.Citation.ArchiveDois is [var first, ..]
        ? [Finding.Satisfied(check, $"An archive is named: {first.Target}.", first.Evidence)]
        : [Finding.Violated(check, "Neither README nor citation file names an archived copy.", "Archive a release (Zenodo, Software Heritage, figshare) and name its DOI in README or CITATION.cff.")];

    public static IEnumerable<Finding> DataMissing(CheckInfo check, RepositoryFacts facts) => facts.Data.Places is [var first, ..]
        ? [Finding.Satisfied(check, "The repository says something of its data.", first) with { Confidence = Confidence.Medium }]
        : [Finding.Violated(check, "No section, link or script says where the data come from.", "Add a section that says where the data come from and how they are laid out.") with { Confidence = Confidence.Medium }];

    public static IEnumerable<Finding> WeightsMissing(CheckInfo check, RepositoryFacts facts) => facts.Weights.Places is [var first, ..]
        ? [Finding.Satisfied(check, "Weights are in the repository, or a document links to them or loads them.", first) with { Confidence = Confidence.Medium }]
        : [Finding.Violated(check, "No trained weights were found, in the files or in the documents' links.", "Offer the weights, best in an archive with a DOI and a hash.") with { Confidence = Confidence.Medium }];

    public static IEnumerable<Finding> CodeUnread(CheckInfo check, RepositoryFacts facts) => facts.Files.Python switch
    {
        { Files: 0 } => [Finding.NotApplicable(check, "There is no Python code.")],
        { Unread.Count: 0 } code => [Finding.Satisfied(check, $"All {code.Files} Python files were read.")],
        var code => [Finding.Violated(
            check, $"{code.Unread.Count} of {code.Files} Python files could not be read, for example {code.Unread[0].Path}: {code.Unread[0].Reason}.", "Save source files as UTF-8 text of at most 2 MiB.",
            [.. code.Unread.Take(MostPlaces).Where(u => RepoPath.TryParse(u.Path, out _)).Select(u => Evidence.OfFile(RepoPath.Parse(u.Path), u.Reason))])],
    };
}

using DnasRepro.Locations;

namespace DnasRepro.Facts;

/// <summary>Finds how the repository is cited and archived.</summary>
internal sealed class CitationReader : ITextReader
{
    private readonly List<DocumentedLink> links = [];
    private Evidence? file;

    public bool Wants(RepoPath path) => path.Depth == 0 && path.Name.ToLowerInvariant() is ("citation.cff" or "codemeta.json" or ".zenodo.json" or "citation.bib" or "citation.md" or "citation");

    public void Read(RepoPath path, string text)
    {
        if (file is null || path.Name.Equals("CITATION.cff", StringComparison.OrdinalIgnoreCase))
            file = Evidence.OfFile(path);
        links.AddRange(LinkScanner.Read(path, text));
    }

    public CitationFacts Facts(DocumentationFacts documents) =>
        new(file, [.. links.Concat(documents.Readme?.Links ?? []).Where(l => ArchiveAddress.IsOne(l.Target))]);
}

/// <summary>Tells addresses of archives, which keep what they have, from those of hosts, which do not.</summary>
internal static class ArchiveAddress
{
    private static readonly string[] Marks = ["10.5281/zenodo.", "zenodo.org/record", "zenodo.org/badge/latestdoi", "zenodo.org/doi", "10.6084/m9.figshare", "10.7910/dvn/", "10.17605/osf.io", "10.17632/", "swh:1:"];

    public static bool IsOne(string target) => Array.Exists(Marks, m => target.Contains(m, StringComparison.OrdinalIgnoreCase));
}

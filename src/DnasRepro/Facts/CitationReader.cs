using DnasRepro.Locations;

namespace DnasRepro.Facts;

/// <summary>Finds how the repository is cited and archived.</summary>
internal sealed class CitationReader : ITextReader
{
    private static readonly string[] Entries = ["@article", "@inproceedings", "@misc", "@software", "@incollection", "@conference", "@techreport", "@phdthesis"];
    private static readonly string[] Requests = ["please cite", "kindly cite", "consider citing", "please consider citing", "how to cite", "if you use this", "if you find this", "if you find our", "cite our", "cite this"];

    private readonly List<DocumentedLink> links = [];
    private Evidence? file;
    private Evidence? request;

    public bool Wants(RepoPath path) => IsCitation(path) || (path.Name.StartsWith("readme", StringComparison.OrdinalIgnoreCase) && DocumentReader.IsDocument(path));

    public void Read(RepoPath path, string text)
    {
        if (!IsCitation(path))
        {
            request ??= Request(path, text);
            return;
        }
        if (file is null || path.Name.Equals("CITATION.cff", StringComparison.OrdinalIgnoreCase))
            file = Evidence.OfFile(path);
        links.AddRange(LinkScanner.Read(path, text));
    }

    /// <summary>Archives of the code: links of citation files, and of the READMEs where these do not speak of data or weights.</summary>
    public CitationFacts Facts(DocumentationFacts documents) =>
        new(file, [.. links.Concat(documents.Files.Where(f => f.IsReadme).SelectMany(OfCode)).Where(l => ArchiveAddress.IsOne(l.Target))]) { Request = request };

    private static bool IsCitation(RepoPath path) =>
        path.Depth == 0 && path.Name.ToLowerInvariant() is ("citation.cff" or "codemeta.json" or ".zenodo.json" or "citation.bib" or "citation.md" or "citation");

    private static IEnumerable<DocumentedLink> OfCode(DocumentFile document)
    {
        var heading = 0;
        foreach (var link in document.Links)
        {
            while (heading < document.Headings.Count && document.Headings[heading].Evidence.Location.StartLine <= link.Evidence.Location.StartLine)
                heading++;
            var section = heading == 0 ? "" : document.Headings[heading - 1].Text;
            if (!SpeaksOfOtherThings(section) && !SpeaksOfOtherThings(link.Evidence.Excerpt ?? ""))
                yield return link;
        }
    }

    private static bool SpeaksOfOtherThings(string text) =>
        Array.Exists(["dataset", "data set", "weights", "pretrained", "pre-trained", "checkpoint", "download the", "challenge"], w => text.Contains(w, StringComparison.OrdinalIgnoreCase))
        || text.Split(' ').Any(w => w.Trim('#', ':', '*', '.').Equals("data", StringComparison.OrdinalIgnoreCase));

    private static Evidence? Request(RepoPath path, string text)
    {
        var number = 0;
        foreach (var span in text.AsSpan().EnumerateLines())
        {
            number++;
            var line = span.Length > 1000 ? span[..1000].ToString() : span.ToString();
            if (Array.Exists(Requests, r => line.Contains(r, StringComparison.OrdinalIgnoreCase)) || Array.Exists(Entries, e => line.TrimStart().StartsWith(e, StringComparison.OrdinalIgnoreCase)))
                return Evidence.AtLine(path, number, line);
        }
        return null;
    }
}

/// <summary>Tells addresses of archives, which keep what they have, from those of hosts, which do not.</summary>
internal static class ArchiveAddress
{
    private static readonly string[] Marks =
    [
        "10.5281/zenodo.", "zenodo.org/record", "zenodo.org/badge/", "zenodo.org/doi", "10.6084/m9.figshare", "10.7910/dvn/", "10.17605/osf.io", "10.17632/", "10.24433/co.",
        "swh:1:", "archive.softwareheritage.org/",
    ];

    public static bool IsOne(string target) => Array.Exists(Marks, m => target.Contains(m, StringComparison.OrdinalIgnoreCase));
}

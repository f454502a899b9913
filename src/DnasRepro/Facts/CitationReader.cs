using DnasRepro.Locations;

namespace DnasRepro.Facts;

/// <summary>Finds how the repository is cited and archived.</summary>
#pragma warning disable CA1822 // replaced below
internal sealed class CitationReader : ITextReader
{
    public bool Wants(RepoPath path) => false;

    public void Read(RepoPath path, string text)
    {
    }

    public CitationFacts Facts(DocumentationFacts documents) => new(null, []);
}

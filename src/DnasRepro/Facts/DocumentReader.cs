using DnasRepro.Locations;

namespace DnasRepro.Facts;

/// <summary>Reads documents: sections, commands, links.</summary>
#pragma warning disable CA1822 // replaced below
internal sealed class DocumentReader : ITextReader
{
    public bool Wants(RepoPath path) => false;

    public void Read(RepoPath path, string text)
    {
    }

    public DocumentationFacts Facts() => new([]);
}

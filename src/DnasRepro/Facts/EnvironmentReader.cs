using DnasRepro.Locations;

namespace DnasRepro.Facts;

/// <summary>Takes environment files apart.</summary>
#pragma warning disable CA1822 // replaced below
internal sealed class EnvironmentReader : ITextReader
{
    public bool Wants(RepoPath path) => false;

    public void Read(RepoPath path, string text)
    {
    }

    public EnvironmentFacts Facts() => new([]);
}

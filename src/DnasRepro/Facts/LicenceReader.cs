using DnasRepro.Locations;

namespace DnasRepro.Facts;

/// <summary>Recognises licence texts.</summary>
#pragma warning disable CA1822 // replaced below
internal sealed class LicenceReader : ITextReader
{
    public bool Wants(RepoPath path) => false;

    public void Read(RepoPath path, string text)
    {
    }

    public LicenceFacts Facts() => new([]);
}

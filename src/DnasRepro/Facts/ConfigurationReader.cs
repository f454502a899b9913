using DnasRepro.Locations;

namespace DnasRepro.Facts;

/// <summary>Reads what configuration files set.</summary>
#pragma warning disable CA1822 // replaced below
internal sealed class ConfigurationReader : ITextReader
{
    public bool Wants(RepoPath path) => false;

    public void Read(RepoPath path, string text)
    {
    }

    public ConfigurationFacts Facts() => new([]);
}

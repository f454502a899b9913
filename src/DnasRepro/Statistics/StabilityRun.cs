using DnasRepro.Architectures;

namespace DnasRepro.Statistics;

/// <summary>One search as the verdict sees it.</summary>
/// <param name="Seed">Its seed.</param>
/// <param name="Architecture">What it found; null when the search failed, which counts as finding nothing again.</param>
/// <param name="Parameters">Its final architecture parameters, or null when they are not known.</param>
public sealed record StabilityRun(long Seed, Architecture? Architecture, ArchitectureParameters? Parameters)
{
    /// <summary>The hash of the raw bytes of all final architecture parameters, known even where these have no place in the space; null when it is not.</summary>
    public string? ParametersSha256 { get; init; }
}

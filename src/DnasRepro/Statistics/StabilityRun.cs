using DnasRepro.Architectures;

namespace DnasRepro.Statistics;

/// <summary>One search as the verdict sees it.</summary>
/// <param name="Seed">Its seed.</param>
/// <param name="Architecture">What it found; null when the search failed, which counts as finding nothing again.</param>
/// <param name="Parameters">Its final architecture parameters, or null when they are not known.</param>
public sealed record StabilityRun(long Seed, Architecture? Architecture, ArchitectureParameters? Parameters);

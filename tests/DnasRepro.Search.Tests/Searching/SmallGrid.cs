using DnasRepro.ReferenceSearch;

namespace DnasRepro.Search.Tests.Searching;

/// <summary>Searches of a topology that take a second or two.</summary>
internal static class SmallGrid
{
    /// <summary>Two blocks of two levels, four channels; eight images of 16 × 16, or as many volumes of 16 × 16 × 16.</summary>
    public static SearchSettings Settings(StrategySettings strategy, int dimensions = 2, double memoryWeight = 0, int epochs = 3, int blocks = 2, int levels = 2)
    {
        var settings = SmallSearch.Settings(strategy with { Discretisation = DiscretisationRule.ValidPath }, epochs);
        return settings with
        {
            Space = settings.Space with { Dimensions = dimensions, Topology = new TopologySettings { Blocks = blocks, Levels = levels, MemoryWeight = memoryWeight } },
        };
    }
}

using DnasRepro.SearchCode.Modules;

namespace DnasRepro.SearchCode.Practice;

/// <summary>Reads how a search is written: seeds, determinism, schedule, what it gives out when, and slips that are known.</summary>
internal static class PracticeReader
{
    /// <summary>Reads the practice of a repository.</summary>
    /// <param name="code">Its code.</param>
    /// <param name="anchor">The search, or null when there is none: then only seeds and switches are listed.</param>
    public static PracticeFacts Read(CodeBase code, SearchAnchor? anchor)
    {
        var scope = new SearchScope(code, anchor);
        var values = new ValueReader(scope);
        var facts = new PracticeFacts(SeedReader.Read(scope, values), DeterminismReader.Read(scope), [], []);
        if (anchor is null)
            return facts;
        var readers = new ArchitectureReaders(scope);
        var registered = RegisteredParameters.Of(scope);
        var routes = Routes(anchor, new RouteFinder(scope), values);
        return facts with
        {
            FrozenStarts = FreezeReader.Read(routes, values),
            Outputs = new OutputReader(scope, readers).Read(routes),
            ScalingSlips = ScalingSlipReader.Read(scope),
            WeightOptimiserHoldsArchitecture = new WeightOptimiserReader(scope, readers, registered).Read(),
        };
    }

    private static List<(IReadOnlyList<Stage> Route, EpochLoop Loop)> Routes(SearchAnchor anchor, RouteFinder finder, ValueReader values)
    {
        var routes = new List<(IReadOnlyList<Stage>, EpochLoop)>();
        foreach (var route in anchor.Updates.SelectMany(finder.To))
        {
            if (EpochLoop.On(route, values) is { } loop)
                routes.Add((route, loop));
        }
        return routes;
    }
}

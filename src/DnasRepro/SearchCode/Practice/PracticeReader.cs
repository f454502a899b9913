using DnasRepro.Locations;
using DnasRepro.SearchCode.Modules;

namespace DnasRepro.SearchCode.Practice;

/// <summary>Reads how a search is written: seeds, determinism, schedule, what it gives out when, and slips that are known.</summary>
internal static class PracticeReader
{
    /// <summary>Reads the practice of a repository.</summary>
    /// <param name="code">Its code.</param>
    /// <param name="anchor">The search, or null when there is none: then only seeds and switches are listed.</param>
    /// <param name="settings">The texts of configuration files, for values that programs take from them.</param>
    public static PracticeFacts Read(CodeBase code, SearchAnchor? anchor, IReadOnlyList<(RepoPath Path, string Text)>? settings = null)
    {
        var scope = new SearchScope(code, anchor, new SettingFiles(settings ?? []));
        var values = new ValueReader(scope);
        var facts = new PracticeFacts(SeedReader.Read(scope, values), DeterminismReader.Read(scope), [], []);
        if (anchor is null)
            return facts;
        var readers = new ArchitectureReaders(scope);
        var registered = RegisteredParameters.Of(scope);
        var finder = new RouteFinder(scope);
        var ways = new OwnUpdates(scope, readers).Of(anchor.Updates).SelectMany(finder.To).ToList();
        var routes = ways.Select(w => (Route: w, Loop: EpochLoop.On(w, values))).Where(r => r.Loop is not null).Select(r => (r.Route, Loop: r.Loop!)).ToList();
        return facts with
        {
            FrozenStarts = FreezeReader.Read(routes, values),
            Outputs = new OutputReader(scope, readers, new ModelSaves(scope, finder, registered)).Read(routes),
            DataSplits = DataSplitReader.Read(scope),
            TestDataInSearch = new TestDataReader(scope).Read(ways),
            ScalingSlips = ScalingSlipReader.Read(scope),
            WeightOptimiserHoldsArchitecture = new WeightOptimiserReader(scope, readers, registered).Read(),
        };
    }

    /// <summary>Reads the practice of a repository with several searches or programs that run one: what is true of one of them is listed once.</summary>
    public static PracticeFacts ReadAll(CodeBase code, IReadOnlyList<SearchAnchor> anchors, IReadOnlyList<(RepoPath Path, string Text)>? settings = null)
    {
        var all = anchors.Count == 0 ? [Read(code, null, settings)] : anchors.Select(a => Read(code, a, settings)).ToList();
        return new PracticeFacts(
            [.. all.SelectMany(f => f.Seeds).GroupBy(s => (s.Library, s.Evidence.Location)).Select(g => g.FirstOrDefault(s => s.InSearch) ?? g.First())],
            [.. all.SelectMany(f => f.Determinism).GroupBy(d => (d.Name, d.Evidence.Location)).Select(g => g.FirstOrDefault(d => d.InSearch) ?? g.First())],
            [.. all.SelectMany(f => f.FrozenStarts).DistinctBy(f => f.Evidence.Location)],
            [.. all.SelectMany(f => f.Outputs).DistinctBy(o => (o.IsBeforeTraining, o.Evidence.Location))])
        {
            WeightOptimiserHoldsArchitecture = all.Find(f => f.WeightOptimiserHoldsArchitecture.Count > 0)?.WeightOptimiserHoldsArchitecture ?? [],
            ScalingSlips = [.. all.SelectMany(f => f.ScalingSlips).DistinctBy(e => e.Location)],
            DataSplits = [.. all.SelectMany(f => f.DataSplits).DistinctBy(e => e.Location)],
            TestDataInSearch = all.Find(f => f.TestDataInSearch.Count > 0)?.TestDataInSearch ?? [],
        };
    }
}

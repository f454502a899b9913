namespace DnasRepro.SearchCode.Practice;

/// <summary>Finds conditions on the epoch around the architecture update: before it holds, the architecture parameters do not move.</summary>
internal static class FreezeReader
{
    /// <summary>The first epoch in which the parameters move, for each loop over epochs in which they do not move from the start.</summary>
    /// <param name="routes">The ways to the updates, each with the loop over epochs that it runs through.</param>
    public static IReadOnlyList<FrozenStart> Read(IReadOnlyList<(IReadOnlyList<Stage> Route, EpochLoop Loop)> routes, ValueReader values)
    {
        var found = new List<FrozenStart>();
        foreach (var group in routes.GroupBy(r => r.Loop.Statement))
        {
            // every way to an update must be closed at first: one open way moves the parameters
            var bounds = group.Select(r => new EpochGuards(r.Route, r.Loop, values).Bound()).ToList();
            if (bounds.Count == 0 || bounds.Exists(b => b is null))
                continue;
            var loop = group.First().Loop;
            var first = bounds.Exists(b => b!.Start is null) ? bounds.Find(b => b!.Start is null)! : bounds.MinBy(b => b!.Start)!;
            if (first.Start is { } start && start - loop.First is var epochs)
            {
                if (epochs is >= 1 and < int.MaxValue)
                    found.Add(new FrozenStart((int)epochs, first.Option, loop.Count, first.Place));
            }
            else if (first.Option is not null)
            {
                found.Add(new FrozenStart(null, first.Option, loop.Count, first.Place));
            }
        }
        return [.. found.OrderBy(f => f.Evidence.Location.Path).ThenBy(f => f.Evidence.Location.StartLine)];
    }
}

namespace DnasRepro.Statistics;

/// <summary>The best path through a cell whose sites are layers: one edge at each site, each beginning where the last one ended (Viterbi).</summary>
internal static class BestPath
{
    /// <summary>The choices on the path, from node 0 on; it ends early where no edge goes on from any node that was reached.</summary>
    /// <param name="index">The space.</param>
    /// <param name="cell">The index of the cell.</param>
    /// <param name="best">The best choice of each edge with its parameter; -1 where there is none.</param>
    public static List<int> Of(SpaceIndex index, int cell, IReadOnlyList<(int Item, double Value)> best)
    {
        var steps = new List<Dictionary<int, (int Edge, double Sum)>>();
        var reached = new Dictionary<int, (int Edge, double Sum)> { [0] = (-1, 0) };
        foreach (var site in index.Sites.Where(s => s.Cell == cell))
        {
            var next = new Dictionary<int, (int Edge, double Sum)>();
            foreach (var edge in site.Edges.Where(e => best[e].Item >= 0))
            {
                var (from, node) = index.EndsOf(edge);
                if (reached.TryGetValue(from, out var before) && (!next.TryGetValue(node, out var other) || before.Sum + best[edge].Value > other.Sum))
                    next[node] = (edge, before.Sum + best[edge].Value);
            }
            if (next.Count == 0)
                break;
            steps.Add(reached = next);
        }
        return Walked(index, steps, best);
    }

    private static List<int> Walked(SpaceIndex index, List<Dictionary<int, (int Edge, double Sum)>> steps, IReadOnlyList<(int Item, double Value)> best)
    {
        var path = new List<int>();
        if (steps.Count == 0)
            return path;
        var node = steps[^1].OrderByDescending(s => s.Value.Sum).ThenBy(s => s.Key).First().Key;
        for (var step = steps.Count - 1; step >= 0; step--)
        {
            var edge = steps[step][node].Edge;
            path.Add(best[edge].Item);
            node = index.EndsOf(edge).From;
        }
        return path;
    }
}

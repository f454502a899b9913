namespace DnasRepro.Architectures;

/// <summary>The best path through a cell whose sites are layers: one edge at each site, each beginning where the last one ended (Viterbi).</summary>
internal sealed class BestPath
{
    private readonly int[][] layers;
    private readonly (int From, int Node)[] ends;
    private readonly int[] starts;
    private readonly int nodes;

    /// <param name="cell">The cell.</param>
    /// <param name="startsAtAnyInput">Whether the path begins at any of the cell's inputs, and not at node 0 only.</param>
    public BestPath(SpaceCell cell, bool startsAtAnyInput)
    {
        layers = [.. cell.Edges.Select((e, i) => (e.Site, Index: i)).GroupBy(e => e.Site).OrderBy(g => g.Key).Select(g => g.Select(e => e.Index).ToArray())];
        int[] first = startsAtAnyInput ? [.. Enumerable.Range(0, cell.Inputs)] : [0];
        var numbers = cell.Edges.SelectMany(e => new[] { e.From, e.Node }).Concat(first).Distinct().Order().Select((node, i) => (node, i)).ToDictionary(n => n.node, n => n.i);
        ends = [.. cell.Edges.Select(e => (numbers[e.From], numbers[e.Node]))];
        (starts, nodes) = ([.. first.Select(f => numbers[f])], numbers.Count);
    }

    /// <summary>The edges on the path with the largest sum, by their place in the cell; it ends early where no edge goes on from any node that was reached. Of equal ones the first.</summary>
    /// <param name="values">The value of each edge; minus infinity for one that cannot be taken.</param>
    public List<int> Find(ReadOnlySpan<double> values)
    {
        var sums = Unreached();
        foreach (var start in starts)
            sums[start] = 0;
        var arrivals = new List<int[]>();
        foreach (var layer in layers)
        {
            var (next, arrival) = (Unreached(), new int[nodes]);
            foreach (var edge in layer)
            {
                var (from, node) = ends[edge];
                if (sums[from] + values[edge] <= next[node])
                    continue;
                (next[node], arrival[node]) = (sums[from] + values[edge], edge);
            }
            if (next.All(double.IsNegativeInfinity))
                break;
            arrivals.Add(arrival);
            sums = next;
        }
        return Walked(sums, arrivals);
    }

    private List<int> Walked(double[] sums, List<int[]> arrivals)
    {
        var node = Array.IndexOf(sums, sums.Max());
        var path = new List<int>(arrivals.Count);
        for (var layer = arrivals.Count - 1; layer >= 0; layer--)
        {
            path.Add(arrivals[layer][node]);
            node = ends[path[^1]].From;
        }
        return path;
    }

    private double[] Unreached()
    {
        var sums = new double[nodes];
        Array.Fill(sums, double.NegativeInfinity);
        return sums;
    }
}

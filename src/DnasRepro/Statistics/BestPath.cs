namespace DnasRepro.Statistics;

/// <summary>The best path through a cell whose sites are layers: one edge at each site, each beginning where the last one ended (Viterbi).</summary>
internal sealed class BestPath
{
    private readonly int[][] layers;
    private readonly Dictionary<int, (int From, int Node)> ends;
    private readonly int start;
    private readonly int nodes;

    /// <param name="index">The space.</param>
    /// <param name="cell">The index of the cell.</param>
    public BestPath(SpaceIndex index, int cell)
    {
        layers = [.. index.Sites.Where(s => s.Cell == cell).Select(s => s.Edges.ToArray())];
        var numbers = layers.SelectMany(l => l).Select(index.EndsOf).SelectMany(e => new[] { e.From, e.Node }).Append(0).Distinct().Order()
            .Select((node, i) => (node, i)).ToDictionary(n => n.node, n => n.i);
        ends = layers.SelectMany(l => l).ToDictionary(e => e, e => (numbers[index.EndsOf(e).From], numbers[index.EndsOf(e).Node]));
        (start, nodes) = (numbers[0], numbers.Count);
    }

    /// <summary>The edges on the path, from node 0 on; it ends early where no edge goes on from any node that was reached.</summary>
    /// <param name="best">The best choice of each edge with its parameter; a choice below 0 where there is none.</param>
    public List<int> Find(ReadOnlySpan<(int Item, double Value)> best)
    {
        var sums = Unreached();
        sums[start] = 0;
        var arrivals = new List<int[]>();
        foreach (var layer in layers)
        {
            var (next, arrival) = (Unreached(), new int[nodes]);
            foreach (var edge in layer)
            {
                var (from, node) = ends[edge];
                if (best[edge].Item < 0 || sums[from] + best[edge].Value <= next[node])
                    continue;
                (next[node], arrival[node]) = (sums[from] + best[edge].Value, edge);
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

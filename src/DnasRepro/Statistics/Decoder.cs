using DnasRepro.Architectures;

namespace DnasRepro.Statistics;

/// <summary>
/// Architecture parameters to an architecture, as differentiable searches do it. Where a site keeps n edges: on each edge the best
/// operation that is not none, and of the edges those n whose best one has the largest share after softmax. Where it is free how many
/// are kept: the best operation of each edge, none included, and an edge with none is not kept. In spaces of paths: the path with the
/// largest sum, of its edges' own parameters where they have some and of their best operations' otherwise, which takes one edge at each site
/// and on it the best operation.
/// </summary>
internal sealed class Decoder
{
    private readonly SpaceIndex index;
    private readonly int[][] items;
    private readonly int[] starts;
    private readonly IReadOnlyList<(BestPath Path, int First, int Count)> paths;

    public Decoder(SpaceIndex index)
    {
        this.index = index;
        items = [.. index.Space.Cells.SelectMany(c => c.Edges.Select((e, i) => c.OperationsOf(i).Select(o => index.Item(c.Id, e, o) ?? -1).ToArray()))];
        starts = new int[items.Length + 1];
        for (var edge = 0; edge < items.Length; edge++)
            starts[edge + 1] = starts[edge] + items[edge].Length;
        paths = index.Space.IsPath ? [.. index.Space.Cells.Select((c, i) => (new BestPath(c, index.Space.StartsAtAnyInput), index.Space.Cells.Take(i).Sum(b => b.Edges.Count), c.Edges.Count))] : [];
    }

    /// <summary>How many parameters there are: one for each operation of each edge, in order, and then one for each edge where paths have parameters of their own.</summary>
    public int ParameterCount => starts[^1] + (index.Space.HasPathParameters ? items.Length : 0);

    /// <summary>For each edge the choices that its operations stand for, -1 for none.</summary>
    public IReadOnlyList<int[]> Items => items;

    /// <summary>Where the parameters of an edge begin.</summary>
    public int StartOf(int edge) => starts[edge];

    public ChoiceSet Decode(ReadOnlySpan<double> parameters)
    {
        var chosen = new List<int>(index.Sites.Count * 2);
        foreach (var (path, first, count) in paths)
            AddPath(path, first, count, parameters, chosen);
        foreach (var site in paths.Count == 0 ? index.Sites : [])
            AddSite(site, parameters, chosen);
        return new ChoiceSet([.. chosen]);
    }

    private void AddPath(BestPath path, int first, int count, ReadOnlySpan<double> parameters, List<int> chosen)
    {
        var (best, values) = (new int[count], new double[count]);
        for (var edge = 0; edge < count; edge++)
        {
            (best[edge], var value) = Best(first + edge, Row(parameters, first + edge), withNone: false);
            values[edge] = best[edge] < 0 ? double.NegativeInfinity : index.Space.HasPathParameters ? parameters[starts[^1] + first + edge] : value;
        }
        foreach (var edge in path.Find(values))
            chosen.Add(best[edge]);
    }

    private void AddSite(Site site, ReadOnlySpan<double> parameters, List<int> chosen)
    {
        if (site.Keeps is null || site.Keeps >= site.Edges.Count)
        {
            foreach (var edge in site.Edges)
                AddKept(Best(edge, Row(parameters, edge), withNone: site.Keeps is null).Item, chosen);
            return;
        }
        var first = chosen.Count;
        Span<double> shares = stackalloc double[site.Edges.Count < 256 ? site.Edges.Count : 0];
        shares = shares.Length == site.Edges.Count ? shares : new double[site.Edges.Count];
        for (var i = 0; i < shares.Length; i++)
            shares[i] = ShareOfBest(site.Edges[i], parameters);
        for (var kept = 0; kept < site.Keeps && chosen.Count - first == kept; kept++)
        {
            var best = 0;
            for (var i = 1; i < shares.Length; i++)
                best = shares[i] > shares[best] ? i : best;
            AddKept(Best(site.Edges[best], Row(parameters, site.Edges[best]), withNone: false).Item, chosen);
            shares[best] = double.NegativeInfinity;
        }
    }

    private static void AddKept(int item, List<int> chosen)
    {
        if (item >= 0 && !chosen.Contains(item))
            chosen.Add(item);
    }

    private ReadOnlySpan<double> Row(ReadOnlySpan<double> parameters, int edge) => parameters[starts[edge]..starts[edge + 1]];

    /// <summary>The best choice of an edge and its parameter; -1 when it is none or there is no other.</summary>
    private (int Item, double Value) Best(int edge, ReadOnlySpan<double> row, bool withNone)
    {
        var (best, value) = (-1, double.NegativeInfinity);
        for (var i = 0; i < row.Length; i++)
        {
            if ((withNone || items[edge][i] >= 0) && row[i] > value)
                (best, value) = (items[edge][i], row[i]);
        }
        return (best, value);
    }

    /// <summary>The share after softmax of an edge's best operation but none.</summary>
    private double ShareOfBest(int edge, ReadOnlySpan<double> parameters)
    {
        var row = Row(parameters, edge);
        var best = Best(edge, row, withNone: false).Value;
        if (double.IsNegativeInfinity(best))
            return best;
        var sum = 0.0;
        foreach (var value in row)
            sum += Math.Exp(value - best);
        return 1 / sum;
    }
}

namespace DnasRepro.Statistics;

/// <summary>
/// Agreement coefficients with runs as raters and the space's edges as units; the label of an edge is its operation, or that it is
/// absent. Sources: Fleiss 1971, Krippendorff 2004, Gwet 2008, Brennan and Prediger 1981.
/// </summary>
internal static class LabelAgreement
{
    public static LabelMeasures Of(SpaceIndex index, IReadOnlyList<ChoiceSet> runs)
    {
        var (edges, categories) = (index.EdgeCount, index.Operations.Count + 1);
        if (runs.Count < 2 || edges == 0)
            return new LabelMeasures(null, null, null, null, null, null);
        var counts = Counts(index, runs, categories);
        var raters = (double)runs.Count;
        var totals = Enumerable.Range(0, categories).Select(c => counts.Sum(edge => (double)edge[c])).ToList();
        var observed = counts.Average(edge => edge.Sum(c => (double)c * (c - 1)) / (raters * (raters - 1)));
        var ratings = edges * raters;
        var shares = totals.Select(t => t / ratings).ToList();
        var byChance = shares.Sum(s => s * s);
        var disagreement = 1 - totals.Sum(t => t * (t - 1)) / (ratings * (ratings - 1));
        return new LabelMeasures(
            1 - observed,
            observed,
            1 - byChance > 1e-15 ? (observed - byChance) / (1 - byChance) : null,
            disagreement > 1e-15 ? 1 - (1 - observed) / disagreement : null,
            categories > 1 ? Corrected(observed, shares.Sum(s => s * (1 - s)) / (categories - 1)) : null,
            categories > 1 ? Corrected(observed, 1.0 / categories) : null);
    }

    /// <summary>Gwet's chance term is at most 1/q, so that the denominator is never 0.</summary>
    private static double Corrected(double observed, double chance) => (observed - chance) / (1 - chance);

    /// <summary>For each edge, how many runs gave it each label; the first label is absent.</summary>
    private static List<int[]> Counts(SpaceIndex index, IReadOnlyList<ChoiceSet> runs, int categories)
    {
        var counts = Enumerable.Range(0, index.EdgeCount).Select(_ => new int[categories]).ToList();
        foreach (var run in runs)
        {
            var labels = new int[index.EdgeCount];
            foreach (var item in run.Members.Where(index.IsInSpace).OrderDescending())
                labels[index.EdgeOf(item)] = index.OperationOf(item) + 1;
            for (var edge = 0; edge < labels.Length; edge++)
                counts[edge][labels[edge]]++;
        }
        return counts;
    }
}

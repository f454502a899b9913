using DnasRepro.Architectures;

namespace DnasRepro.Statistics;

/// <summary>What the final architecture parameters of the runs show, edge by edge.</summary>
internal static class ParameterStatistics
{
    /// <summary>Null when the parameters of a run are not known or not of the space's form.</summary>
    public static ParameterMeasures? Of(SearchSpace space, IReadOnlyList<StabilityRun> runs, StabilityRules rules)
    {
        var tables = runs.Select(r => r.Parameters is { } p ? ParameterTable.Of(space, p) : null).OfType<ParameterTable>().ToList();
        if (tables.Count != runs.Count || tables.Count == 0 || tables[0].Rows.Count == 0)
            return null;
        var pairs = PairwiseAgreement.Pairs(tables.Count).ToList();
        var rows = tables.SelectMany(t => t.Rows).Where(r => r.Count > 1).Select(EdgeParameters.Of).ToList();
        var compared = pairs.SelectMany(p => tables[p.A].Rows.Zip(tables[p.B].Rows)).Where(r => r.First.Count > 0).ToList();
        var ranked = compared.Where(r => !RankCorrelation.IsConstant(r.First) && !RankCorrelation.IsConstant(r.Second)).ToList();
        var choices = ChoiceParameters.Of(space, tables);
        return new ParameterMeasures(
            Mean(ranked, r => RankCorrelation.KendallTauB(r.First, r.Second)),
            ranked.Count,
            Mean(ranked, r => RankCorrelation.Spearman(r.First, r.Second)),
            Mean(compared, r => First(r.First) == First(r.Second) ? 1 : 0),
            Mean(rows, r => r.SoftmaxMargin),
            Median(rows.Select(r => r.SoftmaxMargin)),
            Finite(Median(rows.Select(r => r.LogitMargin))),
            Mean(rows, r => r.Entropy),
            Median(rows.Select(r => r.Entropy)),
            Mean(rows, r => r.LogitMargin >= rules.DecidedMargin ? 1 : 0),
            tables.Count < 2 ? null : Enumerable.Range(0, tables[0].Rows.Count).Average(e => Divergence([.. tables.Select(t => t.Rows[e])])),
            compared.Count == 0 ? null : Finite(compared.Max(r => Difference(r.First, r.Second))),
            pairs.Count(p => tables[p.A].IsBitIdenticalTo(tables[p.B])))
        {
            Ties = rows.Count(r => r.LogitMargin == 0),
            NoneLeads = Mean([.. choices], (ChoiceParameters c) => c.NoneLeads ? 1 : 0),
            DecidedShareOfChoice = Mean([.. choices.Where(c => c.Values.Count > 1)], (ChoiceParameters c) => EdgeParameters.Of(c.Values).LogitMargin >= rules.DecidedMargin ? 1 : 0),
        };
    }

    /// <summary>The largest difference of two rows; where either rules an operation out (minus infinity) there is none to tell.</summary>
    public static double Difference(IReadOnlyList<double> a, IReadOnlyList<double> b) =>
        a.Zip(b, (x, y) => double.IsFinite(x) && double.IsFinite(y) ? Math.Abs(x - y) : 0).DefaultIfEmpty(0).Max();

    /// <summary>A program that rules operations out (minus infinity) has margins without bound; there is no number for them.</summary>
    private static double? Finite(double? value) => value is { } v && double.IsFinite(v) ? v : null;

    /// <summary>The Jensen-Shannon divergence of one edge's softmax over runs, in nats.</summary>
    private static double Divergence(IReadOnlyList<IReadOnlyList<double>> rows)
    {
        if (rows[0].Count == 0)
            return 0;
        var shares = rows.Select(EdgeParameters.Softmax).ToList();
        var mean = Enumerable.Range(0, rows[0].Count).Select(o => shares.Average(s => s[o])).ToList();
        return EdgeParameters.EntropyNats(mean) - shares.Average(EdgeParameters.EntropyNats);
    }

    /// <summary>The index of the largest value; the first of equal ones.</summary>
    private static int First(IReadOnlyList<double> row)
    {
        var first = 0;
        for (var i = 1; i < row.Count; i++)
            first = row[i] > row[first] ? i : first;
        return first;
    }

    private static double? Mean<T>(List<T> values, Func<T, double> measure) => values.Count == 0 ? null : values.Average(measure);

    /// <summary>The middle value, or the mean of the middle two.</summary>
    private static double? Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count == 0 ? null : (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }
}

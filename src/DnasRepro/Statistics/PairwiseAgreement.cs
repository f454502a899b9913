using DnasRepro.Architectures;

namespace DnasRepro.Statistics;

/// <summary>How alike architectures are in pairs: means over all pairs.</summary>
internal static class PairwiseAgreement
{
    public static AgreementMeasures Of(SpaceIndex index, IReadOnlyList<Architecture> architectures, double chance)
    {
        var choices = architectures.Select(index.Read).ToList();
        var places = architectures.Select(index.ReadPlaces).ToList();
        var dice = choices.Select(a => (IReadOnlyList<double>)[.. choices.Select(a.Dice)]).ToList();
        var pairs = Pairs(choices.Count).ToList();
        var mean = Mean(pairs, p => dice[p.A][p.B]);
        var expected = Mean(pairs, p => Placement.Expected(index, choices[p.A], choices[p.B], places[p.B]));
        var (error, low, high) = Jackknife.Of(dice);
        var shared = pairs.Sum(p => places[p.A].SharedWith(places[p.B]));
        return new AgreementMeasures(
            mean,
            pairs.Count == 0 ? null : pairs.Min(p => dice[p.A][p.B]),
            pairs.Count == 0 ? null : pairs.Max(p => dice[p.A][p.B]),
            BeyondChance.Of(mean, chance),
            Mean(pairs, p => Jaccard(choices[p.A], choices[p.B])),
            Mean(pairs, p => Math.Max(choices[p.A].Count, choices[p.B].Count) - choices[p.A].SharedWith(choices[p.B])),
            Mean(pairs, p => choices[p.A].IsSameAs(choices[p.B]) ? 1 : 0),
            Mean(pairs, p => places[p.A].Dice(places[p.B])),
            shared == 0 ? null : (double)pairs.Sum(p => choices[p.A].SharedWith(choices[p.B])) / shared,
            expected,
            expected is { } e ? BeyondChance.Of(mean, e) : null,
            error, low, high, dice);
    }

    /// <summary>The pairs of n things, the first before the second.</summary>
    public static IEnumerable<(int A, int B)> Pairs(int n) => Enumerable.Range(0, n).SelectMany(a => Enumerable.Range(a + 1, n - a - 1), (a, b) => (a, b));

    private static double? Mean(List<(int A, int B)> pairs, Func<(int A, int B), double> measure) => pairs.Count == 0 ? null : pairs.Average(measure);

    private static double Jaccard(ChoiceSet a, ChoiceSet b)
    {
        var shared = a.SharedWith(b);
        var either = a.Count + b.Count - shared;
        return either == 0 ? 1 : (double)shared / either;
    }
}

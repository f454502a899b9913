namespace DnasRepro.Statistics;

/// <summary>Rank correlations of two rows of equal length that are not constant; ties are allowed.</summary>
internal static class RankCorrelation
{
    /// <summary>Kendall's τ_b.</summary>
    public static double KendallTauB(IReadOnlyList<double> a, IReadOnlyList<double> b)
    {
        var (score, untiedInA, untiedInB) = (0, 0, 0);
        foreach (var (i, j) in PairwiseAgreement.Pairs(a.Count))
        {
            var (signOfA, signOfB) = (a[i].CompareTo(a[j]), b[i].CompareTo(b[j]));
            score += signOfA * signOfB;
            untiedInA += signOfA * signOfA;
            untiedInB += signOfB * signOfB;
        }
        return score / Math.Sqrt((double)untiedInA * untiedInB);
    }

    /// <summary>Spearman's ρ: Pearson's correlation of the ranks, tied values sharing their mean rank.</summary>
    public static double Spearman(IReadOnlyList<double> a, IReadOnlyList<double> b)
    {
        var (ranksOfA, ranksOfB) = (Ranks(a), Ranks(b));
        var mean = (a.Count + 1) / 2.0;
        double Products(List<double> x, List<double> y) => x.Zip(y, (p, q) => (p - mean) * (q - mean)).Sum();
        return Products(ranksOfA, ranksOfB) / Math.Sqrt(Products(ranksOfA, ranksOfA) * Products(ranksOfB, ranksOfB));
    }

    public static bool IsConstant(IReadOnlyList<double> row) => row.All(v => v == row[0]);

    private static List<double> Ranks(IReadOnlyList<double> row) => [.. row.Select(v => row.Count(o => o < v) + (row.Count(o => o == v) + 1) / 2.0)];
}

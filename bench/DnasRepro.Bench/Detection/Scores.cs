namespace DnasRepro.Bench.Detection;

/// <summary>Right and wrong answers to "is a differentiable search present?"; with weights they need not be whole.</summary>
internal sealed record PresenceScore(double TruePositives, double FalsePositives, double FalseNegatives, double TrueNegatives)
{
    public double Precision => Share(TruePositives, TruePositives + FalsePositives);

    public double Recall => Share(TruePositives, TruePositives + FalseNegatives);

    public double F1 => Share(2 * TruePositives, (2 * TruePositives) + FalsePositives + FalseNegatives);

    public double Accuracy => Share(TruePositives + TrueNegatives, TruePositives + TrueNegatives + FalsePositives + FalseNegatives);

    /// <summary>Counts rows, each with its weight.</summary>
    public static PresenceScore Of(IEnumerable<RowResult> rows, Func<RowResult, double> weight)
    {
        var (tp, fp, fn, tn) = (0.0, 0.0, 0.0, 0.0);
        foreach (var row in rows.Where(r => r.Label.CountsForPresence))
        {
            var one = weight(row);
            tp += row is { IsPresent: true, SaysPresent: true } ? one : 0;
            fp += row is { IsPresent: false, SaysPresent: true } ? one : 0;
            fn += row is { IsPresent: true, SaysPresent: false } ? one : 0;
            tn += row is { IsPresent: false, SaysPresent: false } ? one : 0;
        }
        return new PresenceScore(tp, fp, fn, tn);
    }

    /// <summary>Counts each row once.</summary>
    public static PresenceScore Of(IEnumerable<RowResult> rows) => Of(rows, _ => 1);

    /// <summary>Counts each family once: its rows share one weight.</summary>
    public static PresenceScore ByFamily(IReadOnlyList<RowResult> rows)
    {
        var sizes = rows.Where(r => r.Label.CountsForPresence).CountBy(r => r.Label.FamilyOrSelf).ToDictionary(StringComparer.Ordinal);
        return Of(rows, r => 1.0 / sizes[r.Label.FamilyOrSelf]);
    }

    /// <summary>Adds counts.</summary>
    public static PresenceScore Sum(IReadOnlyCollection<PresenceScore> parts) => new(
        parts.Sum(p => p.TruePositives), parts.Sum(p => p.FalsePositives), parts.Sum(p => p.FalseNegatives), parts.Sum(p => p.TrueNegatives));

    private static double Share(double part, double whole) => whole == 0 ? double.NaN : part / whole;
}

/// <summary>Where the scores lie in 95 of 100 samples of families, drawn with replacement; a row without family is its own.</summary>
internal sealed record PresenceRange((double Low, double High) Precision, (double Low, double High) Recall, (double Low, double High) F1)
{
    private const int Samples = 2000;

    /// <summary>The seed is fixed, so that the same rows give the same range.</summary>
    private const int Seed = 1;

    public static PresenceRange Of(IReadOnlyList<RowResult> rows)
    {
        var families = rows.Where(r => r.Label.CountsForPresence).GroupBy(r => r.Label.FamilyOrSelf).Select(g => PresenceScore.Of(g)).ToArray();
        var random = new Random(Seed);
        var scores = Enumerable.Range(0, families.Length == 0 ? 0 : Samples).Select(_ => PresenceScore.Sum(random.GetItems(families, families.Length))).ToList();
        return new PresenceRange(Middle(scores, s => s.Precision), Middle(scores, s => s.Recall), Middle(scores, s => s.F1));
    }

    private static (double Low, double High) Middle(IEnumerable<PresenceScore> scores, Func<PresenceScore, double> value)
    {
        var sorted = scores.Select(value).Where(v => !double.IsNaN(v)).Order().ToList();
        return sorted.Count == 0 ? (double.NaN, double.NaN) : (sorted[(int)(sorted.Count * 0.025)], sorted[(int)((sorted.Count - 1) * 0.975)]);
    }
}

/// <summary>Right answers to "is the search differentiable?" over classes A and C.</summary>
/// <param name="Strict">"Undecided" is wrong.</param>
/// <param name="Lenient">"Undecided" is right where the label itself is of medium confidence (hybrids).</param>
/// <param name="ByFamily">The strict share with each family counted once.</param>
internal sealed record DifferentiableScore(int Rows, int Strict, int Lenient, double ByFamily)
{
    public static DifferentiableScore Of(IEnumerable<RowResult> all)
    {
        var rows = all.Where(r => r.Label.CountsForDifferentiability).ToList();
        var families = rows.GroupBy(r => r.Label.FamilyOrSelf).ToList();
        return new DifferentiableScore(
            rows.Count,
            rows.Count(r => !r.IsDifferentiableWrong),
            rows.Count(r => !r.IsDifferentiableWrong || (r.Label.IsMedium && r.Differentiable == "undecided")),
            families.Count == 0 ? double.NaN : families.Average(f => f.Average(r => r.IsDifferentiableWrong ? 0.0 : 1.0)));
    }
}

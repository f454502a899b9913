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

    private static double Share(double part, double whole) => whole == 0 ? double.NaN : part / whole;
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

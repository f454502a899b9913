using DnasRepro.Statistics;
using DnasRepro.Studies;

namespace DnasRepro.Audits;

/// <summary>Counts answers and puts intervals to them.</summary>
internal static class Figures
{
    /// <summary>The key of what no group is known for.</summary>
    public const string NotKnown = "not known";

    /// <summary>Numbers have as many decimals in every format, so that a format written from the JSON is the same.</summary>
    private const int Decimals = 6;

    /// <summary>One figure.</summary>
    /// <param name="reference">What it is compared with, or null.</param>
    public static Figure Of(AuditQuestion question, IEnumerable<AuditValue> values, ReferenceFigure? reference)
    {
        var counts = new int[Enum.GetValues<AuditValue>().Length];
        foreach (var value in values)
            counts[(int)value]++;
        var (yes, no, unreported, unclear) = (counts[(int)AuditValue.Yes], counts[(int)AuditValue.No], counts[(int)AuditValue.NotReported], counts[(int)AuditValue.Unclear]);
        var decided = yes + no + unreported;
        var of = decided + unclear;
        return new Figure(
            question, yes, no, unreported, unclear, counts[(int)AuditValue.NotApplicable], Rounded(Proportion.Of(yes, of)), Rounded(Proportion.Of(yes, decided)),
            Rounded(Proportion.Of(yes + unclear, of)), reference is null ? null : Rounded(Proportion.Difference(yes, of, reference.Yes, reference.Of)));
    }

    /// <summary>The four figures over units that each have an answer to every question.</summary>
    public static FigureGroup Group(string by, string key, IReadOnlyList<IReadOnlyList<AuditValue>> units, ReferenceTable? reference) => new(
        by, key, [.. AuditWords.Questions.Select(q => Of(q, units.Select(u => u[(int)q]), reference?.Figures.FirstOrDefault(f => f.Question == q)))]);

    /// <summary>The figures over methods by year, task, dimensionality and level; what is not known comes last. Nothing for what is known of none.</summary>
    public static IReadOnlyList<FigureGroup> Groups(IReadOnlyList<AuditedMethod> methods) =>
    [
        .. By("year", methods, m => [m.Year?.ToString("0000")]),
        .. By("task", methods, m => m.Tasks),
        .. By("dimensionality", methods, m => [m.Dimensionality]),
        .. By("level", methods, m => [m.Level]),
    ];

    /// <summary>An interval as it is kept.</summary>
    public static Interval? Rounded(Interval? interval) => interval is null ? null : new Interval(Rounded(interval.Value), Rounded(interval.Low), Rounded(interval.High));

    public static double Rounded(double value) => Math.Round(value, Decimals, MidpointRounding.AwayFromZero) + 0.0;

    private static IEnumerable<FigureGroup> By(string by, IReadOnlyList<AuditedMethod> methods, Func<AuditedMethod, IReadOnlyList<string?>> keys)
    {
        var keyed = methods.SelectMany(m => keys(m) is { Count: > 0 } k ? k.Select(key => (Key: key, Method: m)) : [(null, m)]).ToList();
        if (keyed.TrueForAll(k => k.Key is null))
            yield break;
        foreach (var group in keyed.Where(k => k.Key is not null).GroupBy(k => k.Key!, StringComparer.OrdinalIgnoreCase).OrderBy(g => g.Key, StringComparer.OrdinalIgnoreCase))
            yield return Group(by, group.Key, [.. group.Select(g => g.Method.Answers)], null);
        if (keyed.Where(k => k.Key is null).Select(k => k.Method.Answers).ToList() is { Count: > 0 } rest)
            yield return Group(by, NotKnown, rest, null);
    }
}

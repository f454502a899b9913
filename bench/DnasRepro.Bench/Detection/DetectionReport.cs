namespace DnasRepro.Bench.Detection;

/// <summary>A count of answers against labels.</summary>
internal sealed record Confusion(IReadOnlyList<string> Answers, IReadOnlyList<string> Labels, IReadOnlyList<IReadOnlyList<int>> Counts)
{
    public static Confusion Of(IReadOnlyList<RowResult> rows, string[] answers, string[] labels, Func<RowResult, string> answer, Func<RowResult, string> label) => new(
        answers, labels, [.. answers.Select(a => (IReadOnlyList<int>)[.. labels.Select(l => rows.Count(r => answer(r) == a && label(r) == l))])]);
}

/// <summary>A family's figures, and those of all others without it.</summary>
internal sealed record FamilyScore(string Family, int Rows, PresenceScore Presence, DifferentiableScore Differentiable, PresenceScore Others);

/// <summary>Seconds and memory. They differ from run to run.</summary>
internal sealed record Cost(double Total, double Mean, double Median, double Max, string Slowest, double PeakMegabytes, string PeakReachedAt, int Processors)
{
    public static Cost Of(IReadOnlyList<RowResult> rows, int processors)
    {
        if (rows.Count == 0)
            return new Cost(0, 0, 0, 0, "", 0, "", processors);
        var sorted = rows.Select(r => r.Seconds).Order().ToList();
        var slowest = rows.MaxBy(r => r.Seconds)!;
        var median = (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
        return new Cost(sorted.Sum(), sorted.Average(), median, slowest.Seconds, slowest.Label.Name, rows[^1].PeakMegabytes, AtPeak(rows), processors);
    }

    /// <summary>The row at which the process came within a twentieth of its peak.</summary>
    private static string AtPeak(IReadOnlyList<RowResult> rows) => rows.First(r => r.PeakMegabytes >= 0.95 * rows[^1].PeakMegabytes).Label.Name;
}

/// <summary>Everything that a run of the benchmark tells. Figures are over the rows that could be read; those that broke the analysis are not determined.</summary>
internal sealed record DetectionReport(IReadOnlyList<RowResult> All, Cost Cost)
{
    private static readonly string[] Classes = ["A", "B", "C", "D", "E"];
    private static readonly string[] Verdicts = ["full", "partial", "none", "not_determined"];

    public IReadOnlyList<RowResult> Rows { get; } = [.. All.Where(r => r.Failure is not { IsOurs: false })];

    public static DetectionReport Of(IReadOnlyList<RowResult> all, int processors) =>
        new(all, Cost.Of([.. all.Where(r => r.Failure is null)], processors));

    /// <summary>How far the scores of "search present" may lie from those of other repositories of the kind.</summary>
    public PresenceRange Range => PresenceRange.Of(Rows);

    public Confusion Verdict => Confusion.Of(Rows, Verdicts, ["full", "partial", "none"], r => r.Verdict, r => r.Label.SearchCode);

    public Confusion VerdictByClass => Confusion.Of(Rows, Verdicts, Classes, r => r.Verdict, r => r.Label.Class);

    public Confusion Differentiability =>
        Confusion.Of([.. Rows.Where(r => r.Label.CountsForDifferentiability)], ["yes", "no", "undecided"], ["yes", "no"], r => r.Differentiable, r => r.Label.Differentiable!);

    /// <summary>The scores of "search present": by row and by family, each with and without the arguable labels.</summary>
    public IReadOnlyList<(string Name, PresenceScore Score)> Presence
    {
        get
        {
            IReadOnlyList<RowResult> sure = [.. Rows.Where(r => !r.Label.IsMedium)];
            return
            [
                ("all rows", PresenceScore.Of(Rows)),
                ("all rows, by family", PresenceScore.ByFamily(Rows)),
                ("without medium", PresenceScore.Of(sure)),
                ("without medium, by family", PresenceScore.ByFamily(sure)),
                ("only medium", PresenceScore.Of(Rows.Where(r => r.Label.IsMedium))),
            ];
        }
    }

    public IReadOnlyList<(string Name, DifferentiableScore Score)> Differentiable =>
    [
        ("A and C", DifferentiableScore.Of(Rows)),
        ("A", DifferentiableScore.Of(Rows.Where(r => r.Label.Class == "A"))),
        ("C", DifferentiableScore.Of(Rows.Where(r => r.Label.Class == "C"))),
        ("A and C without medium", DifferentiableScore.Of(Rows.Where(r => !r.Label.IsMedium))),
    ];

    /// <summary>The named families, the largest first, then all rows that stand alone.</summary>
    public IReadOnlyList<FamilyScore> Families =>
    [
        .. Rows.GroupBy(r => r.Label.Family ?? "(no family)")
            .OrderBy(g => g.Key == "(no family)").ThenByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => new FamilyScore(
                g.Key, g.Count(), PresenceScore.Of(g), DifferentiableScore.Of(g), PresenceScore.Of(Rows.Where(r => (r.Label.Family ?? "(no family)") != g.Key)))),
    ];

    /// <summary>Class-B rows that are called present or otherwise than labelled.</summary>
    public IReadOnlyList<RowResult> WrongB => [.. Rows.Where(r => r.Label.Class == "B" && r.Wrongs.Count > 0)];

    /// <summary>Rows with anything wrong, the gravest first.</summary>
    public IReadOnlyList<RowResult> Wrong =>
        [.. Rows.Where(r => r.Wrongs.Count > 0).OrderBy(r => r.IsPresenceWrong ? 0 : r.IsDifferentiableWrong ? 1 : 2).ThenBy(r => r.Label.Class, StringComparer.Ordinal).ThenBy(r => r.Label.Name, StringComparer.Ordinal)];

    public IReadOnlyList<ComponentAgreement> ComponentsOfA => ComponentAgreement.Of([.. Rows.Where(r => r.Label.Class == "A")]);

    public IReadOnlyList<ComponentAgreement> ComponentsOfOthers => ComponentAgreement.Of([.. Rows.Where(r => r.Label.Class != "A")]);

    /// <summary>Why Python files were not read, and how many.</summary>
    public IReadOnlyList<(string Reason, int Files)> Unread =>
    [
        .. Rows.SelectMany(r => r.Python.Unread).CountBy(u => u.Reason.Split(" (")[0])
            .OrderByDescending(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal).Select(c => (c.Key, c.Value)),
    ];
}

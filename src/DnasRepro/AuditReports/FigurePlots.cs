using DnasRepro.Audits;
using DnasRepro.Reports;
using DnasRepro.Studies;
using Scriban.Runtime;

namespace DnasRepro.AuditReports;

/// <summary>The pictures of shares: one figure, its counts, its years, its groups.</summary>
internal static class FigurePlots
{
    /// <summary>The most years that a picture holds, the last ones; its table holds all.</summary>
    public const int MostYears = 12;

    /// <summary>The most groups that a picture holds, the first ones; its table holds all.</summary>
    public const int MostGroups = 14;

    private const double BarWidth = 320;
    private const double YearTop = 14;
    private const double YearBottom = 158;

    /// <summary>A share with its interval, what unclear answers could add, and the share of the reference.</summary>
    public static string Bar(Figure figure, ReferenceFigure? reference)
    {
        var (share, highest) = (figure.Share!, figure.Highest?.Value ?? figure.Share!.Value);
        var mark = reference is { Of: > 0 } ? BarWidth * Math.Clamp((double)reference.Yes / reference.Of, 0, 1) : (double?)null;
        return PlotShapes.Render("share",
            ("id", $"share-{DashboardWords.Key(figure.Question)}"),
            ("title", $"{DashboardWords.Title(figure.Question)}: {DashboardWords.Share(share)}"),
            ("desc", $"{figure.Yes} of {figure.Of} yes, interval {DashboardWords.Percent(share.Low)} to {DashboardWords.Percent(share.High)} %; were every unclear answer a yes: {DashboardWords.Percent(highest)} %."
                + (reference is { Of: > 0 } ? $" Reference: {reference.Yes} of {reference.Of}." : "")),
            ("yes", X(share.Value)), ("maybe_x", X(share.Value)), ("maybe", PlotShapes.F(Math.Max(0, BarWidth * (Math.Clamp(highest, 0, 1) - Math.Clamp(share.Value, 0, 1))))),
            ("low", X(share.Low)), ("high", X(share.High)),
            ("mark", mark is { } x ? PlotShapes.F(x) : null),
            ("mark_text_x", mark is { } at ? PlotShapes.F(at < 160 ? at + 9 : at - 9) : null), ("mark_end", mark >= 160),
            ("mark_text", reference is { Of: > 0 } ? $"reference {reference.Yes} of {reference.Of}" : null));
    }

    /// <summary>The counts of the five answers as one bar.</summary>
    public static string Stack(Figure figure)
    {
        var total = Math.Max(1, Counts(figure).Sum(c => c.Count));
        var (parts, x) = (new ScriptArray(), 0.0);
        foreach (var (value, count) in Counts(figure).Where(c => c.Count > 0))
        {
            var width = BarWidth * count / total;
            parts.Add(Templates.Row(("kind", DashboardWords.Kind(value)), ("x", PlotShapes.F(x)), ("width", PlotShapes.F(Math.Max(1, width - 1.5))), ("text_x", PlotShapes.F(x + (width / 2))), ("text", width < 18 ? null : PlotShapes.F((long)count))));
            x += width;
        }
        return PlotShapes.Render("answers",
            ("id", $"answers-{DashboardWords.Key(figure.Question)}"), ("title", $"Answers on {DashboardWords.Title(figure.Question)}"),
            ("desc", string.Join(", ", Counts(figure).Select(c => $"{DashboardWords.Value(c.Value)} {c.Count}"))), ("parts", parts));
    }

    public static IReadOnlyList<(AuditValue Value, int Count)> Counts(Figure figure) =>
    [
        (AuditValue.Yes, figure.Yes), (AuditValue.No, figure.No), (AuditValue.NotReported, figure.NotReported), (AuditValue.Unclear, figure.Unclear), (AuditValue.NotApplicable, figure.NotApplicable),
    ];

    /// <summary>One question's share by year, with whiskers, and how many methods each year has.</summary>
    public static string Years(AuditQuestion question, IReadOnlyList<FigureGroup> years)
    {
        var shown = years.TakeLast(MostYears).Select(g => (g.Key, Figure: g.Figures[(int)question])).ToList();
        var step = 276.0 / Math.Max(1, shown.Count);
        return PlotShapes.Render("years",
            ("id", $"years-{DashboardWords.Key(question)}"), ("title", $"{DashboardWords.Title(question)}, by year"),
            ("desc", PlotShapes.Html(string.Join(". ", shown.Select(s => $"{ShortText.Of(s.Key, 40)}: {Words(s.Figure)}")) + ".")),
            ("ticks", Templates.List(new[] { 0, 0.25, 0.5, 0.75, 1 }.Select(t => Templates.Row(("y", YearY(t)), ("text_y", PlotShapes.F(YearBottom - ((YearBottom - YearTop) * t) + 4)), ("label", $"{100 * t:0} %"))))),
            ("years", Templates.List(shown.Select((s, i) => Year(s.Key, s.Figure, 40 + (step * (i + 0.5)))))));
    }

    /// <summary>The four shares of every group, side by side.</summary>
    public static string Groups(string by, IReadOnlyList<FigureGroup> groups)
    {
        var shown = groups.Take(MostGroups).ToList();
        return PlotShapes.Render("groups",
            ("id", $"groups-{by}"), ("title", $"The four shares by {by}"), ("height", PlotShapes.F(66 + (28.0 * shown.Count))), ("bottom", PlotShapes.F(44 + (28.0 * shown.Count))), ("label_y", PlotShapes.F(60 + (28.0 * shown.Count))),
            ("desc", PlotShapes.Html(string.Join(". ", shown.Select(g => $"{ShortText.Of(DashboardWords.Plain(g.Key), 40)}: {string.Join("; ", g.Figures.Select(f => $"{DashboardWords.Short(f.Question)} {Words(f)}"))}")))),
            ("columns", Templates.List(DashboardWords.Questions.Select((q, c) => Templates.Row(("x", PlotShapes.F(GroupX(c, 0))), ("middle", PlotShapes.F(GroupX(c, 0.5))), ("right", PlotShapes.F(GroupX(c, 1))), ("text", DashboardWords.Short(q)))))),
            ("rows", Templates.List(shown.Select((g, i) => Templates.Row(
                ("y", PlotShapes.F(52 + (28.0 * i))), ("text_y", PlotShapes.F(56 + (28.0 * i))), ("label", PlotShapes.Html($"{ShortText.Of(DashboardWords.Plain(g.Key), 18)} ({g.Figures.Max(f => f.Of)})")),
                ("dots", Templates.List(g.Figures.Where(f => f.Share is not null).Select(f => Templates.Row(
                    ("x", PlotShapes.F(GroupX((int)f.Question, f.Share!.Value))), ("low", PlotShapes.F(GroupX((int)f.Question, f.Share.Low))), ("high", PlotShapes.F(GroupX((int)f.Question, f.Share.High))), ("hint", Words(f)))))))))));
    }

    /// <summary>A figure in one line: "3 of 31, 9.7 % (3.3-24.9)".</summary>
    public static string Words(Figure figure) => figure.Share is { } share ? $"{figure.Yes} of {figure.Of}, {DashboardWords.Share(share)}" : "nothing to count";

    private static ScriptObject Year(string key, Figure figure, double x) => Templates.Row(
        ("x", PlotShapes.F(x)), ("left", PlotShapes.F(x - 4)), ("right", PlotShapes.F(x + 4)), ("label", PlotShapes.Html(key.Length <= 4 ? key : key == "not known" ? "n.k." : ShortText.Of(key, 5))), ("count", PlotShapes.F((long)figure.Of)),
        ("y", figure.Share is { } share ? YearY(share.Value) : null), ("low", figure.Share is { } low ? YearY(low.Low) : null), ("high", figure.Share is { } high ? YearY(high.High) : null),
        ("hint", PlotShapes.Html($"{ShortText.Of(key, 40)}: {Words(figure)}")));

    private static string X(double share) => PlotShapes.F(BarWidth * Math.Clamp(share, 0, 1));

    private static string YearY(double share) => PlotShapes.F(YearBottom - ((YearBottom - YearTop) * Math.Clamp(share, 0, 1)));

    private static double GroupX(int column, double share) => 172 + (118 * column) + (98 * Math.Clamp(share, 0, 1));
}

using DnasRepro.Audits;
using DnasRepro.Reports;
using Scriban.Runtime;

namespace DnasRepro.AuditReports;

/// <summary>From identified to included as a picture (PRISMA 2020).</summary>
internal static class FlowDiagram
{
    private const int MostReasons = 9;
    private const double Line = 17;
    private const double Gap = 26;

    /// <summary>A file of its own, light or dark as its reader likes.</summary>
    public static string Svg(AuditFlow flow) => Picture(flow, Templates.Load("flow.css.scriban").ReplaceLineEndings("\n").Trim()) + "\n";

    /// <summary>A part of a page that has the styles.</summary>
    public static string Inline(AuditFlow flow) => Picture(flow, null);

    /// <summary>The steps as rows of a table: what, how many, for which reasons.</summary>
    public static IEnumerable<(string Step, int Count, IReadOnlyList<ReasonCount> Reasons)> Steps(AuditFlow flow) =>
    [
        ("Studies identified", flow.Identified, []),
        ("Reports not retrieved", flow.NotRetrieved.Sum(r => r.Count), flow.NotRetrieved),
        ("Screened on title and abstract", flow.Screened, []),
        ("Excluded on title and abstract", flow.ExcludedOnTitle.Sum(r => r.Count), flow.ExcludedOnTitle),
        ("Assessed on text and code", flow.Assessed, []),
        ("Excluded on text or code", flow.ExcludedOnText.Sum(r => r.Count), flow.ExcludedOnText),
        ("Studies included", flow.Included, []),
        ("Papers of these", flow.Papers, []),
        ("Methods of these", flow.Methods, []),
    ];

    private static string Picture(AuditFlow flow, string? style)
    {
        var (boxes, arrows, y) = (new ScriptArray(), new ScriptArray(), 8.0);
        (string Name, int Count, string? Side, IReadOnlyList<ReasonCount> Reasons)[] steps =
        [
            ("Studies identified", flow.Identified, "Reports not retrieved", flow.NotRetrieved),
            ("Screened on title and abstract", flow.Screened, "Excluded on title and abstract", flow.ExcludedOnTitle),
            ("Assessed on text and code", flow.Assessed, "Excluded on text or code", flow.ExcludedOnText),
            ("Studies included", flow.Included, null, []),
        ];
        foreach (var (name, count, side, reasons) in steps)
        {
            IReadOnlyList<string> notes = side is null ? [Summary.Count(flow.Papers, "paper"), Summary.Count(flow.Methods, "method")] : [];
            var left = Box(8, y, 276, $"{name}: {count}", notes, side is null ? "last" : "step");
            boxes.Add(left.Box);
            var bottom = left.Bottom;
            if (side is not null)
            {
                var right = Box(340, y, 292, $"{side}: {reasons.Sum(r => r.Count)}", Reasons(reasons), "out");
                boxes.Add(right.Box);
                arrows.Add(Arrow(284, y + 20, 340, y + 20));
                (bottom, var next) = (Math.Max(bottom, right.Bottom), Math.Max(bottom, right.Bottom) + Gap);
                arrows.Add(Arrow(146, left.Bottom, 146, next));
            }
            y = bottom + Gap;
        }
        return PlotShapes.Render("flow",
            ("style", style), ("height", PlotShapes.F(y - Gap + 8)), ("boxes", boxes), ("arrows", arrows),
            ("title", "Flow of the studies"),
            ("desc", PlotShapes.Html(string.Join(". ", Steps(flow).Select(s => $"{s.Step}: {s.Count}")) + ".")));
    }

    private static IReadOnlyList<string> Reasons(IReadOnlyList<ReasonCount> reasons)
    {
        var lines = reasons.Take(MostReasons).Select(r => $"{ShortText.Of(DashboardWords.Plain(r.Reason), 34)}: {r.Count}");
        return reasons.Count <= MostReasons ? [.. lines] : [.. lines, $"other reasons ({reasons.Count - MostReasons}): {reasons.Skip(MostReasons).Sum(r => r.Count)}"];
    }

    private static (ScriptObject Box, double Bottom) Box(double x, double y, double width, string head, IReadOnlyList<string> notes, string kind)
    {
        var height = 40 + (Line * notes.Count);
        var box = Templates.Row(
            ("kind", kind), ("x", PlotShapes.F(x)), ("y", PlotShapes.F(y)), ("width", PlotShapes.F(width)), ("height", PlotShapes.F(height)),
            ("text_x", PlotShapes.F(x + 14)), ("head_y", PlotShapes.F(y + 25)), ("head", PlotShapes.Html(head)),
            ("notes", Templates.List(notes.Select((n, i) => Templates.Row(("y", PlotShapes.F(y + 45 + (Line * i))), ("text", PlotShapes.Html(n)))))));
        return (box, y + height);
    }

    /// <summary>A line that ends in a head, to the right or down.</summary>
    private static ScriptObject Arrow(double fromX, double fromY, double toX, double toY)
    {
        var head = fromX == toX
            ? $"M{PlotShapes.F(toX - 5)} {PlotShapes.F(toY - 8)}h10l-5 8z"
            : $"M{PlotShapes.F(toX - 8)} {PlotShapes.F(toY - 5)}v10l8 -5z";
        return Templates.Row(
            ("x1", PlotShapes.F(fromX)), ("y1", PlotShapes.F(fromY)),
            ("x2", PlotShapes.F(fromX == toX ? toX : toX - 7)), ("y2", PlotShapes.F(fromX == toX ? toY - 7 : toY)), ("head", head));
    }
}

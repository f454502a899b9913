using System.Globalization;
using Scriban.Runtime;

namespace DnasRepro.Reports;

/// <summary>What the pictures are made of: grids, keys, labels, numbers. Text is escaped here.</summary>
internal static class PlotShapes
{
    /// <summary>How many colours there are; what comes after them is grey.</summary>
    public const int Colours = 10;

    /// <summary>A grid of shares in five steps of colour.</summary>
    public static string Grid(string id, string title, string desc, IReadOnlyList<string> rows, IReadOnlyList<string> columns, double left, IEnumerable<(int Row, int Column, double Share, string? Text, string Hint)> cells)
    {
        var width = Math.Clamp((640 - left - 10) / columns.Count, 24, 52);
        const double Height = 28;
        return Render("matrix",
            ("id", id), ("title", Html(title)), ("desc", Html(desc)), ("width", F(Math.Max(640, left + 10 + (width * columns.Count)))), ("height", F(28 + (Height * rows.Count))),
            ("rows", Templates.List(rows.Select((r, i) => Templates.Row(("x", F(left - 8)), ("y", F(24 + (Height * i) + 18)), ("text", Html(r)))))),
            ("columns", Templates.List(columns.Select((c, i) => Templates.Row(("x", F(left + (width * (i + 0.5)))), ("y", "16"), ("text", Html(c)))))),
            ("cells", Templates.List(cells.Select(c => Templates.Row(
                ("kind", $"h{Math.Clamp((int)(c.Share * 5), 0, 4)}"), ("x", F(left + (width * c.Column) + 1)), ("y", F(25 + (Height * c.Row))), ("width", F(width - 2)), ("height", F(Height - 2)),
                ("hint", Html(c.Hint)), ("text", c.Text), ("text_x", F(left + (width * (c.Column + 0.5)))), ("text_y", F(24 + (Height * c.Row) + 18)))))));
    }

    /// <summary>A key of colours in rows, and where it ends.</summary>
    public static (ScriptArray Keys, double Bottom) Keys(IReadOnlyList<string> names, double top)
    {
        var (keys, x, y) = (new ScriptArray(), 8.0, top);
        foreach (var (i, name) in names.Index())
        {
            var shown = Shortened(name, 28) ?? "?";
            var width = 24 + (7.0 * shown.Length) + 10;
            if (x + width > 636 && x > 8)
                (x, y) = (8, y + 20);
            keys.Add(Templates.Row(("kind", Kind(i)), ("x", F(x)), ("y", F(y)), ("text_x", F(x + 18)), ("text_y", F(y + 10.5)), ("label", Html(shown))));
            x += width;
        }
        return (keys, y + 18);
    }

    /// <summary>Lines whose labels do not cover each other.</summary>
    public static IEnumerable<ScriptObject> Spread(IReadOnlyList<(string Kind, double Share, string Label)> lines, Func<double, double> y)
    {
        var isClose = Math.Abs(y(lines[0].Share) - y(lines[1].Share)) < 14;
        return lines.Select((l, i) => Templates.Row(("kind", l.Kind), ("y", F(y(l.Share))), ("text_y", F(y(l.Share) + 4 + (isClose ? i == 0 ? -7 : 7 : 0))), ("label", Html(l.Label))));
    }

    public static double Deviation(IReadOnlyList<double> values)
    {
        var mean = values.Average();
        return values.Count < 2 ? 0 : Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Count - 1));
    }

    public static string Kind(int index) => index is >= 0 and < Colours ? $"c{index}" : "c-other";

    /// <summary>A text cut to a number of characters; null when nothing sensible fits.</summary>
    public static string? Shortened(string text, int most) => most < 3 || text.Length == 0 ? null : text.Length <= most ? text : text[..(char.IsHighSurrogate(text[most - 2]) ? most - 2 : most - 1)] + "…";

    public static string Render(string name, params ReadOnlySpan<(string Name, object? Value)> members) => Templates.Render(Templates.Load($"plots/{name}.svg.scriban"), Templates.Row(members)).Trim();

    public static string Html(string text) => Escaping.Html(text);

    public static string F(double number) => Math.Round(number, 1).ToString("0.#", CultureInfo.InvariantCulture);

    public static string F(long number) => number.ToString(CultureInfo.InvariantCulture);

    public static string F2(double share) => share.ToString("0.00", CultureInfo.InvariantCulture);

    public static string G(double number) => number.ToString("G4", CultureInfo.InvariantCulture);
}

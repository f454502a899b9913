using System.Globalization;
using System.Text;

namespace DnasRepro.Bench.Speed;

/// <summary>Seconds per step against nodes, channels and pixels, three pictures side by side with logarithmic axes, as SVG.</summary>
internal sealed class CostPlot
{
    private const double Width = 210;
    private const double Height = 180;
    private const double Left = 50;
    private const double Top = 36;
    private const string Style =
        "text{font:12px sans-serif;fill:#222}.grid{stroke:#ccc;fill:none}.ours{stroke:#0072b2;fill:none;stroke-width:2}.pytorch{stroke:#d55e00;fill:none;stroke-width:2;stroke-dasharray:5 3}"
        + "@media(prefers-color-scheme:dark){text{fill:#ddd}.grid{stroke:#555}.ours{stroke:#56b4e9}.pytorch{stroke:#e69f00}}";

    private readonly StringBuilder text = new();
    private readonly int least;
    private readonly int most;

    private CostPlot(IEnumerable<double> seconds)
    {
        var powers = seconds.Select(Math.Log10).ToList();
        (least, most) = ((int)Math.Floor(powers.Min()), (int)Math.Ceiling(powers.Max()));
    }

    /// <param name="start">The setting from which nodes, channels and pixels grow.</param>
    public static string Write(IReadOnlyList<CostRow> rows, StepSetting start)
    {
        var plot = new CostPlot(rows.SelectMany(r => new[] { r.Ours.Seconds, r.PyTorch.Seconds }));
        plot.Add($"<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" viewBox=\"0 0 {3 * (Left + Width) + 10} {Top + Height + 40}\"><title>Seconds per step against nodes, channels and pixels</title><style>{Style}</style>");
        plot.Add($"<path class=\"ours\" d=\"M{Left} 14h28\"/><text x=\"{Left + 34}\" y=\"18\">ours</text><path class=\"pytorch\" d=\"M{Left + 90} 14h28\"/><text x=\"{Left + 124}\" y=\"18\">PyTorch (seconds per step)</text>");
        plot.Panel(0, "nodes", [.. rows.Where(r => r.Setting with { Nodes = start.Nodes } == start)], r => r.Setting.Nodes);
        plot.Panel(1, "channels", [.. rows.Where(r => r.Setting with { Channels = start.Channels } == start)], r => r.Setting.Channels);
        plot.Panel(2, "pixels along an axis", [.. rows.Where(r => r.Setting with { Size = start.Size } == start)], r => r.Setting.Size);
        plot.Add($"</svg>");
        return plot.text.ToString();
    }

    private void Panel(int column, string name, IReadOnlyList<CostRow> rows, Func<CostRow, int> value)
    {
        var sorted = rows.OrderBy(value).ToList();
        var (left, first) = (Left + column * (Left + Width), Math.Log(value(sorted[0])));
        var span = Math.Log(value(sorted[^1])) - first;
        double X(CostRow row) => left + 12 + (Width - 24) * (Math.Log(value(row)) - first) / span;

        for (var power = least; power <= most; power++)
            Add($"<path class=\"grid\" d=\"M{left} {Y(Math.Pow(10, power)):0.#}h{Width}\"/><text x=\"{left - 6}\" y=\"{Y(Math.Pow(10, power)) + 4:0.#}\" text-anchor=\"end\">{Math.Pow(10, power):0.####}</text>");
        foreach (var row in sorted)
            Add($"<path class=\"grid\" d=\"M{X(row):0.#} {Top + Height}v5\"/><text x=\"{X(row):0.#}\" y=\"{Top + Height + 18}\" text-anchor=\"middle\">{value(row)}</text>");
        Add($"<text x=\"{left + Width / 2}\" y=\"{Top + Height + 34}\" text-anchor=\"middle\">{name}</text>");
        Add($"<polyline class=\"ours\" points=\"{Points(sorted, X, r => r.Ours.Seconds)}\"/>");
        Add($"<polyline class=\"pytorch\" points=\"{Points(sorted, X, r => r.PyTorch.Seconds)}\"/>");
    }

    private string Points(IEnumerable<CostRow> rows, Func<CostRow, double> x, Func<CostRow, double> seconds) =>
        string.Join(' ', rows.Select(r => string.Create(CultureInfo.InvariantCulture, $"{x(r):0.#},{Y(seconds(r)):0.#}")));

    private double Y(double seconds) => Top + Height * (most - Math.Log10(seconds)) / (most - least);

    private void Add(FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}

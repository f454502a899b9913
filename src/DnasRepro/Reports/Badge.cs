using System.Globalization;
using System.Text.Json;

namespace DnasRepro.Reports;

/// <summary>The level as a badge: an SVG of our own, the JSON that shields.io turns into one, and Markdown that shows it with its link. See docs/badges.md.</summary>
internal static class Badge
{
    private const string Label = "reproducibility";

    /// <summary>A level and a verdict fit; a text that no report of ours holds is cut here, in characters.</summary>
    private const int LongestWord = 40;

    private const int CommitDigits = 12;

    /// <summary>White text on each colour has a contrast of at least 4.5 to 1.</summary>
    private static readonly string[] Colours = ["#5f6672", "#8a5a00", "#7a6400", "#2f6f3e", "#1f6f5c", "#1d5fa8"];

    /// <summary>The badge.</summary>
    /// <param name="report">What it speaks of.</param>
    /// <param name="reportUrl">The page that it leads to where it is not shown as a mere picture; null for none.</param>
    public static string Svg(Report report, string? reportUrl = null)
    {
        var message = Message(report);
        var (left, right) = (BadgeText.Width(Label) + 12, BadgeText.Width(message) + 12);
        return Templates.Render(Templates.Load("badge.svg.scriban"), Templates.Row(
            ("label", Label),
            ("message", Escaping.Html(message)),
            ("colour", Colour(report)),
            ("link", Escaping.Link(reportUrl) is { } link ? Escaping.Html(link) : null),
            ("left", left),
            ("right", right),
            ("total", left + right)));
    }

    /// <summary>
    /// The answer of a shields.io endpoint. shields refuses properties that it does not know, and knows schemaVersion, label, message, color, labelColor,
    /// isError, namedLogo, logoSvg, logoColor, logoSize, style and cacheSeconds (https://shields.io/badges/endpoint-badge): none for a link.
    /// </summary>
    public static string Json(Report report)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            writer.WriteStartObject();
            writer.WriteNumber("schemaVersion", 1);
            writer.WriteString("label", Label);
            writer.WriteString("message", Escaping.Html(Message(report)));
            writer.WriteString("color", Colour(report)[1..]);
            writer.WriteEndObject();
        }
        return System.Text.Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    /// <summary>A line for a README: the picture, and around it the link to the report.</summary>
    public static string Markdown(Report report, string? reportUrl)
    {
        var picture = $"![{Escaping.Markdown($"{Label}: {Message(report)}")}](badge.svg)";
        return (Escaping.Link(reportUrl) is { } link ? $"[{picture}]({link})" : picture) + "\n";
    }

    private static string Colour(Report report) => Colours[Math.Clamp(report.Level.Grade, 0, 5)];

    /// <summary>The level, the stability beside it where the repository's own search was rerun, the commit, and the day where times are wanted.</summary>
    private static string Message(Report report)
    {
        var level = string.Create(CultureInfo.InvariantCulture, $"level {report.Level.Grade}: {BadgeText.Cut(report.Level.Name, LongestWord)}");
        var word = new Summary(report).StabilityWord;
        var parts = new List<string> { word is "not run" || word == report.Level.Name ? level : $"{level}, {word}" };
        if (report.Target.Commit is { } commit)
            parts.Add(commit[..Math.Min(CommitDigits, commit.Length)] + (report.Target.Dirty ? " with changes" : ""));
        if (report.Generated is { } generated)
            parts.Add(generated.At[..Math.Min("YYYY-MM-DD".Length, generated.At.Length)]);
        return string.Join(" · ", parts);
    }
}

using System.Globalization;
using System.Text.Json;

namespace DnasRepro.Reports;

/// <summary>The level as a badge: an SVG of our own, and the JSON that shields.io turns into one.</summary>
internal static class Badge
{
    private const string Label = "reproducibility";

    /// <summary>White text on each colour has a contrast of at least 4.5 to 1.</summary>
    private static readonly string[] Colours = ["#5f6672", "#8a5a00", "#7a6400", "#2f6f3e", "#1f6f5c", "#1d5fa8"];

    public static string Svg(Report report) => Templates.Render(Templates.Load("badge.svg.scriban"), Templates.Row(
        ("label", Label),
        ("message", Escaping.Html(Message(report))),
        ("colour", Colours[Math.Clamp(report.Level.Grade, 0, 5)]),
        ("left", Width(Label)),
        ("right", Width(Message(report))),
        ("total", Width(Label) + Width(Message(report)))));

    public static string Json(Report report)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            writer.WriteStartObject();
            writer.WriteNumber("schemaVersion", 1);
            writer.WriteString("label", Label);
            writer.WriteString("message", Escaping.Html(Message(report)));
            writer.WriteString("color", Colours[Math.Clamp(report.Level.Grade, 0, 5)][1..]);
            writer.WriteEndObject();
        }
        return System.Text.Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    /// <summary>The level, and the stability beside it where the repository's own search was rerun.</summary>
    private static string Message(Report report)
    {
        var level = string.Create(CultureInfo.InvariantCulture, $"level {report.Level.Grade}: {report.Level.Name}");
        var word = new Summary(report).StabilityWord;
        return word is "not run" || word == report.Level.Name ? level : $"{level}, {word}";
    }

    /// <summary>An estimate of the width in pixels at 11 px; the SVG stretches its text to it.</summary>
    private static int Width(string text) => (int)Math.Ceiling(text.Sum(c => c is 'i' or 'l' or ':' or ' ' or 't' or 'f' or 'r' ? 4.2 : c is 'm' or 'w' ? 9.5 : 6.7)) + 12;
}

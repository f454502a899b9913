using System.Text;

namespace DnasRepro.Bench.Speed;

/// <summary>A Markdown file with a section for each thing that was measured, so that one can be measured anew without the others.</summary>
internal static class ResultFile
{
    private const string Heading = "# The speed of the reference search\n\nMade by `dotnet run -c Release --project bench/DnasRepro.Bench -- search`; what the columns mean stands in bench/README.md.\n";

    /// <summary>The text of the file with the sections in it, in place of those with the same titles or at the end.</summary>
    public static string With(string? before, IReadOnlyList<(string Title, string Body)> sections)
    {
        var held = Sections(before ?? "");
        foreach (var (title, body) in sections)
        {
            var at = held.FindIndex(s => s.Title == title);
            if (at < 0)
                held.Add((title, body));
            else
                held[at] = (title, body);
        }
        var text = new StringBuilder(Heading);
        foreach (var (title, body) in held)
            text.Append($"\n## {title}\n\n{body.Trim('\n')}\n");
        return text.ToString();
    }

    private static List<(string Title, string Body)> Sections(string text) =>
        [.. text.Split("\n## ").Skip(1).Select(s => s.Split('\n', 2)).Select(s => (s[0], s.Length > 1 ? s[1] : ""))];
}

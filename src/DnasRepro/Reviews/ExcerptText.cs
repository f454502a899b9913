using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using DnasRepro.Reports;
using DnasRepro.Snapshots;

namespace DnasRepro.Reviews;

/// <summary>The cited places of one file, with lines around them, as text that steers no terminal.</summary>
internal static partial class ExcerptText
{
    private const int Context = 6;
    private const int MostLinesOfAPlace = 60;
    private const int MostLines = 400;
    private const int MostLinesOfACard = 1500;
    private const int LongestLine = 300;

    /// <summary>Writes an excerpt.</summary>
    /// <param name="cited">The file and its places.</param>
    /// <param name="file">The file as it was read; null when the repository lists none.</param>
    /// <param name="commit">The commit that was read, or HEAD of the working tree; null outside git.</param>
    public static string Write(CitedFile cited, SnapshotFile? file, string? commit)
    {
        var (blob, lines, reason) = Read(file, cited.IsCard);
        var text = new StringBuilder(Head(cited, commit)).Append("Blob:   ").Append(blob ?? "not known").Append('\n');
        if (lines is null)
            return text.Append("\nNot shown: ").Append(reason).Append(".\n").ToString();
        return text.Append(Rows(cited, Shown(cited, lines.Count), lines.Count, n => lines[n - 1])).ToString();
    }

    /// <summary>The lines that are shown, with what stands before them.</summary>
    /// <param name="cited">The file and its places.</param>
    /// <param name="shown">The numbers of the lines, from 1, in their order.</param>
    /// <param name="count">The lines that the file has.</param>
    /// <param name="lineOf">What a line says.</param>
    internal static string Rows(CitedFile cited, IReadOnlyList<int> shown, int count, Func<int, string> lineOf)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"Lines:  {shown.Count} of {count} are shown. '>' marks a cited line that says what the report quotes, '*' one that the report quotes in other words.\n\n");
        var quotes = cited.Citations.GroupBy(c => c.Line).ToDictionary(g => g.Key, g => g.Select(c => c.Excerpt).OfType<string>().ToList());
        var last = 0;
        foreach (var number in shown)
        {
            if (number > last + 1)
                text.Append("         …\n");
            var line = Line(lineOf(number));
            var mark = !quotes.TryGetValue(number, out var said) ? ' ' : said.TrueForAll(q => Says(line, q)) ? '>' : '*';
            text.Append(string.Create(CultureInfo.InvariantCulture, $"{mark} {number,6} | {line}").TrimEnd()).Append('\n');
            last = number;
        }
        return text.ToString();
    }

    /// <summary>An excerpt for which there is no room among the others.</summary>
    public static string WithoutRoom(CitedFile cited, string? commit) => $"{Head(cited, commit)}\nNot shown: the excerpts together would be larger than 8 MiB.\n";

    /// <summary>The part that follows from the report alone.</summary>
    internal static string Head(CitedFile cited, string? commit)
    {
        var text = new StringBuilder($"File:   {Escaping.Visible(cited.Path)}\nCommit: {commit ?? "none"}\n");
        foreach (var by in cited.Citations.GroupBy(c => c.By).OrderBy(g => g.Key, StringComparer.Ordinal))
            text.Append(CultureInfo.InvariantCulture, $"Cited:  {(by.Count() == 1 ? "line" : "lines")} {string.Join(", ", by.Select(c => c.Line).Distinct())} by {Escaping.Visible(by.Key)}\n");
        return text.ToString();
    }

    private static (string? Blob, List<string>? Lines, string Reason) Read(SnapshotFile? file, bool isCard)
    {
        if (file is null)
            return (null, null, "the report names it, and the repository lists no such file that is read");
        try
        {
            var bytes = file.Size > SnapshotFile.LargestText ? null : file.ReadBytes();
            var content = bytes is null ? file.ReadText() : (file with { ReadBytes = () => bytes }).ReadText();
            return (bytes is null ? null : GitBlob.Id(bytes), content is FileContent.Text text ? Lines(text.Value) : null, content is FileContent.Unread unread ? unread.Reason : "");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return (null, null, isCard ? "the card could not be opened again" : "could not be opened again");
        }
    }

    private static List<string> Lines(string text)
    {
        var lines = LineEnd().Split(text).ToList();
        if (lines.Count > 1 && lines[^1].Length == 0)
            lines.RemoveAt(lines.Count - 1);
        return lines;
    }

    /// <summary>The numbers of the lines that are shown of a file with so many.</summary>
    internal static List<int> Shown(CitedFile cited, int count)
    {
        var shown = new SortedSet<int>(cited.IsCard ? Enumerable.Range(1, Math.Min(count, MostLinesOfACard)) : []);
        foreach (var place in cited.Citations.Where(c => c.Line <= count))
        {
            if (!cited.IsCard && shown.Count >= MostLines)
                break;
            var first = Math.Max(1, place.Line - Context);
            var last = Math.Min(count, (int)Math.Min((long)place.EndLine + Context, (long)place.Line + MostLinesOfAPlace));
            shown.UnionWith(Enumerable.Range(first, last - first + 1));
        }
        return [.. shown];
    }

    private static string Line(string text)
    {
        var visible = Escaping.Visible(text.Length > LongestLine ? BadgeText.Cut(text, LongestLine).Replace("\t", "    ") : text.Replace("\t", "    "));
        return visible.Length > LongestLine ? BadgeText.Cut(visible, LongestLine) : visible;
    }

    /// <summary>True when a line holds a quotation, whatever the spaces; a quotation may be cut.</summary>
    private static bool Says(string line, string quotation) => Squeezed(line).Contains(Squeezed(Escaping.Visible(quotation)).TrimEnd('…'), StringComparison.Ordinal);

    private static string Squeezed(string text) => Spaces().Replace(text, " ").Trim();

    [GeneratedRegex(@"\r\n|\n|\r", RegexOptions.CultureInvariant)]
    private static partial Regex LineEnd();

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Spaces();
}

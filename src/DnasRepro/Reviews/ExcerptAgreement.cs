using System.Globalization;
using System.Text.RegularExpressions;

namespace DnasRepro.Reviews;

/// <summary>Whether an excerpt is one that we write, and shows what the report quotes.</summary>
internal static partial class ExcerptAgreement
{
    /// <summary>What an excerpt says that the report does not, or that no excerpt says; null when both agree as far as the report tells.</summary>
    /// <param name="cited">The file and its places.</param>
    /// <param name="commit">The commit that the report names; null outside git.</param>
    /// <param name="text">The excerpt.</param>
    public static string? Disagreement(CitedFile cited, string? commit, string text)
    {
        var head = ExcerptText.Head(cited, commit);
        if (!text.StartsWith(head, StringComparison.Ordinal))
            return "its head is not that of the file, commit and places which the report cites";
        if (text == ExcerptText.WithoutRoom(cited, commit) || NotShown().IsMatch(text[head.Length..]))
            return null;
        var form = Form().Match(text, head.Length);
        if (!form.Success || !int.TryParse(form.Groups["count"].ValueSpan, CultureInfo.InvariantCulture, out var count) || count < 1)
            return "what follows its head is not what such a file says of its lines";
        return Difference(cited, count, text[form.Groups["lines"].Index..]);
    }

    /// <summary>The cited lines that an excerpt does not show as the report quotes them: in other words, or not at all.</summary>
    public static IEnumerable<int> NotAsQuoted(CitedFile cited, string text)
    {
        var marked = Row().Matches(text).Where(m => m.Groups["mark"].ValueSpan is ">").Select(m => m.Groups["number"].Value).ToHashSet(StringComparer.Ordinal);
        return cited.Citations.Select(c => c.Line).Distinct().Where(l => !marked.Contains(l.ToString(CultureInfo.InvariantCulture)));
    }

    /// <summary>Writes the lines again from what they say themselves: then numbers, order, marks and the gaps between them must be the same.</summary>
    private static string? Difference(CitedFile cited, int count, string lines)
    {
        var shown = ExcerptText.Shown(cited, count);
        var said = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (Match row in Row().Matches(lines))
            said.TryAdd(row.Groups["number"].Value, row.Groups["text"].Value);
        foreach (var number in shown.Where(n => !said.ContainsKey(n.ToString(CultureInfo.InvariantCulture))))
            return $"line {number} is not there";
        var derived = ExcerptText.Rows(cited, shown, count, n => said[n.ToString(CultureInfo.InvariantCulture)]);
        if (derived == lines)
            return null;
        var (a, b) = (lines.Split('\n'), derived.Split('\n'));
        var at = Enumerable.Range(0, Math.Max(a.Length, b.Length)).First(i => i >= a.Length || i >= b.Length || a[i] != b[i]);
        return at >= b.Length - 1 || !Row().IsMatch(a[at])
            ? "a line of it is none that such a file has"
            : $"line {Row().Match(a[at]).Groups["number"].Value} does not stand or is not marked as the report cites it";
    }

    [GeneratedRegex(@"\GBlob:   (?:not known|[0-9a-f]{40})\n(?<lines>Lines:  [0-9]+ of (?<count>[0-9]{1,9}) are shown\.)", RegexOptions.CultureInvariant)]
    private static partial Regex Form();

    [GeneratedRegex(
        @"\ABlob:   (?:not known|[0-9a-f]{40})\n\nNot shown: (?:the report names it, and the repository lists no such file that is read|(?:the card )?could not be opened(?: again)?"
        + @"|larger than [0-9]+ (?:bytes|KiB|MiB) \([0-9]+ (?:bytes|KiB|MiB)\)|Git LFS pointer: the content is not in the repository|binary \(holds a NUL (?:byte|character)\)|not valid UTF-8 \(line [0-9]+\)|not valid UTF-16)\.\n\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex NotShown();

    [GeneratedRegex(@"^(?<mark>[ >*]) +(?<number>[0-9]+) \|(?: (?<text>.*))?$", RegexOptions.CultureInvariant | RegexOptions.Multiline)]
    private static partial Regex Row();
}

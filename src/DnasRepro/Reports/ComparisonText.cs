using DnasRepro.Findings;

namespace DnasRepro.Reports;

/// <summary>A comparison for a terminal: what HEAD brings first, then what it mends.</summary>
public static class ComparisonText
{
    private const int MostOfAKind = 20;

    /// <summary>The comparison without colours.</summary>
    public static string Write(Comparison comparison) =>
        string.Concat(Lines(comparison).Select(line => string.Concat(line.Select(s => s.Text)).TrimEnd() + "\n"));

    /// <summary>The comparison as lines of styled pieces; text of the repository is already harmless.</summary>
    public static IEnumerable<IReadOnlyList<TextSpan>> Lines(Comparison comparison) =>
        [.. Head(comparison).Concat(Brought(comparison)).Concat(Rest(comparison)).Concat(Closing(comparison)).Select(TextReport.Quiet)];

    private static IEnumerable<IReadOnlyList<TextSpan>> Head(Comparison comparison)
    {
        var words = new ComparisonWords(comparison);
        yield return [new($"BASE  {Named(comparison.Base)}", TextStyle.Heading)];
        yield return [new($"HEAD  {Named(comparison.Head)}", TextStyle.Heading)];
        yield return [new(Escaping.Terminal(words.Level), comparison.Head.Level.Grade < comparison.Base.Level.Grade ? TextStyle.Warning : TextStyle.Good)];
        yield return [];
        yield return [new($"  {"",-22}{"BASE",-28}HEAD", TextStyle.Dim)];
        foreach (var (name, before, after) in words.Rows)
            yield return [new($"  {name,-22}{Escaping.Terminal(before),-28}"), new(Escaping.Terminal(after), before == after ? TextStyle.Plain : TextStyle.Heading)];
        foreach (var line in words.Remarks.SelectMany(r => TextReport.Wrapped("! " + Escaping.Terminal(r), "  ", "    ")))
            yield return [new(line, TextStyle.Warning)];
    }

    private static IEnumerable<IReadOnlyList<TextSpan>> Brought(Comparison comparison)
    {
        var added = comparison.New.OrderByDescending(n => n.Finding.Severity).ThenByDescending(n => n.OnChangedLine == true)
            .Select(n => (n.Finding, n.OnChangedLine == true ? "on a changed line" : ""));
        return Kind("new", comparison.Broken.Select(b => (b, "")).Concat(added), isFull: true)
            .Concat(Kind("weighs more", comparison.Worse.Select(w => (w.Finding, $"was {ComparisonWords.Words(w.Before)}")), isFull: true));
    }

    private static IEnumerable<IReadOnlyList<TextSpan>> Rest(Comparison comparison) =>
        Kind("weighs less", comparison.Milder.Select(m => (m.Finding, $"was {ComparisonWords.Words(m.Before)}")), isFull: false)
            .Concat(Kind("fixed", comparison.Fixed.Select(f => (f, "")), isFull: false))
            .Concat(Kind("no answer", comparison.Lapsed.Select(l => (l.Finding, ComparisonWords.Words(l.Now))), isFull: false));

    private static IEnumerable<IReadOnlyList<TextSpan>> Kind(string kind, IEnumerable<(ReportFinding Finding, string Remark)> items, bool isFull)
    {
        var all = items.ToList();
        if (all.Count > 0)
            yield return [];
        foreach (var (finding, remark) in all.Take(MostOfAKind))
        {
            yield return
            [
                new($"{(finding.Outcome == Outcome.CheckFailed ? "broken" : kind),-12}"), new($"{Summary.Words(finding),-8}", isFull ? TextReport.StyleOf(finding) : TextStyle.Dim),
                new(Escaping.Terminal(finding.Check), TextStyle.Heading), new(Escaping.Terminal($" {finding.Slug}"), TextStyle.Dim), new(remark.Length == 0 ? "" : $"  ({remark})", TextStyle.Dim),
            ];
            foreach (var line in TextReport.Wrapped(Escaping.Terminal(finding.Message), "    "))
                yield return [new(line, isFull ? TextStyle.Plain : TextStyle.Dim)];
            if (isFull && finding.Evidence is [var place, ..])
                yield return [new("      "), new(Escaping.Terminal($"{place.Path}:{place.Line}:{place.Column}"), TextStyle.Path)];
            if (isFull && finding.Fix is { } fix)
            {
                foreach (var line in TextReport.Wrapped("fix: " + Escaping.Terminal(fix), "    ", "         "))
                    yield return [new(line)];
            }
        }
        if (all.Count > MostOfAKind)
            yield return [new($"    and {all.Count - MostOfAKind} more; --format markdown lists all", TextStyle.Dim)];
    }

    private static IEnumerable<IReadOnlyList<TextSpan>> Closing(Comparison comparison)
    {
        yield return [];
        yield return [new(Escaping.Terminal(new ComparisonWords(comparison).Counts)), new($"; exit code {comparison.ExitCode}: {Escaping.Terminal(comparison.ExitMeaning)}", TextStyle.Dim)];
    }

    private static string Named(ComparedSide side)
    {
        var target = side.Target;
        var commit = target.Commit is { } sha ? $" @ {sha[..Math.Min(12, sha.Length)]}{(target.Dirty ? " with uncommitted changes" : target.WorkingTree ? " (working tree)" : "")}" : "";
        return Escaping.Terminal(target.Address + commit);
    }
}

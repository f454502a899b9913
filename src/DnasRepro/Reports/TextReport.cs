using DnasRepro.Findings;

namespace DnasRepro.Reports;

/// <summary>How a piece of terminal text looks.</summary>
public enum TextStyle
{
    Plain,
    Heading,
    Good,
    Error,
    Warning,
    Info,
    Path,
    Dim,
}

/// <summary>A piece of a line.</summary>
public sealed record TextSpan(string Text, TextStyle Style = TextStyle.Plain);

/// <summary>The report for a terminal: the verdict, then what to mend, worst first.</summary>
public static class TextReport
{
    private const int Width = 100;
    private const int MostPlaces = 5;

    /// <summary>The report without colours.</summary>
    public static string Write(Report report) =>
        string.Concat(Lines(report).Select(line => string.Concat(line.Select(s => s.Text)).TrimEnd() + "\n"));

    /// <summary>The report as lines of styled pieces; text of the repository is already harmless.</summary>
    public static IEnumerable<IReadOnlyList<TextSpan>> Lines(Report report) =>
        [.. Verdict(report), .. Violations(report), .. Suppressed(report), .. NotDetermined(report), .. Coverage(report), .. Closing(report)];

    private static IEnumerable<IReadOnlyList<TextSpan>> Verdict(Report report)
    {
        var words = new Summary(report);
        yield return [new(Escaping.Terminal(report.Target.Address), TextStyle.Heading), new(words.Commit, TextStyle.Dim)];
        yield return [new($"level {report.Level.Grade} of 5: {report.Level.Name}", report.Level.Grade > 0 ? TextStyle.Good : TextStyle.Warning)];
        foreach (var line in Wrapped(Escaping.Terminal(words.Next), ""))
            yield return [new(line)];
        yield return [];
        foreach (var (name, mark, line) in words.Glance)
            yield return [new($"  {name,-16}{mark,-20}"), new(Escaping.Terminal(line))];
    }

    private static IEnumerable<IReadOnlyList<TextSpan>> Violations(Report report)
    {
        var broken = report.Findings.Where(f => f.Outcome == Outcome.CheckFailed);
        foreach (var group in FindingGroup.Of(broken.Concat(report.Open)))
        {
            var first = group.Findings[0];
            yield return [];
            yield return [new($"{Summary.Words(first),-7}", StyleOf(first)), new("  "), new(first.Check, TextStyle.Heading), new($" {first.Slug}", TextStyle.Dim)];
            foreach (var finding in group.Findings.Take(MostPlaces))
            {
                foreach (var line in Wrapped(Escaping.Terminal(finding.Message), "    "))
                    yield return [new(line)];
                foreach (var evidence in finding.Evidence.Take(MostPlaces))
                    yield return [new("      "), new(Escaping.Terminal(Summary.Words(evidence)), TextStyle.Path), new(Tail(evidence), TextStyle.Dim)];
                if (group.OwnFix(finding) is { } own)
                {
                    foreach (var line in Wrapped("fix: " + Escaping.Terminal(own), "      "))
                        yield return [new(line)];
                }
            }
            if (group.Findings.Count > MostPlaces)
                yield return [new($"    and {group.Findings.Count - MostPlaces} more of this check", TextStyle.Dim)];
            if (group.SharedFix is { } fix)
            {
                foreach (var line in Wrapped("fix: " + Escaping.Terminal(fix), "    "))
                    yield return [new(line)];
            }
        }
    }

    private static IEnumerable<IReadOnlyList<TextSpan>> Suppressed(Report report)
    {
        foreach (var finding in report.Findings.Where(f => f.Suppression is not null).Take(20))
            yield return [new($"  suppressed  {finding.Check} {finding.Slug}: {Escaping.Terminal(finding.Suppression!.Reason)}", TextStyle.Dim)];
    }

    private static IEnumerable<IReadOnlyList<TextSpan>> NotDetermined(Report report)
    {
        var open = report.Findings.Where(f => f.Outcome == Outcome.NotDetermined).Select(f => f.Check).Distinct().ToList();
        if (open.Count == 0)
            yield break;
        yield return [];
        foreach (var line in Wrapped($"Not determined: {open.Count} checks ({string.Join(", ", open.Take(8))}{(open.Count > 8 ? ", …" : "")}); --format markdown says why.", ""))
            yield return [new(line, TextStyle.Dim)];
    }

    private static IEnumerable<IReadOnlyList<TextSpan>> Coverage(Report report)
    {
        var code = report.SearchCode.Coverage;
        yield return [];
        yield return [new($"Read {code.Read} of {code.Files} Python files; nothing was executed.", TextStyle.Dim)];
        foreach (var unread in code.Unread.Take(5))
            yield return [new($"  not read: {Escaping.Terminal(unread.Path)}: {Escaping.Terminal(unread.Reason)}", TextStyle.Dim)];
    }

    private static IEnumerable<IReadOnlyList<TextSpan>> Closing(Report report)
    {
        yield return
        [
            new($"{Summary.Count(report.CountOpen(Severity.Error), "error")}, {Summary.Count(report.CountOpen(Severity.Warning), "warning")}, {Summary.Count(report.CountOpen(Severity.Info), "note")}"),
            new($"; exit code {report.ExitCode}: {report.ExitMeaning}", TextStyle.Dim),
        ];
    }

    private static string Tail(ReportEvidence evidence)
    {
        var text = evidence.Excerpt ?? evidence.Note;
        return text is null ? "" : "  " + Escaping.Terminal(text.Length > 80 ? text[..79] + "…" : text);
    }

    private static TextStyle StyleOf(ReportFinding finding) => finding.Outcome == Outcome.CheckFailed ? TextStyle.Error : finding.Severity switch
    {
        Severity.Error => TextStyle.Error,
        Severity.Warning => TextStyle.Warning,
        _ => TextStyle.Info,
    };

    private static IEnumerable<string> Wrapped(string text, string indent)
    {
        var line = indent;
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length + word.Length + 1 > Width && line.Length > indent.Length)
            {
                yield return line;
                line = indent;
            }
            line += line.Length == indent.Length ? word : " " + word;
        }
        yield return line;
    }
}

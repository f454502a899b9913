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
    private const int MostPlaces = 10;
    private const int MostSuppressed = 20;
    private const int MarkWidth = 20;
    private static readonly string Indent = new(' ', 38);

    /// <summary>The report without colours.</summary>
    public static string Write(Report report) =>
        string.Concat(Lines(report).Select(line => string.Concat(line.Select(s => s.Text)).TrimEnd() + "\n"));

    /// <summary>The report as lines of styled pieces; text of the repository is already harmless.</summary>
    public static IEnumerable<IReadOnlyList<TextSpan>> Lines(Report report) =>
        [.. Verdict(report).Concat(StabilityText.Lines(report)).Concat(Search(report.SearchCode)).Concat(Violations(report)).Concat(Suppressed(report)).Concat(NotDetermined(report)).Concat(Coverage(report)).Concat(Closing(report)).Select(Quiet)];

    private static IEnumerable<IReadOnlyList<TextSpan>> Verdict(Report report)
    {
        var words = new Summary(report);
        yield return [new(Escaping.Terminal(report.Target.Address), TextStyle.Heading), new(Escaping.Terminal(words.Commit), TextStyle.Dim)];
        yield return [new($"level {report.Level.Grade} of 5: {Escaping.Terminal(report.Level.Name)}", report.Level.Grade > 0 ? TextStyle.Good : TextStyle.Warning), new($"; stability over seeds: {words.StabilityWord}", TextStyle.Dim)];
        foreach (var line in Wrapped(Escaping.Terminal(words.Next), ""))
            yield return [new(line)];
        yield return [];
        foreach (var (name, mark, line) in words.Glance)
        {
            // A mark that fills its column stands on a line of its own.
            var first = mark.Length < MarkWidth;
            if (!first)
                yield return [new($"  {name,-16}{mark}")];
            foreach (var part in Wrapped(Escaping.Terminal(line), Indent))
            {
                yield return first ? [new($"  {name,-16}{mark,-MarkWidth}"), new(part.TrimStart())] : [new(part)];
                first = false;
            }
        }
    }

    /// <summary>The parts of the search, a line each with their first place.</summary>
    private static IEnumerable<IReadOnlyList<TextSpan>> Search(SearchCodeSummary code)
    {
        if (code.Components.Count > 0)
            yield return [];
        foreach (var part in code.Components)
        {
            var place = part.Evidence.Count == 0 ? "" : Escaping.Terminal($"{part.Evidence[0].Path}:{part.Evidence[0].Line}");
            yield return
            [
                new($"  {Escaping.Terminal(SearchWords.Title(part)),-26}"), new($"{Summary.Words(part.Status),-16}", part.Status == ComponentStatus.Found ? TextStyle.Good : TextStyle.Dim),
                new(place, TextStyle.Path), new(part.Evidence.Count == 0 ? "" : Tail(part.Evidence[0], Width - 44 - place.Length), TextStyle.Dim),
            ];
        }
    }

    private static IEnumerable<IReadOnlyList<TextSpan>> Violations(Report report)
    {
        var broken = report.Findings.Where(f => f.Outcome == Outcome.CheckFailed);
        foreach (var group in FindingGroup.Of(broken.Concat(report.Open)))
        {
            var first = group.Findings[0];
            yield return [];
            yield return [new($"{Summary.Words(first),-7}", StyleOf(first)), new("  "), new(Escaping.Terminal(first.Check), TextStyle.Heading), new(Escaping.Terminal($" {first.Slug}"), TextStyle.Dim)];
            foreach (var finding in group.Findings.Take(MostPlaces))
            {
                foreach (var line in Wrapped(Escaping.Terminal(finding.Message), "    "))
                    yield return [new(line)];
                foreach (var line in Places(finding).Concat(Fix(group.OwnFix(finding))))
                    yield return line;
            }
            if (group.Findings.Count > MostPlaces)
                yield return [new($"    and {group.Findings.Count - MostPlaces} more of this check", TextStyle.Dim)];
            foreach (var line in Fix(group.CommonFix))
                yield return line;
        }
    }

    private static IEnumerable<IReadOnlyList<TextSpan>> Places(ReportFinding finding)
    {
        var places = FindingGroup.Places(finding);
        foreach (var evidence in places.Take(MostPlaces))
        {
            var place = Escaping.Terminal($"{evidence.Path}:{evidence.Line}:{evidence.Column}");
            yield return [new("      "), new(place, TextStyle.Path), new(Tail(evidence, Width - 6 - place.Length), TextStyle.Dim)];
        }
        if (places.Count > MostPlaces)
            yield return [new($"      and {Summary.Count(places.Count - MostPlaces, "more place")}", TextStyle.Dim)];
    }

    private static IEnumerable<IReadOnlyList<TextSpan>> Fix(string? fix) =>
        fix is null ? [] : Wrapped("fix: " + Escaping.Terminal(fix), "    ", "         ").Select(line => (IReadOnlyList<TextSpan>)[new TextSpan(line)]);

    private static IEnumerable<IReadOnlyList<TextSpan>> Suppressed(Report report)
    {
        var suppressed = report.Findings.Where(f => f.Suppression is not null).ToList();
        if (suppressed.Count > 0)
            yield return [];
        foreach (var finding in suppressed.Take(MostSuppressed))
            yield return [new($"  suppressed  {Escaping.Terminal($"{finding.Check} {finding.Slug}: {finding.Suppression!.Reason}")}", TextStyle.Dim)];
        if (suppressed.Count > MostSuppressed)
            yield return [new($"  and {suppressed.Count - MostSuppressed} more suppressed", TextStyle.Dim)];
    }

    private static IEnumerable<IReadOnlyList<TextSpan>> NotDetermined(Report report)
    {
        var open = new Summary(report).UndeterminedByFamily;
        if (open.Length == 0)
            yield break;
        yield return [];
        yield return [new($"Not determined: {open}; --format markdown says why.", TextStyle.Dim)];
    }

    private static IEnumerable<IReadOnlyList<TextSpan>> Coverage(Report report)
    {
        var code = report.SearchCode.Coverage;
        yield return [];
        yield return [new($"Read {code.Read} of {code.Files} Python files. {new Summary(report).Executed}", TextStyle.Dim)];
        foreach (var unread in code.Unread.Take(5))
            yield return [new($"  not read: {Escaping.Terminal(unread.Path)}: {Escaping.Terminal(unread.Reason)}", TextStyle.Dim)];
    }

    private static IEnumerable<IReadOnlyList<TextSpan>> Closing(Report report)
    {
        yield return
        [
            new($"{Summary.Count(report.CountOpen(Severity.Error), "error")}, {Summary.Count(report.CountOpen(Severity.Warning), "warning")}, {Summary.Count(report.CountOpen(Severity.Info), "note")}"),
            new($"; exit code {report.ExitCode}: {Escaping.Terminal(report.ExitMeaning)}", TextStyle.Dim),
        ];
    }

    private static string Tail(ReportEvidence evidence, int room)
    {
        if ((evidence.Excerpt ?? evidence.Note) is not { } text || room < 12)
            return "";
        var shown = Escaping.Terminal(text);
        return "  " + (shown.Length <= room - 2 ? shown : shown[..(char.IsHighSurrogate(shown[room - 4]) ? room - 4 : room - 3)] + "…");
    }

    /// <summary>Logs of workflow runners take commands from lines of any program: none may come from a repository.</summary>
    internal static IReadOnlyList<TextSpan> Quiet(IReadOnlyList<TextSpan> line)
    {
        var text = string.Concat(line.Select(s => s.Text));
        var quiet = Escaping.Log(text);
        return quiet == text ? line : [new TextSpan(quiet)];
    }

    internal static TextStyle StyleOf(ReportFinding finding) => finding.Outcome == Outcome.CheckFailed ? TextStyle.Error : finding.Severity switch
    {
        Severity.Error => TextStyle.Error,
        Severity.Warning => TextStyle.Warning,
        _ => TextStyle.Info,
    };

    internal static IEnumerable<string> Wrapped(string text, string indent, string? hanging = null)
    {
        var line = indent;
        var start = indent.Length;
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length + word.Length + 1 > Width && line.Length > start)
            {
                yield return line;
                line = hanging ?? indent;
                start = line.Length;
            }
            line += line.Length == start ? word : " " + word;
        }
        yield return line;
    }
}

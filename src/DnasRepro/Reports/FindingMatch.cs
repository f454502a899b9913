using System.Text.RegularExpressions;

namespace DnasRepro.Reports;

/// <summary>
/// Finds the findings of one state again in another. A finding is known by its check, its file and what it says, never by its line; the closest
/// likeness is tried first, and findings that are alike are counted: two of a kind are one finding more than one.
/// </summary>
/// <param name="earlierPath">Gives the later path of an earlier one.</param>
/// <param name="isChanged">Whether a later place lies on a changed line: of several alike, those on unchanged lines are the old ones.</param>
internal sealed partial class FindingMatch(Func<string, string> earlierPath, Func<ReportFinding, bool> isChanged)
{
    private readonly Likeness[] likenesses =
    [
        new((f, path) => $"{f.Severity}\n{path}\n{f.Evidence.FirstOrDefault()?.Excerpt}\n{WithoutPath(f)}"),
        new((f, path) => $"{path}\n{f.Evidence.FirstOrDefault()?.Excerpt}\n{Said(f)}"),
        new((f, path) => $"{path}\n{Said(f)}"),
        new((f, path) => f.Evidence.FirstOrDefault()?.Excerpt is { } excerpt ? $"{path}\n{excerpt}" : null),
    ];

    /// <summary>Pairs findings; what finds no partner is left on its side.</summary>
    public (IReadOnlyList<(ReportFinding Earlier, ReportFinding Later)> Pairs, IReadOnlyList<ReportFinding> Earlier, IReadOnlyList<ReportFinding> Later) Pair(
        IEnumerable<ReportFinding> earlier, IEnumerable<ReportFinding> later)
    {
        var pairs = new List<(ReportFinding Earlier, ReportFinding Later)>();
        List<ReportFinding> gone = [.. Sorted(earlier, _ => false)], come = [.. Sorted(later, isChanged)];
        foreach (var likeness in likenesses)
            (gone, come) = PairAlike(likeness, gone, come, pairs);
        return (pairs, gone, come);
    }

    /// <summary>What is left after the most alike were paired.</summary>
    private (List<ReportFinding> Earlier, List<ReportFinding> Later) PairAlike(Likeness likeness, List<ReportFinding> earlier, List<ReportFinding> later, List<(ReportFinding Earlier, ReportFinding Later)> pairs)
    {
        var waiting = new Dictionary<string, Queue<ReportFinding>>(StringComparer.Ordinal);
        var left = new List<ReportFinding>();
        foreach (var finding in earlier)
        {
            if (likeness.Of(finding, earlierPath(PathOf(finding))) is not { } key)
                left.Add(finding);
            else if (waiting.TryGetValue(key, out var queue))
                queue.Enqueue(finding);
            else
                waiting[key] = new Queue<ReportFinding>([finding]);
        }
        var come = new List<ReportFinding>();
        foreach (var finding in later)
        {
            if (likeness.Of(finding, PathOf(finding)) is { } key && waiting.TryGetValue(key, out var queue) && queue.TryDequeue(out var partner))
                pairs.Add((partner, finding));
            else
                come.Add(finding);
        }
        return ([.. Sorted(left.Concat(waiting.Values.SelectMany(q => q)), _ => false)], come);
    }

    /// <summary>An order that depends on what the findings say alone, so that the order in which they came never matters.</summary>
    private static IEnumerable<ReportFinding> Sorted(IEnumerable<ReportFinding> findings, Func<ReportFinding, bool> isLast) => findings
        .OrderBy(isLast).ThenBy(f => f.Check, StringComparer.Ordinal).ThenBy(PathOf, StringComparer.Ordinal)
        .ThenBy(f => f.Evidence.FirstOrDefault()?.Line).ThenBy(f => f.Evidence.FirstOrDefault()?.Column)
        .ThenBy(f => f.Message, StringComparer.Ordinal).ThenBy(f => f.Evidence.FirstOrDefault()?.Excerpt, StringComparer.Ordinal)
        .ThenBy(f => f.Severity).ThenBy(f => f.Confidence).ThenBy(f => f.Fix, StringComparer.Ordinal);

    private static string PathOf(ReportFinding finding) => finding.Evidence.FirstOrDefault()?.Path ?? "";

    /// <summary>The message without the file's own name, which a rename changes.</summary>
    private static string WithoutPath(ReportFinding finding)
    {
        var message = finding.Message;
        foreach (var path in finding.Evidence.Select(e => e.Path).Where(p => p.Length > 0).Distinct().OrderByDescending(p => p.Length).Take(8))
            message = message.Replace(path, "·", StringComparison.Ordinal);
        return message;
    }

    /// <summary>The message without numbers either: lines and counts move.</summary>
    private static string Said(ReportFinding finding) => Numbers().Replace(WithoutPath(finding), "#");

    [GeneratedRegex("[0-9]+", RegexOptions.CultureInvariant)]
    private static partial Regex Numbers();

    /// <summary>What two findings of the same check must share to be the same; null when it says nothing of a finding.</summary>
    private sealed record Likeness(Func<ReportFinding, string, string?> Key)
    {
        public string? Of(ReportFinding finding, string path) => Key(finding, path) is { } key ? $"{finding.Check}\n{key}" : null;
    }
}

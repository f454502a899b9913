using DnasRepro.Findings;

namespace DnasRepro.Reports;

/// <summary>The report's verdicts in one line each; the words are the same in all formats. Text of the repository is not escaped here.</summary>
internal sealed class Summary(Report report)
{
    /// <summary>The commit and the state of the working tree, for behind the address.</summary>
    public string Commit => (report.Target.Commit is { } commit ? $" @ {commit[..Math.Min(12, commit.Length)]}" : "")
        + (report.Target is { WorkingTree: true, Commit: not null } ? report.Target.Dirty ? " with uncommitted changes" : " (working tree)" : "");

    /// <summary>What the next level lacks.</summary>
    public string Next => report.Level.Next is not { } next
        ? "The highest level."
        : $"next: {next.Name}, needs {string.Join(", ", next.BlockedBy.Take(3).Select(Named))}{(next.BlockedBy.Count > 3 ? $" and {next.BlockedBy.Count - 3} more" : "")}";

    /// <summary>The card in one line.</summary>
    public string Card => report.Card.Status switch
    {
        CardStatus.Missing => "missing: nothing is declared, so nothing could be compared",
        CardStatus.Unreadable => $"cannot be read ({report.Card.Path})",
        CardStatus.Invalid => $"does not fit the schema: {Count(report.Open.Count(f => f.Check == "DNAS1003"), "problem")} ({report.Card.Path})",
        _ => $"valid, {report.Card.Completeness?.Reported} of {report.Card.Completeness?.Expected} keys of the profile '{report.Card.Profile}' stated; {Problems("DNAS1")}",
    };

    /// <summary>The search code in one line.</summary>
    public string SearchCode => report.SearchCode.Verdict switch
    {
        SearchCodeVerdict.Full => "full",
        SearchCodeVerdict.Partial => "partial",
        SearchCodeVerdict.None => "none",
        _ => "not determined: this version does not analyse code yet",
    };

    /// <summary>The rerun in one line.</summary>
    public string Stability => report.Stability is null ? "not run: a rerun would tell" : "see below";

    /// <summary>The repository in one line.</summary>
    public string Repository => Problems("DNAS4");

    /// <summary>A count with its noun.</summary>
    public static string Count(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";

    private string Problems(string family)
    {
        var open = report.Open.Where(f => f.Check.StartsWith(family, StringComparison.Ordinal)).ToList();
        var counts = new[] { (Severity.Error, "error"), (Severity.Warning, "warning"), (Severity.Info, "note") }
            .Select(s => (Count: open.Count(f => f.Severity == s.Item1), Noun: s.Item2)).Where(c => c.Count > 0).Select(c => Count(c.Count, c.Noun)).ToList();
        return counts.Count == 0 ? "nothing to mend" : string.Join(", ", counts);
    }

    private string Named(string id) => report.Checks.FirstOrDefault(c => c.Id == id) is { } check ? $"{check.Slug} ({id})" : id;
}

/// <summary>Findings of one check and severity, shown together.</summary>
internal sealed record FindingGroup(IReadOnlyList<ReportFinding> Findings)
{
    /// <summary>Groups, in the order of their first findings.</summary>
    public static IEnumerable<FindingGroup> Of(IEnumerable<ReportFinding> findings) =>
        findings.GroupBy(f => (f.Check, f.Outcome, f.Severity)).Select(g => new FindingGroup([.. g]));
}

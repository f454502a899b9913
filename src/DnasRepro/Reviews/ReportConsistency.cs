using DnasRepro.Checks;
using DnasRepro.Findings;
using DnasRepro.Reports;

namespace DnasRepro.Reviews;

/// <summary>Whether a report's level follows from its findings, and its checks are those of this version. A forged verdict seldom does both.</summary>
internal static class ReportConsistency
{
    /// <summary>What does not follow, in sentences.</summary>
    public static IEnumerable<string> Problems(Report report)
    {
        var known = CheckCatalog.Infos.ToDictionary(i => i.Id, StringComparer.Ordinal);
        if (report.Checks.Count != known.Count || report.Checks.FirstOrDefault(c => !known.TryGetValue(c.Id, out var info) || !Same(c, info)) is not null)
            yield return "its checks are not those of this version.";
        if (report.Findings.FirstOrDefault(f => !known.TryGetValue(f.Check, out var info) || info.Slug != f.Slug) is { } stranger)
            yield return $"{stranger.Check} {stranger.Slug} is no check of this version.";
        else if (Level(report, known) is { } problem)
            yield return problem;
        if (report.ExitMeaning != ExitCodes.Meaning(report.ExitCode))
            yield return "its exit code and the words for it differ.";
        if (report.Findings.Any(f => f.Outcome == Outcome.CheckFailed) != (report.ExitCode == ExitCodes.OurFault))
            yield return "its exit code does not follow from its findings.";
        if (!report.Findings.SequenceEqual(report.Findings.Order(FindingOrder.Instance)))
            yield return "its findings are not in their order.";
    }

    private static bool Same(CheckSummary check, CheckInfo info) =>
        check == new CheckSummary(info.Id, info.Slug, info.Title, info.Severity, info.Source, ProjectLinks.CheckPage(info));

    private static string? Level(Report report, Dictionary<string, CheckInfo> known)
    {
        var decided = Levels.Level.Decide([.. report.Findings.Select(f => new Finding(known[f.Check], f.Outcome, f.Severity, f.Confidence, f.Message, [], f.Fix))]);
        var next = report.Level.Next;
        var isSame = decided.Grade == report.Level.Grade && decided.Name == report.Level.Name
            && decided.Next?.Grade == next?.Grade && decided.Next?.Name == next?.Name && (decided.Next?.BlockedBy ?? []).SequenceEqual(next?.BlockedBy ?? []);
        return isSame ? null : $"its level is {report.Level.Grade} ({report.Level.Name}); by its findings it is {decided.Grade} ({decided.Name}), or something else keeps the next one away.";
    }
}

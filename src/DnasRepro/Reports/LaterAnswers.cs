using DnasRepro.Findings;

namespace DnasRepro.Reports;

/// <summary>Whether the checks of HEAD looked again at what BASE found: only then is a finding that is gone a fixed one.</summary>
internal sealed class LaterAnswers(Report earlier, Report later)
{
    private readonly ILookup<string, ReportFinding> before = earlier.Findings.ToLookup(f => f.Check, StringComparer.Ordinal);
    private readonly ILookup<string, ReportFinding> now = later.Findings.ToLookup(f => f.Check, StringComparer.Ordinal);

    /// <summary>
    /// Why a check gives no answer any more; null when it answers. Every check answers, but for those on the settings themselves, which speak up only when
    /// something is wrong.
    /// </summary>
    public Lapse? Lapse(string check)
    {
        var answers = now[check].ToList();
        if (answers.Count == 0)
            return later.Checks.Any(c => c.Id == check) ? null : Reports.Lapse.NotAsked;
        if (Count(answers, Outcome.CheckFailed) > 0)
            return Reports.Lapse.CheckFailed;
        if (Count(answers, Outcome.NotDetermined) > Count(before[check], Outcome.NotDetermined))
            return Reports.Lapse.NotDetermined;
        if (Count(answers, Outcome.Satisfied) + Count(answers, Outcome.Violated) > 0)
            return null;
        return Count(answers, Outcome.NotDetermined) > 0 ? Reports.Lapse.NotDetermined : Reports.Lapse.NotApplicable;
    }

    private static int Count(IEnumerable<ReportFinding> answers, Outcome outcome) => answers.Count(a => a.Outcome == outcome);
}

using DnasRepro.Reports;
using DnasRepro.Studies;

namespace DnasRepro.Audits;

/// <summary>Joins list and results: answers, methods, figures, agreement. A pure function; the order of the outcomes does not matter.</summary>
public static class AuditBuilder
{
    /// <summary>Builds the audit.</summary>
    /// <param name="list">The list.</param>
    /// <param name="outcomes">What was found for each included study that has a card or a repository. One that is missing is named in a remark, and the exit code is 4.</param>
    /// <param name="tool">What makes it.</param>
    /// <param name="generated">What differs from run to run; null to leave it out.</param>
    public static Audit Build(StudyList list, IReadOnlyList<StudyOutcome> outcomes, ToolSummary tool, AuditMeasured? generated) =>
        throw new UserErrorException($"{list.Name} {outcomes.Count} {tool.Name} {generated?.At}", "Wait.");
}

using DnasRepro.Studies;

namespace DnasRepro.Audits;

/// <summary>One answer for several studies of a method, or of a paper.</summary>
internal static class MergedAnswer
{
    /// <summary>The first of these that is there: an unclear study may hold the yes, so unclear outweighs no.</summary>
    private static readonly AuditValue[] Order = [AuditValue.Yes, AuditValue.Unclear, AuditValue.No, AuditValue.NotReported, AuditValue.NotApplicable];

    /// <param name="values">At least one.</param>
    public static AuditValue Of(IEnumerable<AuditValue> values) => values.MinBy(v => Array.IndexOf(Order, v));
}

using DnasRepro.Findings;

namespace DnasRepro.Reports;

/// <summary>A comparison in sentences that are the same in all formats. Text of the repository is not escaped here.</summary>
internal sealed class ComparisonWords(Comparison comparison)
{
    /// <summary>The level before and after.</summary>
    public string Level
    {
        get
        {
            var (before, after) = (comparison.Base.Level, comparison.Head.Level);
            return before.Grade == after.Grade ? $"level {after.Grade} of 5, {after.Name}, as before"
                : $"level {before.Grade}, {before.Name} → {after.Grade} of 5, {after.Name}";
        }
    }

    /// <summary>How many findings there are of each kind.</summary>
    public string Counts => string.Join(", ", Parts());

    /// <summary>What both states are, where they differ: a name, BASE, HEAD.</summary>
    public IReadOnlyList<(string Name, string Before, string After)> Rows =>
    [
        ("level", Grade(comparison.Base), Grade(comparison.Head)),
        ("Reporting Card", Card(comparison.Base), Card(comparison.Head)),
        ("search code", Search(comparison.Base), Search(comparison.Head)),
        ("stability over seeds", Stability(comparison.Base), Stability(comparison.Head)),
        ("open findings", Open(comparison.Unchanged.Count + comparison.Reclassified.Count + comparison.Fixed.Count + comparison.Lapsed.Count), Open(comparison.Open.Count())),
    ];

    /// <summary>What to know before anybody is blamed.</summary>
    public IEnumerable<string> Remarks
    {
        get
        {
            var (before, after) = (comparison.Base, comparison.Head);
            if (!comparison.Terms.SameRules)
                yield return $"The rules changed between the two reports ({before.RuleSet} → {after.RuleSet}): what is new may be due to them, and nothing is held against HEAD. Make the report of BASE again with this version.";
            if (!comparison.Terms.SameProfile)
                yield return $"The profile changed between the two reports ({before.Profile} → {after.Profile}): what is new may be due to it, and nothing is held against HEAD.";
            if (comparison.Terms is { SameTool: false, SameRules: true })
                yield return $"The reports were made with versions {before.ToolVersion} and {after.ToolVersion}, whose rules are the same.";
            if (comparison.Terms.SettingsChanged)
                yield return "HEAD changes .dnas-repro.yml; the settings of BASE were applied to both.";
            if (comparison.Broken.Count > 0)
                yield return $"{Summary.Count(comparison.Broken.Count, "check")} broke, a fault of this program: {string.Join(", ", comparison.Broken.Select(b => b.Check).Distinct().Take(5))}. What they would have found is not known.";
        }
    }

    /// <summary>Why a finding of BASE is neither there nor fixed.</summary>
    public static string Words(Lapse lapse) => lapse switch
    {
        Lapse.NotDetermined => "could not be determined any more",
        Lapse.NotApplicable => "the question does not apply any more",
        Lapse.CheckFailed => "the check broke",
        Lapse.NotAsked => "the check is not in the report of HEAD",
        _ => "it is there, and suppressed",
    };

    /// <summary>A severity in a word.</summary>
    public static string Words(Severity severity) => severity switch { Severity.Error => "error", Severity.Warning => "warning", _ => "note" };

    public static string Grade(ComparedSide side) => $"{side.Level.Grade} of 5, {side.Level.Name}";

    public static string Card(ComparedSide side) => side.Card.ToString().ToLowerInvariant();

    public static string Search(ComparedSide side) => (side.SearchCode switch
    {
        SearchCodeVerdict.Full => "complete",
        SearchCodeVerdict.Partial => "partly there",
        SearchCodeVerdict.None => "none found",
        _ => "not determined",
    }) + (side.SearchCode is SearchCodeVerdict.Full or SearchCodeVerdict.Partial ? side.Differentiable switch { Differentiable.Yes => ", differentiable", Differentiable.No => ", not differentiable", _ => "" } : "");

    public static string Stability(ComparedSide side) => side.Stability switch
    {
        null => "not run",
        StabilityAnswer.NotDetermined => "not determined",
        var answer => answer.Value.ToString().ToLowerInvariant(),
    };

    private static string Open(int count) => count == 0 ? "none" : $"{count}";

    private IEnumerable<string> Parts()
    {
        yield return comparison.New.Count == 0 ? "no new findings" : $"{Summary.Count(comparison.New.Count, "new finding")} ({BySeverity(comparison.New.Select(n => n.Finding))})";
        foreach (var (count, words) in new[] { (comparison.Worse.Count(), "weighing more"), (comparison.Milder.Count(), "weighing less"), (comparison.Fixed.Count, "fixed"), (comparison.Lapsed.Count, "no longer answered"), (comparison.Unchanged.Count, "unchanged") })
        {
            if (count > 0)
                yield return $"{count} {words}";
        }
    }

    internal static string BySeverity(IEnumerable<ReportFinding> findings) => string.Join(", ", findings
        .GroupBy(f => f.Severity).OrderByDescending(g => g.Key).Select(g => Summary.Count(g.Count(), Words(g.Key))));
}

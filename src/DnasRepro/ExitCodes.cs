using DnasRepro.Configuration;
using DnasRepro.Findings;
using DnasRepro.Reports;

namespace DnasRepro;

/// <summary>The exit codes, the same everywhere. Precedence: 130, 2, 3, 70, 4, 1, 0.</summary>
public static class ExitCodes
{
    public const int Passed = 0;
    public const int Findings = 1;
    public const int WrongUsage = 2;
    public const int NotAttempted = 3;
    public const int LimitReached = 4;
    public const int OurFault = 70;
    public const int Interrupted = 130;

    /// <summary>The code in words.</summary>
    public static string Meaning(int code) => code switch
    {
        Passed => "passed",
        Findings => "findings at or above the severity that fails the run",
        WrongUsage => "wrong usage or configuration",
        NotAttempted => "could not be attempted",
        LimitReached => "ended by a time or size limit",
        OurFault => "a fault of this program",
        Interrupted => "interrupted",
        _ => "unknown",
    };

    /// <summary>The code of a report.</summary>
    /// <param name="findings">Its findings.</param>
    /// <param name="failOn">The least severity that fails the run.</param>
    /// <param name="isCutShort">True when a rerun ended by its budget, or lacks runs.</param>
    internal static int Of(IReadOnlyList<ReportFinding> findings, FailOn failOn, bool isCutShort)
    {
        if (findings.Any(f => f.Outcome == Outcome.CheckFailed))
            return OurFault;
        if (isCutShort)
            return LimitReached;
        var least = failOn switch { FailOn.Error => Severity.Error, FailOn.Warning => Severity.Warning, _ => Severity.Info };
        return failOn != FailOn.Never && findings.Any(f => f.Outcome == Outcome.Violated && f.Suppression is null && f.Severity >= least) ? Findings : Passed;
    }
}

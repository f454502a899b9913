namespace DnasRepro.Statistics;

/// <summary>What to do after a run.</summary>
public enum Decision
{
    /// <summary>Run the next seed.</summary>
    Continue,

    /// <summary>Stop: the agreement says stable. The verdict may still be degenerate or inconclusive, see <see cref="StabilityReport.Gates"/>.</summary>
    Stable,

    /// <summary>Stop: the agreement says unstable.</summary>
    Unstable,

    /// <summary>Stop: not even perfect agreement of all remaining seeds could give stable. No finding of instability.</summary>
    OutOfReach,

    /// <summary>Stop: different seeds gave bit-identical parameters.</summary>
    Invalid,

    /// <summary>Stop: all seeds that were set have run.</summary>
    MaximumReached,
}

/// <summary>Why a verdict is inconclusive.</summary>
public enum InconclusiveReason
{
    /// <summary>The agreement would say stable, but most edges are undecided: their argmax reads the initial values.</summary>
    Undecided,

    /// <summary>All seeds that were set have run.</summary>
    MaximumReached,

    /// <summary>Not even perfect agreement of the remaining seeds could give stable. No finding of instability.</summary>
    OutOfReach,

    /// <summary>So few runs that no results at all could have given a verdict.</summary>
    TooFew,

    /// <summary>Further seeds may decide.</summary>
    Open,
}

/// <summary>
/// When to stop. Runs are evaluated in the order of the seeds that was fixed before the first one, each report over all runs so far;
/// runs beyond the stopping one do not count.
/// </summary>
public static class SequentialRule
{
    /// <summary>Until stable, unstable or the last seed.</summary>
    public const string Decided = "decided";

    /// <summary>Also when stable is out of reach, which loses no stable verdict but finds fewer searches unstable.</summary>
    public const string Hopeless = "hopeless";

    /// <summary>What to do after the run that a report ends with.</summary>
    /// <param name="report">The report over the runs so far, in their order.</param>
    /// <param name="rules">The settings that it was made with.</param>
    /// <param name="stop"><see cref="Decided"/> or <see cref="Hopeless"/>.</param>
    public static Decision After(StabilityReport report, StabilityRules rules, string stop)
    {
        if (stop is not (Decided or Hopeless))
            throw new ArgumentException($"'{stop}' is not '{Decided}' or '{Hopeless}'.", nameof(stop));
        return report switch
        {
            _ when report.Gates.Contains(StabilityGate.SeedIneffective) => Decision.Invalid,
            { RawVerdict: StabilityVerdict.Stable } => Decision.Stable,
            { RawVerdict: StabilityVerdict.Unstable } => Decision.Unstable,
            _ when report.Runs >= rules.MaximumSeeds => Decision.MaximumReached,
            { Outlook.StableIsReachable: false } when stop == Hopeless => Decision.OutOfReach,
            _ => Decision.Continue,
        };
    }

    /// <summary>Why the verdict of a report is inconclusive; null when it is not.</summary>
    public static InconclusiveReason? WhyInconclusive(StabilityReport report, StabilityRules rules) => report switch
    {
        { Verdict: not StabilityVerdict.Inconclusive } => null,
        { RawVerdict: StabilityVerdict.Stable } => InconclusiveReason.Undecided,
        _ when report.Runs >= rules.MaximumSeeds => InconclusiveReason.MaximumReached,
        { Outlook.StableIsReachable: false } => InconclusiveReason.OutOfReach,
        _ when report.Runs < LeastRuns(Prospects.Of(report.Chance, rules)) => InconclusiveReason.TooFew,
        _ => InconclusiveReason.Open,
    };

    private static int LeastRuns(Prospects prospects) => Math.Min(prospects.StableAt[0] ?? int.MaxValue, prospects.UnstableAt);
}

using DnasRepro.Statistics;

namespace DnasRepro.Bench.Stability;

/// <summary>What the rule said in the audits of one scenario.</summary>
/// <param name="Scenario">The scenario.</param>
/// <param name="Recovery">Its true ρ.</param>
/// <param name="Chance">θ0.</param>
internal sealed record ScenarioResult(Scenario Scenario, double Recovery, double Chance)
{
    /// <summary>After how many runs the lower limit is looked at.</summary>
    public static readonly IReadOnlyList<int> Looks = [3, 4, 5, 7, 10];

    private readonly int[] tooHigh = new int[Looks.Count];
    private readonly double[] limits = new double[Looks.Count];
    private int audits, stable, unstable, runs, runsHopeless, runsStable;

    /// <summary>The share called stable.</summary>
    public double Stable => (double)stable / audits;

    public double Unstable => (double)unstable / audits;

    /// <summary>The mean number of runs, stopping when decided.</summary>
    public double Runs => (double)runs / audits;

    /// <summary>The same, stopping also when stable is out of reach.</summary>
    public double RunsHopeless => (double)runsHopeless / audits;

    /// <summary>The mean number of runs of those called stable; null when none was.</summary>
    public double? RunsStable => stable == 0 ? null : (double)runsStable / stable;

    /// <summary>How often the lower limit after a number of runs lay above ρ.</summary>
    public double LimitTooHigh(int look) => (double)tooHigh[look] / audits;

    /// <summary>The mean lower limit after a number of runs.</summary>
    public double Limit(int look) => limits[look] / audits;

    public void Add(RunEvidence evidence)
    {
        var stop = evidence.DecidedAt ?? evidence.Rules.MaximumSeeds;
        audits++;
        runs += stop;
        runsHopeless += Math.Min(stop, evidence.HopelessAt ?? stop);
        stable += evidence.Verdict == StabilityVerdict.Stable ? 1 : 0;
        runsStable += evidence.Verdict == StabilityVerdict.Stable ? stop : 0;
        unstable += evidence.Verdict == StabilityVerdict.Unstable ? 1 : 0;
        var lower = evidence.Lower();
        for (var look = 0; look < Looks.Count; look++)
        {
            limits[look] += lower[Looks[look] - 2];
            tooHigh[look] += lower[Looks[look] - 2] > Recovery + 1e-3 ? 1 : 0;
        }
    }
}

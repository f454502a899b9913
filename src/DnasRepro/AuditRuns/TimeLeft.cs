namespace DnasRepro.AuditRuns;

/// <summary>How long the rest of an audit takes, if it goes on as it went.</summary>
internal static class TimeLeft
{
    /// <summary>An estimate; null while nothing was assessed.</summary>
    /// <param name="elapsed">The time since the start.</param>
    /// <param name="assessed">Studies assessed since, without those whose results were there.</param>
    /// <param name="running">Studies that are being assessed; each counts as half done.</param>
    /// <param name="left">Studies that are not done, the running ones among them.</param>
    public static TimeSpan? Of(TimeSpan elapsed, int assessed, int running, int left) =>
        assessed == 0 ? null : left == 0 ? TimeSpan.Zero : elapsed / (assessed + (running / 2.0)) * Math.Max(0, left - (running / 2.0));
}

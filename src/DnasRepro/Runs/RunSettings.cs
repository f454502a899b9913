using DnasRepro.Runs.Isolation;

namespace DnasRepro.Runs;

/// <summary>What all runs of a session share.</summary>
/// <param name="Pristine">The copy from which each run gets its own.</param>
/// <param name="Probe">The folder with our Python package.</param>
/// <param name="Work">Where the runs' own folders are made.</param>
/// <param name="Place">Where programs run.</param>
/// <param name="Python">The interpreter that stands for <c>python</c>; null when no command starts one.</param>
/// <param name="Limits">The limits of one run; the time is each recipe's own where <paramref name="HasOwnTime"/> is false.</param>
/// <param name="HasOwnTime">True when the user set the time of one run.</param>
/// <param name="Data">The user's data, or null.</param>
/// <param name="Device">cpu or cuda.</param>
internal sealed record RunSettings(
    PrivateCopy Pristine, string Probe, string Work, IRunPlace Place, PythonChoice? Python, RunLimits Limits, bool HasOwnTime, string? Data, string Device);

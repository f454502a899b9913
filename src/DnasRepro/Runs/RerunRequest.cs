using DnasRepro.Recipes;

namespace DnasRepro.Runs;

/// <summary>What the user asks a rerun to be.</summary>
/// <param name="Search">The search that is run over seeds; null when only other recipes are run.</param>
/// <param name="Others">Smoke, retrain and evaluate recipes to run too.</param>
/// <param name="Seeds">The seeds in their order; null for the recipe's, filled up with those that follow.</param>
/// <param name="MaximumSeeds">How many seeds may run at most.</param>
/// <param name="Repeats">Whether the first seed is run twice.</param>
/// <param name="Stop">When no further seed is run.</param>
/// <param name="Compatibility">Whether the compatibility layer is on.</param>
/// <param name="Isolation">auto, bubblewrap, docker, podman, apptainer or none.</param>
/// <param name="Limits">The limits of one run; the time is the recipe's where it is null in the options.</param>
/// <param name="Data">The user's data folder, or null.</param>
/// <param name="Python">The interpreter that stands for <c>python</c> and <c>python3</c> in commands; null to look for one.</param>
/// <param name="Device">cpu or cuda.</param>
/// <param name="State">The folder that keeps the rerun; null for one of the user's own, named after the plan.</param>
/// <param name="Afresh">Whether to throw away what an earlier rerun of the same plan left.</param>
/// <param name="Jobs">How many runs at a time.</param>
/// <param name="Budget">Wall time for all runs; null for no limit.</param>
/// <param name="Shard">The part of the seeds to run; null for all.</param>
public sealed record RerunRequest(
    Recipe? Search,
    IReadOnlyList<Recipe> Others,
    IReadOnlyList<long>? Seeds,
    int MaximumSeeds,
    bool Repeats,
    StopRule Stop,
    bool Compatibility,
    string Isolation,
    RunLimits Limits,
    string? Data,
    string? Python,
    string Device,
    string? State,
    bool Afresh,
    int Jobs,
    TimeSpan? Budget,
    Shard? Shard)
{
    /// <summary>True when the user set the time of one run, which then holds instead of the recipes' own.</summary>
    public bool HasOwnTime { get; init; }

    /// <summary>Absolute paths that the rerun itself writes; below the repository they are no part of what is run.</summary>
    public IReadOnlyList<string> OwnOutputs { get; init; } = [];

    /// <summary>The seeds of the plan: as the user or the recipe names them, then those that follow, as many as may run.</summary>
    public IReadOnlyList<long> SeedList()
    {
        if (Search is null)
            return [];
        var seeds = (Seeds ?? Search.Seeds).Distinct().Take(MaximumSeeds).ToList();
        for (long next = 0; seeds.Count < MaximumSeeds && Seeds is null; next++)
        {
            if (!seeds.Contains(next))
                seeds.Add(next);
        }
        return seeds;
    }
}

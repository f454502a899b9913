using DnasRepro.Architectures;
using DnasRepro.Results;

namespace DnasRepro.Runs;

/// <summary>The search space of a plan: as stated, or as the first completed run shows it by its structure, never by what it chose.</summary>
/// <param name="Space">The space; null when it cannot be told.</param>
/// <param name="Origin">Where it comes from, in words.</param>
/// <param name="Problem">Why there is none, in one sentence.</param>
internal sealed record PlanSpace(SearchSpace? Space, string? Origin, string? Problem)
{
    public static PlanSpace Of(RunPlan plan, RunRecord? first) => plan.Space is { } stated
        ? new PlanSpace(stated, plan.SpaceOrigin, null)
        : new PlanSpace(null, null, first is null ? "No run was completed." : "The search space could not be told.");

    public ArchitectureParameters? ParametersOf(RunRecord record) => Space is null ? null : record.Parameters;
}

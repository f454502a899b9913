using DnasRepro.Architectures;
using DnasRepro.Results;
using DnasRepro.Results.Spaces;
using DnasRepro.Statistics;

namespace DnasRepro.Runs;

/// <summary>The search space of a plan: as stated, or as the first completed run shows it by its structure, never by what it chose.</summary>
/// <param name="Space">The space; null when it cannot be told.</param>
/// <param name="Origin">Where it comes from, in words.</param>
/// <param name="Problem">Why there is none, in one sentence.</param>
/// <param name="Tables">Which rows of which tensors belong to its edges; null when that was not told with the space.</param>
internal sealed record PlanSpace(SearchSpace? Space, string? Origin, string? Problem, TableMapping? Tables)
{
    /// <summary>The space for the runs of a plan.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="first">The first run that was completed; null when none was.</param>
    public static PlanSpace Of(RunPlan plan, RunRecord? first)
    {
        if (first is null)
            return new PlanSpace(plan.Space, plan.SpaceOrigin, plan.Space is null ? "No run was completed." : null, null);
        if (first.Architectures.Count > 1)
            return new PlanSpace(null, null, "The program leaves several architectures by design; the measures of stability are for one a run.", null);
        var found = first.Architectures[0].Architecture;
        var misfit = plan.Space is { } stated ? Misfit(stated, found) : null;
        if (plan.Space is not null && misfit is null)
            return new PlanSpace(plan.Space, plan.SpaceOrigin, null, null);
        var told = SpaceInference.Infer(ObservationsOf(first), ListsOf(first));
        var before = misfit is null ? "" : $"the space that {plan.SpaceOrigin} states does not offer {misfit}; ";
        return told.Space is { } space
            ? new PlanSpace(space, $"{before}the first run: the tables of its architecture parameters and their list of operations", null, told.Tables)
            : new PlanSpace(null, null, $"The search space is not known: {before}{told.Why}.", null);
    }

    /// <summary>A run's final architecture parameters in the space's form; null when they were not seen, or when decoding them does not give what the program gave.</summary>
    public ArchitectureParameters? ParametersOf(RunRecord record)
    {
        if (Space is null || record.Architectures.Count != 1 || TensorsOf(record) is not { Count: > 0 } tensors)
            return null;
        var mapping = Tables ?? ParameterTables.ByName(Space, tensors);
        return mapping is null ? null : ParameterTables.Checked(Space, mapping, tensors, record.Architectures[0].Architecture, out _);
    }

    private static string? Misfit(SearchSpace space, Architecture architecture) =>
        Stability.Outside(space, architecture) is [var (cell, edge), ..] ? $"'{edge.Operation}' from node {edge.From} to node {edge.Node} of cell '{cell}'" : null;

    private static IReadOnlyList<NamedTensor> TensorsOf(RunRecord record) => record.Probe is { Parameters.Count: > 0 } probe ? [.. probe.Parameters.Select(p => p.Final)] : record.Tables;

    /// <summary>The end of the run, and its epochs where the model's own method was asked after them.</summary>
    private static List<SpaceObservation> ObservationsOf(RunRecord record) =>
        [new SpaceObservation(record.Architectures[0].Architecture, TensorsOf(record)), .. record.Probe is { } probe ? ProbeObservations.Of(probe) : []];

    private static IReadOnlyList<OperationList> ListsOf(RunRecord record) => record.Operations.Count > 0
        ? [.. record.Probe?.OperationLists ?? [], new OperationList("operations", record.Operations)]
        : record.Probe?.OperationLists ?? [];
}

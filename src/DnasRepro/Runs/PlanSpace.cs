using DnasRepro.Architectures;
using DnasRepro.Results;
using DnasRepro.Results.Selection;
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
    /// <summary>True when further runs may tell it.</summary>
    public bool IsOpen { get; private init; }

    /// <summary>The space for the runs of a plan.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="completed">The runs that were completed, in order; as many of them are looked at as are needed.</param>
    public static PlanSpace Of(RunPlan plan, IReadOnlyList<RunRecord> completed)
    {
        if (completed.Count == 0)
            return new PlanSpace(plan.Space, plan.SpaceOrigin, plan.Space is null ? "No run was completed." : null, null) { IsOpen = true };
        if (completed[0].Architectures.Count > 1)
            return new PlanSpace(null, null, "The program leaves several architectures by design; the measures of stability are for one a run.", null);
        var misfit = plan.Space is { } stated ? Misfit(stated, completed[0].Architectures[0].Architecture) : null;
        if (plan.Space is not null && misfit is null)
            return new PlanSpace(plan.Space, plan.SpaceOrigin, null, null);
        var before = misfit is null ? "" : $"the space that {plan.SpaceOrigin} states does not offer {misfit}; ";
        return Told(completed, before);
    }

    private static PlanSpace Told(IReadOnlyList<RunRecord> completed, string before)
    {
        var runs = 1;
        var told = SpaceInference.Infer(ObservationsOf(completed[0]), ListsOf(completed[0]));
        for (; told.IsOpen && runs < completed.Count; runs++)
            told = SpaceInference.Infer([.. completed.Take(runs + 1).SelectMany(ObservationsOf)], ListsOf(completed[0]));
        var origin = $"{before}{(runs == 1 ? "the first run" : $"the first {runs} runs")}: the tables of architecture parameters and the list of their operations";
        return told.Space is { } space
            ? new PlanSpace(space, origin, null, told.Tables)
            : new PlanSpace(null, null, $"The search space is not known: {before}{told.Why}. It can be stated in the card (search_space) or the recipe (space).", null) { IsOpen = told.IsOpen };
    }

    /// <summary>A run's final architecture parameters in the space's form; null when they were not seen, or when decoding them does not give what the program gave.</summary>
    public ArchitectureParameters? ParametersOf(RunRecord record)
    {
        if (Space is null || record.Architectures.Count != 1 || TensorsOf(record) is not { Count: > 0 } tensors)
            return null;
        var mapping = Tables ?? ParameterTables.ByName(Space, tensors);
        return mapping is null ? null : ParameterTables.Checked(Space, mapping, tensors, record.Architectures[0].Architecture, out _);
    }

    /// <summary>What would have been read off a run's parameters before their first step; null where the mapping is not sure.</summary>
    public Architecture? InitialOf(RunRecord record)
    {
        if (ParametersOf(record) is null || record.Probe is not { } probe || probe.Parameters.Any(p => p.Initial is null))
            return null;
        IReadOnlyList<NamedTensor> start = [.. probe.Parameters.Select(p => p.Initial!)];
        var mapping = Tables ?? ParameterTables.ByName(Space!, start);
        return mapping is not null && ParameterTables.ToSpace(Space!, mapping, start) is { } parameters ? Results.Spaces.Decoder.Decode(Space!, parameters, mapping.Strength) : null;
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

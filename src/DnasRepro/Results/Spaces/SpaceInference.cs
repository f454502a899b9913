using DnasRepro.Architectures;

namespace DnasRepro.Results.Spaces;

/// <summary>What could be told of a search space from a run.</summary>
/// <param name="Space">The space, or null when it cannot be told.</param>
/// <param name="Tables">Which rows of which tensors belong to its edges; null when decoding them does not give what the program gave.</param>
/// <param name="Why">Why there is no space or no mapping; null when there are both.</param>
/// <param name="UnknownOperations">Operations whose names are not known; they count as having weights.</param>
public sealed record InferredSpace(SearchSpace? Space, TableMapping? Tables, string? Why, IReadOnlyList<string> UnknownOperations)
{
    /// <summary>True when several guesses fit equally well: another run or epoch may decide between them.</summary>
    public bool IsOpen { get; init; }
}

/// <summary>An architecture together with the tensors at the moment when the program derived it.</summary>
public sealed record SpaceObservation(Architecture Architecture, IReadOnlyList<NamedTensor> Tensors);

/// <summary>
/// Tells a search space from architectures that a program kept, the tensors of its architecture parameters and the lists of names
/// in its modules. A guess counts only when decoding the parameters with it gives the very architectures that the program gave:
/// that two thirds of a cell fit is no evidence. Where nothing fits, or several guesses do, there is no space. Several
/// observations (epochs of a run, or runs) tell apart what one leaves open.
/// </summary>
public static class SpaceInference
{
    /// <summary>Infers the space from one or more observations.</summary>
    /// <param name="observations">What was seen; the first is that of a run's end.</param>
    /// <param name="lists">Lists of names that may be the operations; lists edge by edge have indices at their names' ends.</param>
    public static InferredSpace Infer(IReadOnlyList<SpaceObservation> observations, IReadOnlyList<OperationList> lists)
    {
        var tables = observations.Count == 0 ? [] : ParameterTable.Of(observations[0].Tensors);
        if (tables.Count == 0)
            return new InferredSpace(null, null, "no table of architecture parameters was seen, so that it cannot be told what each edge could choose from", []);
        var attempts = Enum.GetValues<EdgeStrength>().Select(s => Attempt(observations, tables, lists, s)).ToList();
        return attempts.Find(a => a.Tables is not null || a.IsOpen) ?? attempts.Find(a => a.Space is not null) ?? attempts[0];
    }

    /// <summary>Infers the space from one observation.</summary>
    public static InferredSpace Infer(Architecture architecture, IReadOnlyList<NamedTensor> tensors, IReadOnlyList<OperationList> lists) =>
        Infer([new SpaceObservation(architecture, tensors)], lists);

    private static InferredSpace Attempt(IReadOnlyList<SpaceObservation> observations, IReadOnlyList<ParameterTable> tables, IReadOnlyList<OperationList> lists, EdgeStrength strength)
    {
        var architecture = observations[0].Architecture;
        var (cells, rows, why) = (new List<SpaceCell>(), new Dictionary<string, IReadOnlyList<RowPlace>>(StringComparer.Ordinal), (string?)null);
        foreach (var cell in architecture.Cells)
        {
            if (CellFrame.Of(cell) is not { } frame)
                return new InferredSpace(null, null, $"the cell '{Locations.Evidence.Cut(cell.Id)}' is not of nodes that get from those before them", []);
            var guesses = new CellHypotheses(frame, tables, lists, [.. architecture.Cells.Select(c => c.Id).Where(i => i != cell.Id)]).All().ToList();
            var choice = CellChoice.Of(frame, guesses, [.. observations.Skip(1)], strength);
            if (choice.Guess is null)
                return new InferredSpace(null, null, choice.Why, []) { IsOpen = choice.IsOpen };
            cells.Add(frame.With(choice.Guess.Operations));
            if (choice.Decodes)
                rows[cell.Id] = choice.Guess.Rows;
            why ??= choice.Why;
        }
        var tablesOfCells = rows.Count == cells.Count ? new TableMapping(rows) { Strength = strength } : null;
        return new InferredSpace(Named(cells), tablesOfCells, why, [.. cells.SelectMany(Operations).Distinct().Where(OperationNames.IsUnknown)]);
    }

    private static SearchSpace Named(IReadOnlyList<SpaceCell> cells)
    {
        var operations = cells.SelectMany(Operations).ToHashSet(StringComparer.Ordinal);
        return new SearchSpace(
            "inferred from the run", cells,
            operations.Where(OperationNames.IsNone).ToHashSet(StringComparer.Ordinal), operations.Where(OperationNames.IsSkip).ToHashSet(StringComparer.Ordinal),
            operations.Where(OperationNames.IsParameterFree).ToHashSet(StringComparer.Ordinal), HasCanonicalForm: true);
    }

    private static IEnumerable<string> Operations(SpaceCell cell) => cell.Operations;
}

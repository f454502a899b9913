using DnasRepro.Architectures;

namespace DnasRepro.Results.Spaces;

/// <summary>What could be told of a search space from a run.</summary>
/// <param name="Space">The space, or null when it cannot be told.</param>
/// <param name="Tables">Which rows of which tensors belong to its edges; null when decoding them does not give what the program gave.</param>
/// <param name="Why">Why there is no space or no mapping; null when there are both.</param>
/// <param name="UnknownOperations">Operations whose names are not known; they count as having weights.</param>
public sealed record InferredSpace(SearchSpace? Space, TableMapping? Tables, string? Why, IReadOnlyList<string> UnknownOperations);

/// <summary>
/// Tells a search space from an architecture that a program kept, the tensors of its architecture parameters and the lists of
/// names in its modules. A guess counts only when decoding the parameters with it gives the very architecture that the program
/// gave: that two thirds of a cell fit is no evidence. Where nothing fits there is no space.
/// </summary>
public static class SpaceInference
{
    /// <summary>Infers the space.</summary>
    /// <param name="architecture">The architecture at the moment when the tensors had these values.</param>
    /// <param name="tensors">The architecture parameters.</param>
    /// <param name="lists">Lists of names that may be the operations; lists edge by edge have indices at their names' ends.</param>
    public static InferredSpace Infer(Architecture architecture, IReadOnlyList<NamedTensor> tensors, IReadOnlyList<OperationList> lists)
    {
        var tables = ParameterTable.Of(tensors);
        if (tables.Count == 0)
            return new InferredSpace(null, null, "no table of architecture parameters was seen, so that it cannot be told what each edge could choose from", []);
        var ids = architecture.Cells.Select(c => c.Id).ToList();
        var (cells, rows, why) = (new List<SpaceCell>(), new Dictionary<string, IReadOnlyList<RowPlace>>(StringComparer.Ordinal), (string?)null);
        foreach (var cell in architecture.Cells)
        {
            if (CellFrame.Of(cell) is not { } frame)
                return new InferredSpace(null, null, $"the cell '{Locations.Evidence.Cut(cell.Id)}' is not of nodes that get from those before them", []);
            var guesses = new CellHypotheses(frame, tables, lists, [.. ids.Where(i => i != cell.Id)]).All().ToList();
            var (guess, decodes, reason) = Choose(frame, guesses);
            if (guess is null)
                return new InferredSpace(null, null, reason, []);
            cells.Add(frame.With(guess.Operations));
            if (decodes)
                rows[cell.Id] = guess.Rows;
            why ??= reason;
        }
        return new InferredSpace(Named(cells), rows.Count == cells.Count ? new TableMapping(rows) : null, why, [.. cells.SelectMany(Operations).Distinct().Where(OperationNames.IsUnknown)]);
    }

    private static (CellHypothesis? Guess, bool Decodes, string? Why) Choose(CellFrame frame, List<CellHypothesis> guesses)
    {
        var id = Locations.Evidence.Cut(frame.Cell.Id);
        if (guesses.Count == 0)
            return (null, false, $"no table of {frame.Edges.Count} rows with a list of operations for its columns fits the cell '{id}'");
        if (Only(guesses.FindAll(g => g.Decodes(frame))) is { } decoded)
            return (decoded, true, null);
        if (guesses.Exists(g => g.Decodes(frame)))
            return (null, false, $"several tables or lists of operations fit the cell '{id}' equally well");
        return Only(guesses.FindAll(g => g.NameFit > 0 && g.NamesOperations(frame))) is { } named
            ? (named, false, $"the operations of the cell '{id}' are those of its table, but its edges are not chosen by that table alone")
            : (null, false, $"decoding the tables does not give the cell '{id}' as the program gave it");
    }

    /// <summary>The guess that fits best by its tables' names, when there is only one such.</summary>
    private static CellHypothesis? Only(List<CellHypothesis> guesses)
    {
        var best = guesses.FindAll(g => g.NameFit == guesses.Max(o => o.NameFit));
        return best.Count > 0 && best.TrueForAll(g => g.SaysTheSame(best[0])) ? best[0] : null;
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

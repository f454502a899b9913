using DnasRepro.Architectures;
using DnasRepro.Locations;

namespace DnasRepro.ReferenceSearch;

/// <summary>An architecture in the names and cells of the reference search.</summary>
/// <param name="Architecture">With the cells down and up.</param>
/// <param name="Nodes">Nodes of a cell.</param>
/// <param name="Notes">What stands for what, in sentences.</param>
public sealed record ReferenceArchitecture(Architecture Architecture, int Nodes, IReadOnlyList<string> Notes)
{
    private const int MostNodes = 8;
    private const int MostEdges = 500;

    /// <summary>
    /// Translates an architecture of any search over cells with two inputs: of the cells by the words that searches use for them, of the operations by
    /// <see cref="OperationMatch"/>.
    /// </summary>
    /// <param name="found">The architecture.</param>
    /// <param name="match">What stands for an operation; by its name alone when left out.</param>
    /// <exception cref="UserErrorException">It has no such cells, or an operation that nothing stands for.</exception>
    public static ReferenceArchitecture Of(Architecture found, Func<string, OperationMatch>? match = null)
    {
        match ??= OperationMatch.OfName;
        var notes = new List<string>();
        if (found.Cells is [{ Id: ReferenceSpace.Grid }])
            throw new UserErrorException("The architecture is a path through a grid of blocks and resolution levels, not one of cells.", "A profile needs the cells down and up, or reduce and normal; grids are not profiled.");
        var down = Cell(found, ReferenceSpace.Down, notes);
        var up = Cell(found, ReferenceSpace.Up, notes);
        Check([.. down.Edges, .. up.Edges], match);
        var last = down.Edges.Concat(up.Edges).Select(e => e.Node).DefaultIfEmpty(0).Max();
        if (last < ReferenceSpace.Inputs || last >= ReferenceSpace.Inputs + MostNodes)
            throw new UserErrorException($"The last node of the architecture's cells is {last}.", $"Cells have two inputs, 0 and 1, and up to {MostNodes} nodes, which are numbered from 2.");
        return new ReferenceArchitecture(new Architecture([Named(down, ReferenceSpace.Down, match, notes), Named(up, ReferenceSpace.Up, match, notes)]), last - ReferenceSpace.Inputs + 1, [.. notes.Distinct()]);
    }

    private static ArchitectureCell Cell(Architecture found, string type, List<string> notes)
    {
        var cell = found.Cells.FirstOrDefault(c => c.Id == type) ?? found.Cells.FirstOrDefault(c => CellRoles.OfName(c.Id) == type)
            ?? throw new UserErrorException(
                $"The architecture has no cell that could be the {type} cell; it has {string.Join(", ", found.Cells.Take(5).Select(c => $"'{Evidence.Cut(c.Id)}'"))}.",
                "A profile needs the cells down and up, or reduce and normal.");
        if (cell.Id != type)
            notes.Add($"The cell '{Evidence.Cut(cell.Id)}' stands for the {type} cell.");
        return cell;
    }

    private static void Check(IReadOnlyList<ArchitectureEdge> edges, Func<string, OperationMatch> match)
    {
        if (edges.Count > MostEdges)
            throw new UserErrorException($"The architecture's cells have {edges.Count} edges.", $"At most {MostEdges} are taken; cells of {MostNodes} nodes have 44 candidate edges each.");
        var unknown = edges.Select(e => e.Operation).Distinct().Where(o => match(o).Operation is null).ToList();
        if (unknown.Count > 0)
        {
            throw new UserErrorException(
                $"Nothing of the reference search stands for the {(unknown.Count == 1 ? "operation" : "operations")} {string.Join(", ", unknown.Take(20).Select(o => $"'{Evidence.Cut(o)}'"))}{(unknown.Count > 20 ? $" and {unknown.Count - 20} more" : "")}.",
                $"It has: {string.Join(", ", OperationRegistry.All.Select(o => o.Id))}.");
        }
    }

    private static ArchitectureCell Named(ArchitectureCell cell, string type, Func<string, OperationMatch> match, List<string> notes) =>
        new(type, [.. cell.Edges.Select(e => e with { Operation = Operation(e.Operation, match(e.Operation), notes) })]);

    private static string Operation(string name, OperationMatch match, List<string> notes)
    {
        var operation = match.Operation!;
        if (operation.Id != name)
            notes.Add($"{operation.Id} stands for {Evidence.Cut(name)}{(match.Difference is { } difference ? $" ({difference})" : "")}.");
        return operation.Id;
    }
}

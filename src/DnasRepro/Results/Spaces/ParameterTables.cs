using DnasRepro.Architectures;

namespace DnasRepro.Results.Spaces;

/// <summary>Brings named tensors into the form of a space.</summary>
public static class ParameterTables
{
    /// <summary>The parameters of each cell by a mapping; null when a row is not there or has another length.</summary>
    public static ArchitectureParameters? ToSpace(SearchSpace space, TableMapping mapping, IReadOnlyList<NamedTensor> tensors)
    {
        var cells = new Dictionary<string, IReadOnlyList<IReadOnlyList<double>>>(StringComparer.Ordinal);
        var edges = new Dictionary<string, IReadOnlyList<double>>(StringComparer.Ordinal);
        foreach (var cell in space.Cells)
        {
            if (!mapping.Cells.TryGetValue(cell.Id, out var places) || places.Count != cell.Edges.Count)
                return null;
            if (Rows(places, [.. Enumerable.Range(0, places.Count).Select(edge => cell.OperationsOf(edge).Count)], tensors) is not { } rows)
                return null;
            cells[cell.Id] = rows;
            if (EdgesOf(places, tensors) is { } ofEdges)
                edges[cell.Id] = ofEdges;
        }
        return new ArchitectureParameters(cells) { Edges = edges.Count > 0 ? edges : null };
    }

    /// <summary>The numbers of the tensor that is named for a cell's one table and weighs its edges; null where there is none.</summary>
    private static IReadOnlyList<double>? EdgesOf(IReadOnlyList<RowPlace> places, IReadOnlyList<NamedTensor> tensors) =>
        places.Select(p => p.Tensor).Distinct().ToList() is [var table] && tensors.FirstOrDefault(t => t.Name == table + ArchitectureParameters.EdgeSuffix) is { } found && found.Values.Count == places.Count
            ? found.Values : null;

    /// <summary>
    /// The mapping for a space that is known: each cell has the one table whose name speaks of it and whose sizes are those of the
    /// cell, or the only table of that size when there is one cell. Null when that is not clear.
    /// </summary>
    public static TableMapping? ByName(SearchSpace space, IReadOnlyList<NamedTensor> tensors)
    {
        var tables = ParameterTable.Of(tensors);
        var cells = new Dictionary<string, IReadOnlyList<RowPlace>>(StringComparer.Ordinal);
        foreach (var cell in space.Cells)
        {
            var fitting = tables.Where(t => t.Rows.Count == cell.Edges.Count && Enumerable.Range(0, t.Rows.Count).All(e => cell.OperationsOf(e).Count == t.Columns)).ToList();
            var named = NamedFor(cell.Id, fitting);
            var chosen = named.Count > 0 ? named : space.Cells.Count == 1 ? fitting : [];
            if (chosen.Count != 1)
                return null;
            cells[cell.Id] = chosen[0].Rows;
        }
        return new TableMapping(cells);
    }

    /// <summary>Those whose last word is the cell's name; else that have it as a word; else as part of one ("Supernet" holds "up").</summary>
    private static List<ParameterTable> NamedFor(string cell, List<ParameterTable> tables)
    {
        bool Is(string word) => word.Equals(cell, StringComparison.OrdinalIgnoreCase);
        Predicate<ParameterTable>[] ways =
            [t => Is(t.Name[(t.Name.LastIndexOf('.') + 1)..]), t => HasWord(t.Name, cell), t => t.Name.Contains(cell, StringComparison.OrdinalIgnoreCase)];
        return ways.Select(tables.FindAll).FirstOrDefault(f => f.Count > 0) ?? [];
    }

    /// <summary>The parameters by a mapping, but only when decoding them gives the architecture that the program gave, or gives it but for ties in single precision.</summary>
    /// <param name="space">The space.</param>
    /// <param name="mapping">The mapping.</param>
    /// <param name="tensors">The tensors at the moment of the architecture.</param>
    /// <param name="architecture">What the program gave.</param>
    /// <param name="why">Why there are none.</param>
    public static ArchitectureParameters? Checked(SearchSpace space, TableMapping mapping, IReadOnlyList<NamedTensor> tensors, Architecture architecture, out string? why)
    {
        why = "the tensors do not have the sizes of the search space";
        if (ToSpace(space, mapping, tensors) is not { } parameters || Decoder.Decode(space, parameters, mapping.Strength) is not { } decoded)
            return null;
        var isSame = architecture.Cells.SelectMany(c => c.Edges.Where(e => !space.NoneOperations.Contains(e.Operation)), (c, e) => (c.Id, e)).ToHashSet()
            .SetEquals(decoded.Cells.SelectMany(c => c.Edges, (c, e) => (c.Id, e))) || RoundedDecoding.Gives(space, parameters, architecture, mapping.Strength);
        why = isSame ? null : "decoding the architecture parameters does not give the architecture that the program gave";
        return isSame ? parameters : null;
    }

    /// <summary>True when a name holds a word as such: <c>Supernet.architecture.down</c> speaks of down, not of up.</summary>
    private static bool HasWord(string name, string word)
    {
        for (var at = name.IndexOf(word, StringComparison.OrdinalIgnoreCase); at >= 0 && word.Length > 0; at = name.IndexOf(word, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            if ((at == 0 || !char.IsLetterOrDigit(name[at - 1])) && (at + word.Length == name.Length || !char.IsLetterOrDigit(name[at + word.Length])))
                return true;
        }
        return false;
    }

    /// <summary>The rows at some places; null when one is not there or has another length.</summary>
    internal static IReadOnlyList<IReadOnlyList<double>>? Rows(IReadOnlyList<RowPlace> places, IReadOnlyList<int> columns, IReadOnlyList<NamedTensor> tensors)
    {
        var byName = tensors.Where(t => t.Shape.Count == 2 && t.Values.Count == t.Shape[0] * t.Shape[1]).DistinctBy(t => t.Name).ToDictionary(t => t.Name, StringComparer.Ordinal);
        var rows = places.Select((p, i) => Row(byName, p, columns[i])).ToList();
        return rows.Contains(null) ? null : [.. rows.OfType<IReadOnlyList<double>>()];
    }

    private static List<double>? Row(Dictionary<string, NamedTensor> tensors, RowPlace place, int columns) =>
        tensors.TryGetValue(place.Tensor, out var tensor) && tensor.Shape[1] == columns && place.Row < tensor.Shape[0]
            ? [.. Enumerable.Range(place.Row * columns, columns).Select(i => tensor.Values[i])]
            : null;
}

namespace DnasRepro.Results.Spaces;

/// <summary>
/// All guesses for a cell: one table with a row for each edge; or two, of which one belongs to the edges from some inputs and the
/// other to the rest (NAS-Unet: edges that change the resolution have operations of their own, the other rows are dead).
/// </summary>
internal sealed class CellHypotheses(CellFrame frame, IReadOnlyList<ParameterTable> tables, IReadOnlyList<OperationList> lists, IReadOnlyList<string> cellIds)
{
    private const int MostTables = 24;
    private const int MostLists = 24;

    /// <summary>Which inputs may have a table of their own: both, the second, the first.</summary>
    private static readonly int[][] OwnInputs = [[0, 1], [1], [0]];

    private sealed record Choice(ParameterTable Table, IReadOnlyList<IReadOnlyList<string>> Operations);

    /// <summary>Guesses with one table, then with two.</summary>
    public IEnumerable<CellHypothesis> All()
    {
        var choices = tables.Where(t => t.Rows.Count == frame.Edges.Count).Take(MostTables).SelectMany(Choices).ToList();
        foreach (var choice in choices.Where(c => Offers(c, _ => true)))
            yield return Hypothesis(choice, choice, _ => true);
        if (frame.Inputs != 2)
            yield break;
        foreach (var own in OwnInputs)
        {
            var owners = choices.Where(c => Offers(c, own.Contains)).ToList();
            var others = choices.Where(c => Offers(c, from => !own.Contains(from))).ToList();
            foreach (var owner in owners)
            {
                foreach (var other in others.Where(o => o.Table != owner.Table))
                    yield return Hypothesis(owner, other, own.Contains);
            }
        }
    }

    /// <summary>A table with each list of operations that fits its columns, and with lists edge by edge.</summary>
    private IEnumerable<Choice> Choices(ParameterTable table)
    {
        foreach (var list in lists.Where(l => l.Values.Count == table.Columns).DistinctBy(l => string.Join('\n', l.Values)).Take(MostLists))
            yield return new Choice(table, [.. Enumerable.Repeat(list.Values, frame.Edges.Count)]);
        var byEdge = lists.Where(l => l.Values.Count == table.Columns && Indexed.Stem(l.Name) is not null).GroupBy(l => Indexed.Stem(l.Name)!, StringComparer.Ordinal);
        foreach (var group in byEdge.Where(g => g.Count() == frame.Edges.Count).Take(MostLists))
            yield return new Choice(table, [.. group.OrderBy(l => Indexed.Index(l.Name)).Select(l => l.Values)]);
    }

    /// <summary>True when the table offers every operation that the kept edges from some nodes have.</summary>
    private bool Offers(Choice choice, Func<int, bool> isFrom) => frame.Cell.Edges.Where(e => isFrom(e.From))
        .All(e => choice.Operations[frame.Edges.Index().First(c => c.Item.Node == e.Node && c.Item.From == e.From).Index].Contains(e.Operation));

    private CellHypothesis Hypothesis(Choice own, Choice other, Func<int, bool> isOwn)
    {
        Choice For(int edge) => isOwn(frame.Edges[edge].From) ? own : other;
        var edges = Enumerable.Range(0, frame.Edges.Count).ToList();
        return new CellHypothesis(
            [.. edges.Select(e => For(e).Table.Rows[e])], [.. edges.Select(e => For(e).Table.Values[e])], [.. edges.Select(e => For(e).Operations[e])],
            NameFit(own.Table.Name) + (other.Table == own.Table ? 0 : NameFit(other.Table.Name)));
    }

    /// <summary>1 when a name speaks of this cell, -1 when of another one, else 0. RobustDARTS writes "reduct" for "reduce".</summary>
    private int NameFit(string name) => Speaks(name, frame.Cell.Id) ? 1 : cellIds.Any(id => Speaks(name, id)) ? -1 : 0;

    /// <summary>Only the attribute's own name speaks: "Supernet.architecture.down" is not named for a cell "up".</summary>
    private static bool Speaks(string name, string id) => name[(name.LastIndexOf('.') + 1)..].Contains(id.Length > 5 ? id[..5] : id, StringComparison.OrdinalIgnoreCase);
}

using DnasRepro.Architectures;

namespace DnasRepro.Statistics;

/// <summary>
/// An edge of one run as the choice sees it, where a site keeps a fixed number of edges: an operation that passes nothing on is a
/// candidate of the relaxed choice, but is never chosen.
/// </summary>
/// <param name="Values">The values of the operations that can be chosen.</param>
/// <param name="NoneLeads">True when an operation that passes nothing on has a larger one.</param>
internal sealed record ChoiceParameters(IReadOnlyList<double> Values, bool NoneLeads)
{
    /// <summary>All edges that have such an operation, of all runs; empty where none has.</summary>
    public static IReadOnlyList<ChoiceParameters> Of(SearchSpace space, IReadOnlyList<ParameterTable> tables)
    {
        var edges = space.Cells.SelectMany(c => c.Edges.Select((_, i) => (Operations: c.OperationsOf(i), IsLeftOut: c.PerSite is not null && !space.IsPath))).ToList();
        return
        [
            .. tables.SelectMany(t => t.Rows.Zip(edges))
                .Where(e => e.Second.IsLeftOut && e.First.Count == e.Second.Operations.Count && e.Second.Operations.Any(space.NoneOperations.Contains))
                .Select(e => Of(e.First, e.Second.Operations, space.NoneOperations)),
        ];
    }

    private static ChoiceParameters Of(IReadOnlyList<double> row, IReadOnlyList<string> operations, IReadOnlySet<string> none)
    {
        var values = row.Where((_, i) => !none.Contains(operations[i])).ToList();
        return new ChoiceParameters(values, values.Count > 0 && row.Max() > values.Max());
    }
}

using DnasRepro.Architectures;
using DnasRepro.ReferenceSearch;
using DnasRepro.Results.Spaces;

namespace DnasRepro.Search.Searching;

/// <summary>Reads an architecture off architecture parameters, as the settings' rule has it.</summary>
internal static class Discretisation
{
    public static Architecture Of(SearchSettings settings, ArchitectureParameters parameters)
    {
        var space = ReferenceSpace.Of(settings);
        if (settings.Strategy.Discretisation != DiscretisationRule.Threshold)
            return Decoder.Decode(space, parameters) ?? throw new UserErrorException("The architecture parameters are no numbers any more: the search diverged.", "Lower the learning rates.");
        return new Architecture([.. space.Cells.Select(c => new ArchitectureCell(c.Id, [.. Strong(c, parameters.ByCell[c.Id], settings.Strategy.Threshold, space.NoneOperations)]))]);
    }

    private static IEnumerable<ArchitectureEdge> Strong(SpaceCell cell, IReadOnlyList<IReadOnlyList<double>> rows, double threshold, IReadOnlySet<string> none)
    {
        for (var edge = 0; edge < rows.Count; edge++)
        {
            var largest = rows[edge].Max();
            var sum = rows[edge].Sum(v => Math.Exp(v - largest));
            var best = Enumerable.Range(0, rows[edge].Count).Where(k => !none.Contains(cell.Operations[k])).MaxBy(k => rows[edge][k]);
            if (Math.Exp(rows[edge][best] - largest) / sum >= threshold)
                yield return new ArchitectureEdge(cell.Edges[edge].Node, cell.Edges[edge].From, cell.Operations[best]);
        }
    }
}
